import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takeUpFeedback } from "../../db/feedback.ts";
import { author } from "../../db/schema/authors.ts";
import { markAccepted } from "../../db/settling.ts";
import { listOpenTrouble } from "../../db/studio/trouble.ts";
import { compareTallies } from "../../db/tallies.ts";
import { findNextWork } from "../../db/work.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { enrolled, mailTo, signupForm, workOff } from "../../tests/factories/reader.ts";
import { acceptThenCut, answer, noPace as pace } from "../../tests/factories/transport.ts";
import { bounce, emailEvent, signedWebhook, webhookSecret } from "../../tests/factories/webhook.ts";
import { isOverOrWaits } from "../../tests/races/parking.ts";
import { readAllRows } from "../../tests/setup/all-rows.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { signUp } from "../signup.ts";
import { resend } from "../studio/mend.ts";
import { heed } from "./apply.ts";
import { isFeedbackConnected } from "./connected.ts";
import { hear } from "./hear.ts";

let database: TestDatabase;
let context: TestContext;
let people = 0;
let webhooks = 0;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, {
    publishedAt: new Date("2026-01-01"),
    kinds: Array.from({ length: 20 }, () => "training" as const),
  });
});
afterAll(() => database.close());

beforeEach(() => {
  const mail = {
    kind: "resend",
    apiKey: "re_test",
    baseUrl: "http://127.0.0.1:9",
    webhookSecrets: [webhookSecret],
  } as const;
  const now = context?.clock.calendarAt ?? new Date("2026-03-02T08:00:00Z");
  context = testContext({ db: database.db, now, settings: { mail } });
});

/** A reader of their own, with their welcome and their first lesson accepted. */
async function reader() {
  people += 1;
  const to = `reader-${people}@example.com`;
  await enrolled(context, { email: to });
  await workOff(context);
  // A mail server answers later than its reader agreed.
  context.clock.advance(60_000);
  const [lesson] = await messagesOf(to, "lesson");
  if (!lesson) throw new Error("no lesson went out");
  return { to, lesson };
}

/** The same, with the second lesson on its way: the provider has it, and its answer was lost. */
async function readerWithOpenLesson() {
  const { to, lesson } = await reader();
  context.clock.jumpTo((await findNextWork(context.db)).planAt ?? context.clock.calendarAt);
  context.mail.answers.push(acceptThenCut);
  await workOff(context);
  const [, open] = await messagesOf(to, "lesson");
  if (open?.state !== "batched") throw new Error("the lesson is not on its way");
  return { to, lesson, open };
}

type Row = { id: number; state: string; fate: string | null; providerId: string | null; reason: string | null };

async function messagesOf(address: string, kind: string): Promise<Row[]> {
  const rows = await database.db.execute<Row>(sql`
    select d.id::int, d.state, d.fate, d.provider_id as "providerId", d.reason from delivery d
    join reader r on r.id = d.reader_id where r.address = ${address} and d.kind = ${kind} order by d.id`);
  return [...rows];
}

function sentTo(address: string): number {
  return context.mail.sent.filter(({ message }) => message.to === address).length;
}

async function standingOf(address: string) {
  const [row] = await database.db.execute<{ state: string; pause: string | null; ban: string | null }>(sql`
    select e.state, e.pause_reason as pause, s.reason as ban from reader r join enrolment e on e.reader_id = r.id
    left join suppression s on s.address_hash = r.address_hash and s.lifted_at is null
    where r.address = ${address} order by e.id desc limit 1`);
  return row;
}

type Event = {
  type: string;
  to: string;
  message: Row;
  more?: Record<string, unknown>;
  tag?: number | undefined;
  at?: Date;
  id?: string;
};

function webhookOf({ type, to, message, more = {}, at = context.clock.elapsedAt, ...event }: Event) {
  webhooks += 1;
  const tag = "tag" in event ? event.tag : message.id;
  const told = { providerId: message.providerId ?? `unseen-${message.id}`, to, deliveryId: tag, saidAt: at };
  return signedWebhook({ id: event.id ?? `webhook-${webhooks}`, body: emailEvent(type, told, more) });
}

