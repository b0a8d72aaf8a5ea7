import { dropFileCorrection, findFileCorrection } from "../../db/letters/files.ts";
import { changeIssue, lockIssue } from "../../db/letters/issues.ts";
import type { Context } from "../context.ts";
import { correctIssue, type Steered } from "./steer-issue.ts";

/**
 * Sends what waits of a letter's file from here on, with its title and its lines for the archive. `already`: nothing
 * waits. The caller is in a transaction, and notes whose act it was.
 */
export async function takeFileCorrection(context: Context, input: { issueId: number }): Promise<Steered> {
  const { db } = context;
  const issue = await lockIssue(db, { id: input.issueId });
  if (!issue) return { kind: "unknown" };
  const waiting = await findFileCorrection(db, input);
  if (waiting === null) return { kind: "already" };
  const { versionId, versionBId, title, subject, subjectB, preheader } = waiting;
  const corrected = await correctIssue(context, { ...input, versionId, versionBId });
  if (corrected.kind === "not now") return corrected;
  const { calendarAt: changedAt } = await context.clocks.read(db);
  await changeIssue(db, { id: issue.id, title, subject, subjectB, preheader, changedAt });
  await dropFileCorrection(db, input);
  return corrected;
}
