import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readEnrolment } from "../../db/enrolments.ts";
import { authorAct } from "../../db/schema/authors.ts";
import { readerChange } from "../../db/schema/enrolments.ts";
import { readerTag } from "../../db/schema/readers.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, signupForm, workOff } from "../../tests/factories/reader.ts";
import { toldWaits } from "../../tests/factories/told-waits.ts";
import { noPace, type Script } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { pause } from "../pause.ts";
import { signUp } from "../signup.ts";
import { doAct, tryAct } from "./reader-acts.ts";
import { readStory } from "./reader-story.ts";
import { nameSegment, readSegmentUse, removeSegment, saveSegment } from "./segments.ts";
import { tagFiltered, tagReader } from "./tagging.ts";

let database: TestDatabase;
let context: TestContext;
const author = { id: "author-1", name: "Ada" };

beforeAll(async () => {
  database = await testDatabase();
  await database.db.execute(sql`insert into author (id, name, address, role, created_at, updated_at)
    values ('author-1', 'Ada', 'ada@example.com', 'owner', '2026-01-01', '2026-01-01')`);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course", "author_act", "segment", "past_halt");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  const kinds = Array.from({ length: 5 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01") });
});

const acts = () => database.db.select().from(authorAct).orderBy(authorAct.id);
const answer = async () => (await readStory(context, { readerId: 1, before: null }))?.courses[0]?.answer.words;

/** It is Tuesday, 3 March, noon in Berlin; Day 2 came at seven. */
async function underway(): Promise<void> {
  await enrolled(context);
  await serveUntil(context, "2026-03-03T11:00:00Z");
}

describe("did they get their lesson?", () => {
  it("says yes with the day, the service and the hour of where the reader is, and what comes next", async () => {
    await underway();
    expect(await answer()).toBe(
      "Yes: Day 2 was accepted by Resend on Tuesday, March 3, at 7:00 AM, Berlin time. Day 3 comes on Wednesday, March 4, at 7:00 AM, Berlin time.",
    );
  });

  it("says that today's is yet to come", async () => {
    await underway();
    await serveUntil(context, "2026-03-04T05:00:00Z");
    expect(await answer()).toMatch(/^Not yet today: Day 3 comes on Wednesday, March 4, at 7:00 AM/);
  });

  it("says no with the reason where the service refused it, and that somebody has to do something", async () => {
    await underway();
    const no: Script = () => ({
      accepts: false,
      outcome: { kind: "refused", name: "validation_error", message: "", pace: noPace },
    });
    context.mail.answers.push(no, no);
    await serveUntil(context, "2026-03-04T11:00:00Z");
    const story = await readStory(context, { readerId: 1, before: null });
    expect(story?.courses[0]?.answer).toEqual({
      tone: "trouble",
      words: expect.stringMatching(
        /^No: Day 3 was refused by Resend on Wednesday, March 4, at 7:00 AM \(validation_error\)/,
      ),
    });
    expect(story?.timeline.entries.find(({ kind }) => kind === "trouble")?.title).toBe("Day 3: lesson-3");
  });

  it("says who has not confirmed, who rests, and who has left", async () => {
    await signUp(context, signupForm());
    await workOff(context);
    expect(await answer()).toMatch(/^No: they have not confirmed yet/);
    await database.empty("reader");
    await underway();
    await serveUntil(context, "2026-03-04T05:00:00Z");
    await pause(context, { readerId: 1, enrolmentId: 1, untilDay: "2026-03-10" });
    expect(await answer()).toMatch(
      /^Not today: the course is paused until Tuesday, March 10\. Day 3 then comes on Tuesday, March 10/,
    );
    await doAct(context, { readerId: 1, act: { kind: "leave", from: { courseId: 1 } }, author, reason: "" });
    expect(await answer()).toMatch(/^No: they left the course on Wednesday, March 4/);
  });
});

describe("a wait that is over", () => {
  const halted: Script = () => ({
    accepts: false,
    outcome: { kind: "halted", name: "invalid_api_key", message: "", cure: "Set it.", pace: noPace },
  });

  it("is told with the halt that was behind it", async () => {
    await underway();
    context.mail.answers.push(halted);
    context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
    await workOff(context);
    expect(await answer()).toMatch(/^No: Day 3 is ready, but sending has halted \(invalid_api_key\)/);
    context.clock.advance(600_000);
    await workOff(context);
    expect(await toldWaits(context)).toEqual([
      "Waited: Day 3: lesson-3. From Wednesday, March 4, at 7:00 AM to Wednesday, March 4, at 7:10 AM, because sending had halted (invalid_api_key).",
    ]);
  });

  it("is told where a lesson's day went by without it", async () => {
    await underway();
    context.clock.jumpTo(new Date("2026-03-04T22:00:00Z"));
    await serveUntil(context, "2026-03-05T12:00:00Z");
    expect(await toldWaits(context)).toEqual([
      "A lesson was put off. The next lesson of The test-course was meant for Wednesday, March 4, at 7:00 AM. Its time of that day went by, so it was due again on Thursday, March 5, at 5:00 AM.",
    ]);
  });
});

