import { parseArgs } from "node:util";
import { FaultRule } from "./faults.ts";
import type { ServerOptions } from "./server.ts";

export type CommandLine = Omit<ServerOptions, "now"> & { port: number; exitWithParent: boolean };

export const usage = `node tests/standin/main.ts --log FILE [options]
  --port N             listen on 127.0.0.1:N; 0, the default, takes a free one
  --log FILE           one JSON line per accepted message, written before the answer
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
  "exit-with-parent": { type: "boolean", default: false },
} as const;

/** Throws a sentence for whoever typed it when something is missing or malformed. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({ args: [...args], options });
  if (values.log === undefined) throw new Error("--log FILE is missing.");
  return {
    port: number("port", values.port),
    log: values.log,
    attempts: values.attempts ?? null,
    bodies: values.bodies ?? null,
    sync: values.sync,
    hashOnly: values["hash-only"],
    key: values.key,
    rate: number("rate", values.rate),
    windowMs: number("window-ms", values["window-ms"]),
    keepKeysMs: number("keep-keys-ms", values["keep-keys-ms"]),
    verifiedDomains: values.domain ?? null,
    allowExamples: values["allow-examples"],
    faults: (values.fault ?? []).map((text) => FaultRule.parse(JSON.parse(text))),
    exitWithParent: values["exit-with-parent"],
  };
}

function number(name: string, text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`--${name} must be a whole number.`);
  return Number(text);
}
