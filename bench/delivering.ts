import { readFileSync } from "node:fs";
import { composeBatch, requestTimeoutMs } from "../engine/compose.ts";
import { type Context, openContext } from "../engine/context.ts";
import { plan } from "../engine/plan.ts";
import { parseSettings } from "../engine/settings.ts";
import { settle } from "../engine/settle.ts";
import { tick } from "../engine/tick.ts";
import type { Outcome } from "../mail/transport.ts";

/**
 * What is measured, in a process of its own that lives through all rounds, as a worker does: the engine's code is warm.
 * It gets ready when it is asked to, says so, and works when it is told to go.
 */
export type Asked =
  | { kind: "send" | "send step by step"; databaseUrl: string; environment: Readonly<Record<string, string>> }
  | { kind: "post"; url: string; key: string; bodies: readonly string[]; lanes: number }
  | { kind: "go" };

/** Milliseconds in all; `steps` has them for each step, where the steps were taken one after the other. */
export type Took = { tookMs: number; cpuMs: number; steps: Readonly<Record<string, number>> };
export type Answered = { kind: "ready" } | ({ kind: "done" } & Took);

type Ready = { run(): Promise<Record<string, number>>; close(): Promise<void> };

const idle: Ready = { run: async () => ({}), close: async () => {} };
let ready = idle;

process.on("message", (asked: Asked) => void answer(asked));
process.on("disconnect", () => process.exit());

async function answer(asked: Asked): Promise<void> {
  if (asked.kind !== "go") {
    ready = asked.kind === "post" ? readyToPost(asked) : await readyToSend(asked);
    return tell({ kind: "ready" });
  }
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const steps = await ready.run();
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  await ready.close();
  ready = idle;
  tell({ kind: "done", tookMs, cpuMs: (user + system) / 1000, steps });
}

function tell(answered: Answered): void {
  process.send?.(answered);
}

async function readyToSend(asked: Extract<Asked, { databaseUrl: string }>): Promise<Ready> {
  const parsed = parseSettings(asked.environment);
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  const { settings } = parsed;
  const { context, close } = openContext({ settings, databaseUrl: asked.databaseUrl, name: "bench", poolSize: 8 });
  // As in a worker that has been resting: it is connected.
  await Promise.all(Array.from({ length: 8 }, () => context.clocks.read(context.db)));
  return { close, run: () => (asked.kind === "send" ? sendAll(context) : sendStepByStep(context)) };
}

async function sendAll(context: Context): Promise<Record<string, number>> {
  await tick(context, { isOver: () => false });
  return {};
}

/** The same work with nothing at once, so that each step's own time can be told. */
async function sendStepByStep(context: Context): Promise<Record<string, number>> {
  const steps: Record<string, number> = {};
  while ((await timed(steps, "plan", () => plan(context))) > 0);
  for (;;) {
    const composed = await timed(steps, "compose", () => composeBatch(context, { limit: context.mail.batchLimit }));
    if (composed.kind === "idle") return steps;
    if (composed.kind !== "batch") continue;
    const { batch } = composed;
    const { key, messages, body, composedAt: at } = batch;
    const request = { key, messages, body, at, timeoutMs: requestTimeoutMs };
    const outcome: Outcome = await timed(steps, "hand over", () => context.mail.handOver(request));
    await timed(steps, "settle", () => settle(context, { batch, outcome }));
  }
}

async function timed<Value>(steps: Record<string, number>, name: string, work: () => Promise<Value>): Promise<Value> {
  const startedAt = performance.now();
  const value = await work();
  steps[name] = (steps[name] ?? 0) + performance.now() - startedAt;
  return value;
}

/** The floor: the same requests, ready-made, in the same number of lanes, and nothing else at all. */
function readyToPost({ url, key, bodies, lanes }: Extract<Asked, { kind: "post" }>): Ready {
  const waiting = bodies.map((file) => readFileSync(file));
  const lane = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const name = `ready-made-${key}-${waiting.length}`;
      await post({ url, body, headers: { "idempotency-key": name } });
    }
  };
  return {
    ...idle,
    async run() {
      await Promise.all(Array.from({ length: lanes }, lane));
      return {};
    },
  };
}

async function post(input: { url: string; body: Buffer<ArrayBuffer>; headers: Record<string, string> }) {
  const { url, body } = input;
  const headers = {
    ...input.headers,
    authorization: "Bearer re_standin",
    "content-type": "application/json",
    "x-batch-validation": "permissive",
  };
  const response = await fetch(`${url}/emails/batch`, { method: "POST", body, headers });
  await response.json();
  if (!response.ok) throw new Error(`the stand-in answered ${response.status}`);
}
