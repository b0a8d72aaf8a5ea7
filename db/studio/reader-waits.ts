import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { isInTrial } from "../letters/drawing.ts";
import type { PastWaitReason } from "../schema/enrolments.ts";

/** Waits of a reader's that are over, and ended before a moment. */
type Asked = { readerId: number; before: Date; limit: number };

/** `halts`: the names of those under which sending stood still meanwhile. */
export type RunWait = {
  why: PastWaitReason;
  fromAt: Date;
  untilAt: Date;
  notedAt: Date;
  courseTitle: string;
  halts: string | null;
};

/** What kept the runs of a reader waiting, as it was noted when it ended or was put off. */
export async function listRunWaits(db: Database, { readerId, before, limit }: Asked): Promise<RunWait[]> {
  const rows = await db.execute<
    Record<"fromAt" | "untilAt" | "notedAt" | "courseTitle", string> & Pick<RunWait, "why" | "halts">
  >(sql`
    select w.why, w.from_at as "fromAt", w.until_at as "untilAt", w.noted_at as "notedAt",
      c.facts ->> 'title' as "courseTitle",
      (select string_agg(distinct h.name, ', ') from past_halt h
        where h.ended_at > w.from_at and h.began_at < w.noted_at) as halts
    from past_wait w join enrolment e on e.id = w.enrolment_id join course c on c.id = e.course_id
    where w.reader_id = ${readerId} and w.noted_at < ${before.toISOString()}
    order by w.noted_at desc, w.id desc limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    fromAt: new Date(row.fromAt),
    untilAt: new Date(row.untilAt),
    notedAt: new Date(row.notedAt),
  }));
}

export type MessageWait = {
  why: "halt" | "course" | "winner" | "pause";
  /** The name of a halt. */
  halt: string | null;
  fromAt: Date;
  untilAt: Date;
  notice: string | null;
  lessonTitle: string | null;
  lessonPosition: number | null;
  issueTitle: string | null;
};

/**
 * What kept messages of a reader waiting between the time that they were meant for and their first attempt; what took less
 * than a minute is no wait. None of it is kept with them: a halt, an author's pause and the better subject hold a hundred
 * thousand at once, and are one row each.
 */
export async function listMessageWaits(db: Database, { readerId, before, limit }: Asked): Promise<MessageWait[]> {
  const rows = await db.execute<Record<"fromAt" | "untilAt", string> & Omit<MessageWait, "fromAt" | "untilAt">>(sql`
    with mine as (${messagesOf(readerId)}), waited as (
      select id, why, halt, greatest(from_at, wanted_at) as from_at, least(until_at, begun_at) as until_at from (
        select m.*, 'halt' as why, h.name as halt, h.began_at as from_at, h.ended_at as until_at
        from mine m join past_halt h on h.ended_at > m.wanted_at and h.began_at < m.begun_at
        union all select m.*, 'course', null, m.slot_at, m.held_until from mine m where m.held_until is not null
        union all select m.*, 'winner', null, m.slot_at, m.decided_at from mine m where not m.tries
        union all select m.*, 'pause', null, p.from_at, p.until_at
        from mine m join (${issuePauses}) p on p.issue_id = m.issue_id) as told)
    select w.why, w.halt, w.from_at as "fromAt", w.until_at as "untilAt", m.notice, l.title as "lessonTitle",
      l.position as "lessonPosition", m."issueTitle"
    from waited w join mine m using (id) left join lesson l on l.id = m.lesson_id
    where w.until_at - w.from_at >= interval '1 minute' and w.until_at < ${before.toISOString()}
    order by w.until_at desc, w.id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, fromAt: new Date(row.fromAt), untilAt: new Date(row.untilAt) }));
}

/**
 * Those that were attempted, with when they were wanted and when they were begun. One that the author queued again was
 * wanted from then on: before, it did not wait but was refused.
 */
function messagesOf(readerId: number): SQL {
  const drawing = { issueId: sql`d.issue_id`, readerId: sql`d.reader_id`, percent: sql`i.test_percent` };
  return sql`
    select d.id, d.notice, d.lesson_id, d.issue_id, d.slot_at, d.held_until, i.title as "issueTitle", i.decided_at,
      ${isInTrial(drawing)} as tries, b.composed_at as begun_at, greatest(coalesce(d.slot_at, d.planned_at),
        (select max(at) from author_act a where a.delivery_id = d.id and a.act = 'delivery requeued')) as wanted_at
    from delivery d join batch b on b.id = d.batch_id left join issue i on i.id = d.issue_id
    where d.reader_id = ${readerId}`;
}

/** From each pause of a letter to what its author did with it next. */
const issuePauses = sql`
  select p.issue_id, p.at as from_at, (select min(n.at) from author_act n where n.issue_id = p.issue_id and n.id > p.id
    and n.act in ('issue resumed', 'issue cancelled')) as until_at
  from author_act p where p.act = 'issue paused'`;
