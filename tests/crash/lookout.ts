import { isComposed, takesInHand } from "./points.ts";
import type { Seen, Wish } from "./wire.ts";

/** What is waited for at the moment: the first statement it fits is held or cut off, and told with whose it was. */
type Trap = { isIt: (seen: Seen) => boolean; wish: Exclude<Wish, "pass">; sprung: (hand: number) => void };

/**
 * Sees every statement of every worker. It springs traps, knows whose hands each batch is in, and so how long a dead
 * worker's batch lay before another took it over.
 */
export class Lookout {
  readonly #holders = new Map<string, number>();
  readonly #orphans = new Map<string, number>();
  readonly #composing = new Set<(hand: number) => void>();
  readonly takenOverMs: number[] = [];
  #trap: Trap | null = null;

  readonly watch = (hand: number, seen: Seen): Wish => {
    if (takesInHand(seen)) for (const key of seen.keys) this.#take(key, hand);
    const trap = this.#trap;
    if (trap?.isIt(seen)) {
      this.#trap = null;
      trap.sprung(hand);
      return trap.wish;
    }
    if (isComposed(seen)) for (const tell of [...this.#composing]) tell(hand);
    return "pass";
  };

  /** Resolves with the worker who came by, whose statement then stands still or is cut off; null when it was in vain. */
  lieInWait(input: Pick<Trap, "isIt" | "wish"> & { signal: AbortSignal }): Promise<number | null> {
    return new Promise((resolve) => {
      this.#trap = { ...input, sprung: resolve };
      input.signal.addEventListener("abort", () => {
        this.#trap = null;
        resolve(null);
      });
    });
  }

  /** Resolves when one of these workers has recorded a new batch. */
  nextComposed(input: { hand: number | null; signal: AbortSignal }): Promise<boolean> {
    return new Promise((resolve) => {
      const tell = (hand: number) => {
        if (input.hand === null || hand === input.hand) settle(true);
      };
      const settle = (came: boolean) => {
        this.#composing.delete(tell);
        resolve(came);
      };
      this.#composing.add(tell);
      input.signal.addEventListener("abort", () => settle(false));
    });
  }

  /** Whose batch this is. */
  holderOf(key: string): number | null {
    return this.#holders.get(key) ?? null;
  }

  /** A worker is dead; `open` are the keys of the batches that are still leased now, of all workers. */
  buried(input: { hand: number; open: readonly string[]; diedAtMs: number }): void {
    for (const key of input.open) {
      if (this.#holders.get(key) !== input.hand) continue;
      this.#orphans.set(key, input.diedAtMs);
      // Whoever comes in its place is another, and does not die of this batch.
      this.#holders.delete(key);
    }
  }

  #take(key: string, hand: number): void {
    this.#holders.set(key, hand);
    const diedAtMs = this.#orphans.get(key);
    if (diedAtMs === undefined) return;
    this.#orphans.delete(key);
    this.takenOverMs.push(performance.now() - diedAtMs);
  }
}
