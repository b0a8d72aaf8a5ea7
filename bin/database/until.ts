import { setTimeout as wait } from "node:timers/promises";

const stepMs = 20;

/** Waits until something is so and returns true, or false when `limitMs` have passed before. */
export async function until(isSo: () => boolean, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += stepMs) {
    if (isSo()) return true;
    await wait(stepMs);
  }
  return isSo();
}
