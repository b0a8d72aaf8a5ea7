import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** How somebody wants their lessons, without the pace, which planning looks at when the time has come. */
export type SleepingRhythm = { zone: string; sendMinute: number; weekdays: number };

type RhythmSlot = SleepingRhythm & { dueAt: Date; slotAt: Date };

/** Left alone are runs that were begun anew since, and addresses that must not be mailed. */
function sleeping(courseId: number) {
  return sql`from enrolment e join reader r on r.id = e.reader_id
    where e.course_id = ${courseId} and e.state = 'finished' and r.erased_at is null
      and not exists (select 1 from enrolment later
        where later.reader_id = e.reader_id and later.course_id = e.course_id and later.run > e.run)
      and not exists (select 1 from suppression s where s.address_hash = r.address_hash and s.lifted_at is null)`;
}

/** Each rhythm once among those who have finished a course: a few thousand at most, however many they are. */
export async function listSleepingRhythms(db: Database, input: { courseId: number }): Promise<SleepingRhythm[]> {
  const rows = await db.execute<SleepingRhythm>(sql`
    select distinct r.zone, r.send_minute as "sendMinute", e.weekdays ${sleeping(input.courseId)}`);
  return [...rows];
}

/**
 * Makes everybody who has finished a course active again, due at the next hour of their own rhythm; returns how many.
 * What they get then is for planning to find; whom nothing waits for is finished again without a word.
 */
export async function wakeFinished(
  db: Database,
  input: { courseId: number; slots: readonly RhythmSlot[] },
): Promise<number> {
  await db.execute(sql`select e.id ${sleeping(input.courseId)} order by e.id for no key update of e`);
  const woken = await db.execute(sql`
    update enrolment set state = 'active', ended_at = null, next_send_at = found.due_at, next_slot_at = found.slot_at
    from (select run.id, slot."dueAt" as due_at, slot."slotAt" as slot_at
      from (select e.id, r.zone, r.send_minute, e.weekdays ${sleeping(input.courseId)}) as run
      join json_to_recordset(${JSON.stringify(input.slots)}::json) as slot(zone text, "sendMinute" integer,
        weekdays integer, "dueAt" timestamptz, "slotAt" timestamptz)
        on slot.zone = run.zone and slot."sendMinute" = run.send_minute and slot.weekdays = run.weekdays) as found
    where enrolment.id = found.id and enrolment.state = 'finished'`);
  return woken.count;
}
