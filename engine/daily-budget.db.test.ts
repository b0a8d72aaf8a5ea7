import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteCompletion } from "../db/completions.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import { localDay } from "../domain/calendar.ts";
import type { CourseDescription } from "../domain/course-description.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { nextMoment, sentLessons, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, signupForm, workOff } from "../tests/factories/reader.ts";
import { toldWaits } from "../tests/factories/told-waits.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { composeBatch } from "./compose.ts";
import { handOver } from "./deliver.ts";
import { openNextNow } from "./next-now.ts";
import { readNextUp } from "./next-up.ts";
import { plan } from "./plan.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";
import { tick } from "./tick.ts";

let database: TestDatabase;
let context: TestContext;
const zone = "Europe/Berlin";
const slugs = ["first", "second", "third"];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin, in three courses of five lessons that begin the next morning, who wants one lesson a day. */
async function inThreeCourses(start: CourseDescription["start"] = "next send time"): Promise<void> {
  for (const slug of slugs) {
    const kinds = Array.from({ length: 5 }, () => "training" as const);
    await publishedCourse(database.db, { slug, kinds, publishedAt: new Date("2026-01-01"), facts: { start } });
  }
  // One confirmation a day asks for everything, so the last of the three confirms them all.
  for (const course of ["first", "second"]) await signUp(context, signupForm({ course }));
  await enrolled(context, { course: "third" });
  await changeRhythm(context, { readerId: 1, dailyBudget: 1 });
  await workOff(context);
}

async function lessonsByDay(): Promise<Map<string, string[]>> {
  const days = new Map<string, string[]>();
  for (const { course, key, slotAt } of await sentLessons(database.db)) {
    const day = localDay(slotAt, zone);
    days.set(day, [...(days.get(day) ?? []), `${course} ${key}`]);
  }
  return days;
}

async function nextUp() {
  const reader = await readReader(database.db, { id: 1 });
  if (!reader) throw new Error("there is no reader");
  const enrolments = await listEnrolmentsOfReader(database.db, { readerId: 1 });
  const found = await readNextUp(database.db, { reader, enrolments, now: context.clock.calendarAt });
  return found.sort((one, other) => one.enrolmentId - other.enrolmentId);
}

