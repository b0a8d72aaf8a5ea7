import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countWaits } from "../../db/studio/today.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { addFollowers, aLetter, aNewsletter } from "../../tests/factories/letter.ts";
import { workOff } from "../../tests/factories/reader.ts";
import { toldWaits } from "../../tests/factories/told-waits.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { leave } from "../leave.ts";
import { sendDue } from "../send-due.ts";
import { linkToken } from "../token.ts";
import { readProgress } from "./follow-progress.ts";
import { planIssues } from "./plan-issues.ts";
import { readResults } from "./read-results.ts";
import { scheduleIssue, sendIssue } from "./schedule-issue.ts";
import { pauseIssue, resumeIssue } from "./steer-issue.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
const now = new Date("2026-03-02T08:00:00Z");
const test = { percent: 40, minutes: 120 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("issue", "reader", "batch", "planning", "suppression", "consent", "version");
  context = testContext({ db: database.db, now });
  newsletterId = await aNewsletter(database.db);
});

async function trying(readers = 400): Promise<number> {
  await addFollowers(database.db, { newsletterId, count: readers });
  const { id } = await aLetter(database.db, { newsletterId, subject: "Plain", subjectB: "Bright" });
  await sendIssue(context, { issueId: id, audience: null, test, typedSize: readers });
  await workOff(context);
  return id;
}

const subjects = () => {
  const all = context.mail.sent.map(({ message }) => message.subject);
  return { a: all.filter((one) => one === "Plain").length, b: all.filter((one) => one === "Bright").length };
};

/** Lets so many of those who had this subject click its first link, as people or as machines do. */
async function click(arm: "a" | "b", count: number, verdict: "person" | "scanner" = "person"): Promise<void> {
  await database.db.execute(sql`
    insert into event (delivery_id, issue_id, kind, link, seen_at, verdict, facts)
    select id, issue_id, 'clicked', 1, '2026-03-02T09:00:00Z', ${verdict}, '{}' from delivery
    where arm = ${arm} and state = 'accepted' order by id limit ${count}`);
}

async function decided(): Promise<void> {
  context.clock.advance(test.minutes * 60_000);
  await workOff(context);
}

const winnerOf = async (id: number) =>
  (await database.db.execute<{ winner: string }>(sql`select winner from issue where id = ${id}`))[0]?.winner;

