import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { completion, type Feeling, openedAhead } from "./schema/enrolments.ts";

/** What a reader did with a run's lessons on the web. */
export type Touched = {
  /** The lessons done, with how each felt where the reader said so. */
  completed: ReadonlyMap<number, Feeling | null>;
  /** The lessons opened before their mail, with when. */
  openedAhead: ReadonlyMap<number, Date>;
};

type TouchedTuple = [lessonId: number, felt: Feeling | null, openedMs: number | null];

/** Which lessons of each of these enrolments the reader completed or opened ahead, in one statement for all. */
export async function listTouched(
  db: Database,
  input: { enrolmentIds: readonly number[] },
): Promise<Map<number, Touched>> {
  if (input.enrolmentIds.length === 0) return new Map();
  const ids = sql`any(${sql.param([...input.enrolmentIds])}::bigint[])`;
  const rows = await db.execute<{ enrolmentId: string; touched: TouchedTuple[] }>(sql`
    select enrolment_id as "enrolmentId", json_agg(json_build_array(lesson_id, felt, opened_ms)) as touched
    from (
      select enrolment_id, lesson_id, felt, null::float8 as opened_ms from ${completion} where enrolment_id = ${ids}
      union all
      select enrolment_id, lesson_id, null, extract(epoch from opened_at)::float8 * 1000 from ${openedAhead}
      where enrolment_id = ${ids}) as one
    group by enrolment_id`);
  return new Map(rows.map((row) => [Number(row.enrolmentId), touchedOf(row.touched)]));
}

function touchedOf(tuples: readonly TouchedTuple[]): Touched {
  return {
    completed: new Map(tuples.flatMap(([id, felt, openedMs]) => (openedMs === null ? [[id, felt] as const] : []))),
    openedAhead: new Map(
      tuples.flatMap(([id, , openedMs]) => (openedMs === null ? [] : [[id, new Date(openedMs)] as const])),
    ),
  };
}

/** Notes that a lesson was opened before its mail; the first time counts. */
export async function noteOpenedAhead(
  db: Database,
  input: { enrolmentId: number; lessonId: number; openedAt: Date },
): Promise<void> {
  await db.insert(openedAhead).values(input).onConflictDoNothing();
}
