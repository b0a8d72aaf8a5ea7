import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** How many runs of a course stand at one place: the newest lesson that they had; null where they had none yet. */
export type PlaceCount = { state: "active" | "paused" | "finished"; reachedId: number | null; runs: number };

/**
 * Where the readers of a course are, counted over the index by standing. Of whoever has finished and begun again, only
 * the newest run is theirs: those few are counted apart and taken off, since asking it of each run took ten times as long.
 */
export async function countPlaces(db: Database, input: { courseId: number }): Promise<PlaceCount[]> {
  const { courseId } = input;
  const rows = await db.execute<{ state: PlaceCount["state"]; reachedId: string | null; runs: string }>(sql`
    select state, reached_lesson_id as "reachedId", sum(runs) as runs from (
      select state, reached_lesson_id, count(*) as runs from enrolment
      where course_id = ${courseId} and state in ('active', 'paused', 'finished') group by state, reached_lesson_id
      union all
      select 'finished', done.reached_lesson_id, -count(distinct done.id) from enrolment later
      join enrolment done on done.course_id = later.course_id and done.reader_id = later.reader_id
        and done.run < later.run and done.state = 'finished'
      where later.course_id = ${courseId} and later.run > 1 group by done.reached_lesson_id) as counted
    group by state, reached_lesson_id having sum(runs) > 0`);
  return rows.map((row) => ({ ...row, reachedId: idOf(row.reachedId), runs: Number(row.runs) }));
}

/** Runs that had exactly these lessons, and whose newest is not enough to tell so. */
export type HadCount = PlaceCount & { hadIds: readonly number[] };

/**
 * The same for runs that may not have had all that stands before their newest lesson, or more than that: those that
 * reached one of `lateIds` last, which came to them out of its order, and those that the author moved on. They are few,
 * so what they had is read from their deliveries.
 */
export async function countOutOfOrder(
  db: Database,
  input: { courseId: number; lateIds: readonly number[] },
): Promise<HadCount[]> {
  const rows = await db.execute<{
    state: "active" | "paused";
    reachedId: string | null;
    hadIds: string[] | null;
    runs: string;
  }>(sql`
    select state, reached_lesson_id as "reachedId", had_ids as "hadIds", count(*) as runs
    from (
      select e.state, e.reached_lesson_id, array(
        select d.lesson_id from delivery d
        where d.enrolment_id = e.id and d.kind = 'lesson' and (d.had_at is not null or d.state = 'batched')
        union select unnest(e.passed_lesson_ids) order by 1) as had_ids
      from enrolment e
      where e.course_id = ${input.courseId} and e.state in ('active', 'paused')
        and (e.reached_lesson_id = any(${sql.param([...input.lateIds])}::bigint[]) or e.passed_lesson_ids <> '{}')
    ) as run
    group by state, reached_lesson_id, had_ids limit 10000`);
  return rows.map(({ state, reachedId, hadIds, runs }) => ({
    state,
    reachedId: idOf(reachedId),
    hadIds: (hadIds ?? []).map(Number),
    runs: Number(runs),
  }));
}

/**
 * How many runs at each place had one lesson, where their place does not tell: it joined late, was moved, or was away for
 * a while. One look into an index for each run; those of `countOutOfOrder` are left out.
 */
export async function countHad(
  db: Database,
  input: { courseId: number; lessonId: number; lateIds: readonly number[] },
): Promise<Map<number | null, number>> {
  const rows = await db.execute<{ reachedId: string | null; runs: string }>(sql`
    select e.reached_lesson_id as "reachedId", count(*) as runs from enrolment e
    where e.course_id = ${input.courseId} and e.state in ('active', 'paused')
      and not (e.reached_lesson_id is not null and e.reached_lesson_id = any(${sql.param([...input.lateIds])}::bigint[]))
      and e.passed_lesson_ids = '{}'
      and exists (select 1 from delivery d where d.enrolment_id = e.id and d.lesson_id = ${input.lessonId}
        and (d.had_at is not null or d.state = 'batched'))
    group by 1`);
  return new Map(rows.map(({ reachedId, runs }) => [idOf(reachedId), Number(runs)]));
}

/** Runs whose next lesson is on its way at this moment; `begun` where its first attempt has begun. */
export type OpenCount = { reachedId: number | null; lessonId: number; begun: boolean; runs: number };

export async function countOpenLessons(db: Database, input: { courseId: number }): Promise<OpenCount[]> {
  const rows = await db.execute<{ reachedId: string | null; lessonId: string; begun: boolean; runs: string }>(sql`
    select e.reached_lesson_id as "reachedId", d.lesson_id as "lessonId", d.state = 'batched' as begun, count(*) as runs
    from enrolment e join delivery d on d.id = e.open_delivery_id
    where e.course_id = ${input.courseId} and e.open_delivery_id is not null and d.kind = 'lesson'
      and d.state in ('queued', 'batched')
    group by 1, 2, 3`);
  return rows.map((row) => ({
    ...row,
    reachedId: idOf(row.reachedId),
    lessonId: Number(row.lessonId),
    runs: Number(row.runs),
  }));
}

function idOf(raw: string | null): number | null {
  return raw === null ? null : Number(raw);
}
