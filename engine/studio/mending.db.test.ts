import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { listOpenTrouble } from "../../db/studio/trouble.ts";
import { findNextWork } from "../../db/work.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { addFollowers, aLetter, aNewsletter } from "../../tests/factories/letter.ts";
import { serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, lastTo, mailTo, tokenIn, workOff } from "../../tests/factories/reader.ts";
import { acceptThenCut, answer, noPace as pace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { erase } from "../erase.ts";
import { leave } from "../leave.ts";
import { readResults } from "../letters/read-results.ts";
import { sendIssue } from "../letters/schedule-issue.ts";
import { cancelIssue } from "../letters/steer-issue.ts";
import { isBalanced } from "../status.ts";
import { leaveAsItIs, markAsHad, requeue, resend, tryNow } from "./mend.ts";
import type { Mended } from "./mending.ts";

let database: TestDatabase;
let context: TestContext;
const author = { id: "ada", name: "Ada" };
const dayMs = 86_400_000;

beforeAll(async () => {
  database = await testDatabase();
  const kinds = Array.from({ length: 5 }, () => "training" as const);
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), kinds });
  await database.db.execute(sql`insert into author (id, name, address, role, created_at, updated_at)
    values ('ada', 'Ada', 'ada@example.com', 'owner', '2026-01-01', '2026-01-01')`);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "author_act");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A refusal is believed when the message has come a second time. */
const refused = Array.from({ length: 2 }, () =>
  answer({ kind: "refused", name: "validation_error", message: "no", pace }),
);

/** Maria had Day 1; what comes of Day 2 is the test's to say. Returns the id of its delivery. */
async function atDayTwo(...answers: (typeof acceptThenCut)[]): Promise<number> {
  await enrolled(context);
  await workOff(context);
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? never());
  context.mail.answers.push(...answers);
  await workOff(context);
  await secondTry();
  return idOf("lesson-2");
}

/** What was refused once is asked about again a second later. */
async function secondTry(): Promise<void> {
  if (context.mail.answers.length === 0) return;
  context.clock.advance(1_000);
  await workOff(context);
}

async function idOf(key: string, copy = 0): Promise<number> {
  const [row] = await database.db.execute<{ id: string }>(sql`
    select d.id from delivery d join lesson l on l.id = d.lesson_id where l.key = ${key} and d.copy = ${copy}`);
  return Number(row?.id);
}

const lessons = () =>
  mailTo(context, "maria@example.com")
    .map(({ subject }) => /^Day \d/.exec(subject)?.[0])
    .filter((subject) => subject !== undefined);

const acts = async () =>
  (await database.db.execute<{ act: string }>(sql`select act from author_act order by id`)).map(({ act }) => act);

const trouble = async () =>
  (await listOpenTrouble(database.db, { limit: 9 })).map(({ title, state, isStopped }) => [title, state, isStopped]);

const balanced = async () => isBalanced(await tallyDeliveries(database.db));

describe("a lesson that was refused", () => {
  it("stops its run, and goes out when it is sent again, once however often the button is pressed", async () => {
    const deliveryId = await atDayTwo(...refused);
    context.clock.advance(2 * dayMs);
    await workOff(context);
    expect(lessons()).toEqual(["Day 1"]);
    expect(await trouble()).toEqual([["lesson-2", "refused", true]]);

    const presses = await Promise.all([1, 2, 3].map(() => requeue(context, { author, deliveryId })));
    expect(kinds(presses)).toEqual(["already", "already", "done"]);
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect(lessons()).toEqual(["Day 1", "Day 2", "Day 3"]);
    expect(await trouble()).toEqual([]);
    expect(await acts()).toEqual(["delivery requeued"]);
    expect(await balanced()).toBe(true);
  });

  it("may be refused again, and mended again", async () => {
    const deliveryId = await atDayTwo(...refused, ...refused);
    await requeue(context, { author, deliveryId });
    await workOff(context);
    await secondTry();
    expect(await trouble()).toEqual([["lesson-2", "refused", true]]);
    expect(await requeue(context, { author, deliveryId })).toEqual({ kind: "done" });
    await workOff(context);
    expect(lessons()).toEqual(["Day 1", "Day 2"]);
  });

  it("is passed over when it counts as had, and the run goes on with the next one", async () => {
    const deliveryId = await atDayTwo(...refused);
    expect(await leaveAsItIs(context, { author, deliveryId })).toMatchObject({ kind: "impossible" });
    expect(await markAsHad(context, { author, deliveryId })).toEqual({ kind: "done" });
    expect(await markAsHad(context, { author, deliveryId })).toEqual({ kind: "already" });
    expect(await requeue(context, { author, deliveryId })).toEqual({ kind: "already" });
    await serveUntil(context, "2026-03-05T12:00:00Z");
    expect(lessons()).toEqual(["Day 1", "Day 3", "Day 4", "Day 5"]);
    expect(await trouble()).toEqual([]);
    expect(await balanced()).toBe(true);
  });

  it("is not sent to somebody who left, or whose address must not be mailed", async () => {
    const deliveryId = await atDayTwo(...refused);
    const left = await leave(context, {
      token: tokenIn(lastTo(context, "maria@example.com"), "leave"),
      from: "everything",
    });
    expect(left.kind).not.toBe("unknown");
    expect(await requeue(context, { author, deliveryId })).toMatchObject({ kind: "impossible" });
    expect(await acts()).toEqual([]);
  });

  it("races with a leave and with workers, and no first attempt begins after the leave", async () => {
    const deliveryId = await atDayTwo(...refused);
    const token = tokenIn(lastTo(context, "maria@example.com"), "leave");
    await Promise.all([
      requeue(context, { author, deliveryId }),
      workOff(context),
      leave(context, { token, from: "everything" }),
      markAsHad(context, { author, deliveryId }),
      workOff(context),
    ]);
    const before = lessons().length;
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect(lessons().length).toBe(before);
    expect(await balanced()).toBe(true);
  });
});

