import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** What became of an issue's letters so far; `planned` is counted on its own. */
export type LetterCounts = {
  planned: number;
  /** Due now or at a later hour of their readers. */
  waiting: number;
  heldForCourse: number;
  heldForWinner: number;
  heldForPause: number;
  underWay: number;
  accepted: number;
  refused: number;
  suppressed: number;
  cancelled: number;
  uncertain: number;
  /** Sent once more by an author's choice, to readers who are counted above already. */
  copies: number;
};

const none: LetterCounts = {
  planned: 0,
  waiting: 0,
  heldForCourse: 0,
  heldForWinner: 0,
  heldForPause: 0,
  underWay: 0,
  accepted: 0,
  refused: 0,
  suppressed: 0,
  cancelled: 0,
  uncertain: 0,
  copies: 0,
};

/**
 * Counted along an index of what is not accepted, by state and hold; the accepted are the rest of what was planned, which
 * is counted on its own. To count a million of them took a tenth of a second for each issue on the page of results, and
 * that the sum is right is what `tallyDeliveries` watches. A copy is nobody's first letter, and is taken off again.
 */
export async function countLetters(db: Database, input: { issueId: number }): Promise<LetterCounts> {
  const { issueId } = input;
  const rows = await db.execute<{ state: string; heldFor: string | null; count: string }>(sql`
    select state, held_for as "heldFor", count(*) as count from delivery
    where issue_id = ${issueId} and state <> 'accepted' group by state, held_for
    union all
    select state, held_for, -count(*) from delivery
    where issue_id = ${issueId} and copy > 0 and state <> 'accepted' group by state, held_for
    union all
    select 'copies', null, count(*) from delivery where issue_id = ${issueId} and copy > 0
    union all
    select 'planned', null, coalesce(sum(planned), 0) from planning where issue_id = ${issueId}`);
  const of = (state: string, heldFor: string | null = null) =>
    sumOf(rows.filter((row) => row.state === state && row.heldFor === heldFor));
  const planned = of("planned");
  const others = sumOf(rows.filter(({ state }) => state !== "planned" && state !== "copies"));
  return {
    ...none,
    planned,
    waiting: of("queued"),
    heldForCourse: of("queued", "course"),
    heldForWinner: of("queued", "winner"),
    heldForPause: of("queued", "pause"),
    underWay: of("batched"),
    accepted: planned - others,
    refused: of("refused"),
    suppressed: of("suppressed"),
    cancelled: of("cancelled"),
    uncertain: of("uncertain"),
    copies: of("copies"),
  };
}

function sumOf(rows: readonly { count: string }[]): number {
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}

/** How many letters of an issue were had since then (calendar time). */
export async function countHadSince(db: Database, input: { issueId: number; since: Date }): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`
    select count(*) as count from delivery
    where issue_id = ${input.issueId} and had_at is not null and had_at > ${input.since.toISOString()}`);
  return Number(row?.count ?? 0);
}

/** When the last of those that are due at a later hour is due; null where none is. */
export async function lastDueOf(db: Database, input: { issueId: number }): Promise<Date | null> {
  const [row] = await db.execute<{ at: string | null }>(sql`
    select max(due_at) as at from delivery where issue_id = ${input.issueId} and state = 'queued' and due_at is not null`);
  return row?.at ? new Date(row.at) : null;
}
