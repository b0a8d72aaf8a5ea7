import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { noteCompletion } from "../db/completions.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { listEnrolmentsOfReader, lockEnrolment } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import { addDays, localDay } from "../domain/calendar.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, signupForm } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm, type RhythmChange } from "./change-rhythm.ts";
import { openNextNow } from "./next-now.ts";
import { readNextUp } from "./next-up.ts";
import { openGate } from "./open-gate.ts";
import { pause, restart, resume } from "./pause.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";

/** For a long run: 300 stories. */
const stories = 10;

let database: TestDatabase;
let context: TestContext;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lessons = Array.from({ length: 6 }, (_, index) => (index === 3 ? ("rest" as const) : ("training" as const)));

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Step =
  | { kind: "live"; hours: number }
  | { kind: "outage"; hours: number }
  | { kind: "change"; change: Omit<RhythmChange, "readerId"> }
  | { kind: "pause"; course: number; days: number | null }
  | { kind: "resume" | "restart" | "open" | "complete"; course: number };

const course = fc.integer({ min: 0, max: 2 });
const zone = fc.constantFrom("Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin", "Pacific/Kiritimati", "UTC");
const change = fc.oneof(
  fc.record({ zone }),
  fc.record({ sendMinute: fc.constantFrom(0, 300, 420, 1080, 1380, 1439) }),
  fc.record({ dailyBudget: fc.constantFrom(1, 1, 2, null) }),
  fc.record({ weekdays: fc.record({ enrolmentId: course, mask: fc.constantFrom(127, 0b0011111, 0b0010101) }) }),
  fc.record({ everyDays: fc.record({ enrolmentId: course, days: fc.constantFrom<1 | 2>(1, 2) }) }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("live" as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("outage" as const), hours: fc.integer({ min: 5, max: 90 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("change" as const), change }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("pause" as const),
      course,
      days: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("resume" as const, "restart" as const), course }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom("open" as const, "complete" as const), course }) },
);

/** A reader in three courses: one plain, one that waits for what was done, one of a cohort that skips to today. */
async function begin(): Promise<void> {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  const made = { kinds: lessons, publishedAt: new Date("2026-01-01") };
  await publishedCourse(database.db, { ...made, slug: "plain" });
  await publishedCourse(database.db, { ...made, slug: "gated", facts: { gate: "completion" } });
  const cohort = { start: { cohortDay: "2026-03-05" }, catchUp: "skip to today" as const };
  await publishedCourse(database.db, { ...made, slug: "cohort", facts: cohort });
  for (const slug of ["plain", "gated"]) await signUp(context, signupForm({ course: slug }));
  await enrolled(context, { course: "cohort" });
}

const reader = async () => (await readReader(database.db, { id: 1 })) ?? never();

/** The newest run of the course of this number. */
async function runOf(number: number) {
  const enrolments = await listEnrolmentsOfReader(database.db, { readerId: 1 });
  return enrolments.find(({ courseId }) => courseId === number + 1) ?? never();
}

async function take(step: Step): Promise<void> {
  const until = (hours: number) => new Date(context.clock.calendarAt.getTime() + hours * hourMs);
  if (step.kind === "live") return serveUntil(context, until(step.hours));
  if (step.kind === "outage") return context.clock.jumpTo(until(step.hours));
  if (step.kind === "change") return rearrange(step.change);
  const who = { readerId: 1, enrolmentId: (await runOf(step.course)).id };
  if (step.kind === "resume") await resume(context, who);
  if (step.kind === "restart") await restart(context, who);
  if (step.kind === "open") await openNextNow(context, who);
  if (step.kind === "complete") await complete(who.enrolmentId);
  if (step.kind !== "pause") return;
  const today = localDay(context.clock.calendarAt, (await reader()).zone);
  await pause(context, { ...who, untilDay: step.days === null ? undefined : addDays(today, step.days) });
}

async function rearrange(change: Omit<RhythmChange, "readerId">): Promise<void> {
  const { weekdays, everyDays, ...others } = change;
  const answer = await changeRhythm(context, {
    readerId: 1,
    ...others,
    ...(weekdays && { weekdays: { ...weekdays, enrolmentId: (await runOf(weekdays.enrolmentId)).id } }),
    ...(everyDays && { everyDays: { ...everyDays, enrolmentId: (await runOf(everyDays.enrolmentId)).id } }),
  });
  expect(answer).toEqual({ kind: "changed" });
}

