import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteCompletion } from "../db/completions.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { type CourseInput, publishedCourse } from "../tests/factories/course.ts";
import { sentDays, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, signupForm, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { openNextNow } from "./next-now.ts";
import { findOwnLesson } from "./own-lessons.ts";
import { pause, resume } from "./pause.ts";
import { plan } from "./plan.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let context: TestContext;
const zone = "Europe/Berlin";
const who = { readerId: 1, enrolmentId: 1 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin who has had Day 1 on Monday, 2 March. */
async function underway(course: Partial<CourseInput> = {}): Promise<void> {
  const kinds = Array.from({ length: 10 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01"), ...course });
  await enrolled(context);
  await workOff(context);
}

/** The reader's "I did it" on a page that has no mail. */
async function did(lessonId: number): Promise<void> {
  const completedAt = context.clock.calendarAt;
  await noteCompletion(database.db, { enrolmentId: 1, lessonId, completedAt, felt: null });
}

describe("the next lesson now", () => {
  it("opens on the web when today has had one, and its mail still comes on its day", async () => {
    await underway();
    expect(await openNextNow(context, who)).toEqual({
      kind: "opened",
      lessonId: 2,
      lessonKey: "lesson-2",
      courseSlug: "test-course",
      mailed: false,
    });
    await serveUntil(context, "2026-03-02T20:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1"]);
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect((await sentDays(database.db, zone)).at(-1)).toBe("2026-03-03 lesson-2");
  });

  it("opened and done is not mailed any more, and the one after it comes on the day", async () => {
    await underway();
    await openNextNow(context, who);
    await did(2);
    await serveUntil(context, "2026-03-04T12:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-03 lesson-3",
      "2026-03-04 lesson-4",
    ]);
  });

  it("goes out by mail at once when today has had none, and today gets no other", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T04:00:00Z"));
    expect(await openNextNow(context, who)).toMatchObject({ lessonKey: "lesson-2", mailed: true });
    await workOff(context);
    expect((await sentDays(database.db, zone)).at(-1)).toBe("2026-03-03 lesson-2");
    await serveUntil(context, "2026-03-04T12:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-03 lesson-2",
      "2026-03-04 lesson-3",
    ]);
  });

  it("is one lesson when it is pressed twice, at once or a moment after the mail went out", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T04:00:00Z"));
    const twice = await Promise.all([openNextNow(context, who), openNextNow(context, who)]);
    await workOff(context);
    context.clock.advance(20_000);
    for (const one of [...twice, await openNextNow(context, who)]) {
      expect(one).toMatchObject({ kind: "opened", lessonKey: "lesson-2", mailed: true });
    }
    await serveUntil(context, "2026-03-03T20:00:00Z");
    expect(await sentDays(database.db, zone)).toHaveLength(2);
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("may be one after the other for somebody who does them", async () => {
    await underway();
    for (const lessonId of [2, 3, 4]) {
      expect(await openNextNow(context, who)).toMatchObject({ lessonId });
      await did(lessonId);
    }
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect((await sentDays(database.db, zone)).at(-1)).toBe("2026-03-03 lesson-5");
  });

  it("takes a lesson along that is queued for later already, and drops it once it was done", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    await changeRhythm(context, { readerId: 1, sendMinute: 20 * 60 });
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 1, mask: 0b1111101 } });
    expect(await openNextNow(context, who)).toMatchObject({ lessonId: 2, mailed: false });
    await did(2);
    await serveUntil(context, "2026-03-04T20:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-04 lesson-3"]);
    const [row] = await database.db.execute<{ reason: string }>(sql`
      select reason from delivery where state = 'cancelled' and lesson_id = 2`);
    expect(row?.reason).toBe("done on the web already");
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("keeps to the reader's weekdays and pace in the mail, and opens all the same", async () => {
    await underway();
    await changeRhythm(context, { readerId: 1, everyDays: { enrolmentId: 1, days: 2 } });
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect(await openNextNow(context, who)).toMatchObject({ lessonId: 2, mailed: false });
    await serveUntil(context, "2026-03-04T12:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-04 lesson-2"]);
  });

  it("does not go beyond the daily budget by mail", async () => {
    const facts = { start: "next send time" as const };
    await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), slug: "other", facts });
    await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), slug: "test-course", facts });
    await signUp(context, signupForm({ course: "other" }));
    await enrolled(context);
    await changeRhythm(context, { readerId: 1, dailyBudget: 1 });
    await serveUntil(context, "2026-03-03T12:00:00Z");
    const before = await database.db.execute(sql`select * from enrolment order by id`);
    expect(await openNextNow(context, { readerId: 1, enrolmentId: 2 })).toMatchObject({
      kind: "opened",
      mailed: false,
    });
    expect(await database.db.execute(sql`select * from enrolment order by id`)).toEqual(before);
    await serveUntil(context, "2026-03-03T20:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-03 lesson-1"]);
  });
});

