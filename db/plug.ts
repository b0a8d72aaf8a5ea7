import { and, desc, eq, isNull, lte, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { plugRun } from "./schema/sending.ts";

export type PlugRun = typeof plugRun.$inferSelect;

/**
 * The address of a fictional reader of a run. They live where those of the demo do, whom the mailbox never takes for the
 * visitor, and are told from them by how the address begins.
 */
export function plugAddress({ run, number }: { run: number; number: number }): string {
  return `pulled-${run}-${String(number).padStart(4, "0")}@demo.example`;
}

export const isPlugAddress = sql.raw("address like 'pulled-%@demo.example'");

/** The newest run, under way or over; null before the first. */
export async function readPlugRun(db: Database): Promise<PlugRun | null> {
  const [row] = await db.select().from(plugRun).orderBy(desc(plugRun.id)).limit(1);
  return row ?? null;
}

/** Begins a run; null while another is under way. */
export async function beginPlugRun(db: Database, input: { readers: number; beganAt: Date }): Promise<PlugRun | null> {
  const [row] = await db.insert(plugRun).values(input).onConflictDoNothing().returning();
  return row ?? null;
}

/** Ends what began until then and was never counted. */
export async function forgetPlugRuns(db: Database, input: { beganUntil: Date; endedAt: Date }): Promise<void> {
  const { beganUntil, endedAt } = input;
  await db
    .update(plugRun)
    .set({ endedAt })
    .where(and(isNull(plugRun.endedAt), lte(plugRun.beganAt, beganUntil)));
}

export async function notePlugPulled(
  db: Database,
  input: { id: number; killedAt: Date; receivedAtKill: number },
): Promise<void> {
  const { id, ...change } = input;
  await db.update(plugRun).set(change).where(eq(plugRun.id, id));
}

export async function endPlugRun(
  db: Database,
  input: { id: number; endedAt: Date; received: number; twice: number; repeated: number },
): Promise<void> {
  const { id, ...change } = input;
  await db.update(plugRun).set(change).where(eq(plugRun.id, id));
}

export type PlugCount = {
  /** Readers to whom the record has a letter, and those to whom it has more than one. */
  received: number;
  twice: number;
};

/** Counts the mailbox's record, which is to the mailbox what a provider's is to the provider, and none of our own rows. */
export async function countPlugLetters(db: Database): Promise<PlugCount> {
  const [row] = await db.execute<{ received: string; twice: string }>(sql`
    select count(*) as received, count(*) filter (where letters > 1) as twice from (
      select count(*) as letters from mailbox_message where ${isPlugAddress} group by address) as reader`);
  return { received: Number(row?.received ?? 0), twice: Number(row?.twice ?? 0) };
}

/** What our own rows say of the same readers: what is still to be done, and until when a dead worker's batch is held. */
export async function readPlugWork(
  db: Database,
): Promise<{ open: number; batched: number; repeated: number; leaseUntil: Date | null }> {
  const [row] = await db.execute<{ open: string; batched: string; repeated: string; leaseUntil: string | null }>(sql`
    select (select count(*) from enrolment e join reader r on r.id = e.reader_id
        where r.${isPlugAddress} and e.reached_lesson_id is null) as open,
      (select count(*) from delivery d join reader r on r.id = d.reader_id
        where r.${isPlugAddress} and d.state = 'batched') as batched,
      (select count(distinct b.id) from batch b join delivery d on d.batch_id = b.id join reader r on r.id = d.reader_id
        where r.${isPlugAddress} and b.attempts > 1) as repeated,
      (select max(b.lease_until) from batch b where b.state = 'open' and exists (select from delivery d
        join reader r on r.id = d.reader_id where d.batch_id = b.id and r.${isPlugAddress})) as "leaseUntil"`);
  return {
    open: Number(row?.open ?? 0),
    batched: Number(row?.batched ?? 0),
    repeated: Number(row?.repeated ?? 0),
    leaseUntil: row?.leaseUntil ? new Date(row.leaseUntil) : null,
  };
}

/**
 * Takes the fictional readers away with all that hangs on them, so that no figure holds them; what is no longer there is
 * taken off what was planned. Whoever still has a letter on its way stays until the next time.
 *
 * Readers are locked before their enrolments, as everywhere: deleting takes each reader with all that hangs on them before
 * the next, and a worker that settled or planned for several of them waited for us while we waited for it.
 */
export async function clearPlugReaders(db: Database, input: { now: Date }): Promise<void> {
  await db.execute(sql`select id from reader where ${isPlugAddress} order by id for no key update`);
  await db.execute(sql`select e.id from enrolment e join reader r on r.id = e.reader_id
    where r.${isPlugAddress} order by e.id for update of e`);
  const gone = sql`select r.id from reader r where r.${isPlugAddress} and not exists (select from delivery d
    where d.reader_id = r.id and d.state = 'batched')`;
  await db.execute(sql`
    insert into planning (planned_at, planned)
    select ${input.now.toISOString()}::timestamptz, -count(*) from delivery where reader_id in (${gone})
    having count(*) > 0`);
  await db.execute(sql`delete from reader where id in (${gone})`);
}

/** Throws their letters away. */
export async function clearPlugLetters(db: Database): Promise<void> {
  await db.execute(sql`delete from mailbox_message where ${isPlugAddress}`);
}
