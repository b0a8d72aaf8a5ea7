import { shareOf } from "./share.ts";

export type Step = { words: string; count: number };
export type FunnelStep = Step & {
  /** Of those in the first step and in the one before; null where they are too few. */
  ofFirst: number | null;
  ofBefore: number | null;
  /** How many of the step before did not come this far. */
  lost: number;
};

/** A later step can hold no more than an earlier one: whoever is in it has been there, whatever was noted. */
export function funnelOf(steps: readonly Step[]): FunnelStep[] {
  const reached = steps.map(({ count }, place) => Math.max(count, ...steps.slice(place).map((later) => later.count)));
  return steps.map(({ words }, place) => {
    const count = reached[place] ?? 0;
    const before = reached[place - 1] ?? count;
    return {
      words,
      count,
      ofFirst: shareOf(count, reached[0] ?? 0),
      ofBefore: shareOf(count, before),
      lost: before - count,
    };
  });
}
