import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { type DeliveryValues, delivery } from "../schema/deliveries.ts";
import { follow, issueRun } from "../schema/letters.ts";
import { reader } from "../schema/readers.ts";
import { isMeant } from "./audience.ts";
import { isInTrial, subjectTried } from "./drawing.ts";
import type { Issue, IssueRun } from "./issues.ts";
import type { Newsletter } from "./newsletters.ts";

/** Locks the run of one issue whose planning is due; what another worker plans is passed over. */
export async function claimPlanning(db: Database, input: { now: Date }): Promise<IssueRun | null> {
  const rows = await db.execute<{ issueId: string }>(sql`
    select r.issue_id as "issueId" from issue_run r join issue i on i.id = r.issue_id
    where r.plan_at <= ${input.now.toISOString()} and i.state in ('scheduled', 'sending')
    order by r.plan_at limit 1 for update of r skip locked`);
  const [claimed] = rows;
  if (!claimed) return null;
  const [run] = await db
    .select()
    .from(issueRun)
    .where(eq(issueRun.issueId, Number(claimed.issueId)));
  return run ?? null;
}

/**
 * The next readers who follow, in the order of their ids, with their zones. Their rows are locked against erasure only,
 * so that no letter is planned for somebody who vanishes meanwhile; leaving goes on, and composing asks about it again.
 */
export async function lockNextFollowers(
  db: Database,
  input: { newsletterId: number; after: number; limit: number },
): Promise<{ readerIds: number[]; zones: string[] }> {
  const followers = await db
    .select({ readerId: follow.readerId })
    .from(follow)
    .where(
      and(eq(follow.newsletterId, input.newsletterId), eq(follow.state, "following"), gt(follow.readerId, input.after)),
    )
    .orderBy(asc(follow.readerId))
    .limit(input.limit);
  const readerIds = followers.map(({ readerId }) => readerId);
  if (readerIds.length === 0) return { readerIds, zones: [] };
  const rows = await db
    .select({ zone: reader.zone })
    .from(reader)
    .where(sql`${reader.id} = any(${sql.param(readerIds)}::bigint[])`)
    .orderBy(asc(reader.id))
    .for("key share");
  return { readerIds, zones: [...new Set(rows.map(({ zone }) => zone))] };
}

export type LetterPortion = {
  issue: Issue;
  newsletter: Newsletter;
  readerIds: readonly number[];
  /** Where a letter goes at a local hour: the instant of it in each zone of these readers. Others are due now. */
  instants: readonly { zone: string; at: Date }[];
  heldUntil: Date;
  now: Date;
};

/**
 * Makes a letter for each of these readers who is still meant, in one statement; says how many were made. The unique key
 * (issue, reader, copy) makes repeating it harmless. One whose reader is in a course is held or left out, as the
 * newsletter says; one outside the share that tries two subjects waits for the better one.
 */
export async function planLetters(db: Database, input: LetterPortion): Promise<number> {
  if (input.readerIds.length === 0) return 0;
  const { issue, newsletter, instants } = input;
  const now = input.now.toISOString();
  const drawing = { issueId: sql`${issue.id}::bigint`, readerId: sql`${reader.id}` };
  const made = await db.execute<{ planned: string }>(sql`
    with meant as (
      select ${reader.id} as id, ${reader.name} as name, greatest(zoned.at::timestamptz, ${now}::timestamptz) as slot_at,
        ${isInTrial({ ...drawing, percent: sql`${issue.testPercent}::int` })} as tries,
        case when ${issue.testPercent === null} then 'a' else ${subjectTried(drawing)} end as drawn,
        ${newsletter.duringCourse !== "send"} and exists (select from enrolment e
          where e.reader_id = ${reader.id} and e.state = 'active') as in_course
      from ${reader}
      left join unnest(${sql.param(instants.map(({ zone }) => zone))}::text[],
        ${sql.param(instants.map(({ at }) => at.toISOString()))}::text[]) as zoned(zone, at)
        on zoned.zone = ${reader.zone}
      where ${reader.id} = any(${sql.param([...input.readerIds])}::bigint[]) and ${isMeant({ ...issue, now: input.now })}
    ), judged as (
      select *, case when tries then drawn else ${issue.winner === "b" ? "b" : "a"} end as arm,
        case when in_course and ${newsletter.duringCourse} = 'skip' then 'left out'
          when in_course then 'course'
          when not tries and ${issue.winner === null} then 'winner' end as fate
      from meant
    ), made as (
      insert into delivery (kind, reader_id, newsletter_id, issue_id, arm, version_id, variant, values, planned_at, due_at,
        slot_at, held_for, held_until, held_check_at, state, reason)
      select 'issue', id, ${issue.newsletterId}, ${issue.id}, arm,
        case arm when 'b' then ${issue.versionBId}::bigint else ${issue.versionId}::bigint end,
        case when name is null then 'unnamed' else 'named' end,
        case when fate is distinct from 'left out' then jsonb_build_object('choices', '{}'::jsonb, 'values',
          case when name is null then '{}'::jsonb else jsonb_build_object('reader.name', name) end) end,
        ${now}, case when fate is null then slot_at end, slot_at,
        case when fate in ('course', 'winner') then fate end,
        case when fate = 'course' then slot_at + (${input.heldUntil.toISOString()}::timestamptz - ${now}::timestamptz) end,
        case when fate = 'course' then greatest(slot_at, ${now}::timestamptz + interval '1 minute') end,
        case fate when 'left out' then 'cancelled' else 'queued' end,
        case fate when 'left out' then ${leftOutReason} end
      from judged order by id
      on conflict (issue_id, reader_id, copy) do nothing
      returning 1
    ), counted as (
      insert into planning (planned_at, planned, issue_id)
      select ${now}, count(*), ${issue.id} from made having count(*) > 0
    )
    select count(*) as planned from made`);
  return Number(made[0]?.planned ?? 0);
}

export const leftOutReason = "in a course, and this letter leaves those out";

export type LetterAgain = {
  id: number;
  versionId: number;
  variant: "named" | "unnamed";
  values: DeliveryValues;
  dueAt: Date;
};

/** Queues a letter once more that was refused or suppressed: the same obligation. False when it stands otherwise by now. */
export async function requeueLetter(db: Database, input: LetterAgain): Promise<boolean> {
  const { id, ...change } = input;
  const rows = await db
    .update(delivery)
    .set({ ...change, state: "queued", reason: null, batchId: null, batchIndex: null })
    .where(and(eq(delivery.id, id), eq(delivery.kind, "issue"), inArray(delivery.state, ["refused", "suppressed"])))
    .returning({ id: delivery.id });
  return rows.length > 0;
}
