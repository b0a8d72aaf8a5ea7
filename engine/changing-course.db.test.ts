import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { endEnrolments, lockEnrolmentsOfReader, readEnrolment } from "../db/enrolments.ts";
import { lesson } from "../db/schema/courses.ts";
import { findNextWork } from "../db/work.ts";
import { localDay } from "../domain/calendar.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { type CourseInput, publishedCourse, publishedLesson } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { completeLesson } from "./complete-lesson.ts";
import { composeBatch } from "./compose.ts";
import { pause, restart, resume } from "./pause.ts";
import { plan } from "./plan.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const hourMs = 3_600_000;
const who = { readerId: 1, enrolmentId: 1 };
const longAgo = new Date("2026-01-01");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin who confirmed at nine in the morning of Monday, 2 March, and has had Day 1. */
async function underway(course: Partial<CourseInput> = {}): Promise<void> {
  await publishedCourse(database.db, {
    kinds: Array.from({ length: 10 }, () => "training"),
    publishedAt: longAgo,
    ...course,
  });
  address = await enrolled(context);
  await workOff(context);
}

const lessons = () =>
  mailTo(context, address)
    .map(({ subject }) => subject)
    .filter((subject) => subject.startsWith("Day"));

/** Lets the clock run to what is due next, serves it, and says when that was. */
async function nextServed(): Promise<string> {
  const { planAt, deliverAt } = await findNextWork(context.db);
  const nextAt = planAt ?? deliverAt;
  if (!nextAt) throw new Error("nothing is due any more");
  context.clock.jumpTo(nextAt);
  await workOff(context);
  return nextAt.toISOString();
}

describe("a reader who changes the hour or the zone", () => {
  it("gets the next lesson at the new hour", async () => {
    await underway();
    await changeRhythm(context, { readerId: 1, sendMinute: 20 * 60 });
    expect(await nextServed()).toBe("2026-03-03T19:00:00.000Z");
  });

  it("to an earlier hour that has passed gets no second lesson today", async () => {
    await underway();
    await changeRhythm(context, { readerId: 1, sendMinute: 6 * 60 });
    await workOff(context);
    expect(lessons()).toHaveLength(1);
    expect(await nextServed()).toBe("2026-03-03T05:00:00.000Z");
  });

  it("flies from Auckland to Los Angeles and back without a doubled or a missed day there", async () => {
    await underway();
    await changeRhythm(context, { readerId: 1, zone: "Pacific/Auckland" });
    const days: string[] = [];
    for (const zone of [
      "Pacific/Auckland",
      "Pacific/Auckland",
      "America/Los_Angeles",
      "America/Los_Angeles",
      "Pacific/Auckland",
    ]) {
      await changeRhythm(context, { readerId: 1, zone });
      days.push(`${localDay(new Date(await nextServed()), zone)} ${zone}`);
    }
    expect(lessons()).toHaveLength(6);
    expect(new Set(days).size).toBe(5);
    const handedOver = await database.db.execute<{ had_at: string }>(sql`
      select had_at from delivery where kind = 'lesson' order by had_at`);
    const gaps = handedOver
      .slice(2)
      .map((row, index) => Date.parse(row.had_at) - Date.parse(handedOver[index + 1]?.had_at ?? ""));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(12 * hourMs);
  });

  it("with a lesson already queued gets it at the new hour, with the values of then", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    expect(await plan(context)).toBe(1);
    await changeRhythm(context, { readerId: 1, sendMinute: 20 * 60 });
    await workOff(context);
    expect(lessons()).toHaveLength(1);
    await completeLesson(context, { token: tokenIn(lastTo(context, address), "lessons"), done: true });
    expect(await nextServed()).toBe("2026-03-03T19:00:00.000Z");
    expect(lastTo(context, address).text).toContain("1 day so far");
  });

  it("is told what is wrong with a zone, an hour or an empty week", async () => {
    await underway();
    for (const change of [{ zone: "Nowhere" }, { sendMinute: 1440 }, { weekdays: { enrolmentId: 1, mask: 0 } }]) {
      expect((await changeRhythm(context, { readerId: 1, ...change })).kind).toBe("invalid");
    }
  });

  it("who wants weekdays only rests from Friday to Monday", async () => {
    await underway();
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 1, mask: 0b11111 } });
    const served = [];
    for (let count = 0; count < 6; count += 1) served.push((await nextServed()).slice(0, 10));
    expect(served).toEqual(["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10"]);
  });
});

describe("a reader who pauses", () => {
  it("gets nothing, not even what was queued, until they resume, and then goes on where they were", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    expect((await pause(context, who)).kind).toBe("done");
    expect((await pause(context, who)).kind).toBe("already");
    context.clock.jumpTo(new Date("2026-03-20T10:00:00Z"));
    await workOff(context);
    expect(lessons()).toHaveLength(1);
    expect((await resume(context, who)).kind).toBe("done");
    await workOff(context);
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    expect(await nextServed()).toBe("2026-03-21T06:00:00.000Z");
  });

  it("and resumes twice a day gets one lesson that day", async () => {
    await underway();
    context.clock.advance(24 * hourMs);
    await workOff(context);
    for (let times = 0; times < 3; times += 1) {
      await pause(context, who);
      await resume(context, who);
      await workOff(context);
    }
    expect(lessons()).toHaveLength(2);
  });
});

