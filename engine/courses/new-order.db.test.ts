import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findCourse, listLessons } from "../../db/catalogue.ts";
import { readPendingChange } from "../../db/pending-changes.ts";
import { authorAct } from "../../db/schema/authors.ts";
import { enrolment } from "../../db/schema/enrolments.ts";
import { reader } from "../../db/schema/readers.ts";
import type { Audience } from "../../domain/pacing.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { waitingOrder } from "../../tests/factories/order.ts";
import { sentDays, serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, mailTo } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { readPassages } from "../passage.ts";
import { applyWaitingOrder, readWaitingOrder } from "./pending.ts";

let database: TestDatabase;
let context: TestContext;

beforeEach(async () => {
  database = await testDatabase();
  context = testContext({ db: database.db, now: new Date("2026-03-01T05:00:00Z") });
});
afterEach(() => database.close());

const slug = "test-course";
const old = ["lesson-1", "lesson-2", "lesson-3", "lesson-4", "lesson-5"];
const withNew = ["lesson-1", "lesson-2", "new", "lesson-3", "lesson-4", "lesson-5"];

async function courseNow() {
  const course = await findCourse(context.db, { slug });
  if (!course) throw new Error("there is no course");
  return course;
}

/** Ann has had three lessons, Ben one, by the evening of March 3. */
async function twoUnderWay() {
  const kinds = old.map(() => "training" as const);
  await publishedCourse(context.db, { kinds, publishedAt: context.clock.calendarAt });
  await enrolled(context, { email: "ann@example.com" });
  await serveUntil(context, "2026-03-03T05:00:00Z");
  await enrolled(context, { email: "ben@example.com" });
  await serveUntil(context, "2026-03-03T18:00:00Z");
}

async function wait(keys: readonly string[]): Promise<string> {
  return waitingOrder(context.db, { course: await courseNow(), keys, foundAt: context.clock.calendarAt });
}

async function apply(sourceHash: string, choices: { audience?: Audience; wake?: boolean } = {}) {
  const { audience = "ahead", wake = false } = choices;
  const author = await authorNamed(context.db);
  const { id: courseId } = await courseNow();
  return applyWaitingOrder(context, { author, courseId, sourceHash, choices: { audiences: { new: audience }, wake } });
}

/** The lessons that this address was sent, by the subjects of its mail. */
const lessonsTo = (address: string) =>
  mailTo(context, address).flatMap(
    ({ subject }) => /^Day \d: (.*)|^(new)$/.exec(subject)?.slice(1).filter(Boolean) ?? [],
  );

test("says who is past an added lesson and who will come to it, and changes nothing before it is applied", async () => {
  await twoUnderWay();
  await wait(withNew);
  const waiting = await readWaitingOrder(context, { slug });
  expect(waiting?.impact).toMatchObject({
    live: 2,
    finished: 0,
    added: [{ key: "new", day: 3, past: 1, coming: 1, middle: 0 }],
  });
  await serveUntil(context, "2026-03-05T18:00:00Z");
  expect(lessonsTo("ben@example.com")).toEqual(["lesson-1", "lesson-2", "lesson-3"]);
});

test("everyone not past it gets it, and nobody else", async () => {
  await twoUnderWay();
  await apply(await wait(withNew));
  await serveUntil(context, "2026-03-12T18:00:00Z");
  expect(lessonsTo("ben@example.com")).toEqual(withNew);
  expect(lessonsTo("ann@example.com")).toEqual(old);
});

test("also those past it get it as their next one, on a day of its own", async () => {
  await twoUnderWay();
  await apply(await wait(withNew), { audience: "all" });
  await serveUntil(context, "2026-03-12T18:00:00Z");
  expect(lessonsTo("ann@example.com")).toEqual(["lesson-1", "lesson-2", "lesson-3", "new", "lesson-4", "lesson-5"]);
  expect(lessonsTo("ben@example.com")).toEqual(withNew);
  const days = (await sentDays(context.db, "Europe/Berlin")).map((line) => line.slice(0, 10));
  for (const day of days) expect(days.filter((one) => one === day).length).toBeLessThanOrEqual(2);
});

test("new readers only: nobody under way gets it, whoever confirms later does", async () => {
  await twoUnderWay();
  await apply(await wait(withNew), { audience: "new" });
  context.clock.advance(60_000);
  await enrolled(context, { email: "cleo@example.com" });
  await serveUntil(context, "2026-03-14T18:00:00Z");
  expect(lessonsTo("ben@example.com")).toEqual(old);
  expect(lessonsTo("cleo@example.com")).toEqual(withNew);
});

