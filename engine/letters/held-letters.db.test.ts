import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { countWaits } from "../../db/studio/today.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { aLetter, aNewsletter } from "../../tests/factories/letter.ts";
import { serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, mailTo, workOff } from "../../tests/factories/reader.ts";
import { toldWaits } from "../../tests/factories/told-waits.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { leaveFrom } from "../leave.ts";
import { pause } from "../pause.ts";
import { isBalanced } from "../status.ts";
import { readStory } from "../studio/reader-story.ts";
import { steerAsAuthor } from "./act-as-author.ts";
import { readProgress } from "./follow-progress.ts";
import { scheduleIssue, sendIssue } from "./schedule-issue.ts";
import { cancelIssue } from "./steer-issue.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
let courseId: number;
const now = new Date("2026-03-02T08:00:00Z");
const maria = "maria@example.com";
const everyone = { audience: null, test: null, typedSize: null };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("course", "lesson", "issue", "reader", "batch", "planning", "suppression", "consent", "version");
  context = testContext({ db: database.db, now });
  newsletterId = await aNewsletter(database.db);
  ({ id: courseId } = await publishedCourse(database.db, {
    kinds: Array.from({ length: 9 }, () => "training" as const),
    publishedAt: new Date("2026-01-01"),
  }));
  // Maria reads the course and follows the letter as well.
  await enrolled(context, { email: maria, weeklyLetter: true });
  await workOff(context);
});

async function sent(during: "send" | "hold" | "skip", then: "send" | "cancel" = "send"): Promise<number> {
  await database.db.execute(sql`update newsletter set during_course = ${during}, held_then = ${then}`);
  const { id } = await aLetter(database.db, { newsletterId });
  await sendIssue(context, { issueId: id, ...everyone });
  await workOff(context);
  return id;
}

const hadLetter = () => mailTo(context, maria).some(({ subject }) => subject === "The first letter");

async function letter() {
  const [row] = await database.db.execute<{ state: string; heldFor: string | null; reason: string | null }>(sql`
    select state, held_for as "heldFor", reason from delivery where kind = 'issue'`);
  return row;
}

async function enrolment() {
  const [row] = await database.db.execute<{ readerId: string; enrolmentId: string }>(sql`
    select reader_id as "readerId", id as "enrolmentId" from enrolment`);
  return { readerId: Number(row?.readerId), enrolmentId: Number(row?.enrolmentId) };
}

/** What its reader's page says of the newest entry with this title. */
async function told(title: string): Promise<string | undefined> {
  const story = await readStory(context, { readerId: (await enrolment()).readerId, before: null });
  return story?.timeline.entries.find((entry) => entry.title === title)?.words;
}

