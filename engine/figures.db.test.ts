import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addEvents } from "../db/events.ts";
import { compareTallies, foldTallies, hasTallyChanges, recountTallies } from "../db/tallies.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { noPace, type Script } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { erase } from "./erase.ts";
import { judgeAnew } from "./judge-anew.ts";
import { leave } from "./leave.ts";
import { signUp } from "./signup.ts";
import { readFigures } from "./studio/figures.ts";

const browser = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.2 Safari/605.1.15";
const names = ["ada", "ben", "cleo", "dan", "eva", "finn"];
const zones = ["Europe/Berlin", "America/New_York", "Pacific/Auckland"];

let database: TestDatabase;
let context: TestContext;

/**
 * The clocks change in Berlin on the sixth day, while the first reader is under way there, and in Auckland on the
 * thirteenth.
 */
const firstDayMs = Date.UTC(2026, 2, 24, 6);
const days = 31;
const dayMs = 86_400_000;

/** A month in which people sign up, do lessons or not, say how they felt, open, leave, are refused and are erased. */
beforeAll(async () => {
  database = await testDatabase();
  context = testContext({ db: database.db, now: new Date(firstDayMs) });
  await publishedCourse(database.db, { publishedAt: context.clock.calendarAt, kinds: Array(8).fill("training") });
  for (let day = 0; day < days; day += 1) await serveDay(day);
}, 120_000);
afterAll(() => database.close());

async function serveDay(day: number): Promise<void> {
  const name = day % 4 === 0 ? names[day / 4] : undefined;
  if (name) await enrolled(context, { email: addressOf(name), name, timezone: zones[day % 3] ?? "UTC" });
  if (day === 18) await signUp(context, signupForm({ email: "never@example.com" }));
  // Refused alone, a message is tried once more before that is believed.
  if (day === 9) context.mail.answers.push(refuseFirst, refuseFirst);
  for (const [place, one] of names.slice(0, day / 4).entries()) if ((day + place) % 3 > 0) await doNewest(one, place);
  if (day === 10) await leave(context, { token: tokenIn(newestLesson("ben"), "leave"), from: "it" });
  if (day === 14) await leave(context, { token: tokenIn(newestLesson("cleo"), "leave"), from: "everything" });
  if (day === 20) await erase(context, { readerId: await idOf("dan") });
  await lookAtNewest();
  await serveUntil(context, new Date(firstDayMs + (day + 1) * dayMs));
}

const addressOf = (name: string) => `${name}@example.com`;
const refuseFirst: Script = ({ key, messages }) => ({
  accepts: true,
  outcome: {
    kind: "partly",
    accepted: messages.slice(1).map((_, place) => ({ index: place + 1, id: `${key}-${place}` })),
    refused: [{ index: 0, name: "validation_error", message: "no such address" }],
    pace: noPace,
  },
});

function newestLesson(name: string) {
  const found = mailTo(context, addressOf(name)).findLast(({ subject }) => subject.startsWith("Day "));
  if (!found) throw new Error(`${name} had no lesson`);
  return found;
}

async function doNewest(name: string, place: number): Promise<void> {
  if (name === "dan" && mailTo(context, addressOf(name)).length > 5) return;
  const token = tokenIn(newestLesson(name), "lessons");
  await completeLesson(context, {
    token,
    done: true,
    felt: (["easy", "hard", "right", null] as const)[place % 4] ?? null,
  });
  if (place === 2) await completeLesson(context, { token, done: false });
}

async function idOf(name: string): Promise<number> {
  const [row] = await database.db.execute<{ id: string }>(
    sql`select id from reader where address = ${addressOf(name)}`,
  );
  return Number(row?.id);
}

/** People open and click what came some hours ago, and machines fetch it. */
async function lookAtNewest(): Promise<void> {
  const rows = await database.db.execute<{ id: string }>(sql`
    update delivery set tracked = true where id = any(array(
      select id from delivery where kind = 'lesson' and state = 'accepted' order by id desc limit 3)) returning id`);
  const seenAt = new Date(context.clock.calendarAt.getTime() + 3_600_000);
  const facts = { method: "GET", network: null, purpose: null };
  const events = rows.flatMap(({ id }, place) => {
    const seen = { deliveryId: Number(id), seenAt };
    const userAgent = place === 2 ? "Mozilla/5.0" : browser;
    const opened = { ...seen, kind: "opened", link: null, facts: { ...facts, userAgent } } as const;
    const clicked = { ...seen, kind: "clicked", link: 1, facts: { ...facts, userAgent: browser } } as const;
    return place === 0 ? [opened, clicked] : [opened];
  });
  await judgeAnew(context, { deliveryIds: await addEvents(context.db, { events }) });
}

it("agrees with a count of everything after a month of a course in which the clocks changed twice", async () => {
  expect(await compareTallies(context.db, { limit: 10 })).toEqual([]);
});