describe("two subjects on a share of the readers", () => {
  it("go to about half of the share each, the same readers whoever draws, while the rest waits by name", async () => {
    const id = await trying();
    const { a, b } = subjects();
    expect(a).toBeGreaterThan(50);
    expect(b).toBeGreaterThan(50);
    expect(a + b).toBeGreaterThan(110);
    expect(a + b).toBeLessThan(210);
    const progress = await readProgress(context, { issueId: id });
    expect(progress).toMatchObject({ state: "sending", decidesAt: new Date("2026-03-02T10:00:00Z") });
    expect(progress?.counts).toMatchObject({ heldForWinner: 400 - a - b, accepted: a + b });
    expect(await countWaits(database.db, { most: 400 })).toMatchObject({ winner: 400 - a - b, pause: 0 });
    const drawn = () => database.db.execute(sql`select reader_id, arm from delivery where held_for is null order by 1`);
    const first = await drawn();
    await database.empty("delivery", "batch", "planning");
    await database.db.execute(sql`update issue_run set plan_at = ${now.toISOString()}, planned_through = 0`);
    await workOff(context);
    expect(await drawn()).toEqual(first);
  });

  it("have a winner by people's clicks, which the rest then gets, and everybody got one letter", async () => {
    const id = await trying();
    await click("a", 3);
    await click("b", 30);
    const before = subjects();
    const [waiting] = await database.db.execute<{ readerId: string }>(
      sql`select reader_id as "readerId" from delivery where held_for = 'winner' limit 1`,
    );
    const [tries] = await database.db.execute<{ readerId: string }>(
      sql`select reader_id as "readerId" from delivery where held_for is null limit 1`,
    );
    await decided();
    expect(await winnerOf(id)).toBe("b");
    expect(await toldWaits(context, Number(waiting?.readerId))).toEqual([
      expect.stringMatching(/^Waited: First\. From Monday.* because two subjects were being tried/),
    ]);
    expect(await toldWaits(context, Number(tries?.readerId))).toEqual([]);
    expect(subjects()).toEqual({ a: before.a, b: 400 - before.a });
    expect(new Set(context.mail.sent.map(({ message }) => message.to)).size).toBe(400);
    const { issue } = (await readResults(context, { issueId: id })) ?? {};
    expect(issue).toMatchObject({ state: "sent", testResult: { b: { accepted: before.b, clicked: 30 } } });
    expect(issue?.testResult?.difference.low).toBeGreaterThan(0);
  });

  it("have a winner that whoever was held for a course waits for as well, or gets when it is known", async () => {
    const id = await trying();
    // As planning leaves those whose reader is in a course: of half of them it ends at once, of the others later.
    await database.db.execute(sql`
      update delivery set held_for = 'course', held_until = '2026-03-16T08:00:00Z',
        held_check_at = case id % 2 when 0 then timestamptz '2026-03-02T08:01:00Z' else '2026-03-02T11:00:00Z' end
      where held_for = 'winner'`);
    const before = subjects();
    context.clock.advance(60_000);
    await workOff(context);
    expect(subjects()).toEqual(before);
    await click("a", 3);
    await click("b", 30);
    await decided();
    context.clock.advance(test.minutes * 60_000);
    await workOff(context);
    expect(await winnerOf(id)).toBe("b");
    expect(subjects()).toEqual({ a: before.a, b: 400 - before.a });
  });

  it("are not decided before everybody who tries one was planned, though the test's time is over", async () => {
    await addFollowers(database.db, { newsletterId, count: 400 });
    const { id } = await aLetter(database.db, { newsletterId, subject: "Plain", subjectB: "Bright" });
    await sendIssue(context, { issueId: id, audience: null, test, typedSize: 400 });
    await planIssues(context, { limit: 100 });
    await sendDue(context, { isOver: () => false });
    await pauseIssue(context, { issueId: id });
    await decided();
    expect(await winnerOf(id)).toBe(null);
    await resumeIssue(context, { issueId: id });
    await workOff(context);
    context.clock.advance(60_000);
    await workOff(context);
    expect(await winnerOf(id)).toBe("unclear");
    expect(context.mail.sent).toHaveLength(400);
  });

  it("have no winner where chance would explain it, and then the rest gets the first", async () => {
    const id = await trying();
    await click("a", 5);
    await click("b", 7);
    const before = subjects();
    await decided();
    expect(await winnerOf(id)).toBe("unclear");
    expect(subjects()).toEqual({ a: 400 - before.b, b: before.b });
  });

  it("are not decided by machines", async () => {
    const id = await trying();
    await click("b", 40, "scanner");
    await decided();
    expect(await winnerOf(id)).toBe("unclear");
  });

  it("wait for the last of the share when it is paused, and are decided then", async () => {
    await addFollowers(database.db, { newsletterId, count: 60 });
    const { id } = await aLetter(database.db, { newsletterId, subject: "Plain", subjectB: "Bright" });
    await sendIssue(context, { issueId: id, audience: null, test, typedSize: null });
    await pauseFromTheStart(id);
    await decided();
    expect(await winnerOf(id)).toBe(null);
    await resumeIssue(context, { issueId: id });
    await workOff(context);
    expect(await winnerOf(id)).toBe(null);
    context.clock.advance(120_000);
    await workOff(context);
    expect(await winnerOf(id)).toBe("unclear");
    expect(context.mail.sent).toHaveLength(60);
  });
});

async function pauseFromTheStart(issueId: number): Promise<void> {
  await planIssues(context);
  await pauseIssue(context, { issueId });
  await workOff(context);
  expect(context.mail.sent).toEqual([]);
}

