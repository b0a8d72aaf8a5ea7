import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { findNextWork } from "../../db/work.ts";
import { localDay } from "../../domain/calendar.ts";
import type { TestContext } from "./context.ts";
import { workOff } from "./reader.ts";

/** More moments than any test's weeks have; a calendar that no longer moves ends here. */
const mostMoments = 2_000;

/** The next moment of calendar time at which there is something to do. */
export async function nextMoment({ db }: Pick<TestContext, "db">): Promise<Date | null> {
  const { planAt, deliverAt, resumeAt, nudgeAt } = await findNextWork(db);
  const moments = [planAt, deliverAt, resumeAt, nudgeAt].flatMap((at) => (at ? [at.getTime()] : []));
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** Lets the calendar run to `at` as it would in life: what falls due on the way is served at its own moment. */
export async function serveUntil(context: TestContext, at: Date | string): Promise<void> {
  const endAt = new Date(at);
  for (let moments = 0; moments < mostMoments; moments += 1) {
    await workOff(context);
    const nextAt = await nextMoment(context);
    if (nextAt === null || nextAt > endAt) break;
    if (nextAt > context.clock.calendarAt) context.clock.jumpTo(nextAt);
    else if (moments === mostMoments - 1) throw new Error(`${nextAt.toISOString()} is due and never served`);
  }
  context.clock.jumpTo(endAt);
  await workOff(context);
}

/** A lesson as it went out: of which course, and for which slot. */
export type SentLesson = { course: string; key: string; slotAt: Date; hadAt: Date };

/** Every lesson that was accepted, the oldest first. */
export async function sentLessons(db: Database): Promise<SentLesson[]> {
  const rows = await db.execute<{ course: string; key: string; slotAt: string; hadAt: string }>(sql`
    select c.slug as course, l.key, d.slot_at as "slotAt", d.had_at as "hadAt"
    from delivery d join lesson l on l.id = d.lesson_id join course c on c.id = d.course_id
    where d.state = 'accepted' order by d.had_at, d.id`);
  return rows.map((row) => ({ ...row, slotAt: new Date(row.slotAt), hadAt: new Date(row.hadAt) }));
}

/** "2026-03-02 lesson-1", with the local date that each counts for. */
export async function sentDays(db: Database, zone: string): Promise<string[]> {
  return (await sentLessons(db)).map(({ key, slotAt }) => `${localDay(slotAt, zone)} ${key}`);
}
