import { eq, type SQL, sql } from "drizzle-orm";
import { unsentNoMore } from "../composing.ts";
import type { Database } from "../connect.ts";
import { delivery, type Hold } from "../schema/deliveries.ts";
import { issueRun } from "../schema/letters.ts";
import { isInTrial } from "./drawing.ts";
import type { Issue } from "./issues.ts";

/** Holds queued letters, which are then not due for a named reason. Of a course, with the end of it. */
export async function holdLetters(
  db: Database,
  input: {
    ids: readonly number[];
    hold: { for: Exclude<Hold, "course"> } | { for: "course"; until: Date; checkAt: Date };
  },
): Promise<void> {
  if (input.ids.length === 0) return;
  const { hold } = input;
  const during = hold.for === "course" ? { heldUntil: hold.until, heldCheckAt: hold.checkAt } : {};
  await db
    .update(delivery)
    .set({ dueAt: null, heldFor: hold.for, ...during })
    .where(sql`${delivery.id} = any(${sql.param([...input.ids])}::bigint[]) and ${delivery.state} = 'queued'`);
}

/** Has the held letters of whoever these enrolments belong to looked at again, because one of them is active no more. */
export async function lookAtHeldLetters(db: Database, input: { enrolmentIds: readonly number[] }): Promise<void> {
  if (input.enrolmentIds.length === 0) return;
  // Any instant that has gone by says "now", and the one of planning has. Asked for as their index has it: by what they
  // are held for, PostgreSQL looked through everything queued, a letter to a million with every reader who left.
  await db.execute(sql`
    update delivery set held_check_at = planned_at where held_check_at is not null and reader_id = any(array(
      select reader_id from enrolment where id = any(${sql.param([...input.enrolmentIds])}::bigint[])))`);
}

const heldTooLong = "still in a course after 14 days";

/** Locks held letters that are to be looked at now, and names their issues. */
export async function claimHeldLetters(
  db: Database,
  input: { now: Date; limit: number },
): Promise<{ ids: number[]; issueIds: number[] }> {
  const rows = await db.execute<{ id: string; issueId: string }>(sql`
    select id, issue_id as "issueId" from delivery where held_check_at <= ${input.now.toISOString()}
    order by held_check_at limit ${input.limit} for no key update skip locked`);
  return { ids: rows.map(({ id }) => Number(id)), issueIds: rows.map(({ issueId }) => Number(issueId)) };
}

/**
 * Judges letters that are held for a course: whose reader is in none any more goes, whose time is up goes or is
 * cancelled as the newsletter says, the others wait on. One outside the share that tries two subjects goes with the
 * better one, and waits for it where it is not known. The caller holds the letters and then their issues, so that no
 * test is decided meanwhile. Returns how many it judged.
 */
export async function reviewHeldLetters(
  db: Database,
  input: { ids: readonly number[]; now: Date; nextCheckAt: Date },
): Promise<number> {
  if (input.ids.length === 0) return 0;
  const now = input.now.toISOString();
  const drawing = { issueId: sql`d.issue_id`, readerId: sql`d.reader_id`, percent: sql`i.test_percent` };
  const rows = await db.execute(sql`
    with looked_at as (
      select d.id, n.held_then, d.held_until <= ${now} as is_up, i.winner, ${isInTrial(drawing)} as tries, exists (
        select from enrolment e where e.reader_id = d.reader_id and e.state = 'active') as in_course
      from delivery d join newsletter n on n.id = d.newsletter_id join issue i on i.id = d.issue_id
      where d.id = any(${sql.param([...input.ids])}::bigint[])
    ), judged as (
      select id, tries, winner, case when in_course and not is_up then 'wait'
        when in_course and held_then = 'cancel' then 'cancel'
        when not tries and winner is null then 'await winner' else 'go' end as verdict from looked_at)
    update delivery set
      due_at = case when verdict = 'go' then greatest(slot_at, ${now}) end,
      held_for = case verdict when 'wait' then 'course' when 'await winner' then 'winner' end,
      held_until = case when verdict = 'wait' then held_until else least(held_until, ${now}) end,
      held_check_at = case when verdict = 'wait' then least(held_until, ${input.nextCheckAt.toISOString()}) end,
      arm = case when tries then arm when winner = 'b' then 'b' else 'a' end,
      state = case when verdict = 'cancel' then 'cancelled' else 'queued' end,
      reason = case when verdict = 'cancel' then ${heldTooLong} end,
      values = case when verdict = 'cancel' then null else values end
    from judged where delivery.id = judged.id and delivery.state = 'queued'
    returning delivery.id`);
  return rows.length;
}

