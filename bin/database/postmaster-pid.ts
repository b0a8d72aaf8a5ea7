import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "./until.ts";

/** One that takes longer than this to start or stop is stuck. */
const settleLimitMs = 30_000;

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
  await until(isSettled, settleLimitMs);
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

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs and belongs to another account.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
