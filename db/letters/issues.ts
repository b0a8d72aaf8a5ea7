import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { issue, issueRun } from "../schema/letters.ts";

export type Issue = typeof issue.$inferSelect;
export type IssueRun = typeof issueRun.$inferSelect;

export async function findIssueById(db: Database, input: { id: number }): Promise<Issue | null> {
  const [row] = await db.select().from(issue).where(eq(issue.id, input.id));
  return row ?? null;
}

/**
 * Locks an issue for an act of its author: its run first and then its row, as everybody does who needs both. Composing
 * holds the row in share while it records a batch, so when this returns no first attempt of the issue is half begun.
 */
export async function lockIssue(db: Database, input: { id: number }): Promise<Issue | null> {
  const known = await findIssueById(db, input);
  if (!known) return null;
  await db.insert(issueRun).values({ issueId: input.id }).onConflictDoNothing();
  await db.select({ id: issueRun.issueId }).from(issueRun).where(eq(issueRun.issueId, input.id)).for("update");
  const [row] = await db.select().from(issue).where(eq(issue.id, input.id)).for("no key update");
  return row ?? null;
}

/** What composing asks of the issues of a batch, locked in share: a pause or a cancelling waits, or was before. */
export async function holdIssues(db: Database, input: { ids: readonly number[] }): Promise<Map<number, Issue>> {
  if (input.ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(issue)
    .where(inArray(issue.id, [...new Set(input.ids)]))
    .orderBy(issue.id)
    .for("share");
  return new Map(rows.map((row) => [row.id, row]));
}

export async function changeIssue(db: Database, input: { id: number } & Partial<Omit<Issue, "id">>): Promise<void> {
  const { id, ...change } = input;
  await db.update(issue).set(change).where(eq(issue.id, id));
}

export async function changeRun(
  db: Database,
  input: { issueId: number } & Partial<Omit<IssueRun, "issueId">>,
): Promise<void> {
  const { issueId, ...change } = input;
  await db.update(issueRun).set(change).where(eq(issueRun.issueId, issueId));
}

export async function readRun(db: Database, input: { issueId: number }): Promise<IssueRun | null> {
  const [row] = await db.select().from(issueRun).where(eq(issueRun.issueId, input.issueId));
  return row ?? null;
}

/**
 * Ends the issues of which every reader was looked at and every letter has an end; says how many. One that is found
 * half ended stays, for the last letter to come back finds it then.
 */
export async function endSentIssues(db: Database, input: { now: Date }): Promise<number> {
  const rows = await db.execute(sql`
    update issue set state = 'sent', sent_at = ${input.now.toISOString()}
    where id = any(array(select r.issue_id from issue_run r where ${isServed} for no key update of r skip locked))
      and state = 'sending'
    returning id`);
  return rows.length;
}

/** That nothing is left to plan, to sweep, to decide or to send of a run `r`. */
export const isServed = sql`r.plan_at is null and r.decide_at is null and not r.unswept
  and exists (select from issue i where i.id = r.issue_id and i.state = 'sending')
  and not exists (select from delivery d where d.issue_id = r.issue_id and d.state = 'queued')
  and not exists (select from delivery d where d.issue_id = r.issue_id and d.state = 'batched')`;