/** Locks the run of one issue whose letters have not all followed what its author, or the test, decided. */
export async function claimUnswept(db: Database): Promise<number | null> {
  const [row] = await db
    .select({ issueId: issueRun.issueId })
    .from(issueRun)
    .where(eq(issueRun.unswept, true))
    .limit(1)
    .for("update", { skipLocked: true });
  return row?.issueId ?? null;
}

type Sweep = {
  issue: Issue;
  now: Date;
  limit: number;
  /** When the letters that waited for the better subject go, by zone; empty: at once. */
  instants: readonly { zone: string; at: Date }[];
};

/** What of an issue's queued letters does not stand as the issue does. */
function unlike({ issue, now }: Pick<Sweep, "issue" | "now">) {
  const due = sql`held_for is null and due_at <= ${now.toISOString()}`;
  const freed = issue.winner === null ? sql`held_for = 'pause'` : sql`held_for in ('pause', 'winner')`;
  const which = issue.state === "cancelled" ? sql`true` : issue.state === "paused" ? due : freed;
  return sql`issue_id = ${issue.id} and state = 'queued' and (${which})`;
}

/**
 * Brings a portion of an issue's queued letters in line with it, and says how many: of a cancelled one they are
 * cancelled, of a paused one held, and of one that goes on they are due again. Letters that somebody else holds are
 * passed over; `hasUnlike` tells whether any are left.
 */
export async function sweepLetters(db: Database, input: Sweep): Promise<number> {
  const { issue, limit } = input;
  const ids = sql`id = any(array(select id from delivery where ${unlike(input)} limit ${limit}
    for no key update skip locked))`;
  if (issue.state === "cancelled") {
    const rows = await db
      .update(delivery)
      .set({ state: "cancelled", reason: cancelledReason, ...unsentNoMore })
      .where(ids)
      .returning({ id: delivery.id });
    return rows.length;
  }
  if (issue.state === "paused") {
    return (
      await db.execute(sql`
      update delivery set due_at = null, held_for = 'pause' where ${ids} returning id`)
    ).length;
  }
  return goOn(db, input, ids);
}

/** What was held is due: at once, or, of what waited for the better subject, at its reader's next own hour. */
async function goOn(db: Database, { issue, now, instants }: Sweep, ids: SQL): Promise<number> {
  const winner = issue.winner === "b" ? sql`'b'` : sql`'a'`;
  const ownHour = sql`(select zoned.at::timestamptz from reader
    join unnest(${sql.param(instants.map(({ zone }) => zone))}::text[],
      ${sql.param(instants.map(({ at }) => at.toISOString()))}::text[]) as zoned(zone, at) on zoned.zone = reader.zone
    where reader.id = delivery.reader_id)`;
  const rows = await db.execute(sql`
    update delivery set due_at = greatest(slot_at, ${now.toISOString()},
        case held_for when 'winner' then ${instants.length === 0 ? sql`null::timestamptz` : ownHour} end),
      held_for = null, arm = case held_for when 'winner' then ${winner} else arm end
    where ${ids} returning id`);
  return rows.length;
}

/** The zones of those whose letter waits for the better subject. */
export async function zonesOfRest(db: Database, input: { issueId: number }): Promise<string[]> {
  const rows = await db.execute<{ zone: string }>(sql`
    select distinct r.zone from delivery d join reader r on r.id = d.reader_id
    where d.issue_id = ${input.issueId} and d.state = 'queued' and d.held_for = 'winner'`);
  return rows.map(({ zone }) => zone);
}

export const cancelledReason = "the letter was cancelled";

export async function hasUnlike(db: Database, input: Pick<Sweep, "issue" | "now">): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from delivery where ${unlike(input)} limit 1`);
  return rows.length > 0;
}
