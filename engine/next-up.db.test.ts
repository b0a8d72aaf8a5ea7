import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import type { CourseDescription } from "../domain/course-description.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { composeBatch } from "./compose.ts";
import { type NextUp, readNextUp } from "./next-up.ts";
import { pause } from "./pause.ts";
import { plan } from "./plan.ts";

let database: TestDatabase;
let context: TestContext;
const who = { readerId: 1, enrolmentId: 1 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin who has confirmed in the morning of Monday, 2 March. */
async function underway(facts: Partial<CourseDescription> = {}): Promise<void> {
  const kinds = Array.from({ length: 3 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01"), facts });
  await enrolled(context);
  await workOff(context);
}

async function nextUp(): Promise<NextUp | undefined> {
  const reader = await readReader(database.db, { id: 1 });
  if (!reader) throw new Error("there is no reader");
  const enrolments = await listEnrolmentsOfReader(database.db, { readerId: 1 });
  const [first] = await readNextUp(database.db, { reader, enrolments, now: context.clock.calendarAt });
  return first;
}

describe("what comes next is told with its reason", () => {
  it("the lesson, its day and its time", async () => {
    await underway();
    expect(await nextUp()).toEqual({
      enrolmentId: 1,
      courseTitle: "The test-course",
      lesson: { key: "lesson-2", title: "lesson-2", day: 2 },
      at: new Date("2026-03-03T06:00:00Z"),
      spoken: "Tuesday, March 3, at 7:00 AM, Berlin time",
      reason: "time",
      words: "Day 2: lesson-2 comes on Tuesday, March 3, at 7:00 AM, Berlin time.",
    });
  });

  it("on its way, whether it is due, queued or handed over", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    const told = { reason: "on its way", at: null, words: "Day 2: lesson-2 is on its way to you right now." };
    expect(await nextUp()).toMatchObject(told);
    await plan(context);
    expect(await nextUp()).toMatchObject(told);
    await composeBatch(context, { limit: 10 });
    expect(await nextUp()).toMatchObject(told);
  });

  it("what must be done first", async () => {
    await underway({ gate: "completion" });
    expect(await nextUp()).toMatchObject({
      lesson: { day: 2 },
      at: null,
      reason: "completion",
      words: "Day 2: lesson-2 follows once you have done Day 1: lesson-1.",
    });
  });

  it("what must be done first, also after a pause", async () => {
    await underway({ gate: "completion" });
    await pause(context, { ...who, untilDay: "2026-03-10" });
    expect(await nextUp()).toMatchObject({
      at: null,
      reason: "paused until",
      words: "Paused until Tuesday, March 10. Day 2: lesson-2 follows once you have done Day 1: lesson-1.",
    });
    await pause(context, who);
    expect(await nextUp()).toMatchObject({
      at: null,
      words: "You have paused this course. Day 2: lesson-2 follows once you have done Day 1: lesson-1.",
    });
  });

  it("a pause, and when it ends", async () => {
    await underway();
    await pause(context, who);
    expect(await nextUp()).toMatchObject({
      at: null,
      reason: "paused",
      words: "You have paused this course. Day 2: lesson-2 comes when you go on.",
    });
    await pause(context, { ...who, untilDay: "2026-03-10" });
    expect(await nextUp()).toMatchObject({
      at: new Date("2026-03-10T06:00:00Z"),
      reason: "paused until",
      words: "Paused until Tuesday, March 10. Day 2: lesson-2 comes on Tuesday, March 10, at 7:00 AM, Berlin time.",
    });
  });

  it.each([
    ["refused" as const, "Our mail service would not take your last lesson. We can see that and will put it right."],
    ["suppressed" as const, "Mail to your address came back, so we have stopped sending."],
  ])("mail that was %s", async (reason, words) => {
    await underway();
    await database.db.execute(sql`
      update enrolment set state = 'paused', pause_reason = ${reason}, next_send_at = null, next_slot_at = null`);
    expect(await nextUp()).toMatchObject({ at: null, reason, words });
  });

  it("the day on which everybody begins", async () => {
    await underway({ start: { cohortDay: "2026-03-09" } });
    expect(await nextUp()).toMatchObject({
      lesson: { day: 1 },
      at: new Date("2026-03-09T06:00:00Z"),
      reason: "cohort",
      words: "Everybody begins together, on Monday, March 9, at 7:00 AM, Berlin time.",
    });
  });

  it("nothing of a course that is over or was left", async () => {
    await underway();
    await serveUntil(context, "2026-03-08T12:00:00Z");
    expect(await nextUp()).toBeUndefined();
  });
});
