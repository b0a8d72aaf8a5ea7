import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import type { Measure } from "./schema/tallies.ts";

/** Of all that PostgreSQL may be asked to lock by a number, the one that stands for folding. */
const foldingLock = 0x7461_6c6c;

/** A morning of a hundred thousand readers leaves about this many; one portion takes a tenth of a second. */
const portion = 20_000;

const key = sql.raw("measure, day, course_id, newsletter_id, lesson_id, week_hour");

/**
 * Adds one portion of what transactions have appended to the numbers that stand, and takes it away, in one statement:
 * after a crash it has happened or it has not. One process folds at a time, the others pass it over. Nothing that is
 * asked depends on how far it has come. Says how much was folded.
 */
export async function foldTallies(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ isOurs: boolean }>(
      sql`select pg_try_advisory_xact_lock(${foldingLock}) as "isOurs"`,
    );
    if (!lock?.isOurs) return 0;
    const [row] = await tx.execute<{ folded: string }>(sql`
      with taken as (
        delete from tally_change where ctid = any(array(select ctid from tally_change limit ${portion})) returning *),
      folded as (
        insert into tally (${key}, count) select ${key}, sum(count) from taken group by ${key} having sum(count) <> 0
        on conflict (measure, course_id, newsletter_id, lesson_id, day, week_hour)
        do update set count = tally.count + excluded.count)
      select count(*) as folded from taken`);
    return Number(row?.folded ?? 0);
  });
}

/** Whether anything waits to be folded. */
export async function hasTallyChanges(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ has: boolean }>(sql`select exists (select 1 from tally_change) as has`);
  return row?.has ?? false;
}

/** A number that stands otherwise than a count of everything says. */
export type Disagreement = { measure: Measure; day: string | null; stands: number; counted: number };

/**
 * Counts everything anew and says where the numbers differ, the first `limit` of them. One statement, so that both
 * sides are of the same moment, whatever goes on meanwhile. It reads the whole of the large tables.
 */
export async function compareTallies(db: Database, input: { limit: number }): Promise<Disagreement[]> {
  const rows = await db.execute<{ measure: Measure; day: string | null; stands: string; counted: string }>(sql`
    select measure, day::text, sum(stands) as stands, sum(counted) as counted from (
      select ${key}, count as stands, 0 as counted from tally
      union all select ${key}, count, 0 from tally_change
      union all select ${key}, 0, count from count_tallies()) one
    group by ${key} having sum(stands) <> sum(counted) limit ${input.limit}`);
  return rows.map((row) => ({ ...row, stands: Number(row.stands), counted: Number(row.counted) }));
}

/**
 * Counts everything anew and lets that stand. Locked first: whoever has changed something has appended it by then and
 * committed, and whoever has not waits, so that nothing is counted twice or not at all. Sending waits as well.
 */
export async function recountTallies(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table tally_change, tally in access exclusive mode`);
    await tx.execute(sql`delete from tally_change`);
    await tx.execute(sql`delete from tally`);
    await tx.execute(sql`insert into tally (${key}, count) select ${key}, count from count_tallies()`);
  });
}
