import type { Answer } from "./answers.ts";

type Entry = { hash: string; since: number; answer: Answer | null };

export type Claim =
  | { kind: "first"; settle: (answer: Answer | null) => void }
  | { kind: "replay"; answer: Answer }
  | { kind: "conflict" }
  | { kind: "concurrent" };

const unkeyed: Claim = { kind: "first", settle: () => {} };

/**
 * Resend's idempotency: per method, path and key, for 24 hours. While the first request is under way a second one is
 * concurrent; a second payload conflicts, whether the first is finished or not. Only acceptances are remembered, so that
 * a key whose request was refused may be used again.
 */
export class IdempotencyStore {
  #entries = new Map<string, Entry>();
  #keepMs: number;

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** `settle` must be called once: with the acceptance, or with null when nothing was accepted. */
  claim({ route, key, hash, now }: { route: string; key: string | null; hash: string; now: number }): Claim {
    if (key === null) return unkeyed;
    const place = `${route} ${key}`;
    const entry = this.#entries.get(place);
    if (entry === undefined || now - entry.since >= this.#keepMs) return this.#open(place, { hash, since: now });
    if (entry.hash !== hash) return { kind: "conflict" };
    return entry.answer === null ? { kind: "concurrent" } : { kind: "replay", answer: entry.answer };
  }

  /** As if 24 hours had passed. */
  forget(): void {
    this.#entries.clear();
  }

  #open(place: string, { hash, since }: { hash: string; since: number }): Claim {
    const entry: Entry = { hash, since, answer: null };
    this.#entries.set(place, entry);
    const settle = (answer: Answer | null) => {
      entry.answer = answer;
      if (answer === null && this.#entries.get(place) === entry) this.#entries.delete(place);
    };
    return { kind: "first", settle };
  }
}
