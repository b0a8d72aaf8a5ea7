import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { keepMessages } from "../db/mailbox.ts";
import { readSuppression, suppressAddress } from "../db/readers.ts";
import { findNextWork } from "../db/work.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { acceptThenCut, answer, noPace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { askForAddress } from "./change-address.ts";
import { changeName } from "./change-name.ts";
import { completeLesson } from "./complete-lesson.ts";
import { composeBatch } from "./compose.ts";
import { readConfirmation } from "./confirm.ts";
import { confirmAddress, readAddressConfirmation } from "./confirm-address.ts";
import { hashAddress } from "./context.ts";
import { handOver } from "./deliver.ts";
import { type Erased, erase } from "./erase.ts";
import { sendLinkAgain } from "./find.ts";
import { finishErasing } from "./finish-erasing.ts";
import { readLeaving } from "./leave.ts";
import { readLesson } from "./lesson-page.ts";
import { queueNotice } from "./notices.ts";
import { plan } from "./plan.ts";
import { readReader } from "./reader-page.ts";
import { settle } from "./settle.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";
import { tick } from "./tick.ts";
import { linkToken } from "./token.ts";

let database: TestDatabase;
let context: TestContext;
const address = "maria@example.com";
const dayMs = 86_400_000;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent", "mailbox_message");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await enrolled(context);
  await workOff(context);
});

const tables = ["reader", "enrolment", "delivery", "completion", "opened_ahead", "follow", "address_change", "event"];

/** Every table that could hold something of a reader, with how many rows it has. */
async function rowsLeft(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await database.db.execute<{ count: string }>(sql.raw(`select count(*) from ${table}`));
    if (row?.count !== "0") counts[table] = Number(row?.count);
  }
  return counts;
}

async function expectBalance(): Promise<void> {
  const tally = await tallyDeliveries(database.db);
  expect(isBalanced(tally), JSON.stringify(tally)).toBe(true);
}

/** All that the database says, in one text. */
async function everythingStored(): Promise<string> {
  const texts = await Promise.all(
    [...tables, "consent", "suppression", "mailbox_message", "batch", "planning"].map((table) =>
      database.db.execute(sql.raw(`select to_jsonb(one)::text as row from ${table} one`)),
    ),
  );
  return JSON.stringify(texts);
}

const hash = () => hashAddress(context, address);

describe("a reader who erases themselves", () => {
  it("leaves nothing behind but the hash of the address, and the sum of the promise holds", async () => {
    const lesson = tokenIn(lastTo(context, address), "lessons");
    await completeLesson(context, { token: lesson, done: true });
    await askForAddress(context, { readerId: 1, enrolmentId: 1, typed: "maria@new.example", questioned: "", ip: null });
    await signUp(context, signupForm({ weeklyLetter: true, ip: "192.0.2.7", userAgent: "Marias browser" }));
    await database.db.execute(sql`insert into event (delivery_id, kind, seen_at, verdict, facts)
      select id, 'opened', planned_at, 'person', '{}' from delivery`);
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "erased" });
    expect(await rowsLeft()).toEqual({});
    await expectBalance();
    expect(await readSuppression(database.db, { addressHash: hash() })).toBe("erased");
    expect(await everythingStored()).not.toMatch(/maria|192\.0\.2|127\.0\.0\.1|browser|a test/i);
    const consents = await database.db.execute(sql`select reader_id, words, withdrawn_at is null as held from consent`);
    expect(consents.length).toBeGreaterThan(0);
    for (const consent of consents) {
      expect(consent).toMatchObject({ reader_id: null, held: false, words: expect.stringMatching(/./) });
    }
  });

  it("takes the messages that the mailbox kept along, wherever they went, and nobody else's", async () => {
    await enrolled(context, { email: "other@example.com" });
    await workOff(context);
    const [kept] = await database.db.execute<{ key: string; index: number }>(sql`
      select b.key, d.batch_index as index from delivery d join batch b on b.id = d.batch_id where d.reader_id = 1`);
    if (!kept) throw new Error("nothing was sent");
    const row = { subject: "s", preheader: "", raw: "r", keptAt: context.clock.calendarAt };
    await keepMessages(database.db, [
      { ...row, key: kept.key, index: kept.index, address: "maria@before.example" },
      { ...row, key: "another", index: 0, address },
      { ...row, key: "another", index: 1, address: "other@example.com" },
    ]);
    await erase(context, { readerId: 1 });
    const left = await database.db.execute(sql`select address from mailbox_message`);
    expect(left).toEqual([{ address: "other@example.com" }]);
  });

  it("is unknown to every link of every mail, also to those that asked for a new address", async () => {
    await askForAddress(context, { readerId: 1, enrolmentId: 1, typed: "maria@new.example", questioned: "", ip: null });
    await workOff(context);
    const asked = tokenIn(lastTo(context, "maria@new.example"), "address");
    const ids = (await database.db.execute<{ id: string }>(sql`select id from delivery`)).map(({ id }) => Number(id));
    await erase(context, { readerId: 1 });
    await expectUnknown(ids);
    expect(await confirmAddress(context, { token: asked, ip: null, userAgent: null })).toEqual({ kind: "unknown" });
  });

  it("finds a second press, at once or later, harmless", async () => {
    const presses = await Promise.all([erase(context, { readerId: 1 }), erase(context, { readerId: 1 })]);
    expect(presses.map(({ kind }) => kind).sort()).toEqual(["erased", "unknown"]);
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "unknown" });
    await expectBalance();
  });

  it("hears nothing of a link that is asked for again, and may sign up anew, which the yes makes good", async () => {
    await erase(context, { readerId: 1 });
    await sendLinkAgain(context, { email: address, ip: null });
    await workOff(context);
    const before = mailTo(context, address).length;
    await enrolled(context);
    await workOff(context);
    expect(
      mailTo(context, address)
        .slice(before)
        .map(({ subject }) => subject),
    ).toEqual(["Notice: confirm", "Notice: welcome", "Day 1: lesson-1"]);
    expect(await readSuppression(database.db, { addressHash: hash() })).toBeNull();
  });

  it("and who complained before stays one who complained", async () => {
    const complaint = { addressHash: hash(), reason: "complained", suppressedAt: context.clock.calendarAt } as const;
    await suppressAddress(database.db, complaint);
    await erase(context, { readerId: 1 });
    expect(await readSuppression(database.db, { addressHash: hash() })).toBe("complained");
    await signUp(context, signupForm());
    const before = mailTo(context, address).length;
    await workOff(context);
    expect(mailTo(context, address)).toHaveLength(before);
  });
});

