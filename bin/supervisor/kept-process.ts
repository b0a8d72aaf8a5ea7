import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Said } from "../child.ts";
import { Trouble } from "../trouble.ts";

export type KeptOptions = {
  name: string;
  /** The arguments to Node: options, the file, its arguments. */
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** How long it may take to stop before it is killed. */
  stopLimitMs: number;
  /** The pause before it is started again grows up to this. */
  longestPauseMs?: number;
  say: (line: string) => void;
  /** Is given what the process says once it is ready. */
  hear?: (message: unknown) => void;
};

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** Whoever ran this long was well, so that the next pause is the first again. */
const wellAfterMs = 60_000;

/** A process of ours that is started again when it ends by itself, with growing pauses, until it is told to stop. */
export class KeptProcess {
  readonly #options: KeptOptions;
  #child: ChildProcess | null = null;
  #hasBeenReady = false;
  #isStopping = false;
  #isReloading = false;
  #pauseMs = firstPauseMs;
  #pause: NodeJS.Timeout | null = null;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  /** Starts the process and returns once it says that it is ready. One that never gets there throws a `Trouble`. */
  async start(): Promise<void> {
    const said = await this.#spawn();
    if (said.kind === "ready") return;
    await this.stop();
    throw new Trouble(said.message);
  }

  /** Lets the process end and starts it at once with new code. */
  reload(): void {
    this.#isReloading = true;
    this.#child?.kill("SIGTERM");
  }

  /** `kill -9`: no handler runs. It is started again as after any other end. */
  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#pause !== null) clearTimeout(this.#pause);
    const child = this.#child;
    if (child === null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const limit = setTimeout(() => child.kill("SIGKILL"), this.#options.stopLimitMs);
    await ended;
    clearTimeout(limit);
  }

  /** Answers with the first thing the process says; one that ends without a word is a trouble. */
  #spawn(): Promise<Said> {
    const { name, args, cwd, env, hear } = this.#options;
    const child = spawn(process.execPath, [...args], { cwd, env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#child = child;
    const startedAtMs = performance.now();
    return new Promise((resolve) => {
      child.once("message", (message) => {
        const said = message as Said; // Our own processes say nothing else.
        this.#hasBeenReady ||= said.kind === "ready";
        resolve(said);
        if (hear !== undefined) child.on("message", hear);
      });
      child.once("exit", (code, signal) => {
        const how = signal ?? `status ${code}`;
        this.#child = null;
        resolve({ kind: "trouble", message: `The ${name} process ended before it was ready (${how}); see above.` });
        this.#startAgain({ how, ranMs: performance.now() - startedAtMs });
      });
    });
  }

  #startAgain({ how, ranMs }: { how: string; ranMs: number }): void {
    // One that has never been ready would not be the next time either; whoever started it is told so.
    if (this.#isStopping || !this.#hasBeenReady) return;
    const { longestPauseMs: longestMs = longestPauseMs } = this.#options;
    const grownMs = ranMs > wellAfterMs ? firstPauseMs : this.#pauseMs;
    const pauseMs = this.#isReloading ? 0 : Math.min(longestMs, grownMs);
    if (!this.#isReloading) this.#options.say(`The ${this.#options.name} process ended (${how}); starting it again.`);
    this.#isReloading = false;
    this.#pauseMs = Math.min(longestMs, Math.max(firstPauseMs, pauseMs * 2));
    this.#pause = setTimeout(() => void this.#spawn(), pauseMs);
  }
}
