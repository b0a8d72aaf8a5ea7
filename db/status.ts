import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { listOpenTrouble, type OpenTrouble } from "./studio/trouble.ts";

/** What an author wants to know first, counted in one pass over partial indexes. Calendar time in, counts out. */
export type Counts = {
  readers: number;
  active: number;
  paused: number;
  finished: number;
  due: number;
  queued: number;
  waitingForCompletion: number;
  openBatches: number;
  frozenBatches: number;
  refused: number;
  uncertain: number;
};

export async function countAll(db: Database, input: { now: Date }): Promise<Counts> {
  const now = input.now.toISOString();
  const [row] = await db.execute<Record<keyof Counts, string>>(sql`
    select
      (select count(*) from reader) as readers,
      (select count(*) from enrolment where state = 'active') as active,
      (select count(*) from enrolment where state = 'paused') as paused,
      (select count(*) from enrolment where state = 'finished') as finished,
      (select count(*) from enrolment where state = 'active' and next_send_at <= ${now}) as due,
      (select count(*) from delivery where state = 'queued' and due_at <= ${now}) as queued,
      (select count(*) from enrolment where state = 'active' and wait = 'completion') as "waitingForCompletion",
      (select count(*) from batch where state = 'open') as "openBatches",
      (select count(*) from batch where state = 'open' and frozen) as "frozenBatches",
      (select count(*) from delivery where state = 'refused') as refused,
      (select count(*) from delivery where state = 'uncertain') as uncertain`);
  if (!row) throw new Error("the counts came back empty");
  const counted = Object.entries(row).map(([name, count]) => [name, Number(count)]);
  // One key for each column of the select above.
  return Object.fromEntries(counted) as Counts;
}

/** `course`: the title of its course or newsletter. */
export type Trouble = Pick<OpenTrouble, "deliveryId" | "state" | "reason" | "title"> & { course: string };

/** The newest of what waits for the author to look at it, as it stands under Today. No address is in it. */
export async function listTrouble(db: Database, input: { limit: number }): Promise<Trouble[]> {
  const open = await listOpenTrouble(db, input);
  return open.map(({ deliveryId, state, reason, of, title }) => ({ deliveryId, state, reason, course: of, title }));
}

/** When a worker was last heard of, elapsed time; null when none ever was. */
export async function lastWorkerSeen(db: Database): Promise<Date | null> {
  const [row] = await db.execute<{ seenAt: string | null }>(sql`select max(seen_at) as "seenAt" from worker`);
  return row?.seenAt ? new Date(row.seenAt) : null;
}

/** The next moments at which lessons fall due, with how many, for a look ahead. Calendar time. */
export async function listNextDue(db: Database, input: { limit: number }): Promise<{ at: Date; lessons: number }[]> {
  const rows = await db.execute<{ at: string; lessons: string }>(sql`
    select next_send_at as at, count(*) as lessons from enrolment
    where state = 'active' and next_send_at is not null group by next_send_at order by next_send_at limit ${input.limit}`);
  return rows.map(({ at, lessons }) => ({ at: new Date(at), lessons: Number(lessons) }));
}
