import { describe, expect, test } from "vitest";
import { donePhrase, type ProgressLesson, progressOf, streakPhrase, weekdayPhrase } from "./streaks.ts";

const kinds: Record<string, ProgressLesson["kind"]> = { R: "rest", M: "mobility", T: "training" };

/**
 * Days written as letters: T training, M mobility, R rest; then what became of each: x completed, o had and not
 * completed, . not had yet. The newest one had is the last x or o.
 */
function progress(days: string, became: string, current?: number) {
  const lessons = [...days].map((letter, index) => ({ id: String(index), kind: kinds[letter] ?? "training" }));
  const idsWhere = (marks: string) =>
    new Set(lessons.flatMap(({ id }, index) => (marks.includes(became[index] ?? ".") ? [id] : [])));
  const found = progressOf({
    lessons,
    had: idsWhere("xo"),
    completed: idsWhere("x"),
    current: current === undefined ? undefined : String(current),
  });
  return { ...found, marks: [...found.marks.values()].join(" ") };
}

describe("the picture of a reader's days", () => {
  test("shows done, missed, today and what is to come", () => {
    expect(progress("TTTTT", "xoxo.").marks).toBe("done missed done today coming");
  });

  test("shows a rest day as rest before and after it, and as done where it was tapped", () => {
    expect(progress("TRTRTR", "xoxxo.").marks).toBe("done rest done done today rest");
  });

  test("shows the lesson that is being sent as today, before it is recorded as sent", () => {
    expect(progress("TTT", "x..", 1).marks).toBe("done today coming");
    expect(progress("TTT", "xo.", 2).marks).toBe("done missed today");
  });

  test("shows the newest lesson as today, also where the author has moved it to the front", () => {
    const lessons = ["moved", "a", "b"].map((id) => ({ id, kind: "training" as const }));
    const { marks } = progressOf({ lessons, had: new Set(["a", "b", "moved"]), completed: new Set(["a"]) });
    expect([...marks]).toEqual([
      ["moved", "today"],
      ["a", "done"],
      ["b", "missed"],
    ]);
  });

  test("shows a finished day as done on that very day", () => {
    expect(progress("TT", "x.").marks).toBe("done coming");
  });
});

describe("the streak", () => {
  test.each([
    ["nothing yet", "TTT", "...", 0, 0],
    ["three of three", "TTT", "xxx", 3, 3],
    ["today is still open", "TTTT", "xxxo", 3, 3],
    ["a missed day ends it", "TTTTT", "xxoxo", 1, 2],
    ["the best one stays", "TTTTTT", "xxxoox", 1, 3],
    ["a rest day does not end it", "TTRTT", "xxox.", 3, 3],
    ["a rest day that was tapped counts", "TTRTT", "xxxx.", 4, 4],
    ["a mobility day counts and can be missed", "TMT", "xox", 1, 1],
    ["a lesson skipped by the author's insertion does not end it", "TTT", "x.x", 2, 2],
  ])("%s", (_, days, became, streak, best) => {
    expect(progress(days, became)).toMatchObject({ streak, best });
  });

  test("counts what is done of all the days of today's course", () => {
    expect(progress("TTRT", "xox.")).toMatchObject({ done: 2, days: 4 });
    const retired = progressOf({
      lessons: [{ id: "a", kind: "training" }],
      had: new Set(["z"]),
      completed: new Set(["z"]),
    });
    expect(retired).toMatchObject({ done: 0, days: 1 });
  });
});

describe("phrases are finished English", () => {
  test.each([
    [0, "A fresh start today"],
    [1, "1 day so far"],
    [2, "2 days in a row"],
    [30, "30 days in a row"],
    [1200, "1,200 days in a row"],
  ])("a streak of %i", (streak, phrase) => {
    expect(streakPhrase(streak)).toBe(phrase);
  });

  test("how much is done", () => {
    expect(donePhrase({ done: 12, days: 30 })).toBe("12 of 30 done");
    expect(donePhrase({ done: 0, days: 1 })).toBe("0 of 1 done");
  });

  test.each([
    [0b1111111, "every day"],
    [0b0011111, "Monday to Friday"],
    [0b1100000, "on weekends"],
    [0b0000001, "on Mondays"],
    [0b0001001, "on Mondays and Thursdays"],
    [0b0010101, "on Mondays, Wednesdays, and Fridays"],
  ])("the weekdays %i", (weekdays, phrase) => {
    expect(weekdayPhrase(weekdays)).toBe(phrase);
  });
});
