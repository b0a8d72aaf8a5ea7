import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  donePhrase,
  type Freezes,
  freezePhrase,
  type ProgressLesson,
  progressOf,
  streakPhrase,
  weekdayPhrase,
} from "./streaks.ts";

const kinds: Record<string, ProgressLesson["kind"]> = { R: "rest", M: "mobility", T: "training" };

/**
 * Days written as letters: T training, M mobility, R rest; then what became of each: x completed, o had and not
 * completed, - passed by without being sent, . not had yet. The newest one had is the last x or o.
 */
function progress(days: string, became: string, current?: number, freezes?: Freezes) {
  const lessons = [...days].map((letter, index) => ({
    id: String(index),
    kind: kinds[letter] ?? "training",
    minutes: 10 + index,
  }));
  const idsWhere = (marks: string) =>
    new Set(lessons.flatMap(({ id }, index) => (marks.includes(became[index] ?? ".") ? [id] : [])));
  const found = progressOf({
    lessons,
    had: idsWhere("xo"),
    completed: idsWhere("x"),
    passedBy: idsWhere("-"),
    current: current === undefined ? undefined : String(current),
    freezes: freezes ?? null,
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
    const lessons = ["moved", "a", "b"].map((id) => ({ id, kind: "training" as const, minutes: 8 }));
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
      lessons: [{ id: "a", kind: "training", minutes: 8 }],
      had: new Set(["z"]),
      completed: new Set(["z"]),
    });
    expect(retired).toMatchObject({ done: 0, days: 1 });
  });
});

describe("minutes", () => {
  test("are those of the lessons that were done", () => {
    expect(progress("TTRT", "xox.").minutes).toBe(10 + 12);
  });
});

describe("a lesson that went by without being sent", () => {
  test("is missed like one that was sent and not done, and done when the reader does it on the web", () => {
    expect(progress("TTTTT", "x--xo")).toMatchObject({ marks: "done missed missed done today", streak: 1 });
    expect(progress("TTRTT", "x--xo")).toMatchObject({ marks: "done missed rest done today" });
  });
});

describe("freezes", () => {
  const one = { earnedEvery: 3, most: 1 };
  const two = { earnedEvery: 3, most: 2 };

  test.each([
    ["are earned by lessons done in a row", "xxx.", one, "done done done coming", 3, 1],
    [
      "keep a streak over a missed day, which does not lengthen it",
      "xxxoxo",
      one,
      "done done done frozen done today",
      4,
      0,
    ],
    ["keep no streak before one was earned", "xxoxo", one, "done done missed done today", 1, 0],
    ["keep one day each", "xxxoox", one, "done done done frozen missed done", 1, 0],
    [
      "are held two at a time where the course allows it",
      "xxxxxxoox",
      two,
      "done done done done done done frozen frozen done",
      7,
      0,
    ],
    ["are not saved up beyond that", "xxxxxxxxxo", two, "done done done done done done done done done today", 9, 2],
    ["count on through a frozen day", "xxxxoxxox", one, "done done done done frozen done done missed done", 1, 0],
    ["come again with three more", "xxxoxxxox", one, "done done done frozen done done done frozen done", 7, 0],
  ] as const)("%s", (_, became, freezes, marks, streak, held) => {
    const days = "T".repeat(became.length);
    expect(progress(days, became, undefined, freezes)).toMatchObject({ marks, streak, freezes: held });
  });

  test("are neither earned nor used by a rest day that was not tapped", () => {
    expect(progress("TTRTRT", "xxoxox", undefined, one)).toMatchObject({ streak: 4, freezes: 1 });
  });

  test("come back when the frozen day is done after all", () => {
    expect(progress("TTTTT", "xxxox", undefined, one)).toMatchObject({ streak: 4, freezes: 0 });
    expect(progress("TTTTT", "xxxxx", undefined, one)).toMatchObject({ streak: 5, freezes: 1 });
  });

  test("are none where the course declares none", () => {
    expect(progress("TTTTT", "xxxox")).toMatchObject({ streak: 1, freezes: 0 });
  });

  const stories = fc.record({
    days: fc
      .array(fc.constantFrom("T", "T", "T", "M", "R"), { minLength: 1, maxLength: 40 })
      .map((all) => all.join("")),
    became: fc.array(fc.constantFrom("x", "x", "x", "o", "-"), { minLength: 40, maxLength: 40 }),
    hadDays: fc.integer({ min: 0, max: 40 }),
    freezes: fc.record({ earnedEvery: fc.integer({ min: 1, max: 9 }), most: fc.integer({ min: 1, max: 4 }) }),
  });
  const told = (days: string, became: readonly string[], hadDays: number) =>
    [...days].map((_, index) => (index < hadDays ? (became[index] ?? "o") : ".")).join("");

  test("never exceed what may be held, and the best row is never shorter than the streak", () => {
    fc.assert(
      fc.property(stories, ({ days, became, hadDays, freezes }) => {
        const found = progress(days, told(days, became, hadDays), undefined, freezes);
        expect(found.freezes).toBeLessThanOrEqual(freezes.most);
        expect(found.best).toBeGreaterThanOrEqual(found.streak);
        expect(found.done).toBeGreaterThanOrEqual(found.best);
        const frozen = found.marks.split(" ").filter((mark) => mark === "frozen").length;
        expect((frozen + found.freezes) * freezes.earnedEvery).toBeLessThanOrEqual(found.done);
      }),
      { numRuns: 2_000 },
    );
  });

  test("never make a streak shorter than it is without them", () => {
    fc.assert(
      fc.property(stories, ({ days, became, hadDays, freezes }) => {
        const story = told(days, became, hadDays);
        const [plain, kept] = [progress(days, story), progress(days, story, undefined, freezes)];
        expect(kept.streak).toBeGreaterThanOrEqual(plain.streak);
        expect(kept.best).toBeGreaterThanOrEqual(plain.best);
      }),
      { numRuns: 2_000 },
    );
  });

  test("are such that doing one more lesson never lowers the streak, the best row or what is held in the end", () => {
    fc.assert(
      fc.property(stories, fc.nat(39), ({ days, became, hadDays, freezes }, day) => {
        const more = became.map((one, index) => (index === day ? "x" : one));
        const current = Math.max(0, Math.min(hadDays, days.length) - 1);
        const before = progress(days, told(days, became, hadDays), current, freezes);
        const after = progress(days, told(days, more, hadDays), current, freezes);
        expect(after.streak).toBeGreaterThanOrEqual(before.streak);
        expect(after.best).toBeGreaterThanOrEqual(before.best);
        expect(after.freezes).toBeGreaterThanOrEqual(before.freezes);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("phrases are finished English", () => {
  test.each([
    [0, "No freeze saved yet"],
    [1, "1 freeze saved"],
    [2, "2 freezes saved"],
  ])("%i freezes", (held, phrase) => {
    expect(freezePhrase(held)).toBe(phrase);
  });

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