/** Day 2 has been handed over, and nobody knows what became of it. */
async function frozenDayTwo(): Promise<void> {
  context.clock.advance(dayMs);
  context.mail.answers.push(acceptThenCut);
  await workOff(context);
}

describe("a reader whose lesson is on its way", () => {
  it("is nameless at once, the retry is the same byte for byte, and the rest goes with the answer", async () => {
    await frozenDayTwo();
    const ids = (await database.db.execute<{ id: string }>(sql`select id from delivery`)).map(({ id }) => Number(id));
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "ending" });
    await expectBalance();
    expect(await rowsLeft()).toEqual({ reader: 1, enrolment: 1, delivery: 1 });
    await expectUnknown(ids);
    const [row] = await database.db.execute(sql`select address, address_hash, name, zone from reader`);
    expect(row).toEqual({ address: "erased:1", address_hash: "erased:1", name: null, zone: "UTC" });
    const [enrolment] = await database.db.execute<{ asked: unknown }>(sql`select state, asked from enrolment`);
    expect(enrolment).toEqual({ state: "left", asked: { name: null, zone: "UTC", sendMinute: 0 } });
    context.clock.advance(60_000);
    await workOff(context);
    const [first, again] = context.mail.requests.slice(-2);
    expect(again?.key).toBe(first?.key);
    expect(again?.body?.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    expect(await rowsLeft()).toEqual({});
    await expectBalance();
    expect(await everythingStored()).not.toMatch(/maria/i);
  });

  it("is counted with all that goes at once, what they had of another course as well", async () => {
    await publishedCourse(database.db, { slug: "second-course", publishedAt: new Date("2026-01-01") });
    // The next day, for one confirmation a day goes to an address, and before its lesson.
    context.clock.advance(dayMs - 3 * 3_600_000);
    await enrolled(context, { course: "second-course" });
    await workOff(context);
    await signUp(context, signupForm());
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "ending" });
    expect(await rowsLeft()).toEqual({ reader: 1, enrolment: 1, delivery: 1 });
    await expectBalance();
  });

  it("is erased in full when the answer never comes, after the day in which it might", async () => {
    await frozenDayTwo();
    await erase(context, { readerId: 1 });
    context.mail.answers = Array.from({ length: 100 }, () => acceptThenCut);
    for (let hours = 0; hours < 26; hours += 1) {
      context.clock.advance(3_600_000);
      await workOff(context);
    }
    expect(await rowsLeft()).toEqual({});
    await expectBalance();
  });

  it("is sent nothing anew when that answer is a refusal of the whole batch", async () => {
    await enrolled(context, { email: "other@example.com" });
    await workOff(context);
    context.clock.advance(dayMs);
    await plan(context);
    const composed = await composeBatch(context, { limit: 10 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "ending" });
    context.mail.answers.push(answer({ kind: "refused", name: "invalid_parameter", message: "no", pace: noPace }));
    await handOver(context, composed.batch);
    await workOff(context);
    expect(lastTo(context, "other@example.com").subject).toBe("Day 2: lesson-2");
    context.clock.advance(2 * dayMs);
    await workOff(context);
    expect(lastTo(context, address).subject).toBe("Day 1: lesson-1");
    const recipients = new Set(context.mail.sent.map(({ message }) => message.to));
    expect([...recipients].sort()).toEqual([address, "other@example.com"]);
    expect(await rowsLeft()).toMatchObject({ reader: 1, enrolment: 1 });
    await expectBalance();
  });

  it("may sign up anew with the address before the answer has come, as somebody new", async () => {
    await frozenDayTwo();
    await erase(context, { readerId: 1 });
    context.mail.answers.push(acceptThenCut);
    await enrolled(context);
    const readers = await database.db.execute(sql`select address from reader order by id`);
    expect(readers).toEqual([{ address: "erased:1" }, { address }]);
    context.clock.advance(3_600_000);
    await workOff(context);
    expect(await database.db.execute(sql`select address from reader`)).toEqual([{ address }]);
    await expectBalance();
  });

  it("is unknown to what they pressed a moment before and what waited for their row", async () => {
    await frozenDayTwo();
    await erase(context, { readerId: 1 });
    const asked = { readerId: 1, enrolmentId: 1, typed: "maria@new.example", questioned: "", ip: null };
    expect(await askForAddress(context, asked)).toEqual({ kind: "unknown" });
    expect(await changeName(context, { readerId: 1, typed: "Maria" })).toEqual({ kind: "unknown" });
    await workOff(context);
    expect(mailTo(context, "maria@new.example")).toEqual([]);
    expect(await database.db.execute(sql`select name from reader`)).toEqual([{ name: null }]);
  });

  it("of two, keeps only that one, with the letter to a new address that is on its way as well", async () => {
    await askForAddress(context, { readerId: 1, enrolmentId: 1, typed: "maria@new.example", questioned: "", ip: null });
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "ending" });
    const [change] = await database.db.execute(sql`select address, former_address from address_change`);
    expect(change).toEqual({ address: "erased:1", former_address: "erased:1" });
    context.clock.advance(60_000);
    await workOff(context);
    expect(context.mail.requests.at(-1)?.messages.map(({ to }) => to)).toEqual(["maria@new.example"]);
    expect(await rowsLeft()).toEqual({});
  });

  it("is finished by whichever worker comes first, once", async () => {
    await frozenDayTwo();
    await erase(context, { readerId: 1 });
    expect(await finishErasing(context)).toBe(0);
    await database.db.execute(
      sql`update delivery set state = 'uncertain', had_at = planned_at, reason = 'x', values = null, address = null`,
    );
    await database.db.execute(sql`update enrolment set open_delivery_id = null`);
    const finished = await Promise.all([1, 2, 3].map(() => finishErasing(context)));
    expect(finished.reduce((sum, one) => sum + one)).toBe(1);
    await expectBalance();
  });
});

