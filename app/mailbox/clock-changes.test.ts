import { expect, test } from "vitest";
import { clockChanges } from "./clock-changes.ts";

test("the month marks the day on which the clocks change, and which way", () => {
  expect([...clockChanges({ from: "2027-03-10", days: 31, zone: "Europe/Berlin" })]).toEqual([
    ["2027-03-28", "forward"],
  ]);
  expect([...clockChanges({ from: "2026-10-10", days: 31, zone: "Europe/Berlin" })]).toEqual([["2026-10-25", "back"]]);
  expect([...clockChanges({ from: "2026-10-20", days: 31, zone: "America/New_York" })]).toEqual([
    ["2026-11-01", "back"],
  ]);
});

test("a zone without summer time has none", () => {
  expect(clockChanges({ from: "2027-01-01", days: 365, zone: "Asia/Tokyo" }).size).toBe(0);
});
