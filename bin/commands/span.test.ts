import { expect, test } from "vitest";
import { parseSpan, spokenSpan } from "./span.ts";

test.each([
  ["6h", 6 * 3_600_000],
  ["90m", 90 * 60_000],
  ["1d12h", 36 * 3_600_000],
])("the clock can be moved by %s", (text, ms) => {
  expect(parseSpan(text)).toBe(ms);
});

test.each(["", "6", "h", "-6h", "6 h", "6s", "0h", "999999d", "1e9h"])("%j is no span", (text) => {
  expect(parseSpan(text)).toBeNull();
});

test("how far the calendar is moved is said in words", () => {
  expect(spokenSpan(0)).toBe("which is the real time");
  expect(spokenSpan((26 * 60 + 5) * 60_000)).toBe("1 d 2 h 5 min ahead of the real time");
  expect(spokenSpan(-3_600_000)).toBe("1 h behind the real time");
});
