import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { findIssueById } from "../../db/letters/issues.ts";
import { findReaderByAddress, lockReader, suppressAddress } from "../../db/readers.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { addFollowers, aLetter, aLetterVersion, aNewsletter } from "../../tests/factories/letter.ts";
import { workOff } from "../../tests/factories/reader.ts";
import { acceptThenCut, answer, noPace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { composeBatch } from "../compose.ts";
import { erase } from "../erase.ts";
import { leaveFrom } from "../leave.ts";
import { isBalanced } from "../status.ts";
import { tick } from "../tick.ts";
import { readProgress } from "./follow-progress.ts";
import { planIssues } from "./plan-issues.ts";
import { sendIssue } from "./schedule-issue.ts";
import { cancelIssue, correctIssue, pauseIssue, resumeIssue } from "./steer-issue.ts";
import { sweepIssues } from "./tend-issues.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
let issueId: number;
let followers: string[];
const count = 80;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("issue", "reader", "batch", "planning", "suppression", "consent", "version", "sending");
  await database.db.execute(sql`insert into sending default values`);
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  // Small batches and small portions, so that there are many moments for a race.
  context.mail.batchLimit = 4;
  newsletterId = await aNewsletter(database.db);
  followers = await addFollowers(database.db, { newsletterId, count });
  ({ id: issueId } = await aLetter(database.db, { newsletterId }));
  await sendIssue(context, { issueId, audience: null, test: null, typedSize: null });
});

/** Three workers, beside one that plans and sweeps in small portions, until nothing is left to plan. */
async function work(): Promise<void> {
  let isPlanned = false;
  const small = async () => {
    while ((await planIssues(context, { limit: 7 })) + (await sweepIssues(context, { limit: 9 })) > 0);
    isPlanned = true;
  };
  const worker = async () => {
    // As a worker's loop does: what another one plans at this moment is no reason to go.
    while (!isPlanned) await tick(context, { isOver: () => false });
    await tick(context, { isOver: () => false });
  };
  await Promise.all([small(), worker(), worker(), worker()]);
}

/** Resolves in the midst of sending: some batches are out, and most are not. */
async function underWay(): Promise<void> {
  await expect.poll(() => context.mail.requests.length, { interval: 2, timeout: 20_000 }).toBeGreaterThan(2);
}

/** Messages by the address that they went to. */
function had(): Map<string, number> {
  const times = new Map<string, number>();
  for (const { message } of context.mail.sent) times.set(message.to, (times.get(message.to) ?? 0) + 1);
  return times;
}

const idOf = async (address: string) => (await findReaderByAddress(database.db, { address }))?.id ?? 0;
const begun = async (condition = sql`true`) => {
  const [row] = await database.db.execute<{ count: string }>(sql`
    select count(*) as count from delivery d join reader r on r.id = d.reader_id
    where d.state in ('batched', 'accepted') and ${condition}`);
  return Number(row?.count);
};

async function everythingEnded(): Promise<void> {
  const tally = await tallyDeliveries(database.db);
  expect(isBalanced(tally)).toBe(true);
  expect(tally.queued + tally.batched).toBe(0);
  const progress = await readProgress(context, { issueId });
  const [row] = await database.db.execute<{ accepted: string }>(sql`
    select count(*) as accepted from delivery where issue_id = ${issueId} and state = 'accepted'`);
  expect(progress?.counts.accepted).toBe(Number(row?.accepted));
  expect(Math.max(1, ...had().values())).toBe(1);
}

