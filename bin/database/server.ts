import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { explain, lastLines, Trouble } from "../trouble.ts";
import { type Account, giveTo, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { type Cluster, dayletterName } from "./cluster.ts";

/** A running server of ours: how to reach its databases and how to end it. */
export type Server = { pid: number; port: number; password: string; folder: string };

type Start = { binaries: Binaries; account: Account; cluster: Cluster; logFile: string; options: readonly string[] };

const startLimitMs = 60_000;
const stopLimitMs = 30_000;
const oldLogBytes = 5_000_000;

/** Starts PostgreSQL on a free port of the loopback interface and returns once it takes connections. */
export async function startServer(start: Start): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryStart(start, await freePort());
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

/** What the server's own file says: the lines are documented in PostgreSQL's src/include/utils/pidfile.h. */
export function readPostmasterPid(folder: string): { pid: number; port: number; ready: boolean } | null {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Waits until a server that serves `folder` is either ready or gone, since one that is just starting or stopping can be
 * neither used nor ignored. Null: there is none. What is returned may still be a stranger with the same pid.
 */
export async function awaitSettled(folder: string): Promise<{ pid: number; port: number } | null> {
  const isSettled = () => {
    const found = readPostmasterPid(folder);
    return found === null || found.ready || !isPostgresOf(found.pid, folder);
  };
  await until(isSettled, stopLimitMs);
  const found = readPostmasterPid(folder);
  return found !== null && isAlive(found.pid) ? found : null;
}

/**
 * Removes a pid file whose number now belongs to some other program, as after a crash and a restart of the machine:
 * PostgreSQL would take that program for itself and refuse to start. With a dead pid it clears up by itself, and more
 * carefully than we could.
 */
export function clearStalePid(folder: string): void {
  const found = readPostmasterPid(folder);
  if (found !== null && isAlive(found.pid) && !isPostgresOf(found.pid, folder)) rmSync(join(folder, "postmaster.pid"));
}

function isPostgresOf(pid: number, folder: string): boolean {
  const listed = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  const line = listed.error === undefined ? listed.stdout : readCommandLine(pid);
  return line.includes("postgres") && line.includes(folder);
}

/** A slim container has no `ps`, but Linux has /proc. */
function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs and belongs to another account.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
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

async function until(isSo: () => boolean, limitMs: number): Promise<boolean> {
  const stepMs = 20;
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += stepMs) {
    if (isSo()) return true;
    await wait(stepMs);
  }
  return isSo();
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has ended by itself, which is what we were about to ask for.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
