import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { completion, enrolment, type Feeling, openedAhead } from "./schema/enrolments.ts";

/** What a reader did with a run's lessons on the web. */
export type Touched = {
  /** The lessons done, with how each felt where the reader said so. */
  completed: ReadonlyMap<number, Feeling | null>;
  /** The lessons opened before their mail, with when. */
  openedAhead: ReadonlyMap<number, Date>;
  /** The lessons that count as had without having been sent, with since when: the author moved the reader past them. */
  passed: ReadonlyMap<number, Date>;
};

type TouchedTuple = [kind: "done" | "opened" | "passed", lessonId: number, felt: Feeling | null, ms: number | null];

/** Which lessons of each of these enrolments were completed, opened ahead or passed, in one statement for all. */
export async function listTouched(
  db: Database,
  input: { enrolmentIds: readonly number[] },
): Promise<Map<number, Touched>> {
  if (input.enrolmentIds.length === 0) return new Map();
  const ids = sql`any(${sql.param([...input.enrolmentIds])}::bigint[])`;
  const rows = await db.execute<{ enrolmentId: string; touched: TouchedTuple[] }>(sql`
    select enrolment_id as "enrolmentId", json_agg(json_build_array(kind, lesson_id, felt, ms)) as touched
    from (
      select 'done' as kind, enrolment_id, lesson_id, felt, null::float8 as ms from ${completion}
      where enrolment_id = ${ids}
      union all
      select 'opened', enrolment_id, lesson_id, null, extract(epoch from opened_at)::float8 * 1000 from ${openedAhead}
      where enrolment_id = ${ids}
      union all
      select 'passed', id, unnest(passed_lesson_ids), null, extract(epoch from passed_at)::float8 * 1000
      from ${enrolment} where id = ${ids} and passed_at is not null) as one
    group by enrolment_id`);
  return new Map(rows.map((row) => [Number(row.enrolmentId), touchedOf(row.touched)]));
}

function touchedOf(tuples: readonly TouchedTuple[]): Touched {
  const datesOf = (wanted: TouchedTuple[0]) =>
    new Map(
      tuples.flatMap(([kind, id, , ms]) => (kind === wanted && ms !== null ? [[id, new Date(ms)] as const] : [])),
    );
  return {
    completed: new Map(tuples.flatMap(([kind, id, felt]) => (kind === "done" ? [[id, felt] as const] : []))),
    openedAhead: datesOf("opened"),
    passed: datesOf("passed"),
  };
}

/** Notes that a lesson was opened before its mail; the first time counts. */
export async function noteOpenedAhead(
  db: Database,
  input: { enrolmentId: number; lessonId: number; openedAt: Date },
): Promise<void> {
  await db.insert(openedAhead).values(input).onConflictDoNothing();
}
