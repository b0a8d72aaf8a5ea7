import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Command } from "./control.ts";
import type { FaultRule } from "./faults.ts";
import type { HookAttempt } from "./hooks/outbox.ts";
import type { Emission, HookSettings } from "./hooks/settings.ts";
import { type AcceptedMessage, bodyPath, type SendAttempt } from "./ledger.ts";

export type { FaultRule };

export type StandinOptions = {
  key?: string;
  port?: number;
  /** Requests per second; 0, the default here, is no limit. */
  rate?: number;
  windowMs?: number;
  /** Refuse `@example.com` and `@test.com` as Resend does; tests may use them otherwise. */
  refuseExamples?: boolean;
  domains?: readonly string[];
  /** Keep bodies, so that `messageOf` works. On by default; a benchmark turns it off. */
  keepBodies?: boolean;
  sync?: boolean;
  /** For benchmarks: messages are neither checked nor read beyond their recipient, subject and tags. */
  hashOnly?: boolean;
  faults?: readonly FaultRule[];
  webhooks?: HookSettings;
  /** A folder of the caller's own for the logs, which then outlive `stop`. */
  folder?: string;
};

/** A message as it arrived in the request's JSON. */
type ArrivedMessage = {
  from: string;
  to: string | string[];
  reply_to?: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
};

export type Standin = {
  url: string;
  key: string;
  /** Path of the log of accepted messages. */
  log: string;
  /** Everything accepted so far, read from the log on disk: right even after the process was killed. */
  accepted(): AcceptedMessage[];
  /** Every request to send so far, with what came of it. */
  attempts(): SendAttempt[];
  messageOf(accepted: AcceptedMessage): ArrivedMessage;
  /** The bytes of the request that an accepted message came in. */
  bodyOf(accepted: AcceptedMessage): string;
  fault(...rules: FaultRule[]): Promise<void>;
  clearFaults(): Promise<void>;
  command(command: Command): Promise<State>;
  /** Where webhooks go from now on, and how. */
  webhooks(settings: HookSettings): Promise<void>;
  /** Webhooks about messages that were accepted before; says about how many messages. */
  emit(...emissions: Emission[]): Promise<number>;
  /** Lets go what is held back, waits until every webhook has been taken or given up, and returns all attempts. */
  webhooksSettled(): Promise<HookAttempt[]>;
  /** `kill -9`, leaving its files. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

type State = {
  faults: (FaultRule & { fired: number })[];
  /** The idempotency keys of the requests that wait for an answer by a fault: of `hold`, `hang`, `accept_then_hang`. */
  holding: (string | null)[];
  webhooks: { pending: number; held: number };
  told: number[];
};

/** Starts the stand-in as a process of its own on a free port. It also ends when this process does. */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "standin-"));
  const paths = {
    log: join(folder, "accepted.jsonl"),
    attempts: join(folder, "attempts.jsonl"),
    bodies: join(folder, "bodies"),
  };
  const key = options.key ?? "re_standin";
  const child = spawn(process.execPath, [main, ...argumentsFor(options, { ...paths, key })], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const url = await readyUrl(child);
  const command = (body: Command) => post(url, body);
  return {
    url,
    key,
    log: paths.log,
    accepted: () => linesOf<AcceptedMessage>(paths.log),
    attempts: () => linesOf<SendAttempt>(paths.attempts),
    bodyOf: ({ hash }) => readFileSync(bodyPath(paths.bodies, hash), "utf8"),
    messageOf: ({ hash, index }) => [JSON.parse(readFileSync(bodyPath(paths.bodies, hash), "utf8"))].flat()[index],
    fault: async (...faults) => void (await command({ faults })),
    clearFaults: async () => void (await command({ clear: true })),
    command,
    webhooks: async (webhooks) => void (await command({ webhooks })),
    emit: async (...emit) => (await command({ emit })).told.reduce((sum, count) => sum + count, 0),
    webhooksSettled: () => settled(url, command),
    kill: () => end(child, "SIGKILL"),
    async stop() {
      await end(child, "SIGTERM");
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const main = fileURLToPath(new URL("main.ts", import.meta.url));

type Paths = { log: string; attempts: string; bodies: string; key: string };

function argumentsFor(options: StandinOptions, { log, attempts, bodies, key }: Paths): string[] {
  const { port = 0, rate = 0, windowMs = 1000, keepBodies = true, refuseExamples = false } = options;
  return [
    ...["--exit-with-parent", "--key", key, "--port", String(port), "--rate", String(rate)],
    ...["--window-ms", String(windowMs), "--log", log, "--attempts", attempts],
    ...(keepBodies ? ["--bodies", bodies] : []),
    ...(refuseExamples ? [] : ["--allow-examples"]),
    ...(options.sync ? ["--sync"] : []),
    ...(options.hashOnly ? ["--hash-only"] : []),
    ...(options.domains ?? []).flatMap((name) => ["--domain", name]),
    ...(options.faults ?? []).flatMap((rule) => ["--fault", JSON.stringify(rule)]),
    ...(options.webhooks ? ["--webhooks", JSON.stringify(options.webhooks)] : []),
  ];
}

async function readyUrl({ stdout, stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  let complaints: string | null = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    if (complaints === null) process.stderr.write(text);
    else complaints += text;
  });
  for await (const line of createInterface({ input: stdout })) {
    const url = /^standin ready (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    complaints = null;
    return url;
  }
  throw new Error(`The stand-in ended before it was ready: ${complaints}`);
}

async function settled(url: string, command: (body: Command) => Promise<State>): Promise<HookAttempt[]> {
  while ((await command({ flush: true })).webhooks.pending > 0) await wait(20);
  const response = await fetch(`${url}/_webhooks`);
  return (await response.json()).attempts;
}

async function post(url: string, command: Command): Promise<State> {
  const response = await fetch(`${url}/_control`, { method: "POST", body: JSON.stringify(command) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The stand-in did not understand: ${answer.message}`);
  return answer;
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await exit;
}

// The last line may be half written while the process is busy.
function linesOf<Line>(path: string): Line[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Line); // the stand-in wrote them
}
