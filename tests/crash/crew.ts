import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { root } from "../../bin/environment.ts";
import { type Relay, startProxy } from "./proxy.ts";
import type { Seen, Wish } from "./wire.ts";

/** A supervisor with its worker, and the worker's own way to the database. */
export type Hand = {
  readonly number: number;
  readonly isConnected: boolean;
  /** `kill -9` of the worker, by its supervisor, which starts it again. Returns once all its connections are gone. */
  killWorker(): Promise<void>;
  /** `kill -9` of the supervisor. Its worker sees that and ends by itself; another supervisor starts another. */
  killSupervisor(): Promise<void>;
  stop(): Promise<void>;
};

type Start = {
  number: number;
  databaseUrl: string;
  environment: Readonly<Record<string, string>>;
  logFile: string;
  watch: (hand: number, seen: Seen) => Wish;
};

export async function startHand(start: Start): Promise<Hand> {
  const { number, databaseUrl, watch } = start;
  const proxy = await startProxy({ databaseUrl, watch: (seen) => watch(number, seen) });
  let supervisor = await startSupervisor(start, proxy);
  return {
    number,
    get isConnected() {
      return proxy.connections > 0;
    },
    async killWorker() {
      supervisor.send("kill");
      await until(() => proxy.connections === 0);
    },
    async killSupervisor() {
      await end(supervisor, "SIGKILL");
      supervisor = await startSupervisor(start, proxy);
    },
    async stop() {
      await end(supervisor, "SIGTERM");
      await until(() => proxy.connections === 0);
      await proxy.close();
    },
  };
}

const cache = join(tmpdir(), "dayletter-crash-cache");

async function startSupervisor(start: Start, proxy: Relay): Promise<ChildProcess> {
  const { environment, logFile } = start;
  const { PATH = "" } = process.env;
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [fileURLToPath(new URL("supervisor.ts", import.meta.url))], {
    cwd: root,
    // Workers start by the hundred here, and most of a start is compiling.
    env: { ...environment, NODE_ENV: "production", PATH, DATABASE_URL: proxy.url, NODE_COMPILE_CACHE: cache },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const started = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (started[0] !== "ready") throw new Error(`A worker ended before it was ready; its log is ${logFile}.`);
  return child;
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(2);
}
