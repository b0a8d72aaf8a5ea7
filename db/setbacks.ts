import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";

/** `isProven`: somebody else's message has been accepted since the last setback, so that the way out works. */
export type Setback = { id: number; setbacks: number; name: string | null; isProven: boolean };

export async function readSetbacks(db: Database, input: { ids: readonly number[] }): Promise<Map<number, Setback>> {
  if (input.ids.length === 0) return new Map();
  const rows = await db.execute<{ id: string; setbacks: number; name: string | null; isProven: boolean }>(sql`
    select d.id, d.setbacks, d.setback as name, d.setback_batch_id is not null and exists (
      select from batch b where b.id > d.setback_batch_id and ${accepted}) as "isProven"
    from delivery d where d.id = any(${sql.param([...input.ids])}::bigint[])`);
  return new Map(rows.map((row) => [Number(row.id), { ...row, id: Number(row.id) }]));
}

const accepted = sql`b.accepted_lessons + b.accepted_notices + b.accepted_issues > 0`;

type PutOff = { id: number; name: string; dueAt: Date; counts: boolean };

/** Notes a setback of deliveries that were given back to the queue, and when each may come again; a paused one never. */
export async function putOff(db: Database, input: { batchId: number; members: readonly PutOff[] }): Promise<void> {
  if (input.members.length === 0) return;
  await db.execute(sql`
    update delivery set setbacks = setbacks + member.counts, setback = member.name, setback_batch_id = ${input.batchId},
      due_at = case when delivery.due_at is null then null else greatest(delivery.due_at, member.due_at::timestamptz) end
    from unnest(${sql.param(input.members.map(({ id }) => id))}::bigint[],
      ${sql.param(input.members.map(({ name }) => name))}::text[],
      ${sql.param(input.members.map(({ dueAt }) => dueAt.toISOString()))}::text[],
      ${sql.param(input.members.map(({ counts }) => Number(counts)))}::integer[]) as member(id, name, due_at, counts)
    where delivery.id = member.id and delivery.state = 'queued'`);
}

/**
 * How many different readers this word has met since anything was last accepted: those who wait, and those refused by it.
 * Of the very batch that had the last acceptance, those wait who came after it.
 */
export async function countSetBack(db: Database, input: { name: string; mostOf: number }): Promise<number> {
  const since = sql`coalesce((select max(b.id) from batch b where ${accepted}), 0)`;
  const rows = await db.execute<{ count: string }>(sql`
    select count(distinct reader_id) as count from (
      (select reader_id from delivery where state = 'queued' and setback = ${input.name}
        and setback_batch_id >= ${since} limit ${input.mostOf})
      union all
      (select reader_id from delivery where state = 'refused' and reason = ${input.name}
        and batch_id > ${since} limit ${input.mostOf})) as recent`);
  return Number(rows[0]?.count ?? 0);
}