describe("three workers that plan and send a letter", () => {
  it("begin no first attempt after its author's pause, and nobody gets it twice once it goes on", async () => {
    let atPause = 0;
    const pausing = (async () => {
      await underWay();
      await pauseIssue(context, { issueId });
      atPause = await begun();
    })();
    await Promise.all([work(), pausing]);
    await workOff(context);
    expect(context.mail.sent.length).toBe(atPause);
    expect(atPause).toBeLessThan(count);
    await resumeIssue(context, { issueId });
    await work();
    await workOff(context);
    expect(had().size).toBe(count);
    await everythingEnded();
    expect((await findIssueById(database.db, { id: issueId }))?.state).toBe("sent");
  });

  it("go on rightly however often it is paused and resumed", async () => {
    const flicking = (async () => {
      for (let turn = 0; turn < 6; turn += 1) {
        await pauseIssue(context, { issueId });
        await wait(turn * 7);
        await resumeIssue(context, { issueId });
        await wait(20);
      }
    })();
    await Promise.all([work(), flicking]);
    await work();
    await workOff(context);
    expect(had().size).toBe(count);
    await everythingEnded();
  });

  it("begin nothing after its cancelling", async () => {
    let atCancel = 0;
    const cancelling = (async () => {
      await underWay();
      await cancelIssue(context, { issueId });
      atCancel = await begun();
    })();
    await Promise.all([work(), cancelling]);
    await workOff(context);
    expect(context.mail.sent.length).toBe(atCancel);
    expect(atCancel).toBeLessThan(count);
    await everythingEnded();
  });

  it("send what was corrected to all who had not begun, and to nobody both", async () => {
    const versionId = await aLetterVersion(database.db, { issueId, subject: "Corrected" });
    let old = 0;
    const correcting = (async () => {
      await underWay();
      await correctIssue(context, { issueId, versionId, versionBId: null });
      old = await begun(sql`d.version_id <> ${versionId}`);
    })();
    await Promise.all([work(), correcting]);
    await workOff(context);
    const subjects = context.mail.sent.map(({ message }) => message.subject);
    expect(subjects.filter((subject) => subject !== "Corrected").length).toBe(old);
    expect(had().size).toBe(count);
    await everythingEnded();
  });

  it("begin nothing after a reader left, was suppressed or was erased", async () => {
    const open = new Map<string, boolean>();
    const changes = followers.slice(0, 40).map(async (address, index) => {
      await wait(index * 3);
      const readerId = await idOf(address);
      if (index % 4 === 0) await leaveFrom(context, { readerId, from: { newsletter: "weekly" } });
      if (index % 4 === 1) await leaveFrom(context, { readerId, from: "everything" });
      if (index % 4 === 2) await suppress(readerId);
      const hasBegun = (await begun(sql`r.id = ${readerId}`)) > 0;
      if (index % 4 === 3) await erase(context, { readerId });
      // One that is erased takes its row along, so only what arrives after it tells; a race that it may win.
      if (index % 4 !== 3) open.set(address, hasBegun);
    });
    await Promise.all([...changes, work()]);
    await workOff(context);
    for (const [address, hasBegun] of open) {
      expect([address, had().get(address) ?? 0]).toEqual([address, hasBegun ? 1 : 0]);
    }
    for (const address of followers.slice(40)) expect([address, had().get(address)]).toEqual([address, 1]);
    await everythingEnded();
  });

  it("give back what a refused batch held, but not to who left meanwhile", async () => {
    const refusal = answer({
      kind: "deferred",
      name: "rate_limit_exceeded",
      message: "",
      retryAfterMs: 1,
      pace: noPace,
    });
    context.mail.answers.push((request) => {
      leaving = Promise.all(
        request.messages.map(async ({ to }) =>
          leaveFrom(context, { readerId: await idOf(to), from: { newsletter: "weekly" } }),
        ),
      );
      return refusal(request);
    });
    let leaving: Promise<unknown> = Promise.resolve();
    await planIssues(context);
    await tick(context, { isOver: () => context.mail.requests.length > 0 });
    await leaving;
    context.clock.advance(2_000);
    await workOff(context);
    expect(had().size).toBe(count - 4);
    await everythingEnded();
  });

  it("keep the bytes of what is unknown, whatever its author changes meanwhile, and count it once", async () => {
    context.mail.answers.push(acceptThenCut);
    await planIssues(context);
    await tick(context, { isOver: () => context.mail.requests.length > 0 });
    const versionId = await aLetterVersion(database.db, { issueId, subject: "Corrected" });
    await correctIssue(context, { issueId, versionId, versionBId: null });
    await database.db.execute(sql`update newsletter set title = 'Another title', sender_name = 'Another name'`);
    await database.db.execute(sql`update issue set slug = 'another-slug', private = true`);
    context.clock.advance(120_000);
    await workOff(context);
    const [first] = context.mail.requests;
    const again = context.mail.requests.filter(({ key }) => key === first?.key);
    expect(again).toHaveLength(2);
    expect(again[1]?.body?.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    expect(had().size).toBe(count);
    await everythingEnded();
  });
});

it("a pause waits for the batch that is being recorded, so that the order of the two is decided", async () => {
  await planIssues(context);
  const order: string[] = [];
  let pausing: Promise<void> | undefined;
  await context.db.transaction(async (tx) => {
    expect((await composeBatch({ ...context, db: tx }, { limit: 4 })).kind).toBe("batch");
    pausing = pauseIssue(context, { issueId }).then(() => void order.push("paused"));
    await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    order.push("begun");
  });
  await pausing;
  expect(order).toEqual(["begun", "paused"]);
  expect((await composeBatch(context, { limit: 4 })).kind).toBe("cleared");
});

async function waitersForLocks(): Promise<number> {
  const [row] = await database.db.execute<{ count: string }>(sql`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return Number(row?.count);
}

async function suppress(readerId: number): Promise<void> {
  await database.db.transaction(async (tx) => {
    const reader = await lockReader(tx, { id: readerId });
    if (!reader) return;
    const { addressHash } = reader;
    await suppressAddress(tx, { addressHash, reason: "bounced", suppressedAt: context.clock.calendarAt });
  });
}
