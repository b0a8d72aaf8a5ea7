import { expect, test } from "vitest";
import type { CourseDescription } from "../../domain/course-description.ts";
import { startPhrase } from "./setting-phrases.ts";

test.each<[CourseDescription["start"], string]>([
  ["confirmation", "Day 1 comes within a minute"],
  ["next send time", "Day 1 comes at your next send time"],
  ["next Monday", "Day 1 comes next Monday"],
  [{ cohortDay: "2026-12-01" }, "Day 1 comes on December 1, 2026"],
])("a course that starts by %j says so", (start, sentence) => {
  expect(startPhrase(start)).toBe(sentence);
});
