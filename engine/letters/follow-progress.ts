import { countAudience } from "../../db/letters/audience.ts";
import { findIssueById, type Issue, readRun } from "../../db/letters/issues.ts";
import { countHadSince, countLetters, type LetterCounts, lastDueOf } from "../../db/letters/progress.ts";
import type { Context } from "../context.ts";

/** How an issue comes on, for a picture that is drawn again every second. */
export type Progress = {
  state: Issue["state"];
  counts: LetterCounts;
  /** How many readers it will have been planned for, as far as that is known; what is planned once every reader was looked at. */
  expected: number;
  /** Every reader was looked at. */
  isPlanned: boolean;
  /** Letters that the provider took in within the last minute. */
  perMinute: number;
  /** When the last letter will have gone at this rate; null where nothing says so: paused, halted, or none is out yet. */
  endsAt: Date | null;
  /** When the two subjects are held against each other, where that is still to come. */
  decidesAt: Date | null;
};

const minuteMs = 60_000;

/** Null for an issue that does not exist. */
export async function readProgress(context: Context, input: { issueId: number }): Promise<Progress | null> {
  const { db } = context;
  const issue = await findIssueById(db, { id: input.issueId });
  if (!issue) return null;
  const { calendarAt: now } = await context.clocks.read(db);
  const run = await readRun(db, input);
  const counts = await countLetters(db, input);
  const perMinute = await countHadSince(db, { ...input, since: new Date(now.getTime() - minuteMs) });
  const isPlanned = issue.publishedAt !== null && (run?.planAt ?? null) === null;
  const expected = isPlanned ? counts.planned : await countAudience(db, { ...issue, now });
  const rate = { issue, counts, expected, perMinute, now, lastDueAt: await lastDueOf(db, input) };
  return {
    ...{ state: issue.state, counts, expected, isPlanned, perMinute },
    endsAt: endOf(rate),
    decidesAt: run?.decideAt ?? null,
  };
}

type Rate = {
  issue: Issue;
  counts: LetterCounts;
  expected: number;
  perMinute: number;
  now: Date;
  lastDueAt: Date | null;
};

/** At the rate of the last minute, but not before the last reader's own hour. Held ones wait for something else. */
function endOf({ issue, counts, expected, perMinute, now, lastDueAt }: Rate): Date | null {
  if (issue.state !== "sending" || perMinute === 0) return null;
  const left = counts.waiting + counts.underWay + Math.max(0, expected - counts.planned);
  const atThisRate = now.getTime() + (left / perMinute) * minuteMs;
  return new Date(Math.max(atThisRate, lastDueAt?.getTime() ?? 0));
}