describe("an erasure that meets something else in the same moment", () => {
  it("waits for a first attempt that is being recorded, and then lets it be", async () => {
    context.clock.advance(dayMs);
    await plan(context);
    let erasing: Promise<Erased> | undefined;
    await context.db.transaction(async (tx) => {
      expect((await composeBatch({ ...context, db: tx }, { limit: 10 })).kind).toBe("batch");
      erasing = erase(context, { readerId: 1 });
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    });
    expect(await erasing).toEqual({ kind: "ending" });
    await expectBalance();
  });

  it("waits for a planning that holds the enrolment, and counts what it made", async () => {
    context.clock.advance(dayMs);
    let erasing: Promise<Erased> | undefined;
    await context.db.transaction(async (tx) => {
      await plan({ ...context, db: tx });
      erasing = erase(context, { readerId: 1 });
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    });
    expect(await erasing).toEqual({ kind: "erased" });
    expect(await rowsLeft()).toEqual({});
    await expectBalance();
  });

  it("waits for a notice that is being queued without the reader's lock, and counts it as well", async () => {
    let erasing: Promise<Erased> | undefined;
    await context.db.transaction(async (tx) => {
      const enrolment = await readEnrolment(tx, { id: 1 });
      if (!enrolment) throw new Error("there is no enrolment");
      const now = context.clock.calendarAt;
      expect(await queueNotice(tx, { kind: "find-link", occasion: "a test", enrolment, dueAt: now, now })).toBe(true);
      erasing = erase(context, { readerId: 1 });
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    });
    expect(await erasing).toEqual({ kind: "erased" });
    expect(await rowsLeft()).toEqual({});
    await expectBalance();
  });

  it("lets an answer that is being recorded come to its end, and the other way round", async () => {
    for (const first of ["settle", "erase"] as const) {
      await database.empty("reader", "batch", "planning");
      await enrolled(context, { email: `${first}@example.com` });
      await plan(context);
      const composed = await composeBatch(context, { limit: 10 });
      if (composed.kind !== "batch") throw new Error("nothing was composed");
      const { batch } = composed;
      const outcome = { kind: "accepted" as const, ids: batch.members.map(({ id }) => `id-${id}`), pace: noPace };
      const acts = {
        settle: (on: typeof context) => settle(on, { batch, outcome }),
        erase: (on: typeof context) => erase(on, { readerId: 1 }),
      };
      let later: Promise<unknown> | undefined;
      await context.db.transaction(async (tx) => {
        await acts[first]({ ...context, db: tx });
        later = acts[first === "settle" ? "erase" : "settle"](context);
        await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
      });
      expect(await later).toEqual(first === "settle" ? { kind: "erased" } : "settled");
      await workOff(context);
      expect(await rowsLeft()).toEqual({});
      await expectBalance();
    }
  });

  it("leaves a signup with the same address that comes meanwhile as one of somebody new", async () => {
    let signing: Promise<unknown> | undefined;
    await context.db.transaction(async (tx) => {
      await erase({ ...context, db: tx }, { readerId: 1 });
      signing = signUp(context, signupForm());
      await expect.poll(waitersForLocks, { timeout: 10_000 }).toBeGreaterThan(0);
    });
    expect(await signing).toEqual({ kind: "received", address });
    await workOff(context);
    expect(lastTo(context, address).subject).toBe("Notice: confirm");
    await expectBalance();
  });

  it("leaves nobody stuck and every sum whole, with three workers, signups and taps beside it", async () => {
    const many = Array.from({ length: 30 }, (_, index) => `racer${index}@example.com`);
    for (const email of many) await enrolled(context, { email });
    await workOff(context);
    context.mail.batchLimit = 3;
    const readers = await database.db.execute<{ id: string; address: string }>(sql`
      select id, address from reader where address like 'racer%' order by id`);
    const { planAt } = await findNextWork(context.db);
    context.clock.jumpTo(planAt ?? context.clock.calendarAt);
    const others = readers.map(async ({ id, address: email }, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 3));
      const token = tokenIn(lastTo(context, email), "lessons");
      await Promise.all([
        completeLesson(context, { token, done: true }),
        index % 2 === 0 ? erase(context, { readerId: Number(id) }) : sendLinkAgain(context, { email, ip: null }),
        index % 5 === 0 ? signUp(context, signupForm({ email })) : null,
        expectBalance(),
      ]);
    });
    await Promise.all([...others, ...[1, 2, 3].map(() => tick(context, { isOver: () => false }))]);
    await workOff(context);
    await expectBalance();
    const marked = await database.db.execute(sql`select 1 from reader where erased_at is not null`);
    expect(marked).toEqual([]);
    const stuck = await database.db.execute(sql`select 1 from delivery where state in ('queued', 'batched')`);
    expect(stuck).toEqual([]);
  });
});

async function expectUnknown(deliveryIds: readonly number[]): Promise<void> {
  const token = (deliveryId: number, purpose: Parameters<typeof linkToken>[1]["purpose"]) => ({
    token: linkToken(context, { deliveryId, purpose }),
  });
  for (const id of deliveryIds) {
    for (const answered of [
      await readReader(context, token(id, "me")),
      await readLesson(context, token(id, "lesson")),
      await completeLesson(context, { ...token(id, "lesson"), done: true }),
      await readLeaving(context, token(id, "leave")),
      await readConfirmation(context, token(id, "confirm")),
      await readAddressConfirmation(context, token(id, "address")),
    ]) {
      expect(answered).toEqual({ kind: "unknown" });
    }
  }
}

async function waitersForLocks(): Promise<number> {
  const [row] = await database.db.execute<{ count: string }>(sql`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return Number(row?.count);
}
