import { expect, test } from "vitest";
import { zoneNames } from "../../domain/calendar.ts";
import { followZone } from "./follow.ts";

/** The short form of `npm run zones`: where the clock does or did strange things, and some of all others. */
const odd: [zone: string, fromDay: string, days: number][] = [
  ["Australia/Lord_Howe", "2025-01-01", 730],
  ["Pacific/Apia", "2011-06-01", 400],
  ["Africa/Casablanca", "2024-01-01", 1_096],
  ["Africa/Cairo", "2023-01-01", 730],
  ["Asia/Gaza", "2023-01-01", 730],
  ["Antarctica/Troll", "2025-01-01", 366],
  ["Pacific/Chatham", "2025-01-01", 366],
  ["America/St_Johns", "2005-01-01", 2_600],
  ["Pacific/Kiritimati", "1994-06-01", 400],
  ["America/Nuuk", "2022-06-01", 900],
  ["America/Havana", "2025-01-01", 366],
];

const sampled = zoneNames()
  .filter((_, index) => index % 40 === 7)
  .map((zone): (typeof odd)[number] => [zone, "2026-01-01", 366]);

const minutes = [0, 30, 150, 420, 1_380, 1_439];

test.each([...odd, ...sampled])("%s has one lesson each day its clock shows, at the instant it shows", (...asked) => {
  const [zone, fromDay, days] = asked;
  const { wrong, lessons } = followZone({ zone, fromDay, days, minutes });
  expect(wrong).toBeNull();
  expect(lessons).toBeGreaterThan(2_000);
});

test("a day that no clock showed has no lesson, and none is made up for it", () => {
  const apia = followZone({ zone: "Pacific/Apia", fromDay: "2011-12-25", days: 14, minutes: [420] });
  expect(apia).toEqual({ lessons: 13, skippedDays: 1, moves: 1, wrong: null });
});
