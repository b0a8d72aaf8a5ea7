import { expect, test } from "vitest";
import { unbroken } from "./unbroken.ts";

test("a time of day never breaks inside, and nothing else is touched", () => {
  expect(unbroken("Day 2 comes at 7:00 AM, or at 12:30 PM.")).toBe(
    "Day\u00a02 comes at 7:00\u00a0AM, or at 12:30\u00a0PM.",
  );
  expect(unbroken("Day 12: paused until Tuesday, December 29.")).toBe(
    "Day\u00a012: paused until Tuesday, December\u00a029.",
  );
  expect(unbroken("3 AMPERES and 4 PM2")).toBe("3 AMPERES and 4 PM2");
});
