import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { addDays, localDay } from "../domain/calendar.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { sentLessons, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, mailTo, signupForm, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { pause, restart } from "./pause.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let context: TestContext;
const hourMs = 3_600_000;
const who = { readerId: 1, enrolmentId: 1 };
const thirty = Array.from({ length: 30 }, (_, index) => (index % 7 === 6 ? ("rest" as const) : ("training" as const)));
const allThirty = thirty.map((_, index) => `lesson-${index + 1}`);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

async function begins(timezone: string): Promise<void> {
  await publishedCourse(database.db, { kinds: thirty, publishedAt: new Date("2026-01-01") });
  await enrolled(context, { timezone });
  await workOff(context);
}

/** What rule 4 allows: never two on one date as the reader's zone of that moment reads it, twelve hours between. */
async function expectTheRules(zoneAt: (at: Date) => string): Promise<void> {
  const sent = await sentLessons(database.db);
  for (const [index, lesson] of sent.entries()) {
    const zone = zoneAt(lesson.hadAt);
    const before = sent.slice(0, index).map(({ slotAt }) => localDay(slotAt, zone));
    expect(before).not.toContain(localDay(lesson.slotAt, zone));
    const previous = sent[index - 1];
    if (!previous || index === 1) continue;
    expect(lesson.hadAt.getTime() - previous.hadAt.getTime()).toBeGreaterThanOrEqual(12 * hourMs);
  }
}

const keys = async () => (await sentLessons(database.db)).map(({ key }) => key);

describe("a reader who travels from Auckland to Los Angeles in mid-course", () => {
  it("has thirty lessons, each once, never two on one date of theirs", async () => {
    await begins("Pacific/Auckland");
    await serveUntil(context, "2026-03-15T20:00:00Z");
    const flownAt = context.clock.calendarAt;
    await changeRhythm(context, { readerId: 1, zone: "America/Los_Angeles" });
    await serveUntil(context, "2026-04-10T00:00:00Z");
    expect(await keys()).toEqual(allThirty);
    await expectTheRules((at) => (at < flownAt ? "Pacific/Auckland" : "America/Los_Angeles"));
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
    expect((await readEnrolment(database.db, { id: 1 }))?.state).toBe("finished");
  });

  it("and back, and back again, with the mail of a day on its way", async () => {
    await begins("Pacific/Auckland");
    const flights: { at: Date; zone: string }[] = [];
    const zones = [
      "America/Los_Angeles",
      "Pacific/Auckland",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "Europe/Berlin",
    ];
    for (const [index, zone] of zones.entries()) {
      await serveUntil(context, new Date(Date.UTC(2026, 2, 6 + 4 * index, 18, 1)));
      await changeRhythm(context, { readerId: 1, zone });
      flights.push({ at: context.clock.calendarAt, zone });
    }
    await serveUntil(context, "2026-04-20T00:00:00Z");
    expect(await keys()).toEqual(allThirty);
    await expectTheRules((at) => flights.findLast((flight) => flight.at <= at)?.zone ?? "Pacific/Auckland");
  });
});

describe("a reader who pauses over a clock change", () => {
  it("goes on at seven on the wall, and has thirty lessons, each once", async () => {
    await begins("Europe/Berlin");
    await serveUntil(context, "2026-03-27T12:00:00Z");
    await pause(context, { ...who, untilDay: "2026-04-02" });
    await serveUntil(context, "2026-04-20T12:00:00Z");
    expect(await keys()).toEqual(allThirty);
    const sent = await sentLessons(database.db);
    expect(sent[26]?.hadAt.toISOString()).toBe("2026-04-02T05:00:00.000Z");
    await expectTheRules(() => "Europe/Berlin");
    const subjects = mailTo(context, "maria@example.com").map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === "Notice: pause-over")).toHaveLength(1);
  });

  it("and travels meanwhile, goes on when the day begins where they are", async () => {
    await begins("Pacific/Auckland");
    await serveUntil(context, "2026-03-10T12:00:00Z");
    await pause(context, { ...who, untilDay: "2026-03-20" });
    await serveUntil(context, "2026-03-15T12:00:00Z");
    await changeRhythm(context, { readerId: 1, zone: "America/Los_Angeles" });
    await serveUntil(context, "2026-03-20T13:59:00Z");
    expect((await readEnrolment(database.db, { id: 1 }))?.state).toBe("active");
    const before = (await keys()).length;
    await serveUntil(context, "2026-03-20T14:00:00Z");
    expect((await keys()).length).toBe(before + 1);
    await serveUntil(context, "2026-04-20T12:00:00Z");
    expect(await keys()).toEqual(allThirty);
    const flownAt = new Date("2026-03-15T12:00:00Z");
    await expectTheRules((at) => (at < flownAt ? "Pacific/Auckland" : "America/Los_Angeles"));
  });
});

describe("a reader who restarts", () => {
  it("has what came of the first round and all thirty of the second, one a day", async () => {
    await begins("Europe/Berlin");
    await serveUntil(context, "2026-03-12T12:00:00Z");
    await restart(context, who);
    await serveUntil(context, "2026-04-20T12:00:00Z");
    expect(await keys()).toEqual([...allThirty.slice(0, 11), ...allThirty]);
    await expectTheRules(() => "Europe/Berlin");
    const days = (await sentLessons(database.db)).map(({ slotAt }) => localDay(slotAt, "Europe/Berlin"));
    expect(days).toEqual(Array.from({ length: 41 }, (_, index) => addDays("2026-03-02", index)));
  });
});

describe("a reader in two courses who wants one lesson a day", () => {
  it("has both, in turn, through a flight, a pause and an outage, and never two on one date of theirs", async () => {
    const facts = { start: "next send time" as const };
    const kinds = thirty.slice(0, 10);
    for (const slug of ["other", "test-course"]) {
      await publishedCourse(database.db, { slug, kinds, publishedAt: new Date("2026-01-01"), facts });
    }
    await signUp(context, signupForm({ course: "other", timezone: "Pacific/Auckland" }));
    await enrolled(context, { timezone: "Pacific/Auckland" });
    await changeRhythm(context, { readerId: 1, dailyBudget: 1 });
    await serveUntil(context, "2026-03-07T12:00:00Z");
    await changeRhythm(context, { readerId: 1, zone: "America/Los_Angeles" });
    await serveUntil(context, "2026-03-10T12:00:00Z");
    await pause(context, { ...who, untilDay: "2026-03-14" });
    await serveUntil(context, "2026-03-16T20:00:00Z");
    context.clock.jumpTo(new Date("2026-03-19T20:00:00Z"));
    await serveUntil(context, "2026-04-20T12:00:00Z");
    const sent = await sentLessons(database.db);
    for (const course of ["other", "test-course"]) {
      const own = sent.filter((lesson) => lesson.course === course).map(({ key }) => key);
      expect(own).toEqual(allThirty.slice(0, 10));
    }
    const flownAt = new Date("2026-03-07T12:00:00Z");
    for (const [index, lesson] of sent.entries()) {
      const zone = lesson.hadAt < flownAt ? "Pacific/Auckland" : "America/Los_Angeles";
      const before = sent.slice(0, index).map(({ slotAt }) => localDay(slotAt, zone));
      expect(before).not.toContain(localDay(lesson.slotAt, zone));
    }
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });
});