describe("a reader who restarts", () => {
  it("begins again on the next day, because today has had its lesson", async () => {
    await underway();
    context.clock.advance(24 * hourMs);
    await workOff(context);
    expect((await restart(context, who)).kind).toBe("done");
    await workOff(context);
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    expect(await nextServed()).toBe("2026-03-04T06:00:00.000Z");
    expect(lessons().at(-1)).toBe("Day 1: lesson-1");
  });
});

describe("a reader who restarts a course that they had finished", () => {
  it("begins one round, however often they press, also when they have left it since", async () => {
    await underway({ kinds: ["training"] });
    while ((await readEnrolment(context.db, { id: 1 }))?.state !== "finished") await nextServed();
    expect((await restart(context, who)).kind).toBe("done");
    expect((await restart(context, who)).kind).toBe("already");
    await endEnrolments(context.db, { ids: [2], state: "left", endedAt: context.clock.calendarAt });
    expect((await restart(context, who)).kind).toBe("already");
    expect(await lockEnrolmentsOfReader(context.db, { readerId: 1 })).toHaveLength(2);
  });
});

describe("a reader who restarts on a weekday that they have ruled out", () => {
  it("gets Day 1 on the next one that they chose", async () => {
    await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
    await enrolled(context);
    await workOff(context);
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 1, mask: 0b0010000 } });
    context.clock.jumpTo(new Date("2026-03-10T09:00:00Z"));
    await restart(context, who);
    expect((await readEnrolment(context.db, { id: 2 }))?.nextSendAt?.toISOString()).toBe("2026-03-13T06:00:00.000Z");
  });
});

describe("a reader who restarts while a lesson is on its way", () => {
  it("gets no second lesson on that day", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    const composed = await composeBatch(context, { limit: 100 });
    expect(composed.kind).toBe("batch");
    await restart(context, who);
    await workOff(context);
    context.clock.advance(59_000);
    await workOff(context);
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    expect(await nextServed()).toBe("2026-03-04T06:00:00.000Z");
  });
});

describe("an outage", () => {
  it("costs days, not lessons: one comes, and the others shift", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-07T10:00:00Z"));
    await workOff(context);
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    expect(await nextServed()).toBe("2026-03-08T06:00:00.000Z");
  });

  it("over the whole window of a day lets the lesson come from five the next morning", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T20:30:00Z"));
    await workOff(context);
    expect(lessons()).toHaveLength(1);
    expect(await nextServed()).toBe("2026-03-04T04:00:00.000Z");
  });

  it("between planning and handing over puts the lesson off in the same way", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    context.clock.jumpTo(new Date("2026-03-03T20:30:00Z"));
    await workOff(context);
    expect(lessons()).toHaveLength(1);
    expect(await nextServed()).toBe("2026-03-04T04:00:00.000Z");
    expect(lessons()).toHaveLength(2);
  });
});

describe("a course that waits for completion", () => {
  it("sends the next lesson only after the last was done, and at its own hour", async () => {
    await underway({ facts: { gate: "completion" } });
    context.clock.jumpTo(new Date("2026-03-05T10:00:00Z"));
    await workOff(context);
    expect(lessons()).toHaveLength(1);
    const token = tokenIn(lastTo(context, address), "lessons");
    await Promise.all([1, 2, 3].map(() => completeLesson(context, { token, done: true })));
    await workOff(context);
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
  });
});

describe("an author who edits a course under way", () => {
  it("inserts a lesson behind a reader's place, which they skip, and one ahead, which they get", async () => {
    await underway();
    await nextServed();
    await database.db.update(lesson).set({ position: sql`${lesson.position} * 10`, week: 1 });
    context.clock.advance(hourMs);
    const publishedAt = context.clock.calendarAt;
    await publishedLesson(database.db, { courseId: 1, position: 15, key: "behind", publishedAt });
    await publishedLesson(database.db, { courseId: 1, position: 25, key: "ahead", publishedAt });
    await nextServed();
    await nextServed();
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 2: lesson-2", "Day 25: ahead", "Day 3: lesson-3"]);
  });

  it("retires a lesson that is queued already, and the reader gets the one after it that day", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    await database.db.update(lesson).set({ retiredAt: context.clock.calendarAt }).where(eq(lesson.key, "lesson-2"));
    await workOff(context);
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 3: lesson-3"]);
  });

  it("brings a retired lesson back, and a reader who has not passed it gets it", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    await database.db.update(lesson).set({ retiredAt: context.clock.calendarAt }).where(eq(lesson.key, "lesson-2"));
    await workOff(context);
    await database.db.update(lesson).set({ retiredAt: null }).where(eq(lesson.key, "lesson-2"));
    await nextServed();
    expect(lessons()).toEqual(["Day 1: lesson-1", "Day 3: lesson-3", "Day 2: lesson-2"]);
  });
});
