import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { readReader, suppressAddress } from "../db/readers.ts";
import { lesson } from "../db/schema/courses.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { type CourseInput, publishedCourse } from "../tests/factories/course.ts";
import { sentDays, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, lastTo, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { noPace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { composeBatch } from "./compose.ts";
import { leave } from "./leave.ts";
import { pause, restart, resume } from "./pause.ts";
import { plan } from "./plan.ts";
import { resumePaused } from "./resume-paused.ts";
import { settle } from "./settle.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const zone = "Europe/Berlin";
const who = { readerId: 1, enrolmentId: 1 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin who has had Day 1 on Monday, 2 March; the clocks go forward on Sunday, 29 March. */
async function underway(course: Partial<CourseInput> = {}, sendTime = "07:00"): Promise<void> {
  const kinds = Array.from({ length: 10 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01"), ...course });
  address = await enrolled(context, { sendTime });
  await workOff(context);
}

const notices = () => mailTo(context, address).filter(({ subject }) => subject === "Notice: pause-over");
const enrolment = () => readEnrolment(database.db, { id: 1 });

describe("a course that rests because mail came back", () => {
  it("does not go on by hand, which would promise what cannot be sent", async () => {
    await underway();
    const reader = await readReader(database.db, { id: 1 });
    const suppressed = { addressHash: reader?.addressHash ?? "", suppressedAt: context.clock.calendarAt };
    await suppressAddress(database.db, { ...suppressed, reason: "bounced" });
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect(await enrolment()).toMatchObject({ state: "paused", pauseReason: "suppressed" });
    expect(await resume(context, who)).toEqual({ kind: "suppressed" });
    expect(await enrolment()).toMatchObject({ state: "paused", pauseReason: "suppressed" });
  });
});

describe("a pause until a day", () => {
  it("ends by itself when that day begins, and says so the day before", async () => {
    await underway();
    expect(await pause(context, { ...who, untilDay: "2026-03-10" })).toEqual({ kind: "done" });
    await serveUntil(context, "2026-03-09T05:59:59Z");
    expect(notices()).toEqual([]);
    await serveUntil(context, "2026-03-09T06:00:00Z");
    expect(notices().map(({ text }) => text)).toEqual([
      expect.stringContaining("Day 2: lesson-2 Tuesday, March 10, at 7:00 AM, Berlin time"),
    ]);
    await serveUntil(context, "2026-03-09T23:00:00Z");
    expect(await enrolment()).toMatchObject({ state: "active", resumeDay: null, resumeAt: null });
    await serveUntil(context, "2026-03-11T12:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual([
      "2026-03-02 lesson-1",
      "2026-03-10 lesson-2",
      "2026-03-11 lesson-3",
    ]);
    expect(notices()).toHaveLength(1);
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("keeps the hour on the wall when the clocks change meanwhile", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-29" });
    await serveUntil(context, "2026-03-29T12:00:00Z");
    expect(lastTo(context, address).subject).toBe("Day 2: lesson-2");
    const [row] = await database.db.execute<{ at: string }>(
      sql`select max(had_at) as at from delivery where kind = 'lesson'`,
    );
    expect(new Date(row?.at ?? "").toISOString()).toBe("2026-03-29T05:00:00.000Z");
    expect(notices()[0]?.text).toContain("Sunday, March 29, at 7:00 AM");
  });

  it("does not serve the evening before, though its window is open past midnight", async () => {
    await underway({}, "23:00");
    await serveUntil(context, "2026-03-03T12:00:00Z");
    await pause(context, { ...who, untilDay: "2026-03-06" });
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1"]);
    await serveUntil(context, "2026-03-06T22:30:00Z");
    expect((await sentDays(database.db, zone)).at(-1)).toBe("2026-03-06 lesson-2");
  });

  it("sends one mail with its end when it lasts until tomorrow only and today's hour has passed", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-03" });
    await workOff(context);
    expect(notices()).toEqual([]);
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect(notices()).toHaveLength(1);
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-03 lesson-2"]);
  });

  it("is not announced sooner for a change that does not move it", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-03" });
    await changeRhythm(context, { readerId: 1, dailyBudget: 1 });
    await changeRhythm(context, { readerId: 1, everyDays: { enrolmentId: 1, days: 2 } });
    await workOff(context);
    expect(notices()).toEqual([]);
    await serveUntil(context, "2026-03-05T12:00:00Z");
    expect(notices()).toHaveLength(1);
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-04 lesson-2"]);
  });

  it("holds what was queued, and sends it when it ends", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    await pause(context, { ...who, untilDay: "2026-03-05" });
    await serveUntil(context, "2026-03-05T12:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-05 lesson-2"]);
  });

  it("after an outage over its end brings one lesson, and no mail about a pause beside it", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-06" });
    context.clock.jumpTo(new Date("2026-03-09T10:00:00Z"));
    await workOff(context);
    expect(notices()).toEqual([]);
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-09 lesson-2"]);
    await serveUntil(context, "2026-03-10T12:00:00Z");
    expect(await sentDays(database.db, zone)).toHaveLength(3);
  });

  it("nor after a halt over its end, which let it end and let nothing out", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-10" });
    context.clock.jumpTo(new Date("2026-03-09T23:00:00Z"));
    await resumePaused(context);
    context.clock.jumpTo(new Date("2026-03-10T06:00:00Z"));
    await plan(context);
    await serveUntil(context, "2026-03-10T08:00:00Z");
    expect(await sentDays(database.db, zone)).toEqual(["2026-03-02 lesson-1", "2026-03-10 lesson-2"]);
    expect(notices()).toEqual([]);
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it.each(["comes back", "pauses on"])(
    "nor to a reader who %s, when the provider turned it away just before",
    async (does) => {
      await underway();
      await pause(context, { ...who, untilDay: "2026-03-10" });
      context.clock.jumpTo(new Date("2026-03-09T06:00:00Z"));
      const composed = await composeBatch(context, { limit: 10 });
      if (composed.kind !== "batch") throw new Error("nothing was composed");
      if (does === "comes back") await resume(context, who);
      else await pause(context, { ...who, untilDay: "2026-03-20" });
      const deferred = { kind: "deferred", name: "rate_limit_exceeded", message: "slow", retryAfterMs: 0 } as const;
      await settle(context, { batch: composed.batch, outcome: { ...deferred, pace: noPace } });
      await workOff(context);
      expect(notices()).toEqual([]);
      await serveUntil(context, "2026-03-19T06:00:00Z");
      expect(notices()).toHaveLength(does === "comes back" ? 0 : 1);
    },
  );

  it("moves with a reader who flies, and is announced once", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-10" });
    await changeRhythm(context, { readerId: 1, zone: "Pacific/Auckland" });
    expect((await enrolment())?.resumeAt?.toISOString()).toBe("2026-03-09T11:00:00.000Z");
    await serveUntil(context, "2026-03-08T18:30:00Z");
    expect(notices()[0]?.text).toContain("Tuesday, March 10, at 7:00 AM, Auckland time");
    await changeRhythm(context, { readerId: 1, zone: "America/Los_Angeles" });
    expect((await enrolment())?.resumeAt?.toISOString()).toBe("2026-03-10T07:00:00.000Z");
    await serveUntil(context, "2026-03-10T20:00:00Z");
    expect(notices()).toHaveLength(1);
    expect(await sentDays(database.db, "America/Los_Angeles")).toEqual(["2026-03-02 lesson-1", "2026-03-10 lesson-2"]);
  });

  it("is announced at once when the hour for it went by on the way east", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-10" });
    await serveUntil(context, "2026-03-08T20:00:00Z");
    await changeRhythm(context, { readerId: 1, zone: "Pacific/Auckland" });
    await workOff(context);
    expect(notices()).toHaveLength(1);
    await serveUntil(context, "2026-03-10T12:00:00Z");
    expect(notices()).toHaveLength(1);
  });

  it("says what is true on the day, whatever it would have said when it began", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-10" });
    await database.db.update(lesson).set({ title: "planks" }).where(eq(lesson.key, "lesson-2"));
    await serveUntil(context, "2026-03-09T06:00:00Z");
    expect(notices()[0]?.text).toContain("Day 2: planks");
  });
});

