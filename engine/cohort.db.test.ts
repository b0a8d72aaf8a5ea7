import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteCompletion } from "../db/completions.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import { lesson } from "../db/schema/courses.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse, publishedLesson } from "../tests/factories/course.ts";
import { sentDays, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, mailTo, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { openNextNow } from "./next-now.ts";
import { findOwnLesson } from "./own-lessons.ts";
import { passageProgress, readPassage } from "./passage.ts";
import { pause, restart, resume } from "./pause.ts";
import { plan } from "./plan.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const zone = "Europe/Berlin";
const who = { readerId: 1, enrolmentId: 1 };
const publishedAt = new Date("2026-01-01");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-02-25T08:00:00Z") });
  const kinds = Array.from({ length: 14 }, () => "training" as const);
  const facts = { start: { cohortDay: "2026-03-02" }, catchUp: "skip to today" as const };
  await publishedCourse(database.db, { kinds, publishedAt, facts });
});

/** A reader in Berlin who confirmed before Monday, 2 March, when a cohort of fourteen days begins. */
async function inTime(): Promise<void> {
  address = await enrolled(context);
  await workOff(context);
}

/** Opens one lesson after the other on the web and does it, until there is none any more. */
async function doAllAhead(): Promise<void> {
  for (;;) {
    const opened = await openNextNow(context, who);
    if (opened.kind !== "opened") return;
    const { lessonId } = opened;
    await noteCompletion(context.db, { enrolmentId: 1, lessonId, completedAt: context.clock.calendarAt, felt: null });
  }
}

const sent = () => sentDays(database.db, zone);
const state = async (id = 1) => (await readEnrolment(database.db, { id }))?.state;

async function marks(enrolmentId = 1): Promise<string> {
  const [reader, enrolment] = [
    await readReader(database.db, { id: 1 }),
    await readEnrolment(database.db, { id: enrolmentId }),
  ];
  if (!reader || !enrolment) throw new Error("there is no such enrolment");
  const { marks } = passageProgress(await readPassage(database.db, { ...reader, ...enrolment }));
  return [...marks.values()].join(" ");
}

