import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countMatching, matching } from "../db/reader-filter.ts";
import { newsletter } from "../db/schema/letters.ts";
import { reader, readerTag, suppression } from "../db/schema/readers.ts";
import { type ReaderFilter, readerFilterSchema } from "../domain/reader-filter.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, signupForm, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { erase } from "./erase.ts";
import { leaveFrom } from "./leave.ts";
import { pause, restart } from "./pause.ts";
import { signUp } from "./signup.ts";

let database: TestDatabase;
let context: TestContext;

/** Six readers, each of whom is alone in something. */
const ada = "ada@example.com";
const ben = "ben@example.com";
const cleo = "cleo@example.com";
const dan = "dan@example.com";
const eve = "eve@example.com";
const gone = "gone@example.com";

beforeAll(async () => {
  database = await testDatabase();
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await publishedCourse(database.db, {
    kinds: Array.from({ length: 3 }, () => "training" as const),
    publishedAt: new Date("2026-01-01"),
  });
  await publishedCourse(database.db, { slug: "other", publishedAt: new Date("2026-01-01") });
  await database.db
    .insert(newsletter)
    .values({ slug: "weekly", title: "Weekly", createdAt: context.clock.calendarAt })
    .onConflictDoNothing();
  await enrolled(context, { email: ada, form: "article", weeklyLetter: true });
  await enrolled(context, { email: gone });
  await erase(context, { readerId: await idOf(gone) });
  await serveUntil(context, "2026-03-03T09:00:00Z");
  await enrolled(context, { email: ben, timezone: "America/New_York" });
  await enrolled(context, { email: cleo, course: "other" });
  await pause(context, { readerId: await idOf(cleo), enrolmentId: 4 });
  await signUp(context, signupForm({ email: dan }));
  await workOff(context);
  await enrolled(context, { email: eve });
  await leaveFrom(context, { readerId: await idOf(eve), from: { courseId: 1 } });
  await database.db.insert(readerTag).values([
    { readerId: await idOf(ada), tag: "coached", taggedAt: context.clock.calendarAt },
    { readerId: await idOf(ada), tag: "club", taggedAt: context.clock.calendarAt },
    { readerId: await idOf(ben), tag: "club", taggedAt: context.clock.calendarAt },
  ]);
});
afterAll(() => database.close());

async function idOf(address: string): Promise<number> {
  const rows = await database.db.execute<{ id: string }>(sql`select id from reader where address = ${address}`);
  return Number(rows[0]?.id);
}

/** The first names of who is picked, and a check that counting says the same. */
async function picked(filter: ReaderFilter): Promise<string[]> {
  const now = context.clock.calendarAt;
  const rows = await database.db.select().from(reader).where(matching(filter, now)).orderBy(reader.address);
  expect(await countMatching(database.db, { filter, now })).toBe(rows.length);
  return rows.map(({ address }) => address.replace("@example.com", ""));
}

it("picks everybody by an empty filter, but nobody who was erased", async () => {
  expect(await picked({})).toEqual(["ada", "ben", "cleo", "dan", "eve"]);
});

it("picks by course and by how the run stands", async () => {
  expect(await picked({ course: "test-course" })).toEqual(["ada", "ben", "dan", "eve"]);
  expect(await picked({ course: "test-course", state: "active" })).toEqual(["ada", "ben"]);
  expect(await picked({ state: "unconfirmed" })).toEqual(["dan"]);
  expect(await picked({ state: "paused" })).toEqual(["cleo"]);
  expect(await picked({ course: "test-course", state: "left" })).toEqual(["eve"]);
  expect(await picked({ course: "no-such-course" })).toEqual([]);
});

it("picks by where readers are in a course", async () => {
  expect(await picked({ course: "test-course", place: { from: 2, to: 3 } })).toEqual(["ada"]);
  expect(await picked({ course: "test-course", place: { from: 1, to: 1 } })).toEqual(["ben"]);
  expect(await picked({ place: "not begun" })).toEqual(["cleo"]);
});

it("picks by tags, newsletter, zone, source, confirmation and day of signup", async () => {
  expect(await picked({ tags: ["club"] })).toEqual(["ada", "ben"]);
  expect(await picked({ tags: ["club", "coached"] })).toEqual(["ada"]);
  expect(await picked({ withoutTags: ["club"] })).toEqual(["cleo", "dan", "eve"]);
  expect(await picked({ newsletter: "weekly" })).toEqual(["ada"]);
  expect(await picked({ zone: "America/New_York" })).toEqual(["ben"]);
  expect(await picked({ source: "article" })).toEqual(["ada"]);
  expect(await picked({ confirmed: false })).toEqual(["dan"]);
  expect(await picked({ signedUpTo: "2026-03-02" })).toEqual(["ada"]);
  expect(await picked({ signedUpFrom: "2026-03-03", confirmed: true })).toEqual(["ben", "cleo", "eve"]);
});

it("picks by suppression and why", async () => {
  const [row] = await database.db.select().from(reader).where(sql`address = ${eve}`);
  const addressHash = row?.addressHash ?? "";
  await database.db
    .insert(suppression)
    .values({ addressHash, reason: "bounced", suppressedAt: context.clock.calendarAt });
  expect(await picked({ suppressed: "any" })).toEqual(["eve"]);
  expect(await picked({ suppressed: "bounced" })).toEqual(["eve"]);
  expect(await picked({ suppressed: "complained" })).toEqual([]);
  expect(await picked({ suppressed: "none" })).toEqual(["ada", "ben", "cleo", "dan"]);
});

it("picks by the last sign of life, and counts days back from the moment of asking", async () => {
  expect(await picked({ seen: "never" })).toEqual(["dan"]);
  expect(await picked({ seen: { withinDays: 1 } })).toEqual(["ben", "cleo", "eve"]);
  context.clock.advance(9.5 * 86_400_000);
  expect(await picked({ seen: { withinDays: 10 } })).toEqual(["ben", "cleo", "eve"]);
  expect(await picked({ seen: { notForDays: 10 } })).toEqual(["ada"]);
});

it("looks at the newest run of somebody who came back", async () => {
  await serveUntil(context, "2026-03-20T12:00:00Z");
  expect(await picked({ course: "test-course", state: "finished" })).toEqual(["ada", "ben"]);
  await restart(context, { readerId: await idOf(ada), enrolmentId: 1 });
  expect(await picked({ course: "test-course", state: "finished" })).toEqual(["ben"]);
  expect(await picked({ course: "test-course", place: { from: 3, to: 3 } })).toEqual(["ben"]);
});

it("takes no filter that it does not know", () => {
  expect(readerFilterSchema.safeParse({ planet: "Mars" }).success).toBe(false);
  expect(readerFilterSchema.safeParse({ zone: "Mars/Olympus" }).success).toBe(false);
  expect(readerFilterSchema.safeParse({ signedUpFrom: "2026-02-30" }).success).toBe(false);
  expect(readerFilterSchema.safeParse({ course: "x", place: { from: 2, to: 9 }, tags: ["a"] }).success).toBe(true);
});