describe("a lesson of which nobody knows whether it arrived", () => {
  async function uncertain(): Promise<number> {
    const deliveryId = await atDayTwo(...Array.from({ length: 40 }, () => acceptThenCut));
    await serveUntil(context, new Date(context.clock.calendarAt.getTime() + dayMs));
    for (let hour = 0; hour < 24; hour += 1) {
      context.clock.advance(3_600_000);
      await workOff(context);
    }
    context.mail.answers.length = 0;
    return deliveryId;
  }

  it("counts as had, is shown, and is sent once more by the author alone, at once, and once for each wish", async () => {
    const deliveryId = await uncertain();
    expect(await trouble()).toEqual([["lesson-2", "uncertain", false]]);
    const presses = await Promise.all([1, 2].map(() => resend(context, { author, deliveryId, copy: 0 })));
    expect(kinds(presses)).toEqual(["already", "done"]);
    const before = lessons();
    await workOff(context);
    expect(lessons().filter((day) => day === "Day 2").length).toBe(before.filter((day) => day === "Day 2").length + 1);
    expect(await trouble()).toEqual([]);
    expect(await resend(context, { author, deliveryId, copy: 1 })).toEqual({ kind: "done" });
    expect(await balanced()).toBe(true);
  });

  it("leaves the run as it was: the next lesson comes on its own day", async () => {
    const deliveryId = await uncertain();
    const [before] = await database.db.execute(sql`select state, next_send_at, wait, open_delivery_id from enrolment`);
    await resend(context, { author, deliveryId, copy: 0 });
    context.mail.answers.push(...refused);
    await workOff(context);
    await secondTry();
    const [after] = await database.db.execute(sql`select state, next_send_at, wait, open_delivery_id from enrolment`);
    expect(after).toEqual(before);
    // The copy was refused: that is trouble of its own, which can be left as it is.
    expect(await trouble()).toEqual([["lesson-2", "refused", false]]);
    expect(await leaveAsItIs(context, { author, deliveryId: await idOf("lesson-2", 1) })).toEqual({ kind: "done" });
    expect(await trouble()).toEqual([]);
  });

  it("can be left as it is", async () => {
    const deliveryId = await uncertain();
    expect(await requeue(context, { author, deliveryId })).toEqual({ kind: "already" });
    expect(await leaveAsItIs(context, { author, deliveryId })).toEqual({ kind: "done" });
    expect(await leaveAsItIs(context, { author, deliveryId })).toEqual({ kind: "already" });
    expect(await trouble()).toEqual([]);
  });
});

