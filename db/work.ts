import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";

/**
 * The next instant of each kind of work; null where there is none. The first two are calendar time, the last elapsed.
 * `erasable`: a reader who asked to be erased waits for nothing any more.
 */
export type NextWork = { planAt: Date | null; deliverAt: Date | null; retryAt: Date | null; erasable: boolean };

/** When there will next be something to do. Each is the head of a partial index, whatever the size of the tables. */
export async function findNextWork(db: Database): Promise<NextWork> {
  const [row] = await db.execute<{
    planAt: string | null;
    deliverAt: string | null;
    retryAt: string | null;
    erasable: boolean;
  }>(sql`
    select
      (select next_send_at from enrolment where state = 'active' and next_send_at is not null
        order by next_send_at limit 1) as "planAt",
      (select due_at from delivery where state = 'queued' and due_at is not null order by due_at limit 1) as "deliverAt",
      (select min(least(next_attempt_at, lease_until)) from batch where state = 'open') as "retryAt",
      exists (select 1 from reader r where r.erased_at is not null and not exists (
        select 1 from delivery d where d.reader_id = r.id and d.state = 'batched')) as erasable`);
  const instant = (value: string | null | undefined) => (value ? new Date(value) : null);
  const erasable = row?.erasable ?? false;
  return { planAt: instant(row?.planAt), deliverAt: instant(row?.deliverAt), retryAt: instant(row?.retryAt), erasable };
}

/** How many messages are under way or due at `now` (calendar time). Zero means that a day has been served. */
export async function countUnserved(db: Database, input: { now: Date }): Promise<number> {
  const now = input.now.toISOString();
  const [row] = await db.execute<{ count: string }>(sql`
    select (select count(*) from enrolment where state = 'active' and next_send_at <= ${now})
      + (select count(*) from delivery where state = 'queued' and due_at <= ${now})
      + (select count(*) from delivery where state = 'batched') as count`);
  return Number(row?.count ?? 0);
}
