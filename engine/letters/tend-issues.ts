import type { Database } from "../../db/connect.ts";
import {
  claimHeldLetters,
  claimUnswept,
  hasUnlike,
  reviewHeldLetters,
  sweepLetters,
  zonesOfRest,
} from "../../db/letters/holding.ts";
import {
  changeIssue,
  changeRun,
  endSentIssues,
  findIssueById,
  holdIssues,
  type Issue,
} from "../../db/letters/issues.ts";
import { claimDeciding, countTried, isStillTrying } from "../../db/letters/results.ts";
import { nextInstants } from "../../domain/local-hours.ts";
import { decideSubject } from "../../domain/subject-test.ts";
import type { Context } from "../context.ts";

/** A portion holds its letters, and composing waits for those, so it is a short one. */
const portionLimit = 2_000;
const dayMs = 86_400_000;
/** A test whose letters are not all out when its time has come is looked at again after this. */
const tryAgainMs = 60_000;

/**
 * Lets the queued letters of one issue follow what its author or its test decided: cancelled, held or due again. A
 * portion a call; returns how many letters changed.
 */
export async function sweepIssues(context: Context, input: { limit?: number } = {}): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const issueId = await claimUnswept(tx);
    const issue = issueId === null ? undefined : (await holdIssues(tx, { ids: [issueId] })).get(issueId);
    if (!issue) return 0;
    const instants = await ownHoursOfRest(tx, { issue, now });
    const swept = await sweepLetters(tx, { issue, now, instants, limit: input.limit ?? portionLimit });
    // Somebody may hold one at this moment; then it is looked for again.
    if (swept === 0 && !(await hasUnlike(tx, { issue, now }))) {
      await changeRun(tx, { issueId: issue.id, unswept: false });
      return 1;
    }
    return swept;
  });
}

/**
 * Of a letter that goes at each reader's own hour, the next such hour in each zone: for those that have waited for the
 * better subject, whose hour of that day has gone by. Of everything else nothing, for it is due at once.
 */
async function ownHoursOfRest(
  tx: Database,
  { issue, now }: { issue: Issue; now: Date },
): Promise<{ zone: string; at: Date }[]> {
  const { id: issueId, mode, localMinute: minute, winner } = issue;
  if (mode !== "local" || minute === null || winner === null) return [];
  return nextInstants({ minute, from: now, zones: await zonesOfRest(tx, { issueId }) });
}

/** Looks at letters that are held for a course whenever their reader's course ended, or a day went by. */
export async function reviewHeld(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const { ids, issueIds } = await claimHeldLetters(tx, { now, limit: portionLimit });
    await holdIssues(tx, { ids: issueIds });
    return reviewHeldLetters(tx, { ids, now, nextCheckAt: new Date(now.getTime() + dayMs) });
  });
}

/**
 * Holds the two subjects of one issue against each other, once its time has come and all that try them are out: by
 * people's clicks alone. Where chance would explain the difference as well, no winner is claimed, and the rest gets the
 * first subject. Returns how many issues it looked at.
 */
export async function decideSubjects(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const issueId = await claimDeciding(tx, { now });
    const issue = issueId === null ? null : await findIssueById(tx, { id: issueId });
    if (!issue) return 0;
    const run = { issueId: issue.id };
    if (await isStillTrying(tx, run)) {
      await changeRun(tx, { ...run, decideAt: new Date(now.getTime() + tryAgainMs) });
      return 1;
    }
    const tried = await countTried(tx, run);
    const { winner, difference } = decideSubject(tried);
    await changeIssue(tx, { id: issue.id, winner, decidedAt: now, testResult: { ...tried, difference } });
    await changeRun(tx, { ...run, decideAt: null, unswept: true });
    return 1;
  });
}

/** Ends the issues of which nothing is left to do. Returns how many. */
export async function endIssues(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    return endSentIssues(tx, { now });
  });
}