describe("after midnight, with a late hour", () => {
  it("counts for today, while the lesson of the evening before still goes out for yesterday", async () => {
    const facts = { start: "next send time" as const };
    for (const slug of ["other", "test-course"]) {
      await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), slug, facts });
    }
    await signUp(context, signupForm({ course: "other" }));
    await enrolled(context, { sendTime: "23:00" });
    await changeRhythm(context, { readerId: 1, dailyBudget: 1 });
    await workOff(context);
    context.clock.jumpTo(new Date("2026-03-02T23:30:00Z"));
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 2, mask: 0b1111110 } });
    expect(await openNextNow(context, { readerId: 1, enrolmentId: 2 })).toMatchObject({ mailed: true });
    await workOff(context);
    expect((await sentDays(database.db, zone)).sort()).toEqual(["2026-03-02 lesson-1", "2026-03-03 lesson-1"]);
  });
});

describe("it opens, although the run still waits,", () => {
  it.each([
    ["the author has just opened the gate", sql`update course set facts = jsonb_set(facts, '{gate}', '"none"')`],
    ["the lesson that it waits for is a rest day now", sql`update lesson set kind = 'rest' where position = 1`],
  ])("when %s", async (_, change) => {
    await underway({ facts: { gate: "completion" } });
    context.clock.jumpTo(new Date("2026-03-03T04:00:00Z"));
    await database.db.execute(change);
    expect(await openNextNow(context, who)).toMatchObject({ lessonKey: "lesson-2", mailed: true });
    await workOff(context);
    expect((await sentDays(database.db, zone)).at(-1)).toBe("2026-03-03 lesson-2");
  });
});

describe("it does not open", () => {
  it("while the last one is not done, where the course waits for that", async () => {
    await underway({ facts: { gate: "completion" } });
    expect(await openNextNow(context, who)).toEqual({
      kind: "waiting",
      words: "Do Day 1: lesson-1 first, and the next lesson opens.",
    });
    await did(1);
    expect(await openNextNow(context, who)).toMatchObject({ kind: "opened", lessonId: 2 });
  });

  it("in a pause, at the end, before a cohort begins, or for somebody else", async () => {
    await underway({ kinds: ["training", "training"] });
    await pause(context, who);
    expect((await openNextNow(context, who)).kind).toBe("paused");
    await resume(context, who);
    expect(await openNextNow(context, { readerId: 2, enrolmentId: 1 })).toEqual({ kind: "unknown" });
    expect(await openNextNow(context, { readerId: 1, enrolmentId: 2 })).toEqual({ kind: "unknown" });
    await openNextNow(context, who);
    await did(2);
    expect((await openNextNow(context, who)).kind).toBe("finished");
    await serveUntil(context, "2026-03-04T12:00:00Z");
    expect(await openNextNow(context, who)).toEqual({
      kind: "finished",
      words: "This course is over. No further lesson comes.",
    });
  });

  it("before everybody begins together", async () => {
    await underway({ facts: { start: { cohortDay: "2026-03-09" } } });
    expect(await openNextNow(context, who)).toEqual({
      kind: "waiting",
      words: "Everybody begins together, on Monday, March 9.",
    });
  });
});

describe("a lesson without a mail of its own", () => {
  const own = (lessonKey: string, readerId = 1) =>
    findOwnLesson(context, { readerId, courseSlug: "test-course", lessonKey });

  it("is open to its reader once it was sent or opened, and to nobody else", async () => {
    await underway();
    expect((await own("lesson-1"))?.lesson.id).toBe(1);
    expect(await own("lesson-2")).toBeNull();
    await openNextNow(context, who);
    expect((await own("lesson-2"))?.lesson.id).toBe(2);
    expect(await own("lesson-3")).toBeNull();
    expect(await own("nothing")).toBeNull();
    expect(await own("lesson-1", 2)).toBeNull();
    expect(await findOwnLesson(context, { readerId: 1, courseSlug: "none", lessonKey: "lesson-1" })).toBeNull();
  });

  it("is open when it was put in behind the reader's place", async () => {
    await underway();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    await database.db.execute(sql`update lesson set position = 20 where key = 'lesson-1'`);
    expect((await own("lesson-2"))?.lesson.id).toBe(2);
    expect((await own("lesson-3"))?.lesson.id).toBe(3);
  });
});
