import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { haltSending, readSending, waitWithSending } from "../db/sending.ts";
import { findNextWork } from "../db/work.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, mailTo, workOff } from "../tests/factories/reader.ts";
import { answer, noPace as pace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { composeBatch } from "./compose.ts";
import { sendLinkAgain } from "./find.ts";
import { pause, resume } from "./pause.ts";
import { plan } from "./plan.ts";
import { sendDue } from "./send-due.ts";
import { tick } from "./tick.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning");
  await database.db.execute(sql`update sending set wait_until = null, halted_at = null, halt_name = null,
    halt_message = null, halt_cure = null, probe_at = null`);
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const slowDown = answer({
  kind: "deferred",
  name: "rate_limit_exceeded",
  message: "slow",
  retryAfterMs: 30_000,
  pace,
});

/** Readers who have had Day 1, at the moment when Day 2 is due for all of them. */
async function readersAtDayTwo(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await enrolled(context, { email: `resting${made}@example.com` });
  await workOff(context);
  context.clock.jumpTo((await findNextWork(context.db)).planAt ?? context.clock.calendarAt);
  context.mail.requests.length = 0;
}

describe("a halt that outlasts the day", () => {
  it("ends with the first lesson of the next, however many before it are only put off", async () => {
    await readersAtDayTwo(4);
    context.mail.answers.push(
      answer({ kind: "halted", name: "invalid_api_key", message: "no", cure: "Set it anew.", pace }),
    );
    await workOff(context);
    context.clock.jumpTo(new Date("2026-03-04T05:00:00Z"));
    await workOff(context);
    expect((await readSending(context.db)).haltedAt).toBeNull();
    expect(context.mail.requests.map(({ messages }) => messages.length)).toEqual([4, 1, 3]);
  });
});

describe("an error name that refuses reader after reader, each in a request of their own", () => {
  it("halts at the fifth and fails nobody, also when their lessons were planned before somebody else's was accepted", async () => {
    await readersAtDayTwo(6);
    const everybody = [1, 2, 3, 4, 5, 6].map((id) => ({ readerId: id, enrolmentId: id }));
    await plan(context);
    for (const one of everybody) await pause(context, one);
    await enrolled(context, { email: "later@example.com" });
    await workOff(context);
    context.mail.batchLimit = 1;
    context.mail.answers = everybody.map(() =>
      answer({ kind: "refused", name: "invalid_parameter", message: "no", pace }),
    );
    for (const one of everybody) await resume(context, one);
    while (await sendDue(context, { isOver: () => false, atOnce: 1 }));
    expect((await readSending(context.db)).haltName).toBe("invalid_parameter");
    const refused = await database.db.execute(sql`select 1 from delivery where state = 'refused'`);
    expect(refused).toHaveLength(0);
  });
});

describe("a batch that is being composed when a wait or a halt begins", () => {
  it("is not begun, and its members stay queued for the time after it, or for the probe", async () => {
    await readersAtDayTwo(2);
    await plan(context);
    await waitWithSending(context.db, { until: new Date(context.clock.elapsedAt.getTime() + 1_000) });
    expect((await composeBatch(context, { limit: 100 })).kind).toBe("cleared");
    context.clock.advance(1_000);
    const halt = { name: "invalid_api_key", message: "no", cure: "Set it anew." };
    await haltSending(context.db, { ...halt, haltedAt: context.clock.elapsedAt, probeAt: context.clock.elapsedAt });
    expect((await composeBatch(context, { limit: 100 })).kind).toBe("cleared");
    expect((await composeBatch(context, { limit: 1, isProbe: true })).kind).toBe("batch");
  });
});

describe("while the provider asked to wait", () => {
  it("a batch of unknown outcome waits too, and the worker is not woken for it", async () => {
    await readersAtDayTwo(1);
    const lost = answer({ kind: "unknown", name: "application_error", message: "cut", pace });
    context.mail.answers.push(lost, slowDown);
    await workOff(context);
    context.clock.advance(1_000);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(2);
    const askedAt = context.clock.elapsedAt;
    context.clock.advance(29_999);
    const { nextWorkAt } = await tick(context, { isOver: () => false });
    expect(context.mail.requests).toHaveLength(2);
    expect(nextWorkAt).toEqual(new Date(askedAt.getTime() + 30_000));
    context.clock.advance(1);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(3);
  });

  it("a notice goes back to the queue as due as it was, also to a reader who pauses their lessons", async () => {
    const address = await enrolled(context);
    await workOff(context);
    await pause(context, { readerId: 1, enrolmentId: 1 });
    await sendLinkAgain(context, { email: address, ip: null });
    context.mail.answers.push(slowDown);
    await workOff(context);
    context.clock.advance(30_000);
    await workOff(context);
    expect(mailTo(context, address).at(-1)?.subject).toBe("Notice: find-link");
  });
});