describe("a letter of which nobody knows whether it arrived", () => {
  const lost = answer({ kind: "conflicted", name: "invalid_idempotent_request", message: "", pace });
  const letters = () => mailTo(context, "follower1@example.com").length;
  let issueId: number;
  let letter = 0;

  /** A letter to one reader of which nobody knows whether it arrived. Returns the id of its delivery. */
  async function uncertain(): Promise<number> {
    const newsletterId = await aNewsletter(database.db);
    await addFollowers(database.db, { newsletterId, count: 1 });
    letter += 1;
    ({ id: issueId } = await aLetter(database.db, { newsletterId, slug: `letter-${letter}` }));
    context.mail.answers.push(lost);
    await sendIssue(context, { issueId, audience: null, test: null, typedSize: null });
    await workOff(context);
    const [row] = await database.db.execute<{ id: string }>(sql`select id from delivery where kind = 'issue'`);
    return Number(row?.id);
  }

  const cancel = () => cancelIssue(context, { issueId });
  const stateOf = async (copy: number) => {
    const rows = await database.db.execute<{ state: string; reason: string | null }>(
      sql`select state, reason from delivery where kind = 'issue' and copy = ${copy}`,
    );
    return rows[0];
  };

  it("is sent once more by the author alone, at once, once for each wish, though its issue is over", async () => {
    const deliveryId = await uncertain();
    expect(await trouble()).toEqual([["First", "uncertain", false]]);
    const before = letters();
    await workOff(context);
    expect(letters()).toBe(before);
    const presses = await Promise.all([1, 2].map(() => resend(context, { author, deliveryId, copy: 0 })));
    expect(kinds(presses)).toEqual(["already", "done"]);
    await workOff(context);
    expect(letters()).toBe(before + 1);
    expect(await trouble()).toEqual([]);
    expect(await acts()).toEqual(["delivery resent"]);
    expect(await resend(context, { author, deliveryId, copy: 1 })).toEqual({ kind: "done" });
    expect(await balanced()).toBe(true);
  });

  it("counts its reader once in the letter's results, whichever of the two arrived", async () => {
    const deliveryId = await uncertain();
    await resend(context, { author, deliveryId, copy: 0 });
    await workOff(context);
    const click = (id: number) =>
      database.db.execute(sql`
      insert into event (delivery_id, kind, issue_id, link, seen_at, verdict, facts)
      values (${id}, 'clicked', ${issueId}, 1, '2026-03-02', 'person', '{}')`);
    for (const id of [deliveryId, deliveryId + 1]) await click(id);
    await database.db.execute(sql`update delivery set fate = 'delivered' where kind = 'issue'`);
    const results = await readResults(context, { issueId });
    const counts = { planned: 1, uncertain: 1, accepted: 0, waiting: 0, copies: 1 };
    expect(results).toMatchObject({ counts, delivered: 1, clicked: 1, links: [{ people: 1, clicks: 2 }] });
    await database.db.execute(sql`update delivery set fate = null where copy = 0`);
    expect(await readResults(context, { issueId })).toMatchObject({ delivered: 1 });
    await database.db.execute(sql`update delivery set fate = 'failed' where kind = 'issue'`);
    expect(await readResults(context, { issueId })).toMatchObject({ delivered: 0, neverSent: 1 });
    await erase(context, { readerId: 1 });
    expect((await readResults(context, { issueId }))?.counts).toMatchObject({ planned: 0, accepted: 0, copies: 0 });
    expect(await balanced()).toBe(true);
  });

  it("is not sent once more to whoever left, and not of a letter or a newsletter that ended otherwise", async () => {
    const deliveryId = await uncertain();
    const again = () => resend(context, { author, deliveryId, copy: 0 });
    await database.db.execute(sql`update newsletter set retired_at = '2026-03-02'`);
    expect(await again()).toMatchObject({ kind: "impossible", words: expect.stringContaining("has ended") });
    await database.db.execute(sql`update newsletter set retired_at = null`);
    await database.db.execute(sql`update follow set state = 'left'`);
    expect(await again()).toMatchObject({ kind: "impossible", words: expect.stringContaining("do not follow") });
    await database.db.execute(sql`update follow set state = 'following'`);
    await database.db.execute(sql`update issue set state = 'sending', sent_at = null where id = ${issueId}`);
    await cancel();
    expect(await again()).toMatchObject({ kind: "impossible", words: expect.stringContaining("was cancelled") });
    expect(await acts()).toEqual([]);
  });

  it("is not begun after its issue was cancelled, in whichever order the two were pressed", async () => {
    const deliveryId = await uncertain();
    await database.db.execute(sql`update issue set state = 'sending', sent_at = null where id = ${issueId}`);
    const before = letters();
    await Promise.all([resend(context, { author, deliveryId, copy: 0 }), cancel()]);
    await workOff(context);
    expect(letters()).toBe(before);
    const copy = await stateOf(1);
    if (copy) expect(copy).toEqual({ state: "cancelled", reason: "the letter was cancelled" });
    expect(await balanced()).toBe(true);
  });
});

it("sends a welcome that was refused once more", async () => {
  await enrolled(context);
  context.mail.answers.push(...refused, ...refused, ...refused);
  await workOff(context);
  await secondTry();
  const [welcome] = await database.db.execute<{ id: string }>(sql`select id from delivery where notice = 'welcome'`);
  const deliveryId = Number(welcome?.id);
  context.mail.answers.length = 0;
  expect(await trouble()).toContainEqual(["welcome", "refused", false]);
  expect(await requeue(context, { author, deliveryId })).toEqual({ kind: "done" });
  await workOff(context);
  expect(mailTo(context, "maria@example.com").map(({ subject }) => subject)).toContain("Notice: welcome");
  expect(await balanced()).toBe(true);
});

it("tries at once whether a halt is over", async () => {
  const halted = answer({ kind: "halted", name: "invalid_api_key", message: "no", cure: "Set it.", pace });
  await atDayTwo(halted);
  await workOff(context);
  expect(lessons()).toEqual(["Day 1"]);
  expect(await tryNow(context, { author })).toEqual({ kind: "done" });
  await workOff(context);
  expect(lessons()).toEqual(["Day 1", "Day 2"]);
  expect(await tryNow(context, { author })).toEqual({ kind: "already" });
  expect(await acts()).toEqual(["halt tried"]);
});

function kinds(mended: readonly Mended[]): string[] {
  return mended.map(({ kind }) => kind).sort();
}

function never(): never {
  throw new Error("nothing is due");
}
