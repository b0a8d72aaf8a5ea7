import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rhythm } from "./rhythm.ts";
import { type Contender, foreseeTurns, inTurn, type Waiting } from "./turns.ts";

const daily: Rhythm = { zone: "UTC", sendMinute: 420, weekdays: 127, everyDays: 1 };

function contender(id: number, lastDay: string | null, over: Partial<Contender> = {}): Contender {
  return { id, isChosen: false, lastDay, hadLessons: 1, ...over };
}

function turn(budget: number, contenders: Contender[], taken = 0): number[] {
  return [...inTurn({ budget, taken, contenders })];
}

describe("whose turn it is", () => {
  test("is the course's whose last lesson lies longest ago, and first of all one that has had none", () => {
    const all = [contender(1, "2026-03-03"), contender(2, "2026-03-01"), contender(3, "2026-03-02")];
    expect(turn(1, all)).toEqual([2]);
    expect(turn(2, all)).toEqual([2, 3]);
    expect(turn(1, [...all, contender(4, null, { hadLessons: 0 })])).toEqual([4]);
  });

  test("is of two from one day the one's that has had fewer", () => {
    expect(turn(1, [contender(1, "2026-03-03", { hadLessons: 5 }), contender(2, "2026-03-03")])).toEqual([2]);
  });

  test("is nobody's when the day is full", () => {
    expect(turn(1, [contender(1, "2026-03-03")], 1)).toEqual([]);
  });

  test("is that of a Day 1 just confirmed whatever the budget, and it takes its place in it", () => {
    const chosen = contender(2, null, { isChosen: true });
    expect(turn(1, [chosen], 1)).toEqual([2]);
    expect(turn(1, [contender(1, "2026-03-01"), chosen])).toEqual([2]);
  });
});

function waiting(id: number, over: Partial<Waiting> = {}): Waiting {
  const fresh = { rhythm: daily, fromDay: "2026-03-02", lessonsLeft: 30 };
  return { ...contender(id, null, { hadLessons: 0 }), ...fresh, ...over };
}

describe("what is foreseen", () => {
  test("is one day each for three courses of a reader who wants one lesson a day", () => {
    const turns = foreseeTurns({ budget: 1, waiting: [1, 2, 3].map((id) => waiting(id)), takenOn: new Map() });
    expect([...turns]).toEqual([
      [1, "2026-03-02"],
      [2, "2026-03-03"],
      [3, "2026-03-04"],
    ]);
  });

  test("leaves a day alone that is full already, and a weekday that a course does not want", () => {
    const monday = { ...daily, weekdays: 0b0000001 };
    const turns = foreseeTurns({
      budget: 1,
      waiting: [waiting(1), waiting(2, { rhythm: monday })],
      takenOn: new Map([["2026-03-02", 1]]),
    });
    expect([...turns]).toEqual([
      [1, "2026-03-03"],
      [2, "2026-03-09"],
    ]);
  });

  test("gives every course its turn, whatever its weekdays and its pace, and no day more than it may hold", () => {
    const course = fc.record({
      weekdays: fc.integer({ min: 1, max: 127 }),
      everyDays: fc.constantFrom(1, 2),
      lessonsLeft: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(
        fc.array(course, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (courses, budget) => {
          const all = courses.map(({ lessonsLeft, ...rhythm }, id) =>
            waiting(id, { rhythm: { ...daily, ...rhythm }, lessonsLeft }),
          );
          const turns = foreseeTurns({ budget, waiting: all, takenOn: new Map() });
          expect(turns.size).toBe(courses.length);
          for (const day of turns.values()) {
            expect([...turns.values()].filter((one) => one === day).length).toBeLessThanOrEqual(budget);
          }
        },
      ),
    );
  });
});