describe("what an author does for a reader", () => {
  const rest = { kind: "pause", enrolmentId: 1, untilDay: null } as const;

  it("is foreseen without a trace, and then noted with its reason, once", async () => {
    await underway();
    const tried = await tryAct(context, { readerId: 1, act: rest });
    expect(tried.outcome).toEqual({ kind: "done" });
    expect(tried.after[0]?.next).toBe("The course is paused until they or you resume it.");
    expect(await readEnrolment(database.db, { id: 1 })).toMatchObject({ state: "active" });
    expect(await acts()).toEqual([]);
    const asked = { readerId: 1, act: rest, author, reason: "asked by phone" };
    const [one, other] = await Promise.all([doAct(context, asked), doAct(context, asked)]);
    expect([one, other].map(({ kind }) => kind).sort()).toEqual(["already", "done"]);
    expect(await acts()).toMatchObject([
      { act: "reader paused", readerId: 1, courseId: 1, authorName: "Ada", facts: { reason: "asked by phone" } },
    ]);
  });

  it("stands in the reader's timeline as the author's, and what readers do themselves as theirs", async () => {
    await underway();
    await pause(context, { readerId: 1, enrolmentId: 1 });
    context.clock.advance(60_000);
    await doAct(context, { readerId: 1, act: { kind: "resume", enrolmentId: 1 }, author, reason: "well again" });
    const story = await readStory(context, { readerId: 1, before: null });
    expect(story?.timeline.entries.slice(0, 2)).toMatchObject([
      { kind: "author", title: "Ada: reader resumed, in The test-course", words: "Because: well again" },
      { kind: "reader", title: "Paused The test-course", words: "Until they come back." },
    ]);
    expect(await database.db.select().from(readerChange)).toHaveLength(1);
  });

  it("refuses in words, and notes nothing", async () => {
    await underway();
    const late = { kind: "pause", enrolmentId: 1, untilDay: "2020-01-01" } as const;
    expect(await doAct(context, { readerId: 1, act: late, author, reason: "" })).toMatchObject({ kind: "refused" });
    const there = { kind: "move", enrolmentId: 1, lessonId: 3, day: 3 } as const;
    expect(await doAct(context, { readerId: 1, act: there, author, reason: "" })).toMatchObject({ kind: "refused" });
    expect(await doAct(context, { readerId: 7, act: rest, author, reason: "" })).toEqual({ kind: "unknown" });
    expect(await acts()).toEqual([]);
  });

  it("erases without a trace of who it was, in the log neither", async () => {
    await underway();
    await doAct(context, { readerId: 1, act: rest, author, reason: "Maria phoned" });
    await doAct(context, { readerId: 1, act: { kind: "erase" }, author, reason: "asked for it" });
    expect(await readStory(context, { readerId: 1, before: null })).toBeNull();
    expect(await acts()).toMatchObject([
      { act: "reader paused", readerId: null },
      { act: "reader erased", readerId: null, facts: { reason: "asked for it" } },
    ]);
    expect(JSON.stringify(await acts())).not.toContain("Maria");
  });
});

describe("a timeline in parts", () => {
  it("shows everything once, the newest first, and parts no moment", async () => {
    await underway();
    const many = Array.from({ length: 150 }, (_, place) => ({
      readerId: 1,
      kind: "name" as const,
      former: "a",
      present: String(place),
      changedAt: new Date(Date.UTC(2026, 2, 1, 0, 0, Math.floor(place / 4))),
    }));
    await database.db.insert(readerChange).values(many);
    const seen: string[] = [];
    let before: Date | null = null;
    do {
      const story = await readStory(context, { readerId: 1, before });
      for (const entry of story?.timeline.entries ?? [])
        seen.push(`${entry.at.toISOString()} ${entry.title} ${entry.words}`);
      before = story?.timeline.olderThan ?? null;
    } while (before !== null);
    expect(seen.filter((one) => one.includes("Changed their name"))).toHaveLength(150);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.map((one) => one.slice(0, 24))).toEqual(
      seen
        .map((one) => one.slice(0, 24))
        .sort()
        .reverse(),
    );
  });
});

describe("tags", () => {
  it("go on everybody whom a filter picks, once, and off again, each noted with how many", async () => {
    await enrolled(context, { email: "one@example.com" });
    await enrolled(context, { email: "two@example.com", timezone: "Asia/Tokyo" });
    const asked = { author, filter: { zone: "Asia/Tokyo" }, tag: "far" };
    expect(await tagFiltered(context, { ...asked, how: "put" })).toEqual({ kind: "tagged", count: 1, isAll: true });
    expect(await tagFiltered(context, { ...asked, how: "put" })).toEqual({ kind: "tagged", count: 0, isAll: true });
    expect(await database.db.select().from(readerTag)).toMatchObject([{ readerId: 2, tag: "far" }]);
    expect(await tagReader(context, { author, readerId: 9, tag: "far", how: "put" })).toEqual({ kind: "unknown" });
    expect(await tagFiltered(context, { ...asked, filter: {}, how: "take" })).toMatchObject({ count: 1 });
    expect((await acts()).map(({ act, facts }) => [act, facts])).toEqual([
      ["readers tagged", { what: "far", readers: 1 }],
      ["readers untagged", { what: "far", readers: 1 }],
    ]);
  });
});

describe("a segment", () => {
  it("keeps one name to one filter, and goes with its name alone", async () => {
    const saved = await saveSegment(context, { author, name: " Far  away ", filter: { zone: "Asia/Tokyo" } });
    expect(saved).toEqual({ kind: "saved", id: 1 });
    expect(await saveSegment(context, { author, name: "Far away", filter: {} })).toEqual({ kind: "taken" });
    expect(await saveSegment(context, { author, name: " ", filter: {} })).toEqual({ kind: "nameless" });
    await saveSegment(context, { author, name: "All", filter: {} });
    expect(await nameSegment(context, { author, id: 1, name: "All" })).toEqual({ kind: "taken" });
    expect(await nameSegment(context, { author, id: 1, name: "Tokyo" })).toEqual({ kind: "saved", id: 1 });
    expect(await readSegmentUse(context, { id: 1 })).toMatchObject({ segment: { name: "Tokyo" }, letters: [] });
    expect(await removeSegment(context, { author, id: 1 })).toBe(true);
    expect(await removeSegment(context, { author, id: 1 })).toBe(false);
  });
});
