import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSuppression } from "../db/readers.ts";
import { newsletter } from "../db/schema/letters.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { askForAddress } from "./change-address.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { completeLesson } from "./complete-lesson.ts";
import { confirm } from "./confirm.ts";
import { hashAddress } from "./context.ts";
import { type LeftThing, leaveFrom } from "./leave.ts";
import { pause } from "./pause.ts";
import { type Choices, foreseeChoices, readChoices } from "./reader-choices.ts";
import { readCopy } from "./reader-copy.ts";
import { signUp } from "./signup.ts";
import { linkToken } from "./token.ts";

let database: TestDatabase;
let context: TestContext;
const address = "maria@example.com";
const publishedAt = new Date("2026-01-01");

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt });
  await publishedCourse(database.db, { slug: "second", publishedAt });
  await database.db
    .insert(newsletter)
    .values({ slug: "weekly", title: "The weekly letter", createdAt: publishedAt })
    .onConflictDoNothing();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await enrolled(context, { weeklyLetter: true });
  await workOff(context);
});

const token = () => linkToken(context, { deliveryId: 1, purpose: "me" });

async function choices(): Promise<Choices> {
  const found = await readChoices(context, { token: token() });
  if (!found) throw new Error("the reader is unknown");
  return found;
}

/** The same reader signs up for the second course as well. On the same day the letter of the first is the one to press. */
async function alsoEnrolled(): Promise<void> {
  await signUp(context, signupForm({ course: "second" }));
  const token = linkToken(context, { deliveryId: 1, purpose: "confirm" });
  await confirm(context, { token, ip: null, userAgent: null });
  await workOff(context);
}

describe("what a reader may change", () => {
  it("is read with what comes next, in words, in their own zone", async () => {
    expect(await choices()).toMatchObject({
      name: "Maria",
      address,
      zone: "Europe/Berlin",
      sendMinute: 420,
      letters: [{ slug: "weekly", title: "The weekly letter" }],
      courses: [
        {
          slug: "test-course",
          state: "active",
          coming: {
            when: "on Tuesday, March 3, at 7:00 AM, Berlin time (that is in 22 hours)",
            words: "Day 2: lesson-2 comes on Tuesday, March 3, at 7:00 AM, Berlin time. That is in 22 hours.",
          },
        },
      ],
    });
  });

  it("is foreseen by the change itself, which changes nothing", async () => {
    const before = await readAllRows(database);
    const { outcome, after } = await foreseeChoices(context, {
      token: token(),
      act: (trial) => changeRhythm(trial, { readerId: 1, zone: "America/Los_Angeles", sendMinute: 390 }),
    });
    expect(outcome).toEqual({ kind: "changed" });
    expect(after?.courses[0]?.coming.when).toBe(
      "on Tuesday, March 3, at 6:30 AM, Los Angeles time (that is in about a day)",
    );
    expect(await readAllRows(database)).toEqual(before);
  });

  it("names what it waits for where there is no next time", async () => {
    await pause(context, { readerId: 1, enrolmentId: 1 });
    const words = "You have paused this course. Day 2: lesson-2 comes when you go on.";
    expect((await choices()).courses[0]?.coming).toEqual({ at: null, when: null, words, plainly: words });
  });

  it("is nobody's with a foreign or a forged link", async () => {
    for (const purpose of ["lesson", "leave", "confirm", "address"] as const) {
      expect(await readChoices(context, { token: linkToken(context, { deliveryId: 1, purpose }) })).toBeNull();
    }
    expect(await readChoices(context, { token: linkToken(context, { deliveryId: 99, purpose: "me" }) })).toBeNull();
    expect(await readChoices(context, { token: "\u0000" })).toBeNull();
  });
});

