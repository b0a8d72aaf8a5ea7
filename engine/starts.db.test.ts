import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { localDay, localMinute, spokenSendTime, weekdayOf } from "../domain/calendar.ts";
import type { CourseDescription } from "../domain/course-description.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { nextMoment, sentLessons, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { pause, restart } from "./pause.ts";

let database: TestDatabase;
let context: TestContext;
const dayMs = 86_400_000;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
});

type Start = CourseDescription["start"];
type Told = { start: Start; timezone: string; confirmedAt: string; sendTime?: string };

/** A reader who confirms at that moment, and what was sent within the first minute. */
async function confirms({ start, timezone, confirmedAt, sendTime = "07:00" }: Told): Promise<void> {
  context = testContext({ db: database.db, now: new Date(confirmedAt) });
  const kinds = Array.from({ length: 12 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2025-01-01"), facts: { start } });
  await enrolled(context, { timezone, sendTime });
  await workOff(context);
}

/** When each lesson went out, on the reader's wall: "2026-03-02 7:00 AM". */
async function sentAt(timezone: string): Promise<string[]> {
  return (await sentLessons(database.db)).map(
    ({ hadAt }) => `${localDay(hadAt, timezone)} ${spokenSendTime(localMinute(hadAt, timezone))}`,
  );
}

/** Serves days of the reader's life, without an outage. */
async function live(days: number): Promise<void> {
  await serveUntil(context, new Date(context.clock.calendarAt.getTime() + days * dayMs));
}

describe("a course that starts on confirmation", () => {
  it.each<[place: string, timezone: string, confirmedAt: string, expected: string[]]>([
    [
      "Berlin, on the evening before the clocks go forward",
      "Europe/Berlin",
      "2026-03-28T20:30:00Z",
      ["2026-03-28 9:30 PM", "2026-03-29 7:00 AM", "2026-03-30 7:00 AM"],
    ],
    [
      "Berlin, in the hour that comes twice",
      "Europe/Berlin",
      "2026-10-25T01:30:00Z",
      ["2026-10-25 2:30 AM", "2026-10-26 7:00 AM", "2026-10-27 7:00 AM"],
    ],
    [
      "Auckland, where it is tomorrow already, at the end of summer time",
      "Pacific/Auckland",
      "2026-04-04T11:00:00Z",
      ["2026-04-05 12:00 AM", "2026-04-06 7:00 AM", "2026-04-07 7:00 AM"],
    ],
    [
      "Apia",
      "Pacific/Apia",
      "2026-03-02T08:00:00Z",
      ["2026-03-02 9:00 PM", "2026-03-03 7:00 AM", "2026-03-04 7:00 AM"],
    ],
    [
      "Kiritimati, fourteen hours ahead",
      "Pacific/Kiritimati",
      "2026-03-02T11:00:00Z",
      ["2026-03-03 1:00 AM", "2026-03-04 7:00 AM", "2026-03-05 7:00 AM"],
    ],
  ])("in %s sends Day 1 at once and the next at seven", async (_, timezone, confirmedAt, expected) => {
    await confirms({ start: "confirmation", timezone, confirmedAt });
    expect(await sentAt(timezone)).toEqual(expected.slice(0, 1));
    await live(2.5);
    expect((await sentAt(timezone)).slice(0, 3)).toEqual(expected);
  });
});

describe("a course that starts at the next send time", () => {
  it.each<[place: string, timezone: string, confirmedAt: string, first: string]>([
    ["Berlin, before the hour", "Europe/Berlin", "2026-03-02T05:59:00Z", "2026-03-02 7:00 AM"],
    [
      "Berlin, after the hour, over a change of the clock",
      "Europe/Berlin",
      "2026-03-28T06:01:00Z",
      "2026-03-29 7:00 AM",
    ],
    ["Auckland", "Pacific/Auckland", "2026-03-02T08:00:00Z", "2026-03-03 7:00 AM"],
    ["Apia", "Pacific/Apia", "2026-03-02T08:00:00Z", "2026-03-03 7:00 AM"],
    ["Kiritimati", "Pacific/Kiritimati", "2026-03-02T08:00:00Z", "2026-03-03 7:00 AM"],
  ])("in %s", async (_, timezone, confirmedAt, first) => {
    await confirms({ start: "next send time", timezone, confirmedAt });
    expect(await sentAt(timezone)).toEqual([]);
    await live(1.5);
    expect((await sentAt(timezone))[0]).toBe(first);
  });
});

describe("a course that starts next Monday", () => {
  it.each<[place: string, timezone: string, confirmedAt: string, first: string]>([
    ["Berlin, over a change of the clock", "Europe/Berlin", "2026-03-27T08:00:00Z", "2026-03-30 7:00 AM"],
    ["Berlin, on a Monday before the hour", "Europe/Berlin", "2026-03-02T05:00:00Z", "2026-03-02 7:00 AM"],
    [
      "Auckland, where Monday has come while it is Sunday in Greenwich",
      "Pacific/Auckland",
      "2026-03-01T20:00:00Z",
      "2026-03-09 7:00 AM",
    ],
    ["Apia", "Pacific/Apia", "2026-03-01T15:00:00Z", "2026-03-02 7:00 AM"],
    ["Kiritimati", "Pacific/Kiritimati", "2026-03-02T08:00:00Z", "2026-03-09 7:00 AM"],
  ])("in %s", async (_, timezone, confirmedAt, first) => {
    await confirms({ start: "next Monday", timezone, confirmedAt });
    await live(8);
    const sent = await sentAt(timezone);
    expect(sent[0]).toBe(first);
    expect(weekdayOf(sent[0]?.slice(0, 10) ?? "")).toBe(1);
  });
});

describe("a cohort's date", () => {
  it.each<[place: string, timezone: string, first: string, utc: string]>([
    ["Berlin, on the day when the clocks change", "Europe/Berlin", "2026-03-29 7:00 AM", "2026-03-29T05:00:00.000Z"],
    ["Auckland", "Pacific/Auckland", "2026-03-29 7:00 AM", "2026-03-28T18:00:00.000Z"],
    ["Apia", "Pacific/Apia", "2026-03-29 7:00 AM", "2026-03-28T18:00:00.000Z"],
    ["Kiritimati", "Pacific/Kiritimati", "2026-03-29 7:00 AM", "2026-03-28T17:00:00.000Z"],
    ["Los Angeles", "America/Los_Angeles", "2026-03-29 7:00 AM", "2026-03-29T14:00:00.000Z"],
  ])("is the reader's own in %s", async (_, timezone, first, utc) => {
    await confirms({ start: { cohortDay: "2026-03-29" }, timezone, confirmedAt: "2026-03-25T12:00:00Z" });
    expect((await nextMoment(context))?.toISOString()).toBe(utc);
    await live(5);
    expect((await sentAt(timezone))[0]).toBe(first);
  });

  it("that has passed is today", async () => {
    await confirms({
      start: { cohortDay: "2026-03-01" },
      timezone: "Europe/Berlin",
      confirmedAt: "2026-03-25T12:00:00Z",
    });
    expect(await sentAt("Europe/Berlin")).toEqual(["2026-03-25 1:00 PM"]);
  });
});

describe("whoever begins again", () => {
  it.each<[start: Start, zone: string, again: string]>([
    ["confirmation", "Europe/Berlin", "2026-03-30 7:00 AM"],
    ["next send time", "Europe/Berlin", "2026-03-30 7:00 AM"],
    ["next Monday", "Europe/Berlin", "2026-03-30 7:00 AM"],
    [{ cohortDay: "2026-03-26" }, "Europe/Berlin", "2026-03-30 7:00 AM"],
    ["next Monday", "Pacific/Auckland", "2026-04-06 7:00 AM"],
    ["next send time", "Pacific/Kiritimati", "2026-03-31 7:00 AM"],
  ])(
    "does so as the course starts (%j, %s), and not on a day that has had a lesson",
    async (start, timezone, again) => {
      await confirms({ start, timezone, confirmedAt: "2026-03-22T12:00:00Z" });
      await serveUntil(context, "2026-03-29T18:30:00Z");
      const before = (await sentAt(timezone)).length;
      await restart(context, { readerId: 1, enrolmentId: 1 });
      await live(9);
      const sent = await sentLessons(database.db);
      expect(sent[before]).toMatchObject({ key: "lesson-1" });
      expect((await sentAt(timezone))[before]).toBe(again);
      const days = sent.map(({ slotAt }) => localDay(slotAt, timezone));
      expect(new Set(days).size).toBe(days.length);
    },
  );

  it("on a day that has had none, of a course that starts on confirmation, has Day 1 at once", async () => {
    await confirms({ start: "confirmation", timezone: "Europe/Berlin", confirmedAt: "2026-03-22T12:00:00Z" });
    context.clock.jumpTo(new Date("2026-03-24T04:00:00Z"));
    await restart(context, { readerId: 1, enrolmentId: 1 });
    await workOff(context);
    expect((await sentAt("Europe/Berlin")).at(-1)).toBe("2026-03-24 5:00 AM");
  });

  it("on a weekday that they ruled out, has Day 1 on the next that they want, also after a change of hour", async () => {
    await confirms({ start: "confirmation", timezone: "Europe/Berlin", confirmedAt: "2026-03-19T12:00:00Z" });
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 1, mask: 0b0011111 } });
    await serveUntil(context, "2026-03-21T10:00:00Z");
    await restart(context, { readerId: 1, enrolmentId: 1 });
    expect((await nextMoment(context))?.toISOString()).toBe("2026-03-23T06:00:00.000Z");
    await changeRhythm(context, { readerId: 1, sendMinute: 8 * 60 });
    await live(2);
    expect((await sentAt("Europe/Berlin")).slice(-2)).toEqual(["2026-03-20 7:00 AM", "2026-03-23 8:00 AM"]);
  });

  it("before a cohort's day, begins with everybody", async () => {
    const start = { cohortDay: "2026-04-06" };
    await confirms({ start, timezone: "Europe/Berlin", confirmedAt: "2026-03-22T12:00:00Z" });
    await restart(context, { readerId: 1, enrolmentId: 1 });
    await live(16);
    expect((await sentAt("Europe/Berlin"))[0]).toBe("2026-04-06 7:00 AM");
  });

  it("in a cohort that has begun, on a day that has had none, has Day 1 today, also after a change of pace", async () => {
    const start = { cohortDay: "2026-03-20" };
    await confirms({ start, timezone: "Europe/Berlin", confirmedAt: "2026-03-22T12:00:00Z" });
    await pause(context, { readerId: 1, enrolmentId: 1 });
    context.clock.jumpTo(new Date("2026-03-25T12:00:00Z"));
    await restart(context, { readerId: 1, enrolmentId: 1 });
    const foreseen = await nextMoment(context);
    await changeRhythm(context, { readerId: 1, sendMinute: 7 * 60 });
    expect(await nextMoment(context)).toEqual(foreseen);
    await workOff(context);
    expect((await sentAt("Europe/Berlin")).at(-1)).toBe("2026-03-25 1:00 PM");
  });
});
