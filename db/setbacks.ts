import { type SQL, sql } from "drizzle-orm";
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

/** A setback of a delivery that is given back to the queue, and when it may come again; a paused one never. */
export type NotedSetback = { id: number; name: string; dueAt: Date; counts: boolean };

/** Setbacks as a table to join, `member(id, name, due_at, counts)`; the instants are text. */
export function setbackRows(members: readonly NotedSetback[]): SQL {
  return sql`unnest(${sql.param(members.map(({ id }) => id))}::bigint[],
    ${sql.param(members.map(({ name }) => name))}::text[],
    ${sql.param(members.map(({ dueAt }) => dueAt.toISOString()))}::text[],
    ${sql.param(members.map(({ counts }) => Number(counts)))}::integer[]) as member(id, name, due_at, counts)`;
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