describe("whoever changes their mind", () => {
  it("and pauses on has the new end, and one mail for it", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-10" });
    await serveUntil(context, "2026-03-08T12:00:00Z");
    expect(await pause(context, { ...who, untilDay: "2026-03-20" })).toEqual({ kind: "done" });
    expect(await pause(context, { ...who, untilDay: "2026-03-20" })).toEqual({ kind: "already" });
    await serveUntil(context, "2026-03-18T12:00:00Z");
    expect(notices()).toEqual([]);
    await serveUntil(context, "2026-03-20T12:00:00Z");
    expect(notices()).toHaveLength(1);
    expect((await sentDays(database.db, zone)).at(-1)).toBe("2026-03-20 lesson-2");
  });

  it("and pauses without an end, or comes back by hand, hears nothing of an end", async () => {
    await underway();
    await pause(context, { ...who, untilDay: "2026-03-10" });
    expect(await pause(context, who)).toEqual({ kind: "done" });
    await serveUntil(context, "2026-03-15T12:00:00Z");
    expect(await enrolment()).toMatchObject({ state: "paused", resumeDay: null });
    await pause(context, { ...who, untilDay: "2026-03-20" });
    expect(await resume(context, who)).toEqual({ kind: "done" });
    await serveUntil(context, "2026-03-21T12:00:00Z");
    expect(notices()).toEqual([]);
  });

  it.each(["leave", "restart"])("and does %s instead hears nothing of an end", async (change) => {
    await underway();
    const token = tokenIn(lastTo(context, address), "leave");
    await pause(context, { ...who, untilDay: "2026-03-10" });
    if (change === "leave") await leave(context, { token, from: "it" });
    else await restart(context, who);
    await serveUntil(context, "2026-03-12T12:00:00Z");
    expect(notices()).toEqual([]);
    expect(await enrolment()).toMatchObject({ resumeDay: null, resumeAt: null });
  });
});

