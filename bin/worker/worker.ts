import { databaseCure } from "../../db/database-trouble.ts";
import { backoffMs } from "../../domain/retry.ts";
import type { Context } from "../../engine/context.ts";
import { beat, tick } from "../../engine/tick.ts";

/**
 * However little there is to do, the worker looks once in a while, because a wake-up can be lost with its connection,
 * and says that it lives: `engine/status` takes one for dead that was silent for a minute.
 */
const longestRestMs = 20_000;

/** A database that comes back is to be noticed within seconds, however long it was away. */
const longestPauseMs = 3_000;

/** A long run of sending is interrupted this often, to say that the worker lives. */
const stretchMs = 10_000;

/**
 * The loop around `tick`. It works until nothing is due, then rests until the next work it knows of, or until somebody
 * calls `wake`. A failure (most often the database is away) is logged and tried again with pauses that grow for a while.
 */
export class Worker {
  readonly #context: Context;
  readonly #id: string;
  #startedAt: Date | null = null;
  #isStopping = false;
  #wasWoken = false;
  #endRest: (() => void) | null = null;

  constructor(input: { context: Context; id: string }) {
    this.#context = input.context;
    this.#id = input.id;
  }

  /** There may be work. Called in the middle of work it cuts the next rest to nothing, so that no call is missed. */
  readonly wake = (): void => {
    this.#wasWoken = true;
    this.#endRest?.();
  };

  /** Claims nothing more; `run` returns once what is under way has ended. */
  stop(): void {
    this.#isStopping = true;
    this.#context.mail.windDown?.();
    this.#endRest?.();
  }

  /**
   * Stops, and returns once what is under way has ended. A request that is not answered within `limitMs` is cut off: its
   * batch then stands as one of unknown outcome, ready for whoever takes over, in place of a lease to be waited out.
   */
  async drain({ running, limitMs }: { running: Promise<void>; limitMs: number }): Promise<void> {
    this.stop();
    const limit = setTimeout(() => void this.#context.mail.close(), limitMs);
    await running;
    clearTimeout(limit);
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.#isStopping; ) {
      this.#wasWoken = false;
      try {
        await this.#rest(await this.#work());
        failures = 0;
      } catch (error) {
        failures += 1;
        const cure = databaseCure(error);
        this.#context.log.error(
          { err: error, failures, ...(cure !== null && { cure }) },
          "the worker failed and will try again",
        );
        const pauseMs = backoffMs({ attempt: failures, random: this.#context.randomness.fraction });
        await this.#rest(Math.min(pauseMs, longestPauseMs));
      }
    }
  }

  /** Does what is due and returns how long to rest. */
  async #work(): Promise<number> {
    const context = this.#context;
    const { elapsedAt } = await context.clocks.read(context.db);
    this.#startedAt ??= elapsedAt;
    await beat(context, { id: this.#id, startedAt: this.#startedAt });
    const endAtMs = performance.now() + stretchMs;
    const { nextWorkAt } = await tick(context, { isOver: () => this.#isStopping || performance.now() > endAtMs });
    if (nextWorkAt === null) return longestRestMs;
    const now = await context.clocks.read(context.db);
    return nextWorkAt.getTime() - now.elapsedAt.getTime();
  }

  async #rest(restMs: number): Promise<void> {
    if (restMs <= 0 || this.#wasWoken || this.#isStopping) return;
    const ended = Promise.withResolvers<void>();
    const limit = setTimeout(ended.resolve, Math.min(restMs, longestRestMs));
    this.#endRest = ended.resolve;
    await ended.promise;
    this.#endRest = null;
    clearTimeout(limit);
  }
}
