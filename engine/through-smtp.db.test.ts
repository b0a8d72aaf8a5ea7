import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readSending } from "../db/sending.ts";
import { findNextWork } from "../db/work.ts";
import { smtpTransport } from "../mail/smtp.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type MailServerStandin, startMailServer } from "../tests/mailserver/mail-server.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { composeBatch, type OpenBatch } from "./compose.ts";
import { handOver } from "./deliver.ts";
import { journalOf } from "./journal.ts";
import { plan } from "./plan.ts";
import { settle } from "./settle.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let server: MailServerStandin;
let context: TestContext;
const readers = 12;
const minuteMs = 60_000;

beforeAll(async () => {
  database = await testDatabase();
  const kinds = Array.from({ length: 30 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01") });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  for (let count = 0; count < readers; count += 1) await enrolled(context, { email: `reader${count}@example.com` });
  await workOff(context);
});
afterAll(() => database.close());

/** Each test is one more morning of the same readers, through a mail server of its own. */
beforeEach(async () => {
  server = await startMailServer();
  context.mail = Object.assign(context.mail, transportTo(server.port));
  await database.db.execute(sql`update sending set wait_until = null, halted_at = null, halt_name = null,
    halt_message = null, halt_cure = null, probe_at = null`);
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? context.clock.calendarAt);
});
afterEach(async () => {
  await context.mail.close();
  await server.stop();
});

function transportTo(port: number) {
  const way = { host: "127.0.0.1", port, tls: "off" as const, login: null, name: null };
  return { ...smtpTransport({ server: way, connections: 3, perSecond: null }), batchLimit: 5 };
}

const everybody = Array.from({ length: readers }, (_, index) => `reader${index}@example.com`).sort();
const receivers = () => server.received.map(({ to }) => to).sort();

/** Works and lets minutes pass until nothing is open. */
async function settleAll(): Promise<void> {
  for (let passes = 0; passes < 60; passes += 1) {
    await workOff(context);
    const { queued, batched } = await tallyDeliveries(context.db);
    if (queued + batched === 0) return;
    context.clock.advance(minuteMs);
  }
  throw new Error("an hour of work left deliveries open");
}

/** Works and lets minutes pass until all of these have their lesson. */
async function settleOthers(others: readonly string[]): Promise<void> {
  for (let passes = 0; passes < 10 && server.received.length < others.length; passes += 1) {
    await workOff(context);
    context.clock.advance(minuteMs);
  }
  expect(receivers()).toEqual(others);
}

/** How today's lessons stand: their readers by state. */
async function standing(): Promise<Record<string, string[]>> {
  const rows = await database.db.execute<{ state: string; address: string; reason: string | null }>(sql`
    select d.state, r.address from delivery d join reader r on r.id = d.reader_id
    where d.planned_at = (select max(planned_at) from delivery) order by r.address`);
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ state }) => state)].map(([state, some]) => [state, some.map(({ address }) => address)]),
  );
}

async function composed(): Promise<OpenBatch> {
  await plan(context);
  const next = await composeBatch(context, { limit: 5 });
  if (next.kind !== "batch") throw new Error("nothing was composed");
  return next.batch;
}