describe("a reader in two courses who follows a letter", () => {
  const leaveThing = (from: LeftThing) => leaveFrom(context, { readerId: 1, from });

  it("leaves one course, whichever link they came by, and keeps the rest", async () => {
    await alsoEnrolled();
    const second = (await choices()).courses.find(({ slug }) => slug === "second");
    expect(await leaveThing({ courseId: second?.courseId ?? 0 })).toEqual({ kind: "left" });
    expect(await leaveThing({ courseId: second?.courseId ?? 0 })).toEqual({ kind: "already" });
    const { courses, letters } = await choices();
    expect(courses.map(({ slug, state }) => [slug, state])).toEqual([
      ["second", "left"],
      ["test-course", "active"],
    ]);
    expect(letters).toHaveLength(1);
    context.clock.advance(86_400_000);
    const before = mailTo(context, address).length;
    await workOff(context);
    expect(
      mailTo(context, address)
        .slice(before)
        .map(({ subject }) => subject),
    ).toEqual(["Day 2: lesson-2"]);
  });

  it("leaves the letter on its own, as its box promised", async () => {
    const both = [leaveThing({ newsletter: "weekly" }), leaveThing({ newsletter: "weekly" })];
    expect((await Promise.all(both)).map(({ kind }) => kind).sort()).toEqual(["already", "left"]);
    expect(await choices()).toMatchObject({ letters: [], courses: [{ state: "active" }] });
    const [held] = await database.db.execute(sql`
      select withdrawn_at is not null as withdrawn from consent where purpose = 'newsletter:weekly'`);
    expect(held).toEqual({ withdrawn: true });
  });

  it("leaves everything, and is not written to again", async () => {
    expect(await leaveThing("everything")).toEqual({ kind: "left" });
    expect(await readSuppression(context.db, { addressHash: hashAddress(context, address) })).toBe("left");
  });

  it("leaves nothing by the name of a course or a letter that they are not in", async () => {
    expect(await leaveThing({ courseId: 2 })).toEqual({ kind: "already" });
    expect(await leaveThing({ newsletter: "'; drop table follow; --" })).toEqual({ kind: "already" });
    expect(await leaveFrom(context, { readerId: 99, from: "everything" })).toEqual({ kind: "unknown" });
  });
});

describe("a copy of what is held", () => {
  it("says all of it, in words that a person can read", async () => {
    await completeLesson(context, { token: tokenIn(lastTo(context, address), "lessons"), done: true });
    await askForAddress(context, { readerId: 1, enrolmentId: 1, typed: "new@example.com", questioned: "", ip: null });
    await database.db.execute(sql`insert into event (delivery_id, kind, link, seen_at, verdict, facts)
      select id, 'clicked', 3, planned_at, 'person', '{"userAgent": "a phone"}' from delivery where kind = 'lesson'`);
    const copy = await readCopy(context, { token: token() });
    expect(copy).toMatchObject({
      reader: { name: "Maria", address, timeZone: "Europe/Berlin", sendTime: "07:00" },
      nothingMayBeSentToYou: null,
      agreedTo: [
        { to: "course:test-course", words: expect.stringContaining("daily lessons"), askedFromIp: "127.0.0.1" },
        { to: "newsletter:weekly" },
      ],
      courses: [{ course: "The test-course", state: "active", weekdays: "every day" }],
      newsletters: [{ newsletter: "The weekly letter", state: "following" }],
      done: [{ lesson: "lesson-1", felt: null }],
      opensAndClicks: [{ what: "clicked", link: 3, lesson: "lesson-1", verdict: "person" }],
      changesOfAddress: [{ from: address, to: "new@example.com", confirmedAt: null }],
    });
    expect(copy?.messages).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ lesson: "lesson-1", subject: "Day 1: lesson-1", state: "accepted" }),
        expect.objectContaining({ notice: "welcome", subject: "Notice: welcome" }),
      ]),
    );
  });

  it("holds no key of ours, no hash, and nothing of anybody else", async () => {
    await enrolled(context, { email: "other@example.com", name: "Otto" });
    await workOff(context);
    await askForAddress(context, { readerId: 1, enrolmentId: 1, typed: "other@example.com", questioned: "", ip: null });
    const said = JSON.stringify(await readCopy(context, { token: token() }));
    expect(said).not.toMatch(/Otto|reader_?id|hash"|enrolment_?id|"id"|provider/i);
    expect(said).not.toContain(hashAddress(context, address));
    for (let deliveryId = 1; deliveryId <= 6; deliveryId += 1) {
      for (const purpose of ["me", "lesson", "leave", "confirm", "address"] as const) {
        expect(said).not.toContain(linkToken(context, { deliveryId, purpose }));
      }
    }
  });

  it("is nobody's with a foreign link, and changes nothing", async () => {
    const before = await readAllRows(database);
    await readCopy(context, { token: token() });
    const foreign = linkToken(context, { deliveryId: 1, purpose: "leave" });
    expect(await readCopy(context, { token: foreign })).toBeNull();
    expect(await readAllRows(database)).toEqual(before);
  });
});