const tell = async (event: Event) => hear(context, webhookOf(event));

describe("what a provider says of a message", () => {
  test("gives it its fate, once however often it is told, and in whatever order", async () => {
    const { to, lesson } = await reader();
    expect(await tell({ type: "complained", to, message: lesson, id: "c" })).toBe("kept");
    expect(await tell({ type: "complained", to, message: lesson, id: "c" })).toBe("known");
    await workOff(context);
    await tell({ type: "delivered", to, message: lesson });
    await tell({ type: "delivery_delayed", to, message: lesson });
    await tell({ type: "bounced", to, message: lesson, more: bounce.transient });
    await workOff(context);
    expect(await messagesOf(to, "lesson")).toMatchObject([{ fate: "complained" }]);
    expect(await compareTallies(context.db, { limit: 5 })).toEqual([]);
  });

  test("that it never sent what it had taken shows under Today with its words until the author sends it again", async () => {
    const { to, lesson } = await reader();
    const trouble = async () =>
      (await listOpenTrouble(context.db, { limit: 5 })).map(({ address, state, reason, copy }) => ({
        address,
        state,
        reason,
        copy,
      }));
    await tell({ type: "failed", to, message: lesson, more: { failed: { reason: "reached_daily_quota" } } });
    await workOff(context);
    expect(await messagesOf(to, "lesson")).toMatchObject([{ state: "accepted", fate: "failed" }]);
    expect(await trouble()).toEqual([{ address: to, state: "never sent", reason: "reached_daily_quota", copy: 0 }]);
    expect(await resend(context, { author: await anAuthor(), deliveryId: lesson.id, copy: 0 })).toEqual({
      kind: "done",
    });
    await workOff(context);
    expect(await trouble()).toEqual([]);
    expect(mailTo(context, to).filter(({ subject }) => subject === "Day 1: lesson-1")).toHaveLength(2);
    expect(await compareTallies(context.db, { limit: 5 })).toEqual([]);
  });

  test.each([["failed", "delivered"] as const, ["delivered", "failed"] as const])(
    "that it did go out is believed rather than that it did not (%s, then %s)",
    async (...said) => {
      const { to, lesson } = await reader();
      for (const type of said) {
        await tell({ type, to, message: lesson });
        await workOff(context);
      }
      expect(await messagesOf(to, "lesson")).toMatchObject([{ fate: "delivered" }]);
    },
  );

  test("is believed of the address only if it is the reader's, since another installation has the same numbers", async () => {
    const { to, lesson } = await reader();
    const before = await readAllRows(database);
    const foreign = { ...lesson, providerId: "of-another" };
    await tell({ type: "complained", to: "somebody@example.com", message: foreign });
    await tell({ type: "bounced", to, message: foreign, more: bounce.permanent });
    await tell({ type: "complained", to, message: foreign, tag: 987_654 });
    await workOff(context);
    expect(await readAllRows(database)).toEqual(before);
  });

  test("changes not one row when it is forged or stale", async () => {
    const { to, lesson } = await reader();
    const before = await readAllRows(database);
    const genuine = webhookOf({ type: "complained", to, message: lesson });
    expect(await hear(context, { ...genuine, raw: genuine.raw.replace("complained", "bounced") })).toBe("refused");
    const body = JSON.parse(genuine.raw);
    expect(await hear(context, signedWebhook({ id: "old", body, ageSeconds: 400 }))).toBe("refused");
    await workOff(context);
    expect(await readAllRows(database)).toEqual(before);
  });

  test("is not listened to without a secret", async () => {
    const { to, lesson } = await reader();
    const mail = { kind: "resend", apiKey: "re_test", baseUrl: "http://127.0.0.1:9", webhookSecrets: [] } as const;
    const deaf = { ...context, settings: { ...context.settings, mail } };
    expect(await hear(deaf, webhookOf({ type: "complained", to, message: lesson }))).toBe("unconfigured");
  });

  test("is known of from the first webhook on, and of a provider without a secret never", async () => {
    await database.empty("feedback");
    const { to, lesson } = await reader();
    const mail = { kind: "resend", apiKey: "re_test", baseUrl: "http://127.0.0.1:9", webhookSecrets: [] } as const;
    const deaf = { ...context, settings: { ...context.settings, mail } };
    expect(await isFeedbackConnected(context)).toBe(false);
    await tell({ type: "delivered", to, message: lesson });
    expect([await isFeedbackConnected(context), await isFeedbackConnected(deaf)]).toEqual([true, false]);
  });

  test("waits for the message to be settled, when it comes before the answer", async () => {
    const { to } = await reader();
    const { planAt } = await findNextWork(context.db);
    context.clock.jumpTo(planAt ?? context.clock.calendarAt);
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    const [, open] = await messagesOf(to, "lesson");
    if (open?.state !== "batched") throw new Error("the lesson is not on its way");
    const known = { ...open, providerId: idInLastBatch(to) };
    await tell({ type: "delivered", to, message: known });
    // Without a tag, known by the id alone that its answer is about to bring.
    await tell({
      type: "bounced",
      to,
      message: known,
      tag: undefined,
      more: bounce.transient,
    });
    await workOff(context);
    expect(await messagesOf(to, "lesson")).toMatchObject([{}, { state: "batched", fate: null }]);
    context.clock.advance(10 * 60_000);
    await workOff(context);
    expect(await messagesOf(to, "lesson")).toMatchObject([{}, { state: "accepted" }]);
    expect((await messagesOf(to, "lesson"))[1]?.fate).toBe("bounced");
  });

  test("waits as well when no address can be read in it, and what names the message by chance changes nothing", async () => {
    const { to } = await reader();
    context.clock.jumpTo((await findNextWork(context.db)).planAt ?? context.clock.calendarAt);
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    const [, open] = await messagesOf(to, "lesson");
    if (open?.state !== "batched") throw new Error("the lesson is not on its way");
    const known = { ...open, providerId: idInLastBatch(to) };
    await tell({ type: "bounced", to: "undisclosed", message: known, more: bounce.permanent });
    await tell({ type: "complained", to: "undisclosed", message: { ...open, providerId: "of-another" } });
    await workOff(context);
    context.clock.advance(10 * 60_000);
    await workOff(context);
    expect(await messagesOf(to, "lesson")).toMatchObject([{}, { state: "accepted", fate: "bounced" }]);
    expect(await standingOf(to)).toMatchObject({ pause: "suppressed", ban: "bounced" });
    expect(await database.db.execute(sql`select 1 from feedback where state <> 'applied'`)).toEqual([]);
  });

  test("is the proof of a message of which no answer ever came", async () => {
    const { to } = await reader();
    const { planAt } = await findNextWork(context.db);
    context.clock.jumpTo(planAt ?? context.clock.calendarAt);
    const conflict = { kind: "conflicted", name: "invalid_idempotent_request", message: "another body", pace } as const;
    context.mail.answers.push(answer(conflict));
    await workOff(context);
    const [, message] = await messagesOf(to, "lesson");
    if (message?.state !== "uncertain") throw new Error("the lesson is not uncertain");
    await tell({ type: "delivered", to, message });
    await workOff(context);
    expect(await messagesOf(to, "lesson")).toMatchObject([{}, { state: "uncertain", fate: "delivered" }]);
  });

  test("is not put aside while an answer is being settled that tells which message it is about", async () => {
    const { to, lesson, open } = await readerWithOpenLesson();
    await tell({ type: "delivered", to, message: { ...lesson, providerId: "learnt-soon" }, tag: undefined });
    const heeding = await database.db.transaction(async (tx) => {
      await tx.execute(sql`update batch set state = 'settled', next_attempt_at = null,
        settled_at = first_attempt_at where state = 'open'`);
      const members = [{ id: open.id, providerId: "learnt-soon" }];
      await markAccepted(tx, { members, hadAt: context.clock.calendarAt });
      await takeUpFeedback(tx, { deliveryIds: [open.id] });
      const isHeeded = heed(context);
      expect(await isOverOrWaits(context.db, isHeeded)).toBe(false);
      return { isHeeded };
    });
    await heeding.isHeeded;
    await workOff(context);
    expect((await messagesOf(to, "lesson"))[1]).toMatchObject({ state: "accepted", fate: "delivered" });
  });

  test("is kept while its message is on its way, also when no worker comes for days", async () => {
    const { to, lesson, open } = await readerWithOpenLesson();
    await tell({ type: "delivered", to, message: open });
    await workOff(context);
    context.clock.advance(4 * 24 * 3_600_000);
    await tell({ type: "delivered", to, message: lesson });
    await heed(context);
    await workOff(context);
    expect((await messagesOf(to, "lesson"))[1]).toMatchObject({ state: "uncertain", fate: "delivered" });
  });

  async function anAuthor() {
    const ada = { id: "ada", name: "Ada" };
    const [createdAt, updatedAt] = [context.clock.calendarAt, context.clock.calendarAt];
    await context.db.insert(author).values({ ...ada, email: "ada@example.com", role: "owner", createdAt, updatedAt });
    return ada;
  }

  /** The id that the provider gives to the message of this reader. */
  function idInLastBatch(address: string): string {
    const request = context.mail.requests.findLast(({ messages }) => messages.some(({ to }) => to === address));
    return `${request?.key}-${request?.messages.findIndex(({ to }) => to === address)}`;
  }
});

