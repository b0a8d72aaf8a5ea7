import { describe, expect, test } from "vitest";
import { isSameDraft, joinDrafts, markLines } from "./draft.ts";
import { spokenAge } from "./keeping-line.tsx";
import { readKept } from "./kept-draft.ts";

const draft = { title: "T", subject: "S", preheader: "P", markdown: "one\ntwo" };

describe("a draft", () => {
  test("that two tabs wrote is shown with the lines that only one of them has", () => {
    const marked = markLines("one\ntwo\n\nthree", "one\nzwei\n\nthree");
    expect(marked.filter(({ isOwn }) => isOwn).map(({ words }) => words)).toEqual(["two"]);
  });

  test("joined with the other loses no word of either", () => {
    const { markdown } = joinDrafts(draft, { ...draft, markdown: "drei" });
    expect(markdown).toContain("one\ntwo");
    expect(markdown).toContain("drei");
  });

  test("is the same only when every field is", () => {
    expect(isSameDraft(draft, { ...draft })).toBe(true);
    expect(isSameDraft(draft, { ...draft, preheader: "" })).toBe(false);
  });

  test.each([
    null,
    1,
    {},
    { draft: {}, revision: 1 },
    { draft, revision: "1" },
    { draft: { ...draft, title: 3 }, revision: 1 },
  ])("that a browser kept as %j is not taken", (stored) => expect(readKept(stored)).toBeNull());

  test("that a browser kept whole is taken", () => {
    expect(readKept({ draft, revision: 3 })).toEqual({ draft, revision: 3 });
  });

  test.each([
    [0, "just now"],
    [12_000, "10 seconds ago"],
    [61_000, "a minute ago"],
    [600_000, "10 minutes ago"],
  ])("saved %i ms ago was saved %s", (ms, words) => expect(spokenAge(ms)).toBe(words));
});
