import { afterEach, beforeEach, expect, test } from "vitest";
import { findCourse } from "../../db/catalogue.ts";
import { authorAct } from "../../db/schema/authors.ts";
import { enrolment } from "../../db/schema/enrolments.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { sentLessons, serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, lastTo, mailTo } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { type AllSettings, changeSettings, proposeSettings, readCourseSettings } from "./settings.ts";

let database: TestDatabase;
let context: TestContext;
const slug = "test-course";

beforeEach(async () => {
  database = await testDatabase();
  context = testContext({ db: database.db, now: new Date("2026-03-02T05:00:00Z") });
  await publishedCourse(context.db, { publishedAt: context.clock.calendarAt, facts: { gate: "completion" } });
});
afterEach(() => database.close());

async function page() {
  const found = await readCourseSettings(context, { slug });
  if (!found) throw new Error("there is no course");
  return found;
}

async function change(wanted: Partial<AllSettings>) {
  const author = await authorNamed(context.db);
  return changeSettings(context, { author, slug, wanted: { ...(await page()).now, ...wanted } });
}

test("says whom an open gate lets go on, and lets them go on once it is opened", async () => {
  await enrolled(context);
  await serveUntil(context, "2026-03-05T12:00:00Z");
  expect(await sentLessons(context.db)).toHaveLength(1);
  const wanted = { ...(await page()).now, gate: "none" as const };
  const proposed = await proposeSettings(context, { slug, wanted });
  expect(proposed).toMatchObject({
    kind: "changes",
    changes: [{ name: "gate", effect: expect.stringMatching(/^1 reader who waits/) }],
  });
  expect(await sentLessons(context.db)).toHaveLength(1);

  expect(await change({ gate: "none" })).toEqual({ kind: "changed" });
  await serveUntil(context, "2026-03-06T12:00:00Z");
  expect((await sentLessons(context.db)).length).toBeGreaterThan(1);
  expect(await context.db.select().from(authorAct)).toMatchObject([
    {
      act: "course settings changed",
      facts: { what: expect.stringContaining("Waiting for “I did it”: only after the last was done →") },
    },
  ]);
});

test("keeps what course.ts says beside what was changed, and follows it again once that is put back", async () => {
  await change({ certificate: false, sendTime: "06:15" });
  expect(await page()).toMatchObject({
    changed: ["certificate", "sendTime"],
    now: { certificate: false, sendTime: "06:15" },
    declared: { certificate: true, sendTime: "07:00" },
  });
  await change({ certificate: true, sendTime: "07:00" });
  expect(await page()).toMatchObject({ changed: [], course: { declared: null, settings: {} } });
  expect(await change({ certificate: true })).toEqual({ kind: "same" });
});

test("refuses what contradicts itself, by the rules of publishing, and changes nothing", async () => {
  expect(await change({ catchUp: "skip to today" })).toMatchObject({ kind: "contradiction", name: "catchUp" });
  const cohort = { cohortDay: "2026-04-06" };
  expect(await change({ catchUp: "skip to today", start: cohort })).toMatchObject({
    kind: "contradiction",
    name: "gate",
  });
  expect((await page()).changed).toEqual([]);
  expect(await change({ catchUp: "skip to today", start: cohort, gate: "none" })).toEqual({ kind: "changed" });
});

test("holds for whoever signs up after it", async () => {
  await change({ weekdays: ["Monday", "Friday"], start: "next Monday", certificate: false });
  await enrolled(context, { email: "new@example.com" });
  expect(await context.db.select({ weekdays: enrolment.weekdays }).from(enrolment)).toEqual([{ weekdays: 0b0010001 }]);
  expect(mailTo(context, "new@example.com").map(({ subject }) => subject)).toEqual(["Notice: confirm"]);
  // It is a Monday, an hour before theirs.
  await serveUntil(context, "2026-03-02T12:00:00Z");
  expect(lastTo(context, "new@example.com").subject).toBe("Day 1: lesson-1");
  expect((await findCourse(context.db, { slug }))?.facts.start).toBe("next Monday");
});
