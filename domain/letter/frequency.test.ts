import { expect, test } from "vitest";
import { frequencyPhrase } from "./frequency.ts";

const firstAt = new Date("2026-01-01T07:00:00Z");
const after = (days: number) => new Date(firstAt.getTime() + days * 86_400_000);

test.each([
  [2, 7, ""],
  [3, 2, "Nearly every day"],
  [4, 9, "A few times a week"],
  [5, 28, "About once a week"],
  [3, 28, "About every two weeks"],
  [4, 90, "About once a month"],
  [3, 300, "Now and then"],
])("says of %i issues in %i days: %s", (issues, days, phrase) => {
  expect(frequencyPhrase({ issues, firstAt, newestAt: after(days) })).toBe(phrase);
});