describe("a reader in three courses who wants one lesson a day", () => {
  it("finishes all three, one after the other in turn, with one lesson on each local day", async () => {
    await inThreeCourses();
    await serveUntil(context, "2026-03-20T08:00:00Z");
    const days = await lessonsByDay();
    expect([...days.values()].map((sent) => sent.length)).toEqual(Array.from({ length: 15 }, () => 1));
    expect([...days.values()].flat().slice(0, 6)).toEqual([
      "first lesson-1",
      "second lesson-1",
      "third lesson-1",
      "first lesson-2",
      "second lesson-2",
      "third lesson-2",
    ]);
    expect([...days.keys()].at(-1)).toBe("2026-03-17");
    const enrolments = await listEnrolmentsOfReader(database.db, { readerId: 1 });
    expect(enrolments.map(({ state }) => state)).toEqual(["finished", "finished", "finished"]);
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("is told before whose turn is when, and why the others wait", async () => {
    await inThreeCourses();
    await serveUntil(context, "2026-03-03T09:00:00Z");
    const foreseen = await nextUp();
    expect(foreseen.map(({ reason, at }) => [reason, at?.toISOString()])).toEqual([
      ["budget", "2026-03-06T06:00:00.000Z"],
      ["budget", "2026-03-04T06:00:00.000Z"],
      ["budget", "2026-03-05T06:00:00.000Z"],
    ]);
    const why = "Waits its turn: you asked for one lesson a day, and";
    expect(foreseen.map(({ words }) => words)).toEqual([
      `${why} tomorrow’s is The second, Day 1. Day 2: lesson-2 comes on Friday, March 6, at 7:00 AM, Berlin time.`,
      `${why} today’s is The first, Day 1. Day 1: lesson-1 comes on Wednesday, March 4, at 7:00 AM, Berlin time.`,
      `${why} today’s is The first, Day 1. Day 1: lesson-1 comes on Thursday, March 5, at 7:00 AM, Berlin time.`,
    ]);
    for (const day of ["04", "05", "06"]) await serveUntil(context, `2026-03-${day}T09:00:00Z`);
    const days = await lessonsByDay();
    expect(await toldWaits(context)).toContain(
      "A lesson was put off. The next lesson of The third was meant for Wednesday, March 4, at 7:00 AM. That day already had as many lessons as they want in a day, so it was due again on Thursday, March 5, at 7:00 AM.",
    );
    expect(["2026-03-04", "2026-03-05", "2026-03-06"].map((day) => days.get(day)?.join())).toEqual([
      "second lesson-1",
      "third lesson-1",
      "first lesson-2",
    ]);
  });

  it("gets no second one that day by two workers who plan and compose at once", async () => {
    await inThreeCourses();
    for (let morning = 0; morning < 6; morning += 1) {
      context.clock.jumpTo((await nextMoment(context)) ?? context.clock.calendarAt);
      await Promise.all([1, 2, 3].map(() => tick(context, { isOver: () => false })));
      await workOff(context);
    }
    for (const [day, sent] of await lessonsByDay()) expect([day, sent]).toHaveLength(2);
    expect([...(await lessonsByDay()).values()].map((sent) => sent.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("gets one that day though all three were queued before they said so", async () => {
    await inThreeCourses();
    await changeRhythm(context, { readerId: 1, dailyBudget: null });
    context.clock.jumpTo((await nextMoment(context)) ?? context.clock.calendarAt);
    expect(await plan(context)).toBe(3);
    await database.db.execute(sql`update reader set daily_budget = 1`);
    const composed = await Promise.all([1, 2, 3].map(() => composeBatch(context, { limit: 1 })));
    for (let times = 0; times < 3; times += 1) composed.push(await composeBatch(context, { limit: 1 }));
    const batches = composed.flatMap((one) => (one.kind === "batch" ? [one.batch] : []));
    expect(batches).toHaveLength(1);
    for (const batch of batches) await handOver(context, batch);
    expect(await sentLessons(database.db)).toHaveLength(1);
    expect((await nextMoment(context))?.toISOString()).toBe("2026-03-04T06:00:00.000Z");
  });

  it("gets the others today after all when they raise the number", async () => {
    await inThreeCourses();
    await serveUntil(context, "2026-03-03T09:00:00Z");
    await changeRhythm(context, { readerId: 1, dailyBudget: 2 });
    await workOff(context);
    expect((await lessonsByDay()).get("2026-03-03")).toEqual(["first lesson-1", "second lesson-1"]);
    await changeRhythm(context, { readerId: 1, dailyBudget: null });
    await workOff(context);
    expect((await lessonsByDay()).get("2026-03-03")).toHaveLength(3);
  });

  it("is given no day without a lesson for a course of which every lesson was done on the web", async () => {
    await inThreeCourses();
    await serveUntil(context, "2026-03-05T09:00:00Z");
    const { id: enrolmentId } = (await listEnrolmentsOfReader(database.db, { readerId: 1 })).at(-1) ?? { id: 0 };
    for (let left = 4; left > 0; left -= 1) {
      const opened = await openNextNow(context, { readerId: 1, enrolmentId });
      if (opened.kind !== "opened") throw new Error(`the next lesson is ${opened.kind}`);
      const { lessonId } = opened;
      await noteCompletion(database.db, { enrolmentId, lessonId, completedAt: context.clock.calendarAt, felt: null });
    }
    const foreseen = (await nextUp()).map(({ at }) => at?.toISOString());
    expect(foreseen.slice(1)).toEqual(["2026-03-06T06:00:00.000Z", "2026-03-07T06:00:00.000Z"]);
    await serveUntil(context, "2026-03-07T09:00:00Z");
    const days = await lessonsByDay();
    expect(["2026-03-06", "2026-03-07"].map((day) => days.get(day)?.join())).toEqual([
      "second lesson-2",
      "third lesson-2",
    ]);
  });
});

describe("a Day 1 that comes with the confirmation", () => {
  it("goes out whatever the budget says, and counts in it", async () => {
    await inThreeCourses();
    await serveUntil(context, "2026-03-04T05:00:00Z");
    const kinds = ["training", "training"] as const;
    await publishedCourse(database.db, { slug: "fourth", kinds, publishedAt: new Date("2026-01-01") });
    await enrolled(context, { course: "fourth" });
    await serveUntil(context, "2026-03-04T20:00:00Z");
    expect((await lessonsByDay()).get("2026-03-04")).toEqual(["fourth lesson-1"]);
    await serveUntil(context, "2026-03-05T08:00:00Z");
    expect((await lessonsByDay()).get("2026-03-05")).toEqual(["second lesson-1"]);
  });
});

describe("a budget", () => {
  it.each([0, 21, 1.5])("of %d a day is refused in words", async (dailyBudget) => {
    await inThreeCourses();
    expect(await changeRhythm(context, { readerId: 1, dailyBudget })).toEqual({
      kind: "invalid",
      message: "Please choose a number from 1 to 20.",
    });
  });

  it("leaves readers without one alone", async () => {
    await inThreeCourses();
    await changeRhythm(context, { readerId: 1, dailyBudget: null });
    await serveUntil(context, "2026-03-03T09:00:00Z");
    expect((await lessonsByDay()).get("2026-03-03")).toHaveLength(3);
  });
});
