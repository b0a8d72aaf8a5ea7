import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";

/** What one reader had of one course, all runs counted: a lesson whose first attempt is under way is one of them. */
export type HadOfCourse = {
  readerId: number;
  courseId: number;
  lastSlotAt: Date;
  lessons: number;
  /** The slots from `sinceAt` on, to be counted by the reader's days. */
  recentSlotsAt: readonly Date[];
};

type HadRow = { readerId: string; courseId: string; lastMs: number; lessons: string; recentMs: number[] | null };

export async function listHadOfCourses(
  db: Database,
  input: { readerIds: readonly number[]; sinceAt: Date },
): Promise<HadOfCourse[]> {
  const sinceMs = input.sinceAt.getTime();
  const rows = await db.execute<HadRow>(sql`
    select reader_id as "readerId", course_id as "courseId", max(slot_ms) as "lastMs", count(*) as lessons,
      json_agg(slot_ms) filter (where slot_ms >= ${sinceMs}) as "recentMs"
    from (
      select reader_id, course_id, (extract(epoch from slot_at) * 1000)::float8 as slot_ms from delivery
      where reader_id = any(${sql.param([...input.readerIds])}::bigint[]) and kind = 'lesson' and copy = 0
        and (had_at is not null or state = 'batched')) as had
    group by reader_id, course_id`);
  return rows.map((row) => ({
    readerId: Number(row.readerId),
    courseId: Number(row.courseId),
    lastSlotAt: new Date(row.lastMs),
    lessons: Number(row.lessons),
    recentSlotsAt: (row.recentMs ?? []).map((ms) => new Date(ms)),
  }));
}

/** An enrolment whose lesson is due at this moment: waiting to be planned, or queued. */
export type DueContender = {
  readerId: number;
  courseId: number;
  enrolmentId: number;
  slotAt: Date;
  /** It is the Day 1 that confirming asked for. */
  isChosen: boolean;
};

type DueRow = { readerId: string; courseId: string; enrolmentId: string; slotMs: number; isChosen: boolean };

export async function listDueContenders(
  db: Database,
  input: { readerIds: readonly number[]; now: Date },
): Promise<DueContender[]> {
  const now = input.now.toISOString();
  const rows = await db.execute<DueRow>(sql`
    select e.reader_id as "readerId", e.course_id as "courseId", e.id as "enrolmentId",
      (extract(epoch from coalesce(e.next_slot_at, d.slot_at)) * 1000)::float8 as "slotMs",
      coalesce(e.next_slot_at, d.slot_at) = e.confirmed_at as "isChosen"
    from enrolment e left join delivery d on d.id = e.open_delivery_id and d.state = 'queued'
    where e.reader_id = any(${sql.param([...input.readerIds])}::bigint[]) and e.state = 'active'
      and coalesce(e.next_send_at, d.due_at) <= ${now}`);
  return rows.map((row) => ({
    readerId: Number(row.readerId),
    courseId: Number(row.courseId),
    enrolmentId: Number(row.enrolmentId),
    slotAt: new Date(row.slotMs),
    isChosen: row.isChosen,
  }));
}