/** Said in other words than the triggers', so that a fault of their rules shows. */
const said: readonly [measure: string, question: string][] = [
  ["asked", "select count(*) from enrolment where run = 1"],
  ["joined", "select count(*) from enrolment where run = 1 and confirmed_at is not null"],
  ["left", "select count(*) from enrolment where state = 'left' and confirmed_at is not null"],
  ["finished", "select count(*) from enrolment where state = 'finished'"],
  ["cohortBegan", "select count(distinct enrolment_id) from delivery where kind = 'lesson' and state = 'accepted'"],
  ["accepted", "select count(*) from delivery where state = 'accepted' and copy = 0"],
  ["refused", "select count(*) from delivery where state = 'refused'"],
  ["done", "select count(*) from completion"],
  ["hard", "select count(*) from completion where felt = 'hard'"],
  ["opened", "select count(distinct delivery_id) from event where kind = 'opened' and verdict = 'person'"],
  [
    "clicked",
    "select count(distinct delivery_id) from event where kind = 'clicked' and verdict = 'person' and link > 0",
  ],
];

it.each(said)("knows how many were %s, the erased left out", async (measure, question) => {
  const [row] = await database.db.execute<{ stands: number; counted: number }>(sql`
    select (select coalesce(sum(count), 0) from (select * from tally union all select * from tally_change) one
      where measure = ${measure})::int as stands, (${sql.raw(question)})::int as counted`);
  expect(row?.counted).toBeGreaterThan(0);
  expect(row?.stands).toBe(row?.counted);
});

it("notes at which hour of a reader's own week a lesson was done", async () => {
  const hoursIn = async (zone: string) => {
    const rows = await database.db.execute<{ hour: number }>(sql`
      select distinct c.week_hour % 24 as hour from completion c join enrolment e on e.id = c.enrolment_id
      join reader r on r.id = e.reader_id where r.zone = ${zone} order by 1`);
    return rows.map(({ hour }) => hour);
  };
  // Everything is done at 06:00 UTC, which is 7:00 in Berlin, and 8:00 from the Sunday on which the clocks went on.
  expect(await hoursIn("Europe/Berlin")).toEqual([7, 8]);
  expect(await hoursIn("America/New_York")).toEqual([2]);
});

it("counts nothing twice and forgets nothing while many change things and several fold", async () => {
  const add = (name: string) => signUp(context, signupForm({ email: addressOf(name), name }));
  const fold = async () => {
    for (let times = 0; times < 20; times += 1) await foldTallies(context.db);
  };
  await Promise.all([
    add("mia"),
    add("noa"),
    add("oda"),
    workOff(context),
    workOff(context),
    erase(context, { readerId: await idOf("eva") }),
    fold(),
    fold(),
  ]);
  expect(await compareTallies(context.db, { limit: 10 })).toEqual([]);
});

it("is as it was when a worker dies in the middle of folding, and when a change is taken back", async () => {
  const broken = context.db.transaction(async (tx) => {
    await tx.execute(sql`delete from completion`);
    await foldTallies(tx);
    throw new Error("the worker died");
  });
  await expect(broken).rejects.toThrow("the worker died");
  expect(await compareTallies(context.db, { limit: 10 })).toEqual([]);
  while (await foldTallies(context.db));
  expect(await hasTallyChanges(context.db)).toBe(false);
  expect(await compareTallies(context.db, { limit: 10 })).toEqual([]);
});

it("shows what somebody's own hand made of the numbers, and mends it", async () => {
  await database.db.execute(sql`update tally set count = count + 5 where measure = 'asked'`);
  expect((await compareTallies(context.db, { limit: 100 })).map(({ measure }) => measure)).toContain("asked");
  await recountTallies(context.db);
  expect(await compareTallies(context.db, { limit: 10 })).toEqual([]);
});

it("asks those who signed up long enough ago how far they came, and whoever there is on a young site", async () => {
  await database.db.transaction(async (tx) => {
    // The calendar of these stories ends in March or later; these came before all of them.
    await tx.execute(sql`
      insert into tally (measure, day, course_id, count)
      select measure, '2025-06-01', (select min(id) from course), count
      from (values ('asked', 20), ('cohortConfirmed', 15), ('cohortFinished', 10)) as told(measure, count)`);
    const before = { ...context, db: tx, clocks: { read: async () => clocksAt("2025-06-10T12:00:00Z") } };
    expect((await readFigures(before, { about: "", spanName: "30" })).funnel).toMatchObject({ isRipe: false });
    const later = { ...context, db: tx, clocks: { read: async () => clocksAt("2025-07-10T12:00:00Z") } };
    const { funnel } = await readFigures(later, { about: "", spanName: "30" });
    expect(funnel).toMatchObject({ isRipe: true });
    expect(funnel.span.from <= "2025-06-01" && "2025-06-01" <= funnel.span.to).toBe(true);
    expect(funnel.steps.map(({ count }) => count)).toEqual([20, 15, 10, 10]);
    await tx.execute(sql`delete from tally where day = '2025-06-01'`);
  });
});

it("holds nothing of a reader who was erased", async () => {
  const rows = await database.db.execute<{ id: string }>(sql`select id from reader`);
  for (const { id } of rows) await erase(context, { readerId: Number(id) });
  await serveUntil(context, new Date(context.clock.calendarAt.getTime() + 2 * 86_400_000));
  expect(await compareTallies(context.db, { limit: 10 })).toEqual([]);
  const [row] = await database.db.execute<{ left: number }>(sql`
    select coalesce(sum(count), 0)::int as left from tally where newsletter_id is null`);
  expect(row?.left).toBe(0);
});

function clocksAt(instant: string) {
  return { calendarAt: new Date(instant), elapsedAt: new Date(instant) };
}
