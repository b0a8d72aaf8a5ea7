import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findNextWork } from "../db/work.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { noPace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { type CompletedLesson, completeLesson } from "./complete-lesson.ts";
import { composeBatch } from "./compose.ts";
import { handOver } from "./deliver.ts";
import { pause, resume } from "./pause.ts";
import { plan } from "./plan.ts";
import { settle } from "./settle.ts";
import { linkToken } from "./token.ts";

let database: TestDatabase;
let context: TestContext;
const who = { readerId: 1, enrolmentId: 1 };
const publishedAt = new Date("2026-01-01");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const nextPlanAt = async () => (await findNextWork(context.db)).planAt?.toISOString();

/** A reader in Berlin who has had Day 1 on Monday, 2 March, at the moment when Day 2 is planned. */
async function plannedDayTwo(): Promise<string> {
  await publishedCourse(database.db, { publishedAt });
  const address = await enrolled(context);
  await workOff(context);
  context.clock.jumpTo(new Date("2026-03-03T06:00:05Z"));
  await plan(context);
  return address;
}

describe("a reader who changes the hour while the answer to their lesson is being recorded", () => {
  it("gets the next one at the new hour", async () => {
    await plannedDayTwo();
    const composed = await composeBatch(context, { limit: 10 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    let recording: Promise<void> | undefined;
    await context.db.transaction(async (tx) => {
      await changeRhythm({ ...context, db: tx }, { readerId: 1, sendMinute: 20 * 60 });
      recording = handOver(context, composed.batch);
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    });
    await recording;
    expect(await nextPlanAt()).toBe("2026-03-04T19:00:00.000Z");
  });
});

describe("a lesson that was planned by the zone of a moment before", () => {
  it("is judged by the zone of now when it is composed, so it costs the day nothing", async () => {
    await plannedDayTwo();
    // What a planning leaves that read the reader before a change of zone, and committed after it.
    await database.db.execute(sql`update reader set zone = 'America/Los_Angeles'`);
    expect((await composeBatch(context, { limit: 10 })).kind).toBe("cleared");
    const { deliverAt } = await findNextWork(context.db);
    expect(deliverAt?.toISOString()).toBe("2026-03-03T15:00:00.000Z");
  });

  it("and a change that is under way when planning looks is waited for, not half read", async () => {
    await publishedCourse(database.db, { publishedAt });
    await enrolled(context);
    await workOff(context);
    context.clock.jumpTo(new Date("2026-03-03T06:00:05Z"));
    await context.db.transaction(async (tx) => {
      await changeRhythm({ ...context, db: tx }, { readerId: 1, zone: "America/Los_Angeles" });
      expect(await plan(context)).toBe(0);
    });
    expect(await plan(context)).toBe(0);
    expect(await nextPlanAt()).toBe("2026-03-03T15:00:00.000Z");
  });
});

describe("a reader who taps while the answer to their lesson is being recorded", () => {
  it("opens the gate that this very recording closes", async () => {
    await publishedCourse(database.db, { publishedAt, facts: { gate: "completion" } });
    await enrolled(context);
    await plan(context);
    const composed = await composeBatch(context, { limit: 10 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    const { batch } = composed;
    const lesson = batch.members.find(({ kind }) => kind === "lesson")?.id ?? 0;
    const token = linkToken(context, { deliveryId: lesson, purpose: "lesson" });
    let tapping: Promise<CompletedLesson> | undefined;
    await context.db.transaction(async (tx) => {
      const ids = batch.members.map(({ id }) => `id-${id}`);
      await settle({ ...context, db: tx }, { batch, outcome: { kind: "accepted", ids, pace: noPace } });
      tapping = completeLesson(context, { token, done: true });
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    });
    await tapping;
    expect(await nextPlanAt()).toBe("2026-03-03T06:00:00.000Z");
  });
});

describe("a lesson that was held for an hour", () => {
  it("shows what the reader did meanwhile", async () => {
    const address = await plannedDayTwo();
    await pause(context, who);
    await completeLesson(context, { token: tokenIn(lastTo(context, address), "lessons"), done: true });
    context.clock.advance(3_600_000);
    await resume(context, who);
    await workOff(context);
    expect(lastTo(context, address).subject).toBe("Day 2: lesson-2");
    expect(lastTo(context, address).text).toContain("1 day so far");
  });
});

describe("a course that has not begun yet", () => {
  it.each([
    ["next Monday" as const, "2026-03-09"],
    [{ cohortDay: "2026-04-01" }, "2026-04-01"],
  ])("and begins on %j still does after a change of hour, a pause and a resumption", async (start, day) => {
    await publishedCourse(database.db, { publishedAt, facts: { start } });
    context.clock.jumpTo(new Date("2026-03-03T08:00:00Z"));
    await enrolled(context);
    await changeRhythm(context, { readerId: 1, zone: "UTC", sendMinute: 10 * 60 });
    expect(await nextPlanAt()).toBe(`${day}T10:00:00.000Z`);
    await pause(context, who);
    await resume(context, who);
    expect(await nextPlanAt()).toBe(`${day}T10:00:00.000Z`);
  });

  it("begins today when its day went by in a pause", async () => {
    await publishedCourse(database.db, { publishedAt, facts: { start: "next Monday" } });
    await enrolled(context);
    await pause(context, who);
    context.clock.jumpTo(new Date("2026-03-12T09:00:00Z"));
    await resume(context, who);
    expect(await nextPlanAt()).toBe("2026-03-12T06:00:00.000Z");
  });
});

async function waitersForLocks(): Promise<number> {
  const [row] = await database.db.execute<{ count: string }>(sql`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return Number(row?.count);
}
