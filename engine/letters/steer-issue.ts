import type { Database } from "../../db/connect.ts";
import { changeIssue, changeRun, type Issue, lockIssue } from "../../db/letters/issues.ts";
import { wakeWorkers } from "../../db/wake.ts";
import type { Context } from "../context.ts";

/** `already`: it stood so before. `not now`: what it is instead, so that this cannot be done with it. */
export type Steered = { kind: "unknown" } | { kind: "done" | "already" } | { kind: "not now"; state: Issue["state"] };

/**
 * Each of these takes effect with its COMMIT: composing holds the issue's row while it records a batch, so no first
 * attempt of a paused or cancelled issue begins after it. What has begun is finished. The letters that are queued follow
 * in portions (`sweepIssues`), and composing asks of each anyway. The caller notes whose act it was.
 */
export function pauseIssue(context: Context, input: { issueId: number }): Promise<Steered> {
  return steer(context, input, { from: ["sending"], to: "paused", change: () => ({}) });
}

export function resumeIssue(context: Context, input: { issueId: number }): Promise<Steered> {
  return steer(context, input, { from: ["paused"], to: "sending", change: () => ({}) });
}

/** Nothing more of it goes out, for good. What a scheduled one has not begun ends as well. */
export function cancelIssue(context: Context, input: { issueId: number }): Promise<Steered> {
  return steer(context, input, {
    from: ["scheduled", "sending", "paused"],
    to: "cancelled",
    change: (now) => ({ cancelledAt: now }),
  });
}

type Turn = {
  from: readonly Issue["state"][];
  to: Issue["state"];
  change(now: Date): Partial<Omit<Issue, "id">>;
};

async function steer(context: Context, input: { issueId: number }, turn: Turn): Promise<Steered> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const issue = await lockIssue(tx, { id: input.issueId });
    if (!issue) return { kind: "unknown" };
    if (issue.state === turn.to) return { kind: "already" };
    if (!turn.from.includes(issue.state)) return { kind: "not now", state: issue.state };
    await changeIssue(tx, { id: issue.id, state: turn.to, ...turn.change(now) });
    // What is cancelled is planned and decided no further; a pause keeps its place in both.
    const rest = turn.to === "cancelled" ? { planAt: null, decideAt: null } : {};
    await changeRun(tx, { issueId: issue.id, unswept: true, ...rest });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

export type Correction = { issueId: number; versionId: number; versionBId: number | null };

/**
 * Puts a new version in the place of the one that was being sent, for every letter whose first attempt has not begun.
 * Those that have had the old one keep it: whoever wants to tell them writes another letter.
 */
export async function correctIssue(context: Context, input: Correction): Promise<Steered> {
  return context.db.transaction(async (tx) => {
    const issue = await lockIssue(tx, { id: input.issueId });
    if (!issue) return { kind: "unknown" };
    if (!["scheduled", "sending", "paused"].includes(issue.state)) return { kind: "not now", state: issue.state };
    return correct(tx, issue, input);
  });
}

async function correct(tx: Database, issue: Issue, { versionId, versionBId }: Correction): Promise<Steered> {
  const second = issue.testPercent === null ? null : versionBId;
  if (issue.testPercent !== null && second === null)
    throw new Error(`issue ${issue.id} tries two subjects and got one`);
  const isSame = issue.versionId === versionId && (second === null || issue.versionBId === second);
  if (isSame) return { kind: "already" };
  await changeIssue(tx, { id: issue.id, versionId, versionBId: second });
  return { kind: "done" };
}