test("who has finished is woken only where the author says so, and then at their own hour", async () => {
  await twoUnderWay();
  await serveUntil(context, "2026-03-08T18:00:00Z");
  expect(await context.db.$count(enrolment, eq(enrolment.state, "finished"))).toBe(2);
  const hash = await wait([...old, "new"]);
  expect((await readWaitingOrder(context, { slug }))?.impact).toMatchObject({ live: 0, finished: 2 });
  await apply(hash);
  await serveUntil(context, "2026-03-10T18:00:00Z");
  expect(lessonsTo("ann@example.com")).toEqual(old);

  const applied = await apply(await wait([...old, "new", "newer"]), { wake: true });
  expect(applied).toMatchObject({ kind: "applied", woken: 2 });
  await serveUntil(context, "2026-03-11T05:59:00Z");
  expect(lessonsTo("ann@example.com")).toEqual(old);
  await serveUntil(context, "2026-03-14T18:00:00Z");
  expect(lessonsTo("ann@example.com")).toEqual([...old, "new", "newer"]);
  expect(await context.db.$count(enrolment, eq(enrolment.state, "finished"))).toBe(2);
  const ends = mailTo(context, "ann@example.com").filter(({ subject }) => subject === "Notice: finished");
  expect(ends).toHaveLength(1);
});

test("a retired lesson that waits in the queue gives its place in the day to the one after it", async () => {
  await twoUnderWay();
  const without = old.filter((key) => key !== "lesson-2");
  const hash = await wait(without);
  expect((await readWaitingOrder(context, { slug }))?.impact.retired).toMatchObject([
    { key: "lesson-2", past: 1, coming: 1 },
  ]);
  await apply(hash);
  await serveUntil(context, "2026-03-12T18:00:00Z");
  expect(lessonsTo("ben@example.com")).toEqual(without);
  expect(lessonsTo("ann@example.com")).toEqual(old);
});

test("a moved lesson is neither lost nor sent twice, and who stands between gets it next", async () => {
  await twoUnderWay();
  const order = ["lesson-5", "lesson-1", "lesson-2", "lesson-3", "lesson-4"];
  const hash = await wait(order);
  expect((await readWaitingOrder(context, { slug }))?.impact.moved).toMatchObject([
    { key: "lesson-5", from: 5, to: 1, past: 0, coming: 0, next: 2 },
  ]);
  await apply(hash);
  await serveUntil(context, "2026-03-12T18:00:00Z");
  expect(lessonsTo("ann@example.com")).toEqual(["lesson-1", "lesson-2", "lesson-3", "lesson-5", "lesson-4"]);
  expect(lessonsTo("ben@example.com")).toEqual(["lesson-1", "lesson-5", "lesson-2", "lesson-3", "lesson-4"]);
});

test("an order that another publishing has replaced is not applied, and one press applies it once", async () => {
  await twoUnderWay();
  const first = await wait(withNew);
  const second = await wait([...old, "new"]);
  expect(await apply(first)).toEqual({ kind: "replaced" });
  expect((await listLessons(context.db, { courseId: (await courseNow()).id })).map(({ key }) => key)).toEqual(old);
  const both = await Promise.all([apply(second), apply(second)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["applied", "replaced"]);
  expect(await readPendingChange(context.db, { courseId: (await courseNow()).id })).toBeNull();
  const acts = await context.db.select().from(authorAct);
  expect(acts).toMatchObject([{ act: "order applied", authorName: "Ada" }]);
  expect(String(acts[0]?.facts.what)).toContain("Added as Day 6: “new”");
});

test("what it says of each lesson is what rule 7 then makes of each reader", async () => {
  await twoUnderWay();
  const author = await authorNamed(context.db);
  for (const [index, email] of ["c", "d", "e", "f"].entries()) {
    await enrolled(context, { email: `${email}@example.com`, sendTime: `0${index + 5}:30` });
    await serveUntil(context, new Date(context.clock.calendarAt.getTime() + 20 * 3_600_000));
  }
  const keys = fc.shuffledSubarray([...old, "x", "y"], { minLength: 2 });
  const told = fc.asyncProperty(keys, fc.constantFrom<Audience>("ahead", "all"), async (order, audience) => {
    const hash = await wait(order);
    const { impact, course } = (await readWaitingOrder(context, { slug })) ?? {};
    if (!impact || !course) throw new Error("nothing waits");
    const audiences = Object.fromEntries(order.map((key) => [key, audience]));
    await applyWaitingOrder(context, {
      author,
      courseId: course.id,
      sourceHash: hash,
      choices: { audiences, wake: false },
    });
    const passages = await passagesNow();
    for (const { key, past, coming } of impact.added) {
      const expecting = passages.filter(({ ahead }) => ahead.some((lesson) => lesson.key === key)).length;
      expect([key, expecting]).toEqual([key, audience === "all" ? past + coming : coming]);
    }
    await serveUntil(context, new Date(context.clock.calendarAt.getTime() + 26 * 3_600_000));
  });
  await fc.assert(told, { numRuns: 4, seed: 7, endOnFailure: true });
}, 60_000);

async function passagesNow() {
  const rows = await context.db
    .select({ run: enrolment, zone: reader.zone, sendMinute: reader.sendMinute })
    .from(enrolment)
    .innerJoin(reader, eq(reader.id, enrolment.readerId))
    .where(eq(enrolment.state, "active"));
  const passages = await readPassages(
    context.db,
    rows.map(({ run, ...own }) => ({ ...run, ...own })),
  );
  return [...passages.values()];
}