describe("a day on which a pause may end", () => {
  it.each(["2026-03-02", "2026-03-01", "2027-03-04", "2026-02-30", "soon", ""])("is not %j", async (untilDay) => {
    await underway();
    expect(await pause(context, { ...who, untilDay })).toEqual({
      kind: "invalid",
      message: "Please choose a day from tomorrow on, within the next year.",
    });
    expect((await enrolment())?.state).toBe("active");
  });

  it("is any from tomorrow to a year and a day ahead, as tomorrow is where the reader is", async () => {
    await underway();
    expect((await pause(context, { ...who, untilDay: "2027-03-03" })).kind).toBe("done");
    await resume(context, who);
    await changeRhythm(context, { readerId: 1, zone: "Pacific/Kiritimati" });
    context.clock.jumpTo(new Date("2026-03-02T10:30:00Z"));
    expect((await pause(context, { ...who, untilDay: "2026-03-03" })).kind).toBe("invalid");
    expect((await pause(context, { ...who, untilDay: "2026-03-04" })).kind).toBe("done");
  });
});

describe("a pause that is over when the course is", () => {
  it("ends the run as every run ends", async () => {
    await underway({ kinds: ["training"] });
    await database.db.execute(sql`update enrolment set state = 'active', ended_at = null, next_send_at = '2026-03-04',
      next_slot_at = '2026-03-04'`);
    await pause(context, { ...who, untilDay: "2026-03-06" });
    await serveUntil(context, "2026-03-07T12:00:00Z");
    expect((await enrolment())?.state).toBe("finished");
  });
});
