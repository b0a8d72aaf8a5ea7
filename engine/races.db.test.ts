import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { lockReader } from "../db/readers.ts";
import { findNextWork } from "../db/work.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { composeBatch } from "./compose.ts";
import { leave } from "./leave.ts";
import { pause } from "./pause.ts";
import { plan } from "./plan.ts";
import { isBalanced } from "./status.ts";
import { tick } from "./tick.ts";

let database: TestDatabase;
let context: TestContext;
const count = 60;
const addresses = Array.from({ length: count }, (_, index) => `racer${index}@example.com`);

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  for (const email of addresses) await enrolled(context, { email });
  await workOff(context);
  // Small batches, so that there are many moments for a race.
  context.mail.batchLimit = 4;
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? context.clock.calendarAt);
});
afterAll(() => database.close());

/** Whether a first attempt had begun when the change came back: then one message may still arrive. */
async function hadBegun(address: string): Promise<boolean> {
  const [row] = await database.db.execute<{ begun: string }>(sql`
    select count(*) as begun from delivery d join reader r on r.id = d.reader_id join lesson l on l.id = d.lesson_id
    where r.address = ${address} and l.key = 'lesson-2' and d.state in ('batched', 'accepted')`);
  return Number(row?.begun) > 0;
}

describe("three workers while half of the readers leave or pause", () => {
  it("begin no first attempt after the reader's change, and nobody gets anything twice", async () => {
    const begun = new Map<string, boolean>();
    const changes = addresses.slice(0, count / 2).map(async (address, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 4));
      const token = tokenIn(mailTo(context, address).at(-1) ?? never(), "leave");
      if (index % 3 === 0) await leave(context, { token, from: "it" });
      if (index % 3 === 1) await leave(context, { token, from: "everything" });
      if (index % 3 === 2) await pause(context, await enrolmentOf(address));
      begun.set(address, await hadBegun(address));
    });
    const workers = [1, 2, 3].map(() => tick(context, { isOver: () => false }));
    await Promise.all([...changes, ...workers]);
    await workOff(context);
    for (const address of addresses) {
      const dayTwo = mailTo(context, address).filter(({ subject }) => subject === "Day 2: lesson-2");
      expect([address, dayTwo.length]).toEqual([address, (begun.get(address) ?? true) ? 1 : 0]);
    }
  });

  it("account for every delivery, with none left open but those of the paused", async () => {
    const tally = await tallyDeliveries(context.db);
    expect(isBalanced(tally)).toBe(true);
    expect(tally.batched).toBe(0);
    const [row] = await database.db.execute<{ held: string }>(sql`
      select count(*) as held from delivery d join enrolment e on e.id = d.enrolment_id
      where d.state = 'queued' and e.state <> 'paused'`);
    expect(row?.held).toBe("0");
  });
});

describe("a reader whose row is held", () => {
  it("by a change under way is passed over by composing, and served when it is over", async () => {
    const address = await enrolled(context, { email: "held@example.com" });
    const { readerId } = await enrolmentOf(address);
    await plan(context);
    await context.db.transaction(async (tx) => {
      await lockReader(tx, { id: readerId });
      expect((await composeBatch(context, { limit: 10 })).kind).toBe("idle");
    });
    expect((await composeBatch(context, { limit: 10 })).kind).toBe("batch");
  });

  it("by a first attempt makes leaving wait for it, so that the order of the two is decided", async () => {
    const { readerId } = await enrolmentOf("held@example.com");
    const [notice] = mailTo(context, "held@example.com");
    context.clock.advance(60_000);
    await workOff(context);
    const token = tokenIn(mailTo(context, "held@example.com").at(-1) ?? notice ?? never(), "leave");
    const order: string[] = [];
    let leaving: Promise<void> | undefined;
    const held = context.db.transaction(async (tx) => {
      await lockReader(tx, { id: readerId });
      leaving = leave(context, { token, from: "it" }).then(() => void order.push("left"));
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
      order.push("begun");
    });
    await held;
    await leaving;
    expect(order).toEqual(["begun", "left"]);
  });
});

async function waitersForLocks(): Promise<number> {
  const [row] = await database.db.execute<{ count: string }>(sql`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return Number(row?.count);
}

async function enrolmentOf(address: string): Promise<{ readerId: number; enrolmentId: number }> {
  const [row] = await database.db.execute<{ readerId: string; enrolmentId: string }>(sql`
    select r.id as "readerId", e.id as "enrolmentId" from reader r join enrolment e on e.reader_id = r.id
    where r.address = ${address}`);
  return { readerId: Number(row?.readerId), enrolmentId: Number(row?.enrolmentId) };
}

function never(): never {
  throw new Error("there is no such message");
}