/** The reader's "I did it" under the newest lesson that was sent or opened. */
async function complete(enrolmentId: number): Promise<void> {
  await database.db.transaction(async (tx) => {
    await lockEnrolment(tx, { id: enrolmentId });
    const [newest] = await tx.execute<{ id: string }>(sql`
      select lesson_id as id, had_at as at from delivery where enrolment_id = ${enrolmentId} and state = 'accepted' and kind = 'lesson'
      union all select lesson_id, opened_at from opened_ahead where enrolment_id = ${enrolmentId} order by at desc limit 1`);
    if (!newest) return;
    const now = context.clock.calendarAt;
    await noteCompletion(tx, { enrolmentId, lessonId: Number(newest.id), completedAt: now, felt: null });
    await openGate(tx, { enrolmentId, now });
  });
}

type Sent = { id: number; courseId: number; enrolmentId: number; slotAt: Date; hadAt: Date; isChosen: boolean };

async function allSent(): Promise<Sent[]> {
  const rows = await database.db.execute<Record<"id" | "c" | "e" | "slot" | "had", string> & { chosen: boolean }>(sql`
    select d.id, d.course_id as c, d.enrolment_id as e, slot_at as slot, had_at as had, slot_at = confirmed_at as chosen
    from delivery d join enrolment e on e.id = d.enrolment_id
    where d.kind = 'lesson' and d.state = 'accepted' order by had_at, d.id`);
  return rows.map(({ id, c, e, slot, had, chosen }) => ({
    id: Number(id),
    courseId: Number(c),
    enrolmentId: Number(e),
    slotAt: new Date(slot),
    hadAt: new Date(had),
    isChosen: chosen,
  }));
}

/** What was sent since the last look, held against the rules by the zone and the budget under which it was sent. */
async function look(seen: Set<number>): Promise<void> {
  const { zone, dailyBudget } = await reader();
  const sent = await allSent();
  for (const [index, lesson] of sent.entries()) {
    if (seen.has(lesson.id)) continue;
    seen.add(lesson.id);
    const day = localDay(lesson.slotAt, zone);
    const sameDay = sent.slice(0, index).filter(({ slotAt }) => localDay(slotAt, zone) === day);
    expect(sameDay.filter(({ courseId }) => courseId === lesson.courseId)).toEqual([]);
    if (dailyBudget !== null && !lesson.isChosen) expect(sameDay.length).toBeLessThan(dailyBudget);
    const last = sent.slice(0, index).findLast(({ courseId }) => courseId === lesson.courseId);
    if (last && !last.isChosen)
      expect(lesson.hadAt.getTime() - last.hadAt.getTime()).toBeGreaterThanOrEqual(12 * hourMs);
  }
  expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  const enrolments = await listEnrolmentsOfReader(database.db, { readerId: 1 });
  for (const next of await readNextUp(database.db, {
    reader: await reader(),
    enrolments,
    now: context.clock.calendarAt,
  })) {
    expect(next.words).toBeTruthy();
  }
}

/** Everybody goes on, does what waits, and all that was begun comes to its end. */
async function comeToAnEnd(): Promise<void> {
  await rearrange({ dailyBudget: null });
  for (const number of [0, 1, 2]) {
    await resume(context, { readerId: 1, enrolmentId: (await runOf(number)).id });
    const { id: enrolmentId } = await runOf(number);
    await changeRhythm(context, {
      readerId: 1,
      everyDays: { enrolmentId, days: 1 },
      weekdays: { enrolmentId, mask: 127 },
    });
  }
  for (let days = 0; days < 20; days += 1) {
    await serveUntil(context, new Date(context.clock.calendarAt.getTime() + dayMs));
    await complete((await runOf(1)).id);
  }
  await serveUntil(context, new Date(context.clock.calendarAt.getTime() + 2 * dayMs));
  for (const number of [0, 1, 2]) expect((await runOf(number)).state).toBe("finished");
}

it("keeps every rule whatever a reader of three courses does, and brings every course to its end", {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40, size: "max" }), async (steps) => {
      await begin();
      const seen = new Set<number>();
      for (const step of steps) {
        await take(step);
        await look(seen);
      }
      await comeToAnEnd();
      await look(seen);
    }),
    { numRuns: stories },
  );
});

function never(): never {
  throw new Error("there is no such row");
}
