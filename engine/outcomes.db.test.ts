import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readSending } from "../db/sending.ts";
import { claimOpenBatch } from "../db/settling.ts";
import { findNextWork } from "../db/work.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { acceptThenCut, answer, noPace } from "../tests/factories/transport.ts";
import { isOverOrWaits } from "../tests/races/parking.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { composeBatch } from "./compose.ts";
import { handOver } from "./deliver.ts";
import { leave } from "./leave.ts";
import { plan } from "./plan.ts";
import { sendDue } from "./send-due.ts";
import { settle } from "./settle.ts";
import { isBalanced } from "./status.ts";

const pace = noPace;
const minuteMs = 60_000;

let database: TestDatabase;
let context: TestContext;
let readers = 0;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression");
  await database.db.execute(sql`update sending set wait_until = null, halted_at = null, halt_name = null,
    halt_message = null, halt_cure = null, probe_at = null`);
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** Enrols so many readers, sends Day 1, and stops at the moment when Day 2 is due for all of them. */
async function readersAtDayTwo(count: number): Promise<string[]> {
  const addresses: string[] = [];
  for (let made = 0; made < count; made += 1) {
    readers += 1;
    addresses.push(await enrolled(context, { email: `reader${readers}@example.com` }));
  }
  await workOff(context);
  const { planAt } = await findNextWork(context.db);
  if (!planAt) throw new Error("Day 2 is not due for anybody");
  context.clock.jumpTo(planAt);
  context.mail.requests.length = 0;
  return addresses;
}

async function deliveriesOf(lessonKey: string) {
  return database.db.execute<{ state: string; reason: string | null; values: unknown; address: string | null }>(sql`
    select d.state, d.reason, d.values, d.address from delivery d join lesson l on l.id = d.lesson_id
    where l.key = ${lessonKey} order by d.id`);
}

const lessonsTo = (address: string) =>
  mailTo(context, address)
    .map(({ subject }) => subject)
    .filter((subject) => subject.startsWith("Day"));

describe("the provider's answer is unknown", () => {
  it("repeats the same bytes under the same key, and the reader gets one message", async () => {
    const [address = ""] = await readersAtDayTwo(1);
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    context.clock.advance(minuteMs);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(2);
    expect(context.mail.requests[1]).toEqual(context.mail.requests[0]);
    expect(lessonsTo(address)).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    expect((await deliveriesOf("lesson-2"))[0]).toEqual({
      state: "accepted",
      reason: null,
      values: null,
      address: null,
    });
  });

  it("gives up 23 hours after the first attempt, shows it as uncertain, and goes on with the next lesson", async () => {
    const [address = ""] = await readersAtDayTwo(1);
    const lost = answer({ kind: "unknown", name: "application_error", message: "no answer", pace });
    context.mail.answers = Array.from({ length: 1_000 }, () => lost);
    await workOff(context);
    for (let hour = 1; hour <= 23; hour += 1) {
      context.clock.advance(60 * minuteMs);
      await workOff(context);
    }
    const requestsUntilThen = context.mail.requests.length;
    expect((await deliveriesOf("lesson-2"))[0]?.state).toBe("uncertain");
    expect(requestsUntilThen).toBe(23);
    expect(new Set(context.mail.requests.map(({ key }) => key)).size).toBe(1);
    context.mail.answers = [];
    context.clock.jumpTo((await findNextWork(context.db)).planAt ?? context.clock.calendarAt);
    await workOff(context);
    expect(context.mail.requests.length).toBe(requestsUntilThen + 1);
    expect(lessonsTo(address)).toEqual(["Day 1: lesson-1", "Day 3: lesson-3"]);
  });

  it("still repeats it with a reader who left meanwhile, and sends nothing after it", async () => {
    const [address = ""] = await readersAtDayTwo(1);
    context.mail.answers.push(answer({ kind: "unknown", name: "application_error", message: "cut", pace }));
    await workOff(context);
    const token = tokenIn(mailTo(context, address).at(-1) ?? never(), "leave");
    await leave(context, { token, from: "everything" });
    context.clock.advance(minuteMs);
    await workOff(context);
    expect(lessonsTo(address)).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    context.clock.advance(5 * 86_400_000);
    await workOff(context);
    expect(lessonsTo(address)).toHaveLength(2);
  });

  it("sends nothing and shows it as uncertain when the provider's key has changed since", async () => {
    await readersAtDayTwo(1);
    context.mail.answers.push(answer({ kind: "unknown", name: "application_error", message: "cut", pace }));
    await workOff(context);
    context.mail.fingerprint = "another account";
    context.clock.advance(minuteMs);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(1);
    expect((await deliveriesOf("lesson-2"))[0]).toMatchObject({
      state: "uncertain",
      reason: "the provider's key or address has changed",
    });
  });

  it("sends nothing when the message can no longer be made as it was", async () => {
    await readersAtDayTwo(1);
    context.mail.answers.push(answer({ kind: "unknown", name: "application_error", message: "cut", pace }));
    await workOff(context);
    await database.db.execute(sql`update delivery set address = 'somebody-else@example.com' where state = 'batched'`);
    context.clock.advance(minuteMs);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(1);
    expect((await deliveriesOf("lesson-2"))[0]?.state).toBe("uncertain");
  });
});

