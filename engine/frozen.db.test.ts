import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../mail/transport.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { answer, noPace as pace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { leave } from "./leave.ts";
import { restart } from "./pause.ts";
import { plan } from "./plan.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const dayTwoAt = new Date("2026-03-03T06:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());

/** A reader who has had Day 1, follows the letter, and whose Day 2 is due. */
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression");
  await database.db.execute(sql`update sending set wait_until = null, halted_at = null, halt_name = null,
    halt_message = null, halt_cure = null, probe_at = null`);
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  address = await enrolled(context, signupForm({ weeklyLetter: true }));
  await workOff(context);
  context.clock.jumpTo(dayTwoAt);
  context.mail.requests.length = 0;
});

const lost = answer({ kind: "unknown", name: "application_error", message: "cut", pace });
const stateOfDayTwo = async () =>
  database.db.execute<{ state: string; reason: string | null }>(sql`
    select d.state, d.reason from delivery d join lesson l on l.id = d.lesson_id where l.key = 'lesson-2'`);

describe("a request whose outcome is unknown and that is then refused", () => {
  it.each<Outcome>([
    { kind: "deferred", name: "rate_limit_exceeded", message: "slow", retryAfterMs: 1_000, pace },
    { kind: "halted", name: "invalid_api_key", message: "no", cure: "Set it anew.", pace },
    { kind: "refused", name: "invalid_parameter", message: "no", pace },
    { kind: "inFlight", name: "concurrent_idempotent_requests", message: "wait", pace },
  ])("as $kind keeps its key, for the first may have been accepted", async (outcome) => {
    context.mail.answers.push(lost, answer(outcome));
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await workOff(context);
      context.clock.advance(60_000);
    }
    expect(context.mail.requests).toHaveLength(3);
    expect(new Set(context.mail.requests.map(({ key }) => key)).size).toBe(1);
    expect(await stateOfDayTwo()).toEqual([{ state: "accepted", reason: null }]);
  });

  it("is not repeated by another way out", async () => {
    context.mail.answers.push(lost);
    await workOff(context);
    context.mail.name = "mailbox";
    context.clock.advance(60_000);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(1);
    expect(await stateOfDayTwo()).toEqual([{ state: "uncertain", reason: "the transport has changed" }]);
  });
});

describe("a lesson of which nobody knows yet whether it arrived", () => {
  it("is overtaken by none, also where its reader wants the next one earlier", async () => {
    const days = () => context.mail.requests.flatMap(({ messages }) => messages.map(({ subject }) => subject));
    context.mail.answers = Array.from({ length: 1_000 }, () => lost);
    await workOff(context);
    await changeRhythm(context, { readerId: 1, sendMinute: 240 });
    // Day 3 would be due an hour before the 23 hours of Day 2 are over.
    context.clock.jumpTo(new Date("2026-03-04T04:00:00Z"));
    await workOff(context);
    expect(new Set(days())).toEqual(new Set(["Day 2: lesson-2"]));
    context.mail.answers = [];
    context.clock.jumpTo(new Date("2026-03-04T04:59:00Z"));
    await workOff(context);
    // It was accepted only now, and twelve hours lie between two lessons.
    context.clock.jumpTo(new Date("2026-03-04T17:00:00Z"));
    await workOff(context);
    expect(days().slice(-2)).toEqual(["Day 2: lesson-2", "Day 3: lesson-3"]);
  });
});

describe("what is queued", () => {
  it("is cancelled when its reader begins the course again", async () => {
    await plan(context);
    await restart(context, { readerId: 1, enrolmentId: 1 });
    await workOff(context);
    expect(await stateOfDayTwo()).toEqual([{ state: "cancelled", reason: "restarted" }]);
  });
});

describe("leaving everything", () => {
  it("suppresses the address and ends the letter too", async () => {
    await leave(context, { token: tokenIn(lastTo(context, address), "leave"), from: "everything" });
    expect(await database.db.execute(sql`select reason, lifted_at from suppression`)).toEqual([
      { reason: "left", lifted_at: null },
    ]);
    expect(await database.db.execute(sql`select state from follow`)).toEqual([{ state: "left" }]);
  });
});
