import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { isImportWork } from "../../db/imports.ts";
import type { Context } from "../../engine/context.ts";
import { forgetBefore } from "../../engine/import/work.ts";
import { forkImporter } from "../fork-importer.ts";

/** A wake-up can be lost with its connection, and a dead process's lease runs out unannounced. */
const lookEveryMs = 15_000;
/** After one that failed, so that a database that is away is not asked by process after process. */
const pauseMs = 5_000;
/**
 * Starts the import process when there is something to import, one at a time, and not otherwise: most sites import once
 * in their life.
 */
export class ImportKeeper {
  readonly #context: Context;
  readonly #timer: NodeJS.Timeout;
  #child: ChildProcess | null = null;
  #isLooking = false;
  #isStopping = false;
  #restUntilMs = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#timer = setInterval(this.look, lookEveryMs).unref();
  }

  readonly look = (): void => {
    if (this.#isLooking || this.#isStopping || this.#child !== null || performance.now() < this.#restUntilMs) return;
    this.#isLooking = true;
    this.#startIfNeeded()
      .catch((error: unknown) => this.#context.log.error({ err: error }, "could not look for imports"))
      .finally(() => {
        this.#isLooking = false;
      });
  };

  /** Lets the step that was begun end; what is left goes on with the next worker. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    const child = this.#child;
    if (child === null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const limit = setTimeout(() => child.kill("SIGKILL"), limitMs);
    await ended;
    clearTimeout(limit);
  }

  async #startIfNeeded(): Promise<void> {
    const { db, clocks } = this.#context;
    const { elapsedAt } = await clocks.read(db);
    const forget = await forgetBefore(this.#context);
    if (!(await isImportWork(db, { elapsedAt, forgetBefore: forget })) || this.#isStopping) return;
    const child = forkImporter(process.env);
    this.#child = child;
    child.once("exit", (code) => {
      this.#child = null;
      if (code === 0) return this.look();
      this.#restUntilMs = performance.now() + pauseMs;
      this.#context.log.error({ code }, "the import process failed; it is started again in a while");
    });
  }
}
