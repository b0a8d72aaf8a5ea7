import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FaultRule } from "./faults.ts";
import { HookSettings } from "./hooks/settings.ts";
import type { ServerOptions } from "./server.ts";

export type CommandLine = Omit<ServerOptions, "now"> & { port: number; exitWithParent: boolean };

export const usage = `npm run standin -- [options]
  --port N             listen on 127.0.0.1:N; 0, the default, takes a free one
  --log FILE           one JSON line per accepted message, written before the answer; without it, in a folder of its
                       own, together with the next two
  --attempts FILE      one JSON line per request to send, whatever came of it
  --bodies DIR         keep each accepted request's body, byte for byte, as <sha256>.json
  --hash-only          for benchmarks: check no message, read only who it is for
  --sync               fdatasync the log before each answer
  --key KEY            the API key (re_standin)
  --rate N             requests per window (5); 0: no limit
  --window-ms N        length of the window (1000)
  --keep-keys-ms N     how long idempotency keys are kept (24 hours)
  --domain NAME        a verified domain for "from"; may be repeated; without it any is
  --allow-examples     accept @example.com and @test.com, which Resend refuses
  --fault JSON         a fault from the start; may be repeated
  --webhook-url URL    where signed webhooks go
  --webhook-secret S   what they are signed with: whsec_ and base64
  --webhooks JSON      how they go: {"outcomes":[…],"repeat":3,"shuffle":100,"delayMs":50,"forge":0.1,…}
  --exit-with-parent   exit when standard input closes`;

const options = {
  port: { type: "string", default: "0" },
  log: { type: "string" },
  attempts: { type: "string" },
  bodies: { type: "string" },
  sync: { type: "boolean", default: false },
  "hash-only": { type: "boolean", default: false },
  key: { type: "string", default: "re_standin" },
  rate: { type: "string", default: "5" },
  "window-ms": { type: "string", default: "1000" },
  "keep-keys-ms": { type: "string", default: String(24 * 3_600_000) },
  domain: { type: "string", multiple: true },
  "allow-examples": { type: "boolean", default: false },
  fault: { type: "string", multiple: true },
  "webhook-url": { type: "string" },
  "webhook-secret": { type: "string" },
  webhooks: { type: "string", default: "{}" },
  "exit-with-parent": { type: "boolean", default: false },
} as const;

/** Throws a sentence for whoever typed it when something is missing or malformed. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({ args: [...args], options });
  const numbers = readNumbers(values);
  return {
    ...numbers,
    ...pathsOf(values),
    sync: values.sync,
    hashOnly: values["hash-only"],
    key: values.key,
    verifiedDomains: values.domain ?? null,
    allowExamples: values["allow-examples"],
    faults: (values.fault ?? []).map((text) => FaultRule.parse(JSON.parse(text))),
    webhooks: readHooks(values),
    exitWithParent: values["exit-with-parent"],
  };
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

function readNumbers(values: Values) {
  return {
    port: number("port", values.port),
    rate: number("rate", values.rate),
    windowMs: number("window-ms", values["window-ms"]),
    keepKeysMs: number("keep-keys-ms", values["keep-keys-ms"]),
  };
}

/** Without a place for the log there is one of our own, with everything in it. Made last, when nothing is malformed. */
function pathsOf({ log, attempts, bodies }: Values) {
  if (log !== undefined) return { log, attempts: attempts ?? null, bodies: bodies ?? null };
  const folder = mkdtempSync(join(tmpdir(), "standin-"));
  const inFolder = (name: string) => join(folder, name);
  return {
    log: inFolder("accepted.jsonl"),
    attempts: attempts ?? inFolder("attempts.jsonl"),
    bodies: bodies ?? inFolder("bodies"),
  };
}

function readHooks(values: Values): HookSettings {
  const { "webhook-url": url, "webhook-secret": secret, webhooks } = values;
  const typed: unknown = JSON.parse(webhooks);
  return HookSettings.parse({ ...(typed as object), ...(url ? { url } : {}), ...(secret ? { secret } : {}) });
}

function number(name: string, text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`--${name} must be a whole number.`);
  return Number(text);
}
