import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { Said } from "../../bin/child.ts";
import { root } from "../../bin/environment.ts";
import { builtFile } from "../../bin/supervisor/build-processes.ts";

/** The worker as the supervisor starts it, built and in production, but with nobody to start it again. */
export type WorkerProcess = {
  /** `kill -9`: no handler runs, no connection is closed in good order. Returns once it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export type WorkerStart = { databaseUrl: string; environment: Readonly<Record<string, string>>; logFile: string };

/** Starts a worker and returns once it says that it is ready. Throws when it ends before. */
export async function startWorker({ databaseUrl, environment, logFile }: WorkerStart): Promise<WorkerProcess> {
  const { PATH = "" } = process.env;
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, ["--enable-source-maps", builtFile("worker")], {
    cwd: root,
    env: { ...environment, NODE_ENV: "production", PATH, DATABASE_URL: databaseUrl },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  await becomesReady(child, logFile);
  return { kill: () => end(child, "SIGKILL"), stop: () => end(child, "SIGTERM") };
}

function becomesReady(child: ChildProcess, logFile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`The worker ended before it was ready; its log is ${logFile}.`));
    child.once("exit", fail);
    child.once("message", (message) => {
      child.off("exit", fail);
      const said = message as Said; // Our own processes say nothing else.
      if (said.kind === "ready") resolve();
      else reject(new Error(said.message));
    });
  });
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}
