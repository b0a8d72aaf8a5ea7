import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { findNextWork } from "../../db/work.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { addFollowers, aLetter, aLetterVersion, aNewsletter } from "../../tests/factories/letter.ts";
import { enrolled, workOff } from "../../tests/factories/reader.ts";
import { answer, noPace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { leaveFrom } from "../leave.ts";
import { isBalanced, readHealth, readStatus } from "../status.ts";
import { requeue } from "../studio/mend.ts";
import { tick } from "../tick.ts";
import { readProgress } from "./follow-progress.ts";
import { planIssues } from "./plan-issues.ts";
import { countReaders, scheduleIssue, sendIssue, unscheduleIssue } from "./schedule-issue.ts";
import { sendTestLetter } from "./send-test-letter.ts";
import { cancelIssue, correctIssue, pauseIssue, resumeIssue } from "./steer-issue.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
const now = new Date("2026-03-02T08:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty(
    "course",
    "newsletter",
    "issue",
    "reader",
    "batch",
    "planning",
    "suppression",
    "consent",
    "version",
  );
  context = testContext({ db: database.db, now });
  newsletterId = await aNewsletter(database.db, { senderName: "Ada's letter", replyTo: "answers@example.com" });
});

const everyone = { audience: null, test: null, typedSize: null };
const sentTo = () => context.mail.sent.map(({ message }) => message.to).sort();
const stateOf = async (id: number) =>
  (await database.db.execute<{ state: string }>(sql`select state from issue where id = ${id}`))[0]?.state;

async function letters(): Promise<{ address: string; state: string; reason: string | null; heldFor: string | null }[]> {
  return database.db.execute(sql`
    select r.address, d.state, d.reason, d.held_for as "heldFor"
    from delivery d join reader r on r.id = d.reader_id order by r.id, d.id`);
}