describe("through a mail server that", () => {
  it("takes everything, every reader gets the lesson once, under the Message-ID of the delivery", async () => {
    await settleAll();
    expect(receivers()).toEqual(everybody);
    const ids = await database.db.execute<{ id: string }>(sql`select provider_id as id from delivery
      where planned_at = (select max(planned_at) from delivery) order by id`);
    const written = server.received.map(({ raw }) => /^Message-ID: <(.*)>/im.exec(raw.toString())?.[1]);
    expect(written.sort()).toEqual(ids.map(({ id }) => id).sort());
    expect(isBalanced(await tallyDeliveries(context.db))).toBe(true);
  });

  it.each(["cut", "accept then cut"] as const)(
    "loses the line after a message (%s), that one is uncertain, never sent again, and the others go out",
    async (behavior) => {
      server.onMessage = (to) => (to === "reader4@example.com" ? behavior : null);
      await settleAll();
      const others = everybody.filter((to) => to !== "reader4@example.com");
      expect(await standing()).toEqual({ accepted: others, uncertain: ["reader4@example.com"] });
      expect(receivers()).toEqual(behavior === "cut" ? others : everybody);
      const [run] = await database.db.execute(sql`select e.state, e.next_send_at is not null as goes_on from enrolment e
        join reader r on r.id = e.reader_id where r.address = 'reader4@example.com'`);
      expect(run).toEqual({ state: "active", goes_on: true });
    },
  );

  it("cuts the line before any message for a while, everybody gets the lesson once", async () => {
    let cuts = 4;
    server.onRecipient = () => (cuts-- > 0 ? "cut" : null);
    await settleAll();
    expect(receivers()).toEqual(everybody);
  });

  it("puts one reader off for a while, that one alone waits and gets it later", async () => {
    let times = 3;
    const answered: string[] = [];
    server.onRecipient = (address) => {
      if (address !== "reader2@example.com" || times-- <= 0) return null;
      answered.push(context.clock.calendarAt.toISOString());
      return { code: 450, words: "4.2.1 greylisted, come again" };
    };
    await workOff(context);
    expect(receivers()).toEqual(everybody.filter((to) => to !== "reader2@example.com"));
    await settleAll();
    expect(receivers()).toEqual(everybody);
    expect(new Set(answered).size).toBe(3);
  });

  it("ends the session at the first reader each time, everybody else gets theirs and that one is refused in the end", async () => {
    const [odd = "", ...others] = await mailable();
    server.onRecipient = (address) => (address === odd ? { code: 421, words: "4.7.0 closing" } : null);
    context.mail.batchLimit = 1;
    await settleOthers(others);
    // The others' lessons have shown that the way out works, so that this time counts.
    await database.db.execute(sql`update delivery set setbacks = 19 where state = 'queued'`);
    context.clock.advance(60 * minuteMs);
    await workOff(context);
    expect((await standing()).refused).toEqual([odd]);
  });

  it("ends the session at every reader for however long, nobody is failed for it", async () => {
    const all = await mailable();
    server.onRecipient = () => ({ code: 421, words: "4.3.2 shutting down" });
    await workOff(context);
    await database.db.execute(sql`update delivery set setbacks = 19 where state = 'queued'`);
    for (let minutes = 0; minutes < 2; minutes += 1) {
      context.clock.advance(minuteMs);
      await workOff(context);
    }
    server.onRecipient = () => null;
    await settleAll();
    expect(receivers()).toEqual(all);
  });

  it("puts one reader off without end, the lesson is refused in the end and shows", async () => {
    server.onRecipient = (address) =>
      address === "reader5@example.com" ? { code: 452, words: "4.2.2 mailbox full" } : null;
    await workOff(context);
    // The waits before are those of `domain/retry.test.ts`; the last of them tell the end.
    await database.db.execute(sql`update delivery set setbacks = 17 where state = 'queued' and setbacks = 1`);
    const waits: number[] = [];
    for (let at = (await findNextWork(context.db)).deliverAt; at !== null; ) {
      waits.push(at.getTime() - context.clock.calendarAt.getTime());
      context.clock.jumpTo(at);
      await workOff(context);
      at = (await findNextWork(context.db)).deliverAt;
    }
    expect(waits.map((ms) => ms / minuteMs)).toEqual([0.75, 45, 45]);
    const [paused] = await database.db.execute(sql`select e.pause_reason, d.reason from enrolment e
      join reader r on r.id = e.reader_id join delivery d on d.enrolment_id = e.id and d.state = 'refused'
      where r.address = 'reader5@example.com'`);
    expect(paused).toEqual({ pause_reason: "refused", reason: "smtp_452_4.2.2" });
  });

  it("knows one reader no more, that lesson is refused and everybody else gets theirs", async () => {
    server.onRecipient = (address) =>
      address === "reader7@example.com" ? { code: 550, words: "5.1.1 no such user" } : null;
    await settleAll();
    expect((await standing()).refused).toEqual(["reader7@example.com"]);
    const kept = await database.db.execute(sql`select 1 from batch where journal is not null`);
    expect(kept).toEqual([]);
  });

  it("is away, nobody is failed, sending halts after a while and resumes by itself", async () => {
    const { port } = server;
    await server.stop();
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await workOff(context);
      context.clock.advance(minuteMs);
    }
    expect((await readSending(context.db)).haltName).toBe("smtp_unreachable");
    const tally = await tallyDeliveries(context.db);
    expect(tally.queued).toBeGreaterThan(0);
    server = await startMailServer({}, port);
    await settleAll();
    expect((await readSending(context.db)).haltedAt).toBeNull();
    expect(receivers()).toEqual(await mailable());
  });
});

/** Whoever's run has not been stopped by one of the tests before. */
async function mailable(): Promise<string[]> {
  const rows = await database.db.execute<{ address: string }>(sql`select r.address from reader r
    join enrolment e on e.reader_id = r.id where e.state = 'active' order by r.address`);
  return rows.map(({ address }) => address).sort();
}

describe("a worker that dies in the middle of a batch", () => {
  it("leaves uncertain what may be out, and the others are sent by whoever takes over", async () => {
    const batch = await composed();
    const keeper = journalOf(context, batch);
    const [first, second] = batch.members;
    await keeper.note({ begins: 0, ended: null });
    await keeper.note({ begins: null, ended: { index: 0, outcome: { kind: "accepted", id: "known@example.com" } } });
    await keeper.note({ begins: 1, ended: null });
    context.clock.advance(minuteMs);
    await settleAll();
    expect(receivers()).toEqual((await mailable()).filter((to) => to !== first?.address && to !== second?.address));
    expect((await standing()).uncertain).toEqual([second?.address]);
    const [known] = await database.db.execute(sql`select state, provider_id from delivery where id = ${first?.id}`);
    expect(known).toEqual({ state: "accepted", provider_id: "known@example.com" });
  });

  it("sends nothing more when it was only slow, and another has taken its batch over", async () => {
    const batch = await composed();
    context.clock.advance(minuteMs);
    await settleAll();
    const before = receivers();
    await handOver(context, batch);
    expect(receivers()).toEqual(before);
    expect(before).toEqual(await mailable());
    const late = {
      kind: "each",
      outcomes: batch.members.map(() => ({ kind: "untried" as const })),
      stop: null,
    } as const;
    expect(await settle(context, { batch, outcome: { ...late, pace: { remaining: null, resetMs: null } } })).toBe(
      "stale",
    );
  });

  it("leaves to the next way out what never began, and to nobody what may be out", async () => {
    const batch = await composed();
    await journalOf(context, batch).note({ begins: 0, ended: null });
    const [maybe] = batch.members;
    await context.mail.close();
    context.mail = Object.assign(context.mail, transportTo(server.port), { fingerprint: "another server" });
    context.clock.advance(minuteMs);
    await settleAll();
    expect((await standing()).uncertain).toEqual([maybe?.address]);
    expect(receivers()).toEqual((await mailable()).filter((to) => to !== maybe?.address));
  });
});
