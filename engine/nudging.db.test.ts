import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readEnrolment } from "../db/enrolments.ts";
import { reviewWaits } from "../db/nudging.ts";
import type { CourseDescription } from "../domain/course-description.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { sentDays, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { toldWaits } from "../tests/factories/told-waits.ts";
import { noPace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { completeLesson } from "./complete-lesson.ts";
import { composeBatch } from "./compose.ts";
import { leave } from "./leave.ts";
import { nudge } from "./nudge.ts";
import { pause, restart, resume } from "./pause.ts";
import { settle } from "./settle.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const who = { readerId: 1, enrolmentId: 1 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin who has had Day 1 on Monday, 2 March, of a course that waits until it was done. */
async function underway(facts: Partial<CourseDescription> = {}): Promise<void> {
  const kinds = Array.from({ length: 10 }, () => "training" as const);
  await publishedCourse(database.db, {
    kinds,
    publishedAt: new Date("2026-01-01"),
    facts: { gate: "completion", ...facts },
  });
  address = await enrolled(context);
  await workOff(context);
}

const nudges = () => mailTo(context, address).filter(({ subject }) => subject === "Notice: nudge");
const enrolment = () => readEnrolment(database.db, { id: 1 });
const nudgeAt = async () => (await enrolment())?.nudgeAt?.toISOString();

async function didDayOne(): Promise<void> {
  const day = mailTo(context, address).find(({ subject }) => subject.startsWith("Day 1"));
  if (!day) throw new Error("Day 1 has not come");
  await completeLesson(context, { token: tokenIn(day, "lessons"), done: true });
}

describe("a reader who has not gone on", () => {
  it("is nudged after two days and after five, and then no more", async () => {
    await underway();
    expect(await nudgeAt()).toBe("2026-03-04T06:00:00.000Z");
    await serveUntil(context, "2026-03-04T06:00:00Z");
    expect(nudges().map(({ text }) => text)).toEqual([expect.stringContaining("Day 1: lesson-1")]);
    expect(await nudgeAt()).toBe("2026-03-07T06:00:00.000Z");
    await serveUntil(context, "2026-04-30T12:00:00Z");
    expect(nudges()).toHaveLength(2);
    expect(await enrolment()).toMatchObject({ wait: "completion", nudges: 2, nudgeAt: null });
  });

  it("is nudged as often as the course says, and not at all where it says never", async () => {
    await underway({ nudgeAfterDays: [1, 3, 7] });
    await serveUntil(context, "2026-03-30T12:00:00Z");
    expect(nudges()).toHaveLength(3);
  });

  it("waits again after taking the done back, and gets no next lesson for it", async () => {
    await underway();
    const day = mailTo(context, address).find(({ subject }) => subject.startsWith("Day 1"));
    if (!day) throw new Error("Day 1 has not come");
    const token = tokenIn(day, "lessons");
    await completeLesson(context, { token, done: true });
    expect(await enrolment()).toMatchObject({ wait: null });
    await completeLesson(context, { token, done: false });
    expect(await enrolment()).toMatchObject({ wait: "completion", nextSendAt: null });
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect(await sentDays(database.db, "Europe/Berlin")).toEqual(["2026-03-02 lesson-1"]);
  });

  it("is not nudged where the course has no nudges", async () => {
    await underway({ nudgeAfterDays: [] });
    await serveUntil(context, "2026-03-30T12:00:00Z");
    expect(nudges()).toEqual([]);
  });

  it("goes on when the lesson is done, and is nudged no more for it", async () => {
    await underway();
    await serveUntil(context, "2026-03-04T12:00:00Z");
    await didDayOne();
    expect(await enrolment()).toMatchObject({ wait: null, nudges: 0, nudgeAt: null });
    expect(await toldWaits(context)).toEqual([
      "Waited for a lesson to be done. The next lesson of The test-course would have come on Tuesday, March 3, at 7:00 AM. It waited for the one before it until Wednesday, March 4, at 1:00 PM.",
    ]);
    await serveUntil(context, "2026-03-05T05:00:00Z");
    expect(await sentDays(database.db, "Europe/Berlin")).toEqual(["2026-03-02 lesson-1", "2026-03-04 lesson-2"]);
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect(nudges().map(({ text }) => /Day \d/.exec(text)?.[0])).toEqual(["Day 1", "Day 2"]);
  });

  it("is spared a nudge that was queued when the lesson was done", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
    expect(await nudge(context)).toBe(1);
    await didDayOne();
    await serveUntil(context, "2026-03-04T12:00:00Z");
    expect(nudges()).toEqual([]);
  });

  it("is nudged at the hour and the place of now, and on a weekday that they want", async () => {
    await underway();
    await changeRhythm(context, { readerId: 1, sendMinute: 20 * 60 });
    expect(await nudgeAt()).toBe("2026-03-04T19:00:00.000Z");
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 1, mask: 0b1100000 } });
    expect(await nudgeAt()).toBe("2026-03-07T19:00:00.000Z");
    await changeRhythm(context, { readerId: 1, zone: "America/New_York" });
    expect(await nudgeAt()).toBe("2026-03-08T01:00:00.000Z");
  });

  it("is not nudged twice in a burst after an outage", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-20T12:00:00Z"));
    await workOff(context);
    expect(nudges()).toHaveLength(1);
    expect(await nudgeAt()).toBe("2026-03-23T06:00:00.000Z");
  });
});

