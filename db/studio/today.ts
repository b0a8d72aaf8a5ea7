import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

export type WentOut = { lessons: number; notices: number; issues: number };

/** What the provider accepted from `fromAt` on and before `beforeAt`, calendar time, summed over the batches. */
export async function sumWentOut(db: Database, input: { fromAt: Date; beforeAt: Date }): Promise<WentOut> {
  const [row] = await db.execute<Record<keyof WentOut, string>>(sql`
    select coalesce(sum(accepted_lessons), 0) as lessons, coalesce(sum(accepted_notices), 0) as notices,
      coalesce(sum(accepted_issues), 0) as issues
    from batch where settled_at >= ${input.fromAt.toISOString()} and settled_at < ${input.beforeAt.toISOString()}`);
  return { lessons: Number(row?.lessons), notices: Number(row?.notices), issues: Number(row?.issues) };
}

/** The most messages that were accepted within one minute since `fromAt`; 0 when there were none. */
export async function readBusiestMinute(db: Database, input: { fromAt: Date }): Promise<number> {
  const [row] = await db.execute<{ most: string | null }>(sql`
    select max(messages) as most from (
      select sum(accepted_lessons + accepted_notices + accepted_issues) as messages from batch
      where settled_at >= ${input.fromAt.toISOString()} group by date_trunc('minute', settled_at)) as minute`);
  return Number(row?.most ?? 0);
}

/** What is on its way at this moment. Counted up to `most`, because nobody waits for a number beyond. */
export type UnderWay = {
  /** Lessons due that planning has not come to, and messages queued and due. */
  due: number;
  /** Messages handed over, of which the answer is not known yet. */
  handedOver: number;
  /** Of those, how many are in batches whose outcome was unknown once: the same bytes are tried again. */
  frozen: number;
  acceptedLastMinute: number;
};

export async function readUnderWay(db: Database, input: { now: Date; most: number }): Promise<UnderWay> {
  const now = input.now.toISOString();
  const minuteAgo = new Date(input.now.getTime() - 60_000).toISOString();
  const [row] = await db.execute<Record<keyof UnderWay, string>>(sql`
    select
      (select count(*) from (select from enrolment where state = 'active' and next_send_at <= ${now}
        limit ${input.most}) as planned)
      + (select count(*) from (select from delivery where state = 'queued' and due_at <= ${now}
        limit ${input.most}) as queued) as due,
      (select coalesce(sum(members), 0) from batch where state = 'open') as "handedOver",
      (select coalesce(sum(members), 0) from batch where state = 'open' and frozen) as frozen,
      (select coalesce(sum(accepted_lessons + accepted_notices + accepted_issues), 0) from batch
        where settled_at > ${minuteAgo} and settled_at <= ${now}) as "acceptedLastMinute"`);
  return {
    due: Number(row?.due),
    handedOver: Number(row?.handedOver),
    frozen: Number(row?.frozen),
    acceptedLastMinute: Number(row?.acceptedLastMinute),
  };
}

/** Readers of courses that get nothing now, by the name of their wait; letters that are held, by why. */
export type Waits = {
  completion: number;
  reader: number;
  refused: number;
  suppressed: number;
  course: number;
  winner: number;
  pause: number;
};

/** Letters that wait for their author or the better subject are found by their issues: few are under way at a time. */
export async function countWaits(db: Database, input: { most: number }): Promise<Waits> {
  const rows = await db.execute<{ wait: keyof Waits; count: string }>(sql`
    select coalesce(pause_reason, wait) as wait, count(*) as count
    from (select pause_reason, wait from enrolment where state = 'paused' or wait is not null limit ${input.most}) as waiting
    group by 1
    union all
    select held_for, count(*) from (select held_for from delivery where held_check_at is not null limit ${input.most}) as held
    where held_for is not null group by 1
    union all
    select held_for, count(*) from (select d.held_for from issue i join delivery d on d.issue_id = i.id
      and d.state = 'queued' and d.held_for in ('winner', 'pause')
      where i.state in ('sending', 'paused') limit ${input.most}) as kept
    group by 1`);
  const waits: Waits = { completion: 0, reader: 0, refused: 0, suppressed: 0, course: 0, winner: 0, pause: 0 };
  for (const { wait, count } of rows) waits[wait] = Number(count);
  return waits;
}

export type HourAhead = { at: Date; lessons: number; others: number };

/**
 * What falls due in each hour from `fromAt` on, which is a full hour: lessons by the next send time of their runs, and
 * what is queued for a time to come, such as letters at each reader's own hour.
 */
export async function countAhead(db: Database, input: { fromAt: Date; hours: number }): Promise<HourAhead[]> {
  const fromAt = input.fromAt.toISOString();
  const untilAt = new Date(input.fromAt.getTime() + input.hours * 3_600_000).toISOString();
  const rows = await db.execute<{ hour: number; lessons: string; others: string }>(sql`
    select hour, sum(lessons) as lessons, sum(others) as others from (
      select floor(extract(epoch from next_send_at - ${fromAt}::timestamptz) / 3600)::integer as hour,
        count(*) as lessons, 0 as others
      from enrolment where state = 'active' and next_send_at >= ${fromAt} and next_send_at < ${untilAt} group by 1
      union all
      select floor(extract(epoch from due_at - ${fromAt}::timestamptz) / 3600)::integer, 0, count(*)
      from delivery where state = 'queued' and due_at >= ${fromAt} and due_at < ${untilAt} group by 1) as ahead
    group by hour`);
  const found = new Map(rows.map((row) => [row.hour, row]));
  return Array.from({ length: input.hours }, (_, hour) => ({
    at: new Date(input.fromAt.getTime() + hour * 3_600_000),
    lessons: Number(found.get(hour)?.lessons ?? 0),
    others: Number(found.get(hour)?.others ?? 0),
  }));
}

export type NewReader = { id: number; address: string; name: string | null; createdAt: Date; confirmedAt: Date | null };

/** Who signed up last, the newest first. */
export async function listNewReaders(db: Database, input: { limit: number }): Promise<NewReader[]> {
  const rows = await db.execute<
    Record<"id" | "address" | "createdAt", string> & Record<"name" | "confirmedAt", string | null>
  >(sql`
    select id, address, name, created_at as "createdAt", confirmed_at as "confirmedAt" from reader
    where erased_at is null order by created_at desc, id desc limit ${input.limit}`);
  return rows.map((row) => ({
    id: Number(row.id),
    address: row.address,
    name: row.name,
    createdAt: new Date(row.createdAt),
    confirmedAt: row.confirmedAt === null ? null : new Date(row.confirmedAt),
  }));
}

/** How many signed up since `fromAt`, and how many of them have confirmed; of an import the newest `most` alone. */
export async function countNewReaders(
  db: Database,
  input: { fromAt: Date; most: number },
): Promise<{ signedUp: number; confirmed: number }> {
  const [row] = await db.execute<{ signedUp: string; confirmed: string }>(sql`
    select count(*) as "signedUp", count(confirmed_at) as confirmed from (
      select confirmed_at from reader where created_at >= ${input.fromAt.toISOString()}
      order by created_at desc limit ${input.most}) as joined`);
  return { signedUp: Number(row?.signedUp), confirmed: Number(row?.confirmed) };
}

/** Whether there is anything yet: without a reader a desk full of zeros would say nothing. */
export async function hasReaders(db: Database): Promise<boolean> {
  return (await db.execute(sql`select from reader limit 1`)).length > 0;
}
