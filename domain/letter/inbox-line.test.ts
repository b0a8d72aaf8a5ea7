import { expect, test } from "vitest";
import { judgePreview, judgeSubject, unnamedLine } from "./inbox-line.ts";

test("an empty subject and an empty preview line are never called good", () => {
  expect(judgeSubject(" ").state).toBe("stop");
  expect(judgePreview({ subject: "Run", preheader: "" }).state).toBe("stop");
});

test.each([
  [38, "good"],
  [39, "look"],
  [71, "look"],
] as const)("a subject of %i letters is %s", (letters, state) => {
  expect(judgeSubject("x".repeat(letters)).state).toBe(state);
});

test("letters are counted as a reader sees them", () => {
  expect(judgeSubject("👩‍👩‍👧‍👦é").words).toContain("2 letters");
});

test("a preview line that says the same as the subject is told", () => {
  const line = "Where does your foot come down, and when?";
  expect(judgePreview({ subject: line, preheader: line }).state).toBe("look");
});

test("a line is counted as somebody reads it, and not with its braces", () => {
  expect(unnamedLine("For {{reader.name | you}}, from {{site.name}}", { siteName: "Morning Track" })).toBe(
    "For you, from Morning Track",
  );
});
