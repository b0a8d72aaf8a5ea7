import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { moveCalendar, readClocks } from "../../db/clock.ts";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { findReaderByAddress } from "../../db/readers.ts";
import { compareTallies } from "../../db/tallies.ts";
import { localDay, localMinute } from "../../domain/calendar.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { enrolled, mailTo } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { nextMorning } from "../mailbox.ts";
import { isBalanced } from "../status.ts";
import { tick } from "../tick.ts";
import { enrolDemoReaders } from "./enrol.ts";

const begunAt = new Date("2026-03-02T20:00:00Z");
const readers = 110;
let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  context = { ...testContext({ db, now: begunAt }), clocks: { read: (on) => readClocks(on) } };
  await moveCalendar(db, { calendarAt: begunAt });
  const kinds = Array.from({ length: 30 }, () => "training" as const);
  await publishedCourse(db, { kinds, publishedAt: new Date("2025-01-01") });
  expect(await enrolDemoReaders(context, { count: readers, course: null })).toMatchObject({ readers });
  await tick(context, { isOver: () => false });
});
afterAll(() => database.close());

async function one(query: ReturnType<typeof sql>): Promise<Record<string, string>> {
  const [row] = await database.db.execute<Record<string, string>>(query);
  if (!row) throw new Error("a count without a row");
  return row;
}

it("looks like a course that has been going on: lessons yesterday, opens that were judged, felt words, followers", async () => {
  const dayAgo = new Date(begunAt.getTime() - 86_400_000).toISOString();
  const seen = await one(sql`select
    (select sum(accepted_lessons) from batch where settled_at > ${dayAgo}) as lessons,
    (select count(*) from event where verdict = 'person') as people,
    (select count(*) from event where verdict = 'prefetch') as proxies,
    (select count(distinct felt) from completion) as feelings,
    (select count(*) from follow where state = 'following') as followers,
    (select count(*) from delivery where state = 'refused') as refused,
    (select count(*) from enrolment where state = 'finished') as finished`);
  for (const [what, count] of Object.entries(seen)) expect(Number(count), what).toBeGreaterThan(0);
});

it("has nobody who came later under an earlier number, and nobody who shows life before they came", async () => {
  const wrong = await one(sql`select
    (select count(*) from reader a join reader b on b.id = a.id + 1 where b.created_at < a.created_at) as order,
    (select count(*) from reader where last_seen_at < created_at) as life,
    (select count(*) from completion c where c.completed_at > ${begunAt.toISOString()}) as future,
    (select count(*) from enrolment where state = 'active' and next_send_at <= ${begunAt.toISOString()}) as late`);
  expect(wrong).toEqual({ order: "0", life: "0", future: "0", late: "0" });
});

it("is counted as if it had happened here, and once however often it is asked for", async () => {
  expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  expect(await compareTallies(database.db, { limit: 5 })).toEqual([]);
  expect(await enrolDemoReaders(context, { count: readers, course: null })).toMatchObject({ readers: 0 });
});

it("lets the visitor's own morning come to the minute, and no fictional reader in another zone loses a day by it", async () => {
  const email = await enrolled(context);
  await nextMorning(context, { to: email });
  const { calendarAt } = await context.clocks.read(database.db);
  const visitor = await findReaderByAddress(database.db, { address: email });
  expect(localMinute(calendarAt, visitor?.zone ?? "")).toBe(7 * 60);
  expect(mailTo(context, email).at(-1)?.subject).toContain("Day 2");
  // Whoever was served late for a stride was served on their own day all the same.
  const late = await database.db.execute<{ slotAt: string; zone: string }>(sql`
    select d.slot_at as "slotAt", r.zone from delivery d join reader r on r.id = d.reader_id
    where d.kind = 'lesson' and d.slot_at > ${begunAt.toISOString()} and d.had_at > d.slot_at + interval '3 hours' limit 9`);
  expect(late.map(({ slotAt, zone }) => `${localDay(new Date(slotAt), zone)} in ${zone}`)).toEqual([]);
  const [next] = await database.db.execute<{ count: string }>(sql`
    select count(*) as count from delivery where kind = 'lesson' and slot_at > ${begunAt.toISOString()}`);
  expect(Number(next?.count)).toBeGreaterThan(10);
});