describe("a worker dies in the middle", () => {
  it("has its batch taken over after the lease, within a minute, as the very same request", async () => {
    const [address = ""] = await readersAtDayTwo(1);
    await plan(context);
    const composed = await composeBatch(context, { limit: 100 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    await workOff(context);
    expect(lessonsTo(address)).toHaveLength(1);
    context.clock.advance(59_000);
    await workOff(context);
    expect(context.mail.requests[0]).toMatchObject({ key: composed.batch.key, messages: composed.batch.messages });
    expect(lessonsTo(address)).toHaveLength(2);
  });

  it("changes nothing when it comes back after all", async () => {
    await readersAtDayTwo(1);
    await plan(context);
    const composed = await composeBatch(context, { limit: 100 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    context.clock.advance(59_000);
    await workOff(context);
    const late = await settle(context, {
      batch: composed.batch,
      outcome: { kind: "refused", name: "validation_error", message: "late", pace },
    });
    expect(late).toBe("stale");
    expect((await deliveriesOf("lesson-2"))[0]?.state).toBe("accepted");
  });
});

describe("a worker that was thought dead", () => {
  it("settles nothing while another holds the batch, whatever answer it brings", async () => {
    await readersAtDayTwo(1);
    await plan(context);
    const composed = await composeBatch(context, { limit: 100 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    context.clock.advance(59_000);
    const now = context.clock.elapsedAt;
    await claimOpenBatch(database.db, { now, attemptToken: "another", leaseUntil: new Date(now.getTime() + 45_000) });
    const late = await settle(context, {
      batch: composed.batch,
      outcome: { kind: "refused", name: "validation_error", message: "late", pace },
    });
    expect(late).toBe("stale");
    expect((await deliveriesOf("lesson-2"))[0]?.state).toBe("batched");
  });

  it("may have sent its batch, so a rate limit after it leads to the same key and not to a new one", async () => {
    const [address = ""] = await readersAtDayTwo(1);
    await plan(context);
    const composed = await composeBatch(context, { limit: 100 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    const { key, messages, composedAt: at } = composed.batch;
    await context.mail.handOver({ key, messages, at, timeoutMs: 1_000 });
    context.clock.advance(59_000);
    const slow = { name: "rate_limit_exceeded", message: "slow", retryAfterMs: 1_000, pace };
    context.mail.answers.push(answer({ kind: "deferred", ...slow }));
    await workOff(context);
    context.clock.advance(10 * minuteMs);
    await workOff(context);
    expect(new Set(context.mail.requests.map((request) => request.key))).toEqual(new Set([key]));
    expect(lessonsTo(address)).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
  });
});

describe("a worker that slept between recording a batch and sending it", () => {
  it("sends nothing, for another has sent it by then and the provider may know the key no more", async () => {
    const [address = ""] = await readersAtDayTwo(1);
    await plan(context);
    const composed = await composeBatch(context, { limit: 100 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    context.clock.advance(59_000);
    await workOff(context);
    context.clock.advance(25 * 60 * minuteMs);
    const before = context.mail.requests.length;
    await handOver(context, composed.batch);
    expect(context.mail.requests).toHaveLength(before);
    expect(lessonsTo(address)).toHaveLength(2);
  });
});

describe("the provider refuses", () => {
  const refused = (index: number) => ({ index, name: "validation_error", message: "no" });
  const acceptedAt = (index: number) => ({ index, id: `id-${index}` });
  const statesOfDayTwo = async () => (await deliveriesOf("lesson-2")).map(({ state }) => state);

  it("isolates the one message at fault and sends the others", async () => {
    const [bad = "", ...good] = await readersAtDayTwo(4);
    context.mail.handOver = refusing(context, bad);
    await workOff(context);
    context.clock.advance(1_000);
    await workOff(context);
    for (const address of good) expect(lessonsTo(address)).toEqual(["Day 1: lesson-1", "Day 2: lesson-2"]);
    expect(lessonsTo(bad)).toEqual(["Day 1: lesson-1"]);
    const enrolments = await database.db.execute(sql`select state, pause_reason from enrolment order by id`);
    expect(enrolments[0]).toEqual({ state: "paused", pause_reason: "refused" });
    expect(enrolments[1]).toEqual({ state: "active", pause_reason: null });
  });

  it("puts a message off without asking for its reader, whom an erasure may hold", async () => {
    await readersAtDayTwo(1);
    await plan(context);
    const composed = await composeBatch(context, { limit: 1 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    const settling = await database.db.transaction(async (tx) => {
      await tx.execute(sql`select id from reader for update`);
      const outcome = { kind: "refused", name: "validation_error", message: "no", pace } as const;
      const settled = settle(context, { batch: composed.batch, outcome });
      expect(await isOverOrWaits(context.db, settled)).toBe(true);
      return settled;
    });
    expect(settling).toBe("settled");
    expect((await deliveriesOf("lesson-2"))[0]).toMatchObject({ state: "queued" });
  });

  it("asks a second time before a lone message is refused, and then its enrolment pauses", async () => {
    const [bad = ""] = await readersAtDayTwo(1);
    context.mail.handOver = refusing(context, bad);
    await workOff(context);
    expect((await deliveriesOf("lesson-2"))[0]).toMatchObject({ state: "queued" });
    context.clock.advance(1_000);
    await workOff(context);
    expect((await deliveriesOf("lesson-2"))[0]).toMatchObject({ state: "refused", reason: "validation_error" });
  });

  it("fails nobody when the same word meets reader after reader, and knows the one at fault once sending resumes", async () => {
    const [bad = "", ...good] = await readersAtDayTwo(6);
    context.mail.batchLimit = 1;
    const { handOver } = context.mail;
    context.mail.handOver = async () => ({ kind: "refused", name: "invalid_parameter", message: "no", pace });
    await plan(context);
    for (let probes = 0; probes < 8; probes += 1) {
      await workOff(context);
      context.clock.advance(5 * minuteMs);
    }
    expect((await deliveriesOf("lesson-2")).map(({ state }) => state)).toEqual(
      Array.from({ length: 6 }, () => "queued"),
    );
    context.mail.handOver = handOver;
    context.mail.handOver = refusing(context, bad);
    for (let probes = 0; probes < 4; probes += 1) {
      await workOff(context);
      context.clock.advance(5 * minuteMs);
    }
    for (const address of good) expect(lessonsTo(address)).toHaveLength(2);
    expect((await deliveriesOf("lesson-2")).map(({ state }) => state).sort()).toEqual([
      ...Array.from({ length: 5 }, () => "accepted"),
      "refused",
    ]);
  });

  it("halts instead when one error name meets the fifth reader, and nobody of that request is failed", async () => {
    await readersAtDayTwo(6);
    context.mail.answers.push(answer({ kind: "partly", accepted: [], refused: [0, 1, 2, 3, 4, 5].map(refused), pace }));
    await workOff(context);
    const states = (await deliveriesOf("lesson-2")).map(({ state }) => state);
    expect(states).toEqual(Array.from({ length: 6 }, () => "queued"));
    expect((await readSending(context.db)).haltName).toBe("validation_error");
  });

  it("believes a refusal only where somebody behind it was accepted, for a quota may end in the midst of a request", async () => {
    await readersAtDayTwo(4);
    const [accepted, refusals] = [[1, 2].map(acceptedAt), [0, 3].map(refused)];
    context.mail.answers.push(answer({ kind: "partly", accepted, refused: refusals, pace }));
    await workOff(context);
    expect(await statesOfDayTwo()).toEqual(["refused", "accepted", "accepted", "queued"]);
    context.clock.advance(1_000);
    await workOff(context);
    expect((await statesOfDayTwo()).at(-1)).toBe("accepted");
  });

  it("takes five bad addresses among good ones for what they are, and goes on", async () => {
    await readersAtDayTwo(6);
    const refusals = [0, 1, 2, 3, 4].map(refused);
    context.mail.answers.push(answer({ kind: "partly", accepted: [acceptedAt(5)], refused: refusals, pace }));
    await workOff(context);
    expect((await readSending(context.db)).haltedAt).toBeNull();
    expect(await statesOfDayTwo()).toEqual([...refusals.map(() => "refused"), "accepted"]);
  });

  it("lets the probe of such a halt meet somebody else than the five, and then knows whose fault it was", async () => {
    const [good = ""] = (await readersAtDayTwo(6)).slice(-1);
    const { handOver } = context.mail;
    Object.assign(context.mail, { batchLimit: 5, atOnce: 1 });
    context.mail.handOver = async (request) => {
      const bad = [...request.messages.keys()].filter((index) => request.messages[index]?.to !== good);
      return bad.length === 0 ? handOver(request) : { kind: "partly", accepted: [], refused: bad.map(refused), pace };
    };
    await workOff(context);
    expect([await statesOfDayTwo(), (await readSending(context.db)).haltName]).toEqual([
      Array.from({ length: 6 }, () => "queued"),
      "validation_error",
    ]);
    context.clock.advance(5 * minuteMs);
    await workOff(context);
    expect(lessonsTo(good)).toHaveLength(2);
    expect((await statesOfDayTwo()).slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "refused"));
    expect((await readSending(context.db)).haltedAt).toBeNull();
  });

  it("halts on a revoked key, tries one real message every five minutes, and resumes by itself", async () => {
    const addresses = await readersAtDayTwo(3);
    const revoked = answer({
      kind: "halted",
      name: "invalid_api_key",
      message: "API key is invalid",
      cure: "Set it anew.",
      pace,
    });
    context.mail.answers.push(revoked, revoked);
    await workOff(context);
    expect(context.mail.requests.map(({ messages }) => messages.length)).toEqual([3]);
    context.clock.advance(5 * minuteMs);
    await workOff(context);
    expect(context.mail.requests.map(({ messages }) => messages.length)).toEqual([3, 1]);
    context.clock.advance(5 * minuteMs);
    await workOff(context);
    expect(context.mail.requests.map(({ messages }) => messages.length)).toEqual([3, 1, 1, 2]);
    for (const address of addresses) expect(lessonsTo(address)).toHaveLength(2);
    expect((await readSending(context.db)).haltedAt).toBeNull();
  });

  it("waits as long as it was told on a rate limit, then sends to all who are still there", async () => {
    const [leaver = "", stayer = ""] = await readersAtDayTwo(2);
    context.mail.answers.push(
      answer({ kind: "deferred", name: "rate_limit_exceeded", message: "slow", retryAfterMs: 30_000, pace }),
    );
    await workOff(context);
    await leave(context, { token: tokenIn(mailTo(context, leaver).at(-1) ?? never(), "leave"), from: "it" });
    context.clock.advance(29_000);
    await workOff(context);
    expect(context.mail.requests).toHaveLength(1);
    context.clock.advance(1_000);
    await workOff(context);
    expect(lessonsTo(leaver)).toHaveLength(1);
    expect(lessonsTo(stayer)).toHaveLength(2);
  });
});

describe("a reader who leaves while a request is under way that is then put off", () => {
  it("gets nothing when the others get theirs", async () => {
    const [leaver = "", stayer = ""] = await readersAtDayTwo(2);
    const token = tokenIn(mailTo(context, leaver).at(-1) ?? never(), "leave");
    const { handOver } = context.mail;
    context.mail.handOver = async () => {
      context.mail.handOver = handOver;
      await leave(context, { token, from: "it" });
      return { kind: "deferred", name: "rate_limit_exceeded", message: "slow", retryAfterMs: 1_000, pace };
    };
    await workOff(context);
    context.clock.advance(2_000);
    await workOff(context);
    expect([lessonsTo(leaver).length, lessonsTo(stayer).length]).toEqual([1, 2]);
    expect((await deliveriesOf("lesson-2"))[0]).toMatchObject({ state: "cancelled" });
    expect(isBalanced(await tallyDeliveries(context.db))).toBe(true);
  });
});

describe("the provider's rate limit", () => {
  it("is kept by all workers together: nothing is asked before the window it named is over", async () => {
    await readersAtDayTwo(3);
    context.mail.batchLimit = 1;
    const used = { remaining: 0, resetMs: 1_000 };
    context.mail.answers = [1, 2, 3].map(() => (request) => ({
      accepts: true,
      outcome: { kind: "accepted", ids: request.messages.map((_, index) => `${request.key}-${index}`), pace: used },
    }));
    const requestsAfter = async (ms: number) => {
      context.clock.advance(ms);
      // One at a time: of several, each may be under way already when the first is answered.
      await sendDue(context, { isOver: () => false, atOnce: 1 });
      return context.mail.requests.length;
    };
    await plan(context);
    expect(await requestsAfter(0)).toBe(1);
    expect(await requestsAfter(999)).toBe(1);
    expect(await requestsAfter(1)).toBe(2);
    expect(await requestsAfter(1_000)).toBe(3);
  });
});

describe("a message that cannot be made", () => {
  it("is refused alone, pauses its enrolment, and lets everybody else's go out", async () => {
    const [bad = "", good = ""] = await readersAtDayTwo(2);
    await plan(context);
    await database.db.execute(sql`update delivery set values = '{"values":{},"choices":{}}'
      where state = 'queued' and reader_id = (select id from reader where address = ${bad})`);
    await workOff(context);
    expect([lessonsTo(bad).length, lessonsTo(good).length]).toEqual([1, 2]);
    expect((await deliveriesOf("lesson-2")).map(({ state, reason }) => [state, reason])).toEqual([
      ["refused", "the message could not be made"],
      ["accepted", null],
    ]);
  });
});

describe("whatever happens", () => {
  it("accounts for everything planned", async () => {
    const addresses = await readersAtDayTwo(3);
    await leave(context, {
      token: tokenIn(mailTo(context, addresses[0] ?? "").at(-1) ?? never(), "leave"),
      from: "it",
    });
    context.mail.answers.push(answer({ kind: "unknown", name: "application_error", message: "cut", pace }));
    await workOff(context);
    const tally = await tallyDeliveries(context.db);
    expect(tally.batched).toBe(2);
    expect(isBalanced(tally)).toBe(true);
  });
});

/** A provider that refuses a whole request for one address in it, as a strict one does. */
function refusing(context: TestContext, address: string): TestContext["mail"]["handOver"] {
  const { handOver } = context.mail;
  return async (request) => {
    const isBad = request.messages.some(({ to }) => to === address);
    return isBad ? { kind: "refused", name: "validation_error", message: "bad address", pace } : handOver(request);
  };
}

function never(): never {
  throw new Error("there is no such message");
}
