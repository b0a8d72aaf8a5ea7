import type { QueuedDelivery } from "../../db/composing.ts";
import type { Database } from "../../db/connect.ts";
import { cancelledReason } from "../../db/letters/holding.ts";
import { holdIssues, type Issue } from "../../db/letters/issues.ts";
import { leftOutReason } from "../../db/letters/planning.ts";
import type { Hold } from "../../db/schema/deliveries.ts";

/** What composing does with a letter that it has claimed. */
export type LetterVerdict =
  | { kind: "admit"; versionId: number }
  | { kind: "hold"; hold: Exclude<Hold, "winner"> }
  | { kind: "drop"; reason: string };

/** The issues of claimed letters, held against their authors' acts until the batch is recorded. */
export function holdIssuesOf(db: Database, claimed: readonly QueuedDelivery[]): Promise<Map<number, Issue>> {
  return holdIssues(db, { ids: claimed.flatMap(({ issueId }) => issueId ?? []) });
}

/**
 * Asks of a letter once more whether its first attempt may begin, and with which version: its issue is held and its
 * reader locked, so the answer stands. One that was held for a course before is not held a second time. A copy that an
 * author asked for goes out of a letter that is over, too.
 */
export function judgeLetter(delivery: QueuedDelivery, issues: ReadonlyMap<number, Issue>): LetterVerdict {
  const issue = issues.get(delivery.issueId ?? 0);
  if (!issue) throw new Error(`letter ${delivery.id} is of issue ${delivery.issueId}, which was not read`);
  if (delivery.follow !== "following") return { kind: "drop", reason: "left the newsletter" };
  if (issue.state === "cancelled") return { kind: "drop", reason: cancelledReason };
  if (issue.state === "paused") return { kind: "hold", hold: "pause" };
  if (delivery.isInCourse && delivery.copy === 0) {
    if (delivery.duringCourse === "skip") return { kind: "drop", reason: leftOutReason };
    if (delivery.duringCourse === "hold" && delivery.heldUntil === null) return { kind: "hold", hold: "course" };
  }
  return { kind: "admit", versionId: versionOf(delivery, issue) };
}

/** The version of now: a correction reaches every letter that has not begun. */
function versionOf({ id, arm, versionId }: QueuedDelivery, issue: Issue): number {
  const current = arm === "b" ? (issue.versionBId ?? versionId) : issue.versionId;
  if (current === null) throw new Error(`letter ${id} is of issue ${issue.id}, which has no version`);
  return current;
}
