import { expect, test } from "vitest";
import { backoffMs, deferralMs, mostDeferrals } from "./retry.ts";

test("the wait is any part of a limit that doubles, and never more than five minutes", () => {
  const longest = (attempt: number) => backoffMs({ attempt, random: () => 0.999_999 });
  expect([1, 2, 3, 4].map(longest)).toEqual([999, 1_999, 3_999, 7_999]);
  expect([9, 10, 50, 5_000].map(longest)).toEqual([255_999, 299_999, 299_999, 299_999]);
  expect(backoffMs({ attempt: 7, random: () => 0 })).toBe(0);
  expect(backoffMs({ attempt: 3, random: () => 0.25 })).toBe(1_000);
});

test("a message that was put off waits from a minute to an hour, and for some hours in all", () => {
  const waits = (fraction: number) =>
    Array.from({ length: mostDeferrals - 1 }, (_, index) =>
      deferralMs({ deferrals: index + 1, random: () => fraction }),
    );
  expect(waits(0).slice(0, 3)).toEqual([30_000, 60_000, 120_000]);
  expect(Math.max(...waits(0.999_999))).toBeLessThanOrEqual(3_600_000);
  const hours = waits(0).reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(6);
});
