import type { Database } from "../../db/connect.ts";
import { countAudience } from "../../db/letters/audience.ts";
import { dropFileCorrection, findFileCorrection } from "../../db/letters/files.ts";
import { changeIssue, changeRun, type Issue, lockIssue } from "../../db/letters/issues.ts";
import { hasEnded } from "../../db/letters/newsletters.ts";
import { wakeWorkers } from "../../db/wake.ts";
import type { Day } from "../../domain/calendar.ts";
import { firstInstant, lastInstant } from "../../domain/local-hours.ts";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Context } from "../context.ts";

/** When an issue goes: at once, at one instant for all, or at each reader's own local minute of one day. */
export type When = { mode: "now" } | { mode: "at"; sendAt: Date } | { mode: "local"; day: Day; minute: number };

/** Two subjects on a share of the readers: so many percent of them, half of these each, and the rest after so long. */
export type SubjectTrial = { percent: number; minutes: number };

export type Scheduling = {
  issueId: number;
  when: When;
  /** Null: everyone who follows. */
  audience: ReaderFilter | null;
  test: SubjectTrial | null;
  /** The size of the audience as the author typed it; needed from `typedFrom` readers on. */
  typedSize: number | null;
};

export type Scheduled =
  | { kind: "unknown" }
  | { kind: "scheduled"; at: Date; readers: number }
  /** Only a draft can be sent; what it is instead. */
  | { kind: "no draft"; state: Issue["state"] }
  | { kind: "wrong"; message: string }
  | { kind: "size differs"; readers: number };

/** From this many readers on the size of the audience is typed before anything is sent to it. */
export const typedFrom = 500;

/** An audience changes while it is being typed: so many readers more or fewer, or a hundredth, are the same audience. */
const sizeSlack = 5;

/**
 * Gives a draft its time, its readers and its trial. Nothing is planned before that time; then it begins by itself. Needs
 * its version, which the check before sending has stored. The caller notes whose act it was in the same transaction.
 */
export async function scheduleIssue(context: Context, input: Scheduling): Promise<Scheduled> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const issue = await lockIssue(tx, { id: input.issueId });
    if (!issue) return { kind: "unknown" };
    if (issue.state !== "draft") return { kind: "no draft", state: issue.state };
    const { newsletterId } = issue;
    const fault = (await endedFault(tx, { newsletterId })) ?? faultOf(issue, input, now);
    if (fault !== null) return { kind: "wrong", message: fault };
    const readers = await countAudience(tx, { newsletterId, audience: input.audience, now });
    if (!isSized(input.typedSize, readers)) return { kind: "size differs", readers };
    const at = beginningOf(input.when, now);
    await store(tx, { issue, at, scheduling: input, now });
    await wakeWorkers(tx);
    return { kind: "scheduled", at, readers };
  });
}

/** Sends a draft at once; the rest is as for one that is scheduled. */
export function sendIssue(context: Context, input: Omit<Scheduling, "when">): Promise<Scheduled> {
  return scheduleIssue(context, { ...input, when: { mode: "now" } });
}

/** Asked under the newsletter's lock: whoever ends it finds this letter on its way, or is found to have ended it. */
async function endedFault(tx: Database, input: { newsletterId: number }): Promise<string | null> {
  return (await hasEnded(tx, input))
    ? "This newsletter has ended, so nothing of it can be sent. Open it again first."
    : null;
}

function faultOf(issue: Issue, { when, test }: Scheduling, now: Date): string | null {
  if (issue.versionId === null) return "This letter has not been checked yet. Run the check before sending.";
  if (test !== null && (issue.subjectB === null || issue.versionBId === null)) {
    return "Two subjects can be tried once the letter has a second one, and is checked with it.";
  }
  if (when.mode === "at" && when.sendAt < now) return "This moment has gone by. Choose a later one, or send it now.";
  if (when.mode === "local" && lastInstant(when) < now) return "This day is over everywhere. Choose a later one.";
  return null;
}

function isSized(typed: number | null, readers: number): boolean {
  if (readers < typedFrom) return true;
  return typed !== null && Math.abs(typed - readers) <= Math.max(sizeSlack, readers / 100);
}

/** When planning begins. An hour that has come somewhere already begins now, and goes there at once. */
function beginningOf(when: When, now: Date): Date {
  if (when.mode === "now") return now;
  const at = when.mode === "at" ? when.sendAt : firstInstant(when);
  return at < now ? now : at;
}

async function store(
  tx: Database,
  { issue, at, scheduling, now }: { issue: Issue; at: Date; scheduling: Scheduling; now: Date },
): Promise<void> {
  const { when, audience, test } = scheduling;
  await changeIssue(tx, {
    id: issue.id,
    state: "scheduled",
    mode: when.mode,
    sendAt: when.mode === "at" ? when.sendAt : null,
    localDay: when.mode === "local" ? when.day : null,
    localMinute: when.mode === "local" ? when.minute : null,
    audience,
    testPercent: test?.percent ?? null,
    testMinutes: test?.minutes ?? null,
    changedAt: now,
  });
  await changeRun(tx, { issueId: issue.id, planAt: at, plannedThrough: 0, unswept: false, decideAt: null });
}

/** How many readers an issue would reach, counted now; for the page that asks before sending. */
export async function countReaders(
  context: Context,
  input: { newsletterId: number; audience: ReaderFilter | null },
): Promise<number> {
  const { calendarAt: now } = await context.clocks.read(context.db);
  return countAudience(context.db, { ...input, now });
}

export type Unscheduled = { kind: "unknown" } | { kind: "draft" } | { kind: "begun"; state: Issue["state"] };

/** Makes a draft of a scheduled issue again, as long as its sending has not begun. */
export async function unscheduleIssue(context: Context, input: { issueId: number }): Promise<Unscheduled> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const issue = await lockIssue(tx, { id: input.issueId });
    if (!issue) return { kind: "unknown" };
    if (issue.state === "draft") return { kind: "draft" };
    if (issue.state !== "scheduled") return { kind: "begun", state: issue.state };
    const waiting = await findFileCorrection(tx, input);
    const undone = {
      mode: null,
      sendAt: null,
      localDay: null,
      localMinute: null,
      testPercent: null,
      testMinutes: null,
    };
    // A draft is what its file says.
    const { issueId: _, publishedAt: __, ...said } = waiting ?? {};
    await changeIssue(tx, { id: issue.id, state: "draft", ...undone, ...said, changedAt: now });
    await dropFileCorrection(tx, input);
    await changeRun(tx, { issueId: issue.id, planAt: null });
    return { kind: "draft" };
  });
}
