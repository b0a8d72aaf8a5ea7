import { expect, test } from "vitest";
import { spokenSpan } from "./spoken-span.ts";

const from = new Date("2026-11-22T18:00:00Z");

test.each([
  [-5_000, "in a moment"],
  [20_000, "in a moment"],
  [60_000, "in 1 minute"],
  [25 * 60_000, "in 25 minutes"],
  [60 * 60_000, "in 1 hour"],
  [14.4 * 3_600_000, "in 14 hours"],
  [23.4 * 3_600_000, "in 23 hours"],
  [25 * 3_600_000, "in about a day"],
  [47 * 3_600_000, "in 2 days"],
  [3.2 * 86_400_000, "in 3 days"],
])("%i ms ahead is %s", (ms, words) => {
  expect(spokenSpan({ from, to: new Date(from.getTime() + ms) })).toBe(words);
});