describe("the nudges stop", () => {
  it.each(["leave", "restart", "pause"])("with %s, queued or not", async (change) => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
    await nudge(context);
    const [welcome] = mailTo(context, address).filter(({ subject }) => subject === "Notice: welcome");
    if (change === "leave" && welcome) await leave(context, { token: tokenIn(welcome, "leave"), from: "it" });
    if (change === "restart") await restart(context, who);
    if (change === "pause") await pause(context, who);
    expect(await enrolment()).toMatchObject({ nudges: 0, nudgeAt: null });
    await workOff(context);
    expect(nudges()).toEqual([]);
  });

  it.each(["pause", "done"])(
    "with %s, also where the provider had turned the nudge away just before",
    async (change) => {
      await underway();
      context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
      await nudge(context);
      const composed = await composeBatch(context, { limit: 10 });
      if (composed.kind !== "batch") throw new Error("nothing was composed");
      if (change === "pause") await pause(context, who);
      else await didDayOne();
      const deferred = { kind: "deferred", name: "rate_limit_exceeded", message: "slow", retryAfterMs: 0 } as const;
      await settle(context, { batch: composed.batch, outcome: { ...deferred, pace: noPace } });
      await workOff(context);
      expect(nudges()).toEqual([]);
    },
  );

  it("in a pause, and begin anew after it, for the gate is still shut", async () => {
    await underway();
    await pause(context, who);
    await serveUntil(context, "2026-03-10T12:00:00Z");
    await resume(context, who);
    expect(await enrolment()).toMatchObject({ state: "active", wait: "completion" });
    expect(await nudgeAt()).toBe("2026-03-12T06:00:00.000Z");
    await serveUntil(context, "2026-03-11T12:00:00Z");
    expect(await sentDays(database.db, "Europe/Berlin")).toHaveLength(1);
  });

  it("and the course goes on when its author takes the gate out", async () => {
    await underway();
    await serveUntil(context, "2026-03-10T12:00:00Z");
    await database.db.execute(sql`update course set facts = jsonb_set(facts, '{gate}', '"none"')`);
    await reviewWaits(database.db, { courseId: 1, now: context.clock.calendarAt });
    await serveUntil(context, "2026-03-11T12:00:00Z");
    expect(await sentDays(database.db, "Europe/Berlin")).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-10 lesson-2",
      "2026-03-11 lesson-3",
    ]);
    expect(nudges()).toHaveLength(2);
  });
});
