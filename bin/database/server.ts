import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { explain, lastLines, Trouble } from "../trouble.ts";
import { type Account, giveTo, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { type Cluster, dayletterName } from "./cluster.ts";
import { isAlive, readPostmasterPid } from "./postmaster-pid.ts";
import { until } from "./until.ts";

/** A running server of ours: how to reach its databases and how to end it. */
export type Server = { pid: number; port: number; password: string; folder: string };

type Start = {
  binaries: Binaries;
  account: Account;
  cluster: Cluster;
  logFile: string;
  /** Null: any that is free. */
  port: number | null;
  options: readonly string[];
};

const startLimitMs = 60_000;
const stopLimitMs = 30_000;
const oldLogBytes = 5_000_000;

/** Starts PostgreSQL on a port of the loopback interface and returns once it takes connections. */
export async function startServer(start: Start): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryStart(start, start.port ?? (await freePort()));
    if (outcome.kind === "started") return outcome.server;
    // Between finding a free port and using it, somebody else may have taken it; and the children of a killed server
    // may need a moment to notice and let go of its memory.
    if (attempt < 5 && /could not bind|still in use|could not create any TCP/.test(outcome.said)) {
      await wait(300);
      continue;
    }
    throw new Trouble(
      `PostgreSQL did not start.${explain(outcome.said)} Its last words (all of them: ${start.logFile}):\n${outcome.said}`,
    );
  }
}

/** Stops the server the fast way: open transactions are rolled back, everything is on disk when this returns. */
export async function stopServer(server: { pid: number; folder: string }): Promise<void> {
  signal(server.pid, "SIGINT");
  if (await hasEnded(server, stopLimitMs)) return;
  // It is stuck. SIGQUIT ends it without the last checkpoint; the next start recovers from the write-ahead log.
  signal(server.pid, "SIGQUIT");
  if (await hasEnded(server, 5_000)) return;
  signal(server.pid, "SIGKILL");
}

/** The address of one of the server's databases. */
export function urlOf(server: Server, database: string = dayletterName): string {
  return `postgres://${dayletterName}:${server.password}@127.0.0.1:${server.port}/${database}`;
}

type Outcome = { kind: "started"; server: Server } | { kind: "failed"; said: string };

async function tryStart(start: Start, port: number): Promise<Outcome> {
  const { cluster } = start;
  setAsideOldLog(start.logFile);
  const log = openSync(start.logFile, "a", 0o600);
  const logBeginsAt = statSync(start.logFile).size;
  giveTo(start.account, [start.logFile]);
  const command = runAs(start.account, start.binaries.postgres, serverArgs(start, port));
  // Detached: a Ctrl-C in the terminal reaches the supervisor alone, which ends the database last.
  const child = spawn(command.file, command.args, { ...command.options, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  child.unref();
  const isUp = await until(() => ended || isReady(cluster.folder, child.pid), startLimitMs);
  if (isUp && !ended && child.pid !== undefined) {
    return { kind: "started", server: { pid: child.pid, port, password: cluster.password, folder: cluster.folder } };
  }
  child.kill("SIGKILL");
  return { kind: "failed", said: lastLines(readFileSync(start.logFile, "utf8").slice(logBeginsAt)) };
}

function serverArgs(start: Start, port: number): string[] {
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    // A socket's path is limited to some hundred characters, which a deep folder exceeds; TCP has no such limit.
    "unix_socket_directories=",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_checkpoints=off",
    ...start.options,
  ];
  return ["-D", start.cluster.folder, ...settings.flatMap((setting) => ["-c", setting])];
}

function isReady(folder: string, pid: number | undefined): boolean {
  const file = readPostmasterPid(folder);
  return file !== null && file.pid === pid && file.ready;
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(address)));
    });
  });
}

function setAsideOldLog(file: string): void {
  if (!existsSync(file) || statSync(file).size < oldLogBytes) return;
  rmSync(`${file}.1`, { force: true });
  renameSync(file, `${file}.1`);
}

function hasEnded(server: { pid: number; folder: string }, limitMs: number): Promise<boolean> {
  // The pid file is removed last of all; a pid alone could by then belong to another process.
  return until(() => !isAlive(server.pid) || readPostmasterPid(server.folder)?.pid !== server.pid, limitMs);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has ended by itself, which is what we were about to ask for.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