describe("an address", () => {
  test("of nobody gets nothing more: its course rests with that name, and what was queued is closed", async () => {
    const { to, lesson } = await reader();
    await tell({ type: "bounced", to, message: lesson, more: bounce.permanent });
    await workOff(context);
    expect(await standingOf(to)).toEqual({ state: "paused", pause: "suppressed", ban: "bounced" });
    const before = sentTo(to);
    context.clock.advance(3 * 86_400_000);
    await workOff(context);
    expect(sentTo(to)).toBe(before);
  });

  test("from which came a complaint is never asked again, not even by a signup", async () => {
    const { to, lesson } = await reader();
    await tell({ type: "complained", to, message: lesson });
    await workOff(context);
    expect(await standingOf(to)).toMatchObject({ pause: "suppressed", ban: "complained" });
    const before = sentTo(to);
    context.clock.advance(86_400_000);
    await signUp(context, signupForm({ email: to.toUpperCase() }));
    await workOff(context);
    expect(sentTo(to)).toBe(before);
  });

  test("that fails for a while goes on, and is given up when five messages came back over days", async () => {
    const { to, lesson } = await reader();
    const told = { type: "bounced", to, message: lesson, more: bounce.transient };
    for (let day = 1; day <= 4; day += 1) {
      await tell(told);
      context.clock.advance(86_400_000);
      await workOff(context);
    }
    context.clock.advance(2 * 86_400_000);
    await workOff(context);
    expect(await standingOf(to)).toMatchObject({ state: "active", ban: null });
    await tell(told);
    await workOff(context);
    expect(await standingOf(to)).toMatchObject({ state: "active", ban: null });
    // By now all that was said before has come.
    context.clock.advance(29 * 3_600_000);
    await workOff(context);
    expect(await standingOf(to)).toMatchObject({ state: "paused", pause: "suppressed", ban: "bounced" });
  });

  test("the reader has left behind is suppressed without them", async () => {
    const { to, lesson } = await reader();
    await database.db.execute(sql`update reader set address = ${`new-${to}`}, address_hash = ${`hash of new-${to}`}
      where address = ${to}`);
    await tell({ type: "bounced", to, message: lesson, more: bounce.permanent });
    await workOff(context);
    expect(await standingOf(`new-${to}`)).toMatchObject({ state: "active", ban: null });
    expect(await messagesOf(`new-${to}`, "lesson")).toMatchObject([{ fate: "bounced" }]);
  });
});
