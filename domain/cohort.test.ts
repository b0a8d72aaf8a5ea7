import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, instantOf, weekdayOf } from "./calendar.ts";
import { cohortNumber, cohortNumbers } from "./cohort.ts";
import type { Rhythm } from "./rhythm.ts";

const daily: Rhythm = { zone: "Europe/Berlin", sendMinute: 420, weekdays: 127, everyDays: 1 };
/** A Monday. */
const cohortDay = "2026-11-23";
const launchedAt = new Date("2026-01-01T00:00:00Z");

function number(day: string, over: Partial<Rhythm> = {}): number {
  return cohortNumber({ rhythm: { ...daily, ...over }, cohortDay, day });
}

describe("the lesson of a date in a cohort", () => {
  test("is the first on the cohort's day and one more each day", () => {
    expect([number("2026-11-22"), number(cohortDay), number("2026-11-24"), number("2026-12-22")]).toEqual([
      0, 1, 2, 30,
    ]);
  });

  test("counts the reader's own weekdays only", () => {
    const weekdays = 0b0011111;
    expect(["2026-11-27", "2026-11-28", "2026-11-30"].map((day) => number(day, { weekdays }))).toEqual([5, 5, 6]);
  });

  test("is one more on every other day at the slower pace", () => {
    const days = [0, 1, 2, 3, 4].map((ahead) => number(addDays(cohortDay, ahead), { everyDays: 2 }));
    expect(days).toEqual([1, 1, 2, 2, 3]);
  });

  test("is what counting day by day gives, for every choice of weekdays", () => {
    const choice = fc.record({ weekdays: fc.integer({ min: 1, max: 127 }), ahead: fc.nat(400), from: fc.nat(6) });
    fc.assert(
      fc.property(choice, ({ weekdays, ahead, from }) => {
        const first = addDays(cohortDay, from);
        let counted = 0;
        for (let day = 0; day <= ahead; day += 1) counted += (weekdays >> (weekdayOf(addDays(first, day)) - 1)) & 1;
        const rhythm = { ...daily, weekdays };
        expect(cohortNumber({ rhythm, cohortDay: first, day: addDays(first, ahead) })).toBe(counted);
      }),
    );
  });
});

describe("the numbers of a cohort's lessons", () => {
  const lesson = (id: string, position: number, over: { firstPublishedAt?: Date; retiredAt?: Date } = {}) => ({
    id,
    position,
    firstPublishedAt: launchedAt,
    retiredAt: null,
    ...over,
  });
  const course = ["a", "b", "c", "d", "e"].map((id, index) => lesson(id, index + 1));
  const numbers = (lessons: ReturnType<typeof lesson>[], over: Partial<Rhythm> = {}) =>
    Object.fromEntries(cohortNumbers({ lessons, rhythm: { ...daily, ...over }, cohortDay }));
  const onDay = (ahead: number) => instantOf({ day: addDays(cohortDay, ahead), minute: 600, zone: daily.zone });

  test("are their places", () => {
    expect(numbers(course)).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5 });
  });

  test("stay when a lesson is retired whose day has gone by, and close up when its day is still to come", () => {
    const without = (id: string) => course.map((one) => (one.id === id ? { ...one, retiredAt: onDay(2) } : one));
    expect(numbers(without("b"))).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5 });
    expect(numbers(without("d"))).toEqual({ a: 1, b: 2, c: 3, e: 4 });
  });

  test("stay when a lesson is put in whose day has gone by, and make room when it is still to come", () => {
    const withNew = (position: number) => [...course, lesson("new", position, { firstPublishedAt: onDay(2) })];
    expect(numbers(withNew(1.5))).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5 });
    expect(numbers(withNew(3.5))).toEqual({ a: 1, b: 2, c: 3, new: 4, d: 5, e: 6 });
  });

  test("are read by the reader's own days: who walks slower is still before what is put in", () => {
    const withNew = [...course, lesson("new", 2.5, { firstPublishedAt: onDay(3) })];
    expect(numbers(withNew)).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5 });
    expect(numbers(withNew, { everyDays: 2 })).toEqual({ a: 1, b: 2, new: 3, c: 4, d: 5, e: 6 });
  });
});