describe("two subjects at each reader's own hour", () => {
  const local = { mode: "local", day: "2026-03-03", minute: 420 } as const;
  const passTo = async (instant: string) => {
    context.clock.advance(new Date(instant).getTime() - (await context.clocks.read(context.db)).calendarAt.getTime());
    await workOff(context);
  };
  const servedIn = async (zone: string) =>
    Number(
      (
        await database.db.execute<{ count: string }>(sql`
          select count(*) from delivery d join reader r on r.id = d.reader_id
          where d.state = 'accepted' and r.zone = ${zone}`)
      )[0]?.count,
    );

  it("are decided when the last zone has tried them, and the rest gets the better one at its next own hour", async () => {
    const zones = ["Asia/Tokyo", "America/New_York"];
    await addFollowers(database.db, { newsletterId, count: 400, zones });
    const { id } = await aLetter(database.db, { newsletterId, subject: "Plain", subjectB: "Bright" });
    await scheduleIssue(context, { issueId: id, audience: null, test, typedSize: 400, when: local });
    // Seven in Tokyo, and then in New York, where nobody is forgotten although two hours after Tokyo are long over.
    await passTo("2026-03-02T22:00:00Z");
    expect(await servedIn("America/New_York")).toBe(0);
    await click("b", 20);
    await passTo("2026-03-03T12:00:00Z");
    expect(await winnerOf(id)).toBeNull();
    expect((await readProgress(context, { issueId: id }))?.decidesAt).toEqual(new Date("2026-03-03T14:00:00Z"));
    const tried = await servedIn("America/New_York");
    expect(tried).toBeGreaterThan(20);
    await passTo("2026-03-03T14:00:00Z");
    expect(await winnerOf(id)).toBe("b");
    expect(await servedIn("America/New_York")).toBe(tried);
    await passTo("2026-03-03T22:00:00Z");
    expect(await servedIn("Asia/Tokyo")).toBe(200);
    expect(await servedIn("America/New_York")).toBe(tried);
    await passTo("2026-03-04T12:00:00Z");
    expect(await servedIn("America/New_York")).toBe(200);
  });
});

it("two subjects are not tried without a second one", async () => {
  const { id } = await aLetter(database.db, { newsletterId, slug: "single" });
  const asked = { audience: null, test, typedSize: null };
  expect(await sendIssue(context, { issueId: id, ...asked })).toMatchObject({ kind: "wrong" });
});

describe("the results of an issue", () => {
  it("say what came of it, by people, by link, and beside those before it", async () => {
    await addFollowers(database.db, { newsletterId, count: 20 });
    const { id: first } = await aLetter(database.db, { newsletterId, slug: "earlier" });
    await sendIssue(context, { issueId: first, audience: null, test: null, typedSize: null });
    await workOff(context);
    await click("a", 4);
    context.clock.advance(86_400_000);
    const { id } = await aLetter(database.db, { newsletterId, slug: "later" });
    await sendIssue(context, { issueId: id, audience: null, test: null, typedSize: null });
    await workOff(context);
    const own = sql`(select id from delivery where issue_id = ${id} order by id`;
    await database.db.execute(sql`
      insert into event (delivery_id, issue_id, kind, link, seen_at, verdict, facts)
      select d.id, d.issue_id, 'clicked', link, '2026-03-03', case when link = 0 then 'scanner' else 'person' end, '{}'
      from delivery d, (values (0), (1), (1), (2)) as links(link) where d.id in ${own} limit 3)`);
    await database.db.execute(sql`update delivery set fate = 'delivered' where id in ${own} limit 10)`);
    await database.db.execute(sql`update delivery set fate = 'bounced' where id in ${own} desc limit 2)`);
    const [row] = await database.db.execute<{ id: string }>(
      sql`select min(id) as id from delivery where issue_id = ${id}`,
    );
    const token = linkToken(context, { deliveryId: Number(row?.id), purpose: "leave" });
    await leave(context, { token, from: "it" });
    await leave(context, { token, from: "everything" });
    expect(await readResults(context, { issueId: id })).toMatchObject({
      ...{ accepted: 20, delivered: 10, bounced: 2, complained: 0, left: 1, clicked: 3, opened: 0 },
      links: [
        { url: "https://example.com/one", people: 3, clicks: 6 },
        { url: "https://example.com/two", people: 3, clicks: 3 },
      ],
      before: [{ accepted: 20, clicked: 4, left: 0, bounced: 0, complained: 0 }],
    });
  });

  it("are nothing for an issue that does not exist", async () => {
    expect(await readResults(context, { issueId: 404 })).toBeNull();
    expect(await readProgress(context, { issueId: 404 })).toBeNull();
  });
});
