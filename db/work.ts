import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { isServed } from "./letters/issues.ts";

/**
 * The next instant of each kind of work; null where there is none. All but `retryAt` are calendar time, that one is
 * elapsed. `erasable`: a reader who asked to be erased waits for nothing any more.
 */
export type NextWork = Record<
  "planAt" | "deliverAt" | "resumeAt" | "nudgeAt" | "retryAt" | "judgeAt" | IssueWork,
  Date | null
> & {
  erasable: boolean;
  /** An issue whose queued letters have not all followed a decision, and one of which nothing is left to do. */
  sweepable: boolean;
  endable: boolean;
  /** Something that the provider said has not been applied. */
  heard: boolean;
};

/** When readers of an issue are to be planned, its subjects to be decided, its held letters to be looked at. */
type IssueWork = "planIssueAt" | "decideAt" | "reviewAt";

type Found = Record<Exclude<keyof NextWork, Flag>, string | null> & Record<Flag, boolean>;
type Flag = "erasable" | "sweepable" | "endable" | "heard";

/** When there will next be something to do. Each is the head of a partial index, whatever the size of the tables. */
export async function findNextWork(db: Database): Promise<NextWork> {
  const [row] = await db.execute<Found>(sql`
    select
      (select next_send_at from enrolment where state = 'active' and next_send_at is not null
        order by next_send_at limit 1) as "planAt",
      (select due_at from delivery where state = 'queued' and due_at is not null order by due_at limit 1) as "deliverAt",
      (select resume_at from enrolment where resume_at is not null order by resume_at limit 1) as "resumeAt",
      (select nudge_at from enrolment where nudge_at is not null order by nudge_at limit 1) as "nudgeAt",
      (select min(least(next_attempt_at, lease_until)) from batch where state = 'open') as "retryAt",
      exists (select 1 from reader r where r.erased_at is not null and not exists (
        select 1 from delivery d where d.reader_id = r.id and d.state = 'batched')) as erasable,
      (select min(r.plan_at) from issue_run r join issue i on i.id = r.issue_id
        where r.plan_at is not null and i.state in ('scheduled', 'sending')) as "planIssueAt",
      (select min(decide_at) from issue_run where decide_at is not null) as "decideAt",
      (select held_check_at from delivery where held_check_at is not null order by held_check_at limit 1) as "reviewAt",
      exists (select from feedback where state = 'kept') as heard,
      (select judge_at from feedback where judge_at is not null order by judge_at limit 1) as "judgeAt",
      exists (select from issue_run where unswept) as sweepable,
      exists (select from issue_run r where ${isServed}) as endable`);
  const instant = (value: string | null | undefined) => (value ? new Date(value) : null);
  return {
    planAt: instant(row?.planAt),
    deliverAt: instant(row?.deliverAt),
    resumeAt: instant(row?.resumeAt),
    nudgeAt: instant(row?.nudgeAt),
    retryAt: instant(row?.retryAt),
    planIssueAt: instant(row?.planIssueAt),
    decideAt: instant(row?.decideAt),
    reviewAt: instant(row?.reviewAt),
    erasable: row?.erasable ?? false,
    sweepable: row?.sweepable ?? false,
    endable: row?.endable ?? false,
    heard: row?.heard ?? false,
    judgeAt: instant(row?.judgeAt),
  };
}

/** How many messages are under way or due at `now` (calendar time). Zero means that a day has been served. */
export async function countUnserved(db: Database, input: { now: Date }): Promise<number> {
  const now = input.now.toISOString();
  const [row] = await db.execute<{ count: string }>(sql`
    select (select count(*) from enrolment where state = 'active' and next_send_at <= ${now})
      + (select count(*) from enrolment where resume_at <= ${now})
      + (select count(*) from enrolment where nudge_at <= ${now})
      + (select count(*) from delivery where state = 'queued' and due_at <= ${now})
      + (select count(*) from delivery where state = 'batched')
      + (select count(*) from issue_run r join issue i on i.id = r.issue_id
        where r.plan_at <= ${now} and i.state in ('scheduled', 'sending')) as count`);
  return Number(row?.count ?? 0);
}

/** At how many different moments something falls due until then, calendar time. */
export async function countDueMoments(db: Database, input: { untilAt: Date }): Promise<number> {
  const until = input.untilAt.toISOString();
  const [row] = await db.execute<{ count: string }>(sql`
    select count(*) as count from (
      select next_send_at from enrolment where state = 'active' and next_send_at <= ${until}
      union select due_at from delivery where state = 'queued' and due_at <= ${until}) as moment`);
  return Number(row?.count ?? 0);
}
