import { setTimeout as rest } from "node:timers/promises";

/** Longer than any of these use cases takes where nothing is overloaded. */
const leastMs = 150;

/**
 * Waits for what is being done, and never answers sooner than every answer does: whether an address is known here makes
 * a difference of some queries, and that must not show in the time. Where it takes longer, the answer is as late as it is.
 */
export async function evenly<Result>(work: Promise<Result>): Promise<Result> {
  const [result] = await Promise.all([work, rest(leastMs)]);
  return result;
}
