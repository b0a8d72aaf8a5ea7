import { expect, test } from "vitest";
import { backoffMs } from "./retry.ts";

test("the wait is any part of a limit that doubles, and never more than five minutes", () => {
  const longest = (attempt: number) => backoffMs({ attempt, random: () => 0.999_999 });
  expect([1, 2, 3, 4].map(longest)).toEqual([999, 1_999, 3_999, 7_999]);
  expect([9, 10, 50, 5_000].map(longest)).toEqual([255_999, 299_999, 299_999, 299_999]);
  expect(backoffMs({ attempt: 7, random: () => 0 })).toBe(0);
  expect(backoffMs({ attempt: 3, random: () => 0.25 })).toBe(1_000);
});