describe("a letter to a reader in a course", () => {
  it("goes out where its newsletter does not mind", async () => {
    await sent("send");
    expect(hadLetter()).toBe(true);
  });

  it("is left out with its reason where the newsletter leaves such readers out", async () => {
    const id = await sent("skip");
    expect(hadLetter()).toBe(false);
    expect(await letter()).toMatchObject({
      state: "cancelled",
      reason: "in a course, and this letter leaves those out",
    });
    expect(await readProgress(context, { issueId: id })).toMatchObject({ state: "sent", counts: { cancelled: 1 } });
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("is held by name, and shown so", async () => {
    const id = await sent("hold");
    expect(hadLetter()).toBe(false);
    expect(await letter()).toMatchObject({ state: "queued", heldFor: "course" });
    const progress = await readProgress(context, { issueId: id });
    expect(progress).toMatchObject({ state: "sending", counts: { heldForCourse: 1, waiting: 0 } });
    expect(await told("Letter: First")).toMatch(
      /^Ready, and held because its newsletter waits until their course is over, until Monday, March 16, /,
    );
  });

  it.each([
    ["send", true, { state: "accepted", heldFor: null }],
    ["cancel", false, { state: "cancelled", reason: "still in a course after 14 days" }],
  ] as const)("after 14 days of holding, the newsletter's word being %s, it ends", async (then, arrives, end) => {
    const id = await sent("hold", then);
    context.clock.jumpTo(new Date("2026-03-16T07:59:00Z"));
    await workOff(context);
    expect(await letter()).toMatchObject({ heldFor: "course" });
    context.clock.jumpTo(new Date("2026-03-16T08:01:00Z"));
    await workOff(context);
    expect(hadLetter()).toBe(arrives);
    expect(await letter()).toMatchObject(end);
    expect((await readProgress(context, { issueId: id }))?.state).toBe("sent");
  });
});

describe("a letter that is held for a course goes at once", () => {
  it("when its reader leaves the course", async () => {
    await sent("hold");
    const { readerId } = await enrolment();
    await leaveFrom(context, { readerId, from: { courseId } });
    await workOff(context);
    expect(hadLetter()).toBe(true);
  });

  it("when its reader pauses it, for then nothing else comes", async () => {
    await sent("hold");
    await pause(context, await enrolment());
    await workOff(context);
    expect(hadLetter()).toBe(true);
  });

  it("when the course comes to its end", async () => {
    await database.db.execute(sql`update lesson set retired_at = '2026-03-01' where position > 3`);
    await sent("hold");
    await serveUntil(context, "2026-03-06T12:00:00Z");
    const [row] = await database.db.execute(sql`
      select e.state, d.had_at - e.ended_at < interval '5 minutes' as "atOnce"
      from enrolment e join delivery d on d.reader_id = e.reader_id and d.kind = 'issue'`);
    expect(row).toEqual({ state: "finished", atOnce: true });
    expect(hadLetter()).toBe(true);
  });

  it("or, where its author paused it, with that", async () => {
    const author = await authorNamed(database.db);
    const id = await sent("hold");
    context.clock.advance(3_600_000);
    await steerAsAuthor(context, { issueId: id, how: "pause", author });
    await leaveFrom(context, { ...(await enrolment()), from: { courseId } });
    await workOff(context);
    expect(await told("Letter: First")).toBe("Ready, and held because its author paused the letter.");
    expect(await countWaits(database.db, { most: 9 })).toMatchObject({ pause: 1, course: 0 });
    context.clock.advance(3_600_000);
    await steerAsAuthor(context, { issueId: id, how: "resume", author });
    await workOff(context);
    expect(hadLetter()).toBe(true);
    expect(await toldWaits(context)).toEqual([
      "Waited: First. From Monday, March 2, at 10:00 AM to Monday, March 2, at 11:00 AM, because its author had paused the letter.",
      "Waited: First. From Monday, March 2, at 9:00 AM to Monday, March 2, at 10:00 AM, because its newsletter waited until a course was over.",
    ]);
  });

  it("but not before the hour that it was meant for", async () => {
    await database.db.execute(sql`update newsletter set during_course = 'hold'`);
    const { id } = await aLetter(database.db, { newsletterId });
    const when = { mode: "local", day: "2026-03-02", minute: 20 * 60 } as const;
    await scheduleIssue(context, { issueId: id, ...everyone, when });
    context.clock.advance(3_600_000);
    await workOff(context);
    await leaveFrom(context, { readerId: (await enrolment()).readerId, from: { courseId } });
    await workOff(context);
    expect(hadLetter()).toBe(false);
    context.clock.jumpTo(new Date("2026-03-02T19:00:00Z"));
    await workOff(context);
    expect(hadLetter()).toBe(true);
  });

  it("even if whoever ended the course did not say so, within a day", async () => {
    await sent("hold");
    await database.db.execute(sql`update enrolment set state = 'left', ended_at = '2026-03-02', next_send_at = null,
      next_slot_at = null, open_delivery_id = null`);
    context.clock.advance(24 * 3_600_000 + 60_000);
    await workOff(context);
    expect(hadLetter()).toBe(true);
    expect(await toldWaits(context)).toEqual([
      "Waited: First. From Monday, March 2, at 9:00 AM to Tuesday, March 3, at 9:01 AM, because its newsletter waited until a course was over.",
    ]);
  });
});

describe("a letter that is held for a course is cancelled", () => {
  it("when its reader leaves the newsletter", async () => {
    await sent("hold");
    await leaveFrom(context, { readerId: (await enrolment()).readerId, from: { newsletter: "weekly" } });
    expect(await letter()).toMatchObject({ state: "cancelled", heldFor: null, reason: "left the newsletter" });
  });

  it("when its author cancels the issue", async () => {
    const id = await sent("hold");
    await cancelIssue(context, { issueId: id });
    await workOff(context);
    expect(await letter()).toMatchObject({ state: "cancelled", heldFor: null, reason: "the letter was cancelled" });
  });
});

it("a reader who begins a course between planning and sending is held then", async () => {
  const { readerId } = await enrolment();
  await leaveFrom(context, { readerId, from: { courseId } });
  await database.db.execute(sql`update newsletter set during_course = 'hold'`);
  const { id } = await aLetter(database.db, { newsletterId });
  const when = { mode: "local", day: "2026-03-03", minute: 20 * 60 } as const;
  await scheduleIssue(context, { issueId: id, ...everyone, when });
  context.clock.jumpTo(new Date("2026-03-03T08:00:00Z"));
  await workOff(context);
  expect(await letter()).toMatchObject({ heldFor: null });
  await enrolled(context, { email: maria });
  context.clock.jumpTo(new Date("2026-03-03T19:00:00Z"));
  await workOff(context);
  expect(await letter()).toMatchObject({ heldFor: "course" });
});