describe("a cohort that skips to today", () => {
  it("walks together, one lesson a day, and finishes after the last", async () => {
    await inTime();
    await serveUntil(context, "2026-03-15T12:00:00Z");
    expect(await sent()).toEqual(
      Array.from({ length: 14 }, (_, index) => `2026-03-${String(index + 2).padStart(2, "0")} lesson-${index + 1}`),
    );
    expect(await state()).toBe("finished");
    await serveUntil(context, "2026-04-15T12:00:00Z");
    expect(mailTo(context, address).at(-1)?.subject).toBe("Notice: finished");
  });

  it("after an outage of three days goes on with today's lesson; the others are missed and stay open", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    context.clock.jumpTo(new Date("2026-03-07T10:00:00Z"));
    await workOff(context);
    expect(await sent()).toEqual(["2026-03-02 lesson-1", "2026-03-03 lesson-2", "2026-03-07 lesson-6"]);
    expect(await marks()).toMatch(/^missed missed missed missed missed today coming/);
    const own = { readerId: 1, courseSlug: "test-course" };
    expect((await findOwnLesson(context, { ...own, lessonKey: "lesson-4" }))?.lesson.key).toBe("lesson-4");
    expect(await findOwnLesson(context, { ...own, lessonKey: "lesson-7" })).toBeNull();
    await serveUntil(context, "2026-03-08T12:00:00Z");
    expect((await sent()).at(-1)).toBe("2026-03-08 lesson-7");
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("drops a lesson that was queued when its day went by, for the day's own", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
    expect(await plan(context)).toBe(1);
    context.clock.jumpTo(new Date("2026-03-06T10:00:00Z"));
    await workOff(context);
    await serveUntil(context, "2026-03-07T12:00:00Z");
    expect(await sent()).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-03 lesson-2",
      "2026-03-06 lesson-5",
      "2026-03-07 lesson-6",
    ]);
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("takes a reader who missed a window along at five the next morning, with that day's lesson", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    context.clock.jumpTo(new Date("2026-03-04T20:30:00Z"));
    await serveUntil(context, "2026-03-05T04:00:00Z");
    expect((await sent()).at(-1)).toBe("2026-03-05 lesson-4");
  });

  it("goes on without a reader who pauses for a week, and has today's for them when they come back", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    await pause(context, { ...who, untilDay: "2026-03-10" });
    await serveUntil(context, "2026-03-10T12:00:00Z");
    const said = mailTo(context, address).find(({ subject }) => subject === "Notice: pause-over");
    expect(said?.text).toContain("Day 9: lesson-9 Tuesday, March 10");
    expect(said?.text, "its button is for another end").toMatch(/\/me\/[\w-]+\/pause\?course=\w/);
    expect(await sent()).toEqual(["2026-03-02 lesson-1", "2026-03-03 lesson-2", "2026-03-10 lesson-9"]);
  });

  it("also with a lesson that was held through the pause", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
    await plan(context);
    await pause(context, who);
    await serveUntil(context, "2026-03-08T09:00:00Z");
    await resume(context, who);
    await workOff(context);
    expect(await sent()).toEqual(["2026-03-02 lesson-1", "2026-03-03 lesson-2", "2026-03-08 lesson-7"]);
  });

  it("is over for a reader who comes back when it is over", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    await pause(context, who);
    await serveUntil(context, "2026-03-20T09:00:00Z");
    await resume(context, who);
    expect(await state()).toBe("finished");
    expect(await sent()).toHaveLength(2);
  });

  it("has today's lesson for a reader who confirms on the tenth day", async () => {
    context.clock.jumpTo(new Date("2026-03-11T09:00:00Z"));
    await inTime();
    expect(await sent()).toEqual(["2026-03-11 lesson-10"]);
    expect(await marks()).toMatch(/^(missed ){9}today coming/);
    await serveUntil(context, "2026-03-15T12:00:00Z");
    expect((await sent()).at(-1)).toBe("2026-03-15 lesson-14");
    expect(await state()).toBe("finished");
  });

  it("lets whoever comes after its end walk alone, from the first lesson on and without skipping", async () => {
    context.clock.jumpTo(new Date("2026-04-06T09:00:00Z"));
    await inTime();
    context.clock.jumpTo(new Date("2026-04-09T10:00:00Z"));
    await serveUntil(context, "2026-04-10T12:00:00Z");
    expect(await sent()).toEqual(["2026-04-06 lesson-1", "2026-04-09 lesson-2", "2026-04-10 lesson-3"]);
  });

  it("lets whoever begins again walk alone too", async () => {
    await inTime();
    await serveUntil(context, "2026-03-05T12:00:00Z");
    await restart(context, who);
    await serveUntil(context, "2026-03-07T12:00:00Z");
    expect((await sent()).slice(4)).toEqual(["2026-03-06 lesson-1", "2026-03-07 lesson-2"]);
  });

  it("also after they had been through the whole course ahead of everybody", async () => {
    await inTime();
    await serveUntil(context, "2026-03-03T12:00:00Z");
    await doAllAhead();
    await serveUntil(context, "2026-03-05T12:00:00Z");
    expect(await state()).toBe("finished");
    await restart(context, who);
    await serveUntil(context, "2026-03-07T12:00:00Z");
    expect((await sent()).slice(2)).toEqual(["2026-03-05 lesson-1", "2026-03-06 lesson-2", "2026-03-07 lesson-3"]);
  });

  it("but with the others, who begins again before the day on which they begin", async () => {
    await inTime();
    await restart(context, who);
    await serveUntil(context, "2026-03-02T12:00:00Z");
    context.clock.jumpTo(new Date("2026-03-05T12:00:00Z"));
    await workOff(context);
    expect(await sent()).toEqual(["2026-03-02 lesson-1", "2026-03-05 lesson-4"]);
  });

  it("counts a reader's own weekdays: the first lesson on the first, and none is skipped for the others", async () => {
    await inTime();
    await changeRhythm(context, { readerId: 1, weekdays: { enrolmentId: 1, mask: 0b0010101 } });
    await serveUntil(context, "2026-03-11T12:00:00Z");
    expect(await sent()).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-04 lesson-2",
      "2026-03-06 lesson-3",
      "2026-03-09 lesson-4",
      "2026-03-11 lesson-5",
    ]);
  });

  it("goes slower with a reader who wants every other day", async () => {
    await inTime();
    await changeRhythm(context, { readerId: 1, everyDays: { enrolmentId: 1, days: 2 } });
    await serveUntil(context, "2026-03-06T12:00:00Z");
    context.clock.jumpTo(new Date("2026-03-12T10:00:00Z"));
    await workOff(context);
    expect(await sent()).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-04 lesson-2",
      "2026-03-06 lesson-3",
      "2026-03-12 lesson-6",
    ]);
  });

  it("never sends two on one date to a reader who flies, nor any twice", async () => {
    await inTime();
    for (const [day, zone] of [
      ["05", "Pacific/Auckland"],
      ["08", "America/Los_Angeles"],
      ["12", "Europe/Berlin"],
    ] as const) {
      await serveUntil(context, `2026-03-${day}T10:00:00Z`);
      await changeRhythm(context, { readerId: 1, zone });
      const days = (await sentDays(database.db, zone)).map((one) => one.slice(0, 10));
      expect(new Set(days.slice(-3)).size).toBe(3);
    }
    await serveUntil(context, "2026-03-20T12:00:00Z");
    const keys = (await sent()).map((one) => one.slice(11));
    expect(new Set(keys).size).toBe(keys.length);
    expect(await state()).toBe("finished");
  });
});

describe("an author who edits a cohort's course under way", () => {
  it("retires a lesson behind it, and nobody skips one for that", async () => {
    await inTime();
    await serveUntil(context, "2026-03-05T12:00:00Z");
    await database.db.update(lesson).set({ retiredAt: context.clock.calendarAt }).where(eq(lesson.key, "lesson-2"));
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect((await sent()).at(-1)).toBe("2026-03-06 lesson-5");
  });

  it("retires one ahead, and its day goes to the next", async () => {
    await inTime();
    await serveUntil(context, "2026-03-04T12:00:00Z");
    await database.db.update(lesson).set({ retiredAt: context.clock.calendarAt }).where(eq(lesson.key, "lesson-4"));
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect((await sent()).slice(3)).toEqual(["2026-03-05 lesson-5", "2026-03-06 lesson-6"]);
  });

  it("inserts one behind it, which nobody gets, and one ahead, which comes on its day", async () => {
    await inTime();
    await serveUntil(context, "2026-03-04T12:00:00Z");
    await database.db.update(lesson).set({ position: sql`${lesson.position} * 10`, week: 1 });
    const at = { courseId: 1, publishedAt: context.clock.calendarAt };
    await publishedLesson(database.db, { ...at, position: 15, key: "behind" });
    await publishedLesson(database.db, { ...at, position: 45, key: "ahead" });
    await serveUntil(context, "2026-03-07T12:00:00Z");
    expect((await sent()).slice(3)).toEqual(["2026-03-05 lesson-4", "2026-03-06 ahead", "2026-03-07 lesson-5"]);
    context.clock.jumpTo(new Date("2026-03-10T10:00:00Z"));
    await workOff(context);
    expect((await sent()).at(-1)).toBe("2026-03-10 lesson-8");
  });
});