describe("an issue that is sent now", () => {
  it("reaches everyone who follows, once, and is sent then", async () => {
    const followers = await addFollowers(database.db, { newsletterId, count: 250 });
    const { id } = await aLetter(database.db, { newsletterId });
    expect(await sendIssue(context, { issueId: id, ...everyone })).toMatchObject({ kind: "scheduled", readers: 250 });
    await workOff(context);
    expect(sentTo()).toEqual([...followers].sort());
    expect(await stateOf(id)).toBe("sent");
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
    expect(await readProgress(context, { issueId: id })).toMatchObject({
      counts: { planned: 250, accepted: 250, waiting: 0 },
      isPlanned: true,
      perMinute: 250,
    });
  });

  it("carries its newsletter's name, List-Id, answers' address and a way out", async () => {
    await addFollowers(database.db, { newsletterId, count: 3 });
    const { id } = await aLetter(database.db, { newsletterId });
    await sendIssue(context, { issueId: id, ...everyone });
    await workOff(context);
    const [named, , unnamed] = context.mail.sent.map(({ message }) => message);
    expect(named).toMatchObject({
      from: '"Ada\'s letter" <ada@example.com>'.replaceAll('"', ""),
      replyTo: "answers@example.com",
      subject: "The first letter",
    });
    expect(named?.headers["List-Id"]).toBe("The weekly letter <weekly.localhost>");
    expect(named?.headers["List-Unsubscribe"]).toMatch(/^<http:\/\/localhost:3000\/api\/leave\/[\w-]+>$/);
    expect(named?.headers["Feedback-ID"]).toBe("issue:weekly:issue:dayletter");
    expect(named?.text).toContain("Hello Reader 1.");
    expect(named?.text).toContain("http://localhost:3000/letters/weekly/first");
    expect(unnamed?.text).toContain("Hello.");
  });

  it("leaves out whoever left, never confirmed or must not be mailed", async () => {
    const [stays = "", left, waiting, banned] = await addFollowers(database.db, { newsletterId, count: 4 });
    await database.db.execute(
      sql`update follow set state = 'left' where reader_id = (select id from reader where address = ${left})`,
    );
    await database.db.execute(sql`update reader set confirmed_at = null where address = ${waiting}`);
    await database.db.execute(sql`insert into suppression (address_hash, reason, suppressed_at)
      select address_hash, 'bounced', '2026-02-01' from reader where address = ${banned}`);
    const { id } = await aLetter(database.db, { newsletterId });
    await sendIssue(context, { issueId: id, ...everyone });
    await workOff(context);
    expect(sentTo()).toEqual([stays]);
  });

  it("reaches only whom its filter picks, as many as were counted before", async () => {
    await addFollowers(database.db, { newsletterId, count: 6, zones: ["Europe/Berlin", "Asia/Tokyo"] });
    const audience = { zone: "Asia/Tokyo" };
    expect(await countReaders(context, { newsletterId, audience })).toBe(3);
    const { id } = await aLetter(database.db, { newsletterId });
    await sendIssue(context, { issueId: id, ...everyone, audience });
    await workOff(context);
    expect(sentTo()).toHaveLength(3);
  });

  it("goes on where it was when planning is cut off after any portion", async () => {
    const followers = await addFollowers(database.db, { newsletterId, count: 25 });
    const { id } = await aLetter(database.db, { newsletterId });
    await sendIssue(context, { issueId: id, ...everyone });
    await planIssues(context, { limit: 10 });
    const dying = context.db.transaction(async (tx) => {
      await planIssues({ ...context, db: tx }, { limit: 10 });
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    expect((await letters()).length).toBe(10);
    await workOff(context);
    expect(sentTo()).toEqual([...followers].sort());
  });

  it("makes room for a confirmation that comes in behind it", async () => {
    await addFollowers(database.db, { newsletterId, count: 5 });
    const { id } = await aLetter(database.db, { newsletterId });
    await sendIssue(context, { issueId: id, ...everyone });
    await planIssues(context);
    await database.db.execute(sql`
      insert into delivery (kind, reader_id, newsletter_id, notice, occasion, version_id, variant, values, planned_at, due_at, state)
      select 'notice', 1, ${newsletterId}, 'find-link', 'late', version_id, 'named',
        '{"values":{"reader.name":"Reader 1"},"choices":{}}', due_at, due_at + interval '1 second', 'queued' from delivery limit 1`);
    await database.db.execute(sql`insert into planning (planned_at, planned) values ('2026-03-02', 1)`);
    context.clock.advance(2_000);
    context.mail.batchLimit = 1;
    await tick(context, { isOver: () => context.mail.requests.length > 0 });
    expect(context.mail.sent[0]?.message.headers["Auto-Submitted"]).toBe("auto-generated");
  });
});

it("a lesson that falls due while a letter is going out does not wait for the letter's end", async () => {
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await enrolled(context, { email: "maria@example.com" });
  await workOff(context);
  await addFollowers(database.db, { newsletterId, count: 60 });
  const { id } = await aLetter(database.db, { newsletterId });
  const sevenAt = new Date("2026-03-03T06:00:00Z");
  context.clock.jumpTo(new Date(sevenAt.getTime() - 60_000));
  context.mail.sent.length = 0;
  context.mail.batchLimit = 1;
  await sendIssue(context, { issueId: id, ...everyone });
  context.mail.answers.push(({ key }) => {
    context.clock.jumpTo(sevenAt);
    return { accepts: true, outcome: { kind: "accepted", ids: [key], pace: noPace } };
  });
  await workOff(context);
  expect(context.mail.sent).toHaveLength(61);
  expect(context.mail.sent.findIndex(({ message }) => message.subject === "Day 2: lesson-2")).toBeLessThan(30);
});

describe("scheduling", () => {
  it("asks for the size of a large audience, typed", async () => {
    await addFollowers(database.db, { newsletterId, count: 600 });
    const { id } = await aLetter(database.db, { newsletterId });
    const input = { issueId: id, ...everyone };
    expect(await sendIssue(context, input)).toEqual({ kind: "size differs", readers: 600 });
    expect(await sendIssue(context, { ...input, typedSize: 60 })).toEqual({ kind: "size differs", readers: 600 });
    expect(await sendIssue(context, { ...input, typedSize: 600 })).toMatchObject({ kind: "scheduled" });
  });

  it("refuses a letter that was not checked, one that is on its way, and a moment that has gone by", async () => {
    const { id } = await aLetter(database.db, { newsletterId });
    const when = { mode: "at", sendAt: new Date(now.getTime() - 1) } as const;
    expect(await scheduleIssue(context, { issueId: id, ...everyone, when })).toMatchObject({ kind: "wrong" });
    expect(await sendIssue(context, { issueId: 99, ...everyone })).toEqual({ kind: "unknown" });
    await database.db.execute(sql`update issue set version_id = null`);
    expect(await sendIssue(context, { issueId: id, ...everyone })).toMatchObject({ kind: "wrong" });
    await database.db.execute(sql`update issue set version_id = (select min(id) from version)`);
    await sendIssue(context, { issueId: id, ...everyone });
    expect(await sendIssue(context, { issueId: id, ...everyone })).toEqual({ kind: "no draft", state: "scheduled" });
  });

  it("waits for its moment, and can be taken back before it", async () => {
    await addFollowers(database.db, { newsletterId, count: 2 });
    const { id } = await aLetter(database.db, { newsletterId });
    const sendAt = new Date(now.getTime() + 3_600_000);
    const input = { issueId: id, ...everyone, when: { mode: "at", sendAt } as const };
    await scheduleIssue(context, input);
    await workOff(context);
    expect(sentTo()).toEqual([]);
    expect((await findNextWork(database.db)).planIssueAt).toEqual(sendAt);
    expect(await unscheduleIssue(context, { issueId: id })).toEqual({ kind: "draft" });
    context.clock.jumpTo(sendAt);
    await workOff(context);
    expect(sentTo()).toEqual([]);
    await scheduleIssue(context, { ...input, when: { mode: "now" } });
    await workOff(context);
    expect(sentTo()).toHaveLength(2);
  });

  it("at a local hour serves each zone in its turn, and at once where the hour has gone by", async () => {
    const zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"];
    await addFollowers(database.db, { newsletterId, count: 3, zones });
    const { id } = await aLetter(database.db, { newsletterId });
    const when = { mode: "local", day: "2026-03-02", minute: 600 } as const;
    await scheduleIssue(context, { issueId: id, ...everyone, when });
    const zonesServed = async () =>
      (
        await database.db.execute<{ zone: string }>(sql`
        select zone from reader r join delivery d on d.reader_id = r.id where d.state = 'accepted' order by d.had_at, zone`)
      ).map(({ zone }) => zone);
    await workOff(context);
    expect(await zonesServed()).toEqual(["Asia/Tokyo"]);
    context.clock.jumpTo(new Date("2026-03-02T09:00:00Z"));
    await workOff(context);
    expect(await zonesServed()).toEqual(["Asia/Tokyo", "Europe/Berlin"]);
    expect(await stateOf(id)).toBe("sending");
    context.clock.jumpTo(new Date("2026-03-02T15:00:00Z"));
    await workOff(context);
    expect(await zonesServed()).toEqual(["Asia/Tokyo", "Europe/Berlin", "America/New_York"]);
    expect(await stateOf(id)).toBe("sent");
  });
});

describe("an issue under way", () => {
  async function begun(count = 30): Promise<number> {
    await addFollowers(database.db, { newsletterId, count });
    const { id } = await aLetter(database.db, { newsletterId });
    await sendIssue(context, { issueId: id, ...everyone });
    context.mail.batchLimit = 10;
    await planIssues(context);
    await planIssues(context);
    await tick(context, { isOver: () => context.mail.requests.length > 0 });
    expect(context.mail.sent.length).toBeLessThan(count);
    return id;
  }

  it("that is paused begins nothing more, holds what is due by name, and goes on where it was", async () => {
    const id = await begun();
    expect(await pauseIssue(context, { issueId: id })).toEqual({ kind: "done" });
    expect(await pauseIssue(context, { issueId: id })).toEqual({ kind: "already" });
    const before = context.mail.sent.length;
    await workOff(context);
    expect(context.mail.sent.length).toBe(before);
    const progress = await readProgress(context, { issueId: id });
    expect(progress).toMatchObject({ state: "paused", endsAt: null });
    expect(progress?.counts).toMatchObject({ planned: 30, accepted: before, heldForPause: 30 - before, waiting: 0 });
    expect(await resumeIssue(context, { issueId: id })).toEqual({ kind: "done" });
    await workOff(context);
    expect(new Set(sentTo()).size).toBe(30);
    expect(sentTo()).toHaveLength(30);
    expect(await stateOf(id)).toBe("sent");
  });

  it("that is cancelled ends every letter that has not begun, with its reason", async () => {
    const id = await begun();
    const before = context.mail.sent.length;
    expect(await cancelIssue(context, { issueId: id })).toEqual({ kind: "done" });
    await workOff(context);
    expect(context.mail.sent.length).toBe(before);
    const cancelled = (await letters()).filter(({ state }) => state === "cancelled");
    expect(cancelled).toHaveLength(30 - before);
    expect(new Set(cancelled.map(({ reason }) => reason))).toEqual(new Set(["the letter was cancelled"]));
    expect(await resumeIssue(context, { issueId: id })).toEqual({ kind: "not now", state: "cancelled" });
  });

  it("that is corrected goes on with the new version, and those who had the old one keep it", async () => {
    const id = await begun();
    const before = context.mail.sent.length;
    const versionId = await aLetterVersion(database.db, { issueId: id, subject: "The first letter, corrected" });
    expect(await correctIssue(context, { issueId: id, versionId, versionBId: null })).toEqual({ kind: "done" });
    await workOff(context);
    const subjects = context.mail.sent.map(({ message }) => message.subject);
    expect(subjects.filter((subject) => subject === "The first letter")).toHaveLength(before);
    expect(subjects.filter((subject) => subject === "The first letter, corrected")).toHaveLength(30 - before);
    expect(new Set(sentTo()).size).toBe(30);
  });

  it("does not reach whoever leaves or is suppressed meanwhile", async () => {
    const id = await begun();
    const waiting = (await letters()).filter(({ state }) => state === "queued").map(({ address }) => address);
    const [leaver = "", leaverOfAll = "", bouncer = ""] = waiting;
    const readerId = async (address: string) =>
      Number((await database.db.execute<{ id: string }>(sql`select id from reader where address = ${address}`))[0]?.id);
    await leaveFrom(context, { readerId: await readerId(leaver), from: { newsletter: "weekly" } });
    await leaveFrom(context, { readerId: await readerId(leaverOfAll), from: "everything" });
    await database.db.execute(sql`insert into suppression (address_hash, reason, suppressed_at)
      select address_hash, 'bounced', '2026-02-01' from reader where address = ${bouncer}`);
    await workOff(context);
    expect(sentTo()).toHaveLength(27);
    const ends = (await letters()).filter(({ address }) => [leaver, leaverOfAll, bouncer].includes(address));
    expect(ends.map(({ state, reason }) => [state, reason])).toEqual([
      ["cancelled", "left the newsletter"],
      ["cancelled", "left everything"],
      ["suppressed", "address bounced"],
    ]);
    expect(await stateOf(id)).toBe("sent");
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });
});

it("a test goes to one address, says what it is, and makes no reader and no delivery", async () => {
  const { id } = await aLetter(database.db, { newsletterId, subjectB: "Another" });
  const input = { to: "me@example.com", issueId: id, name: "Ada", subject: "b" as const };
  expect(await sendTestLetter(context, input)).toMatchObject({ kind: "sent", subject: "[Test] Another" });
  expect(sentTo()).toEqual(["me@example.com"]);
  expect(await letters()).toEqual([]);
});

describe("a letter that the provider refused", () => {
  it("pauses nobody's course, shows as trouble, and goes out when its author sends it again", async () => {
    const [address = ""] = await addFollowers(database.db, { newsletterId, count: 1 });
    const { id } = await aLetter(database.db, { newsletterId });
    const no = answer({ kind: "refused", name: "validation_error", message: "no", pace: noPace });
    context.mail.answers.push(no, no);
    await sendIssue(context, { issueId: id, ...everyone });
    await workOff(context);
    context.clock.advance(1_000);
    await workOff(context);
    expect(await stateOf(id)).toBe("sent");
    expect((await readStatus(context)).trouble).toMatchObject([
      { state: "refused", reason: "validation_error", course: "The weekly letter", title: "First" },
    ]);
    const author = await authorNamed(database.db);
    const [row] = await database.db.execute<{ id: string }>(sql`select id from delivery`);
    const mending = { author, deliveryId: Number(row?.id) };
    expect(await requeue(context, mending)).toEqual({ kind: "done" });
    await workOff(context);
    expect(sentTo()).toEqual([address]);
    expect(await requeue(context, mending)).toEqual({ kind: "already" });
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });
});

it("the author's status and the health of the site know of letters under way", async () => {
  await addFollowers(database.db, { newsletterId, count: 3 });
  const { id } = await aLetter(database.db, { newsletterId });
  await sendIssue(context, { issueId: id, ...everyone });
  await planIssues(context);
  expect((await readStatus(context)).letters).toMatchObject([
    { newsletter: "weekly", issue: "first", state: "sending", planned: 3, accepted: 0, waiting: 3, held: 0 },
  ]);
  expect((await readHealth(context)).letters).toEqual({ sending: 1, paused: 0 });
  await workOff(context);
  expect((await readStatus(context)).letters).toEqual([]);
});
