import type { Database } from "../../db/connect.ts";
import { changeIssue, changeRun, holdIssues, type Issue, type IssueRun } from "../../db/letters/issues.ts";
import { findNewslettersById } from "../../db/letters/newsletters.ts";
import { claimPlanning, lockNextFollowers, planLetters } from "../../db/letters/planning.ts";
import { lastDueOf } from "../../db/letters/progress.ts";
import { localInstants } from "../../domain/local-hours.ts";
import type { Context } from "../context.ts";

/** Readers a portion: a transaction of some tenths of a second, so that a crash repeats little and nobody waits long. */
const portionLimit = 5_000;

/** A letter is held for a course for so long at most (rule 8). */
const heldDays = 14;
const dayMs = 86_400_000;

/** Held for a course from `at` on: until when, and when it is looked at again though nobody asked. */
export function holdFrom(at: Date): { until: Date; checkAt: Date } {
  return { until: new Date(at.getTime() + heldDays * dayMs), checkAt: new Date(at.getTime() + 60_000) };
}

/**
 * Turns the next few thousand followers of an issue that is due into its letters, and moves its cursor on in the same
 * transaction. Returns how many readers it looked at, and one more for an issue that this ended; zero means that no
 * issue is to be planned. Killed at any point, it goes on where the last COMMIT left it.
 */
export async function planIssues(context: Context, input: { limit?: number } = {}): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const run = await claimPlanning(tx, { now });
    if (!run) return 0;
    const issue = await beginSending(tx, { issueId: run.issueId, now });
    return issue ? planPortion(tx, { run, issue, now, limit: input.limit ?? portionLimit }) : 0;
  });
}

/**
 * The issue, held against its author's acts; a scheduled one begins now. Null when it was paused or cancelled between
 * being found and being held.
 */
async function beginSending(tx: Database, { issueId, now }: { issueId: number; now: Date }): Promise<Issue | null> {
  const issue = (await holdIssues(tx, { ids: [issueId] })).get(issueId);
  if (issue?.state === "sending") return issue;
  if (issue?.state !== "scheduled") return null;
  const begun = { state: "sending", publishedAt: now } as const;
  await changeIssue(tx, { id: issueId, ...begun });
  if (issue.testMinutes !== null) await changeRun(tx, { issueId, decideAt: minutesAfter(now, issue.testMinutes) });
  return { ...issue, ...begun };
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

type Portion = { run: IssueRun; issue: Issue; now: Date; limit: number };

async function planPortion(tx: Database, { run, issue, now, limit }: Portion): Promise<number> {
  const { newsletterId } = issue;
  const newsletter = (await findNewslettersById(tx, { ids: [newsletterId] })).get(newsletterId);
  if (!newsletter) throw new Error(`issue ${issue.id} is of newsletter ${newsletterId}, which does not exist`);
  const after = run.plannedThrough;
  const { readerIds, zones } = await lockNextFollowers(tx, { newsletterId, after, limit });
  const instants = instantsOf(issue, zones);
  await planLetters(tx, { issue, newsletter, readerIds, instants, heldUntil: holdFrom(now).until, now });
  const isWhole = readerIds.length < limit;
  await changeRun(tx, {
    issueId: issue.id,
    plannedThrough: readerIds.at(-1) ?? after,
    ...(isWhole ? { planAt: null, ...(await decidingAfterAll(tx, issue, now)) } : {}),
  });
  return readerIds.length + (isWhole ? 1 : 0);
}

/**
 * At local hours the subjects are tried for a day and longer, from one zone to the next. So the time until they are held
 * against each other begins with the last one that tries, or whoever is furthest west would count for nothing.
 */
async function decidingAfterAll(
  tx: Database,
  { id: issueId, mode, testMinutes }: Issue,
  now: Date,
): Promise<{ decideAt?: Date }> {
  if (mode !== "local" || testMinutes === null) return {};
  const lastAt = await lastDueOf(tx, { issueId });
  return { decideAt: minutesAfter(lastAt !== null && lastAt > now ? lastAt : now, testMinutes) };
}

/** Of what goes at a local hour, when that is in each zone; of everything else nothing, for it is due now. */
function instantsOf({ mode, localDay: day, localMinute: minute }: Issue, zones: readonly string[]) {
  if (mode !== "local" || day === null || minute === null) return [];
  return localInstants({ day, minute, zones });
}
