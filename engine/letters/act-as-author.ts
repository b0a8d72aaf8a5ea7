import type { Database } from "../../db/connect.ts";
import { findIssue, setDraft } from "../../db/letters/drafts.ts";
import { lockIssue } from "../../db/letters/issues.ts";
import type { Context } from "../context.ts";
import type { SentTest } from "../send-test.ts";
import { recordAct } from "../studio/audit.ts";
import { noteTest } from "../studio/note-test.ts";
import { type PreparedIssue, prepareIssue } from "./draw-issue.ts";
import { takeFileCorrection } from "./file-correction.ts";
import { type Scheduled, type Scheduling, scheduleIssue, unscheduleIssue } from "./schedule-issue.ts";
import { sendTestLetter } from "./send-test-letter.ts";
import { cancelIssue, correctIssue, pauseIssue, resumeIssue, type Steered } from "./steer-issue.ts";
import type { Typesetter } from "./typesetter.ts";

type Author = { id: string; name: string; address: string };

export type ReadyIssue =
  | { kind: "ready"; revision: number /** It has two, and both are compiled. */; triesSubjects: boolean }
  | Exclude<PreparedIssue, { kind: "prepared" }>;

/**
 * Makes a draft ready to be sent: stores what is decided about it besides its text, and its version. One that is a file
 * has its version from publishing.
 */
export async function readyIssue(
  context: Context,
  input: { id: number; subjectB: string | null; isPrivate: boolean; typesetter: Typesetter },
): Promise<ReadyIssue> {
  const found = await findIssue(context.db, input);
  if (found?.state !== "draft") return { kind: "unknown" };
  // A file says its subjects itself, and both are compiled with it.
  const subjectB = found.origin === "file" ? found.subjectB : input.subjectB;
  await setDraft(context.db, { id: found.id, set: { private: input.isPrivate, subjectB } });
  const triesSubjects = subjectB !== null;
  if (found.origin === "file") return { kind: "ready", revision: found.revision, triesSubjects };
  const prepared = await prepareIssue(context, input);
  return prepared.kind === "prepared" ? { kind: "ready", revision: prepared.revision, triesSubjects } : prepared;
}

/** Schedules a letter as it was looked at: one that was changed since is not sent unseen. */
export async function sendAsAuthor(
  context: Context,
  input: Scheduling & { revision: number; author: Author },
): Promise<Scheduled | { kind: "changed" }> {
  return context.db.transaction(async (tx) => {
    // Locked, so that no save slips in between looking and scheduling.
    const found = await lockIssue(tx, { id: input.issueId });
    if (found && found.revision !== input.revision) return { kind: "changed" };
    const scheduled = await scheduleIssue({ ...context, db: tx }, input);
    if (scheduled.kind === "scheduled") {
      const facts = { what: found?.title ?? "", readers: scheduled.readers };
      await note({ ...context, db: tx }, { ...input, act: "issue scheduled", facts });
    }
    return scheduled;
  });
}

const steering = {
  pause: { act: "issue paused", steer: pauseIssue },
  resume: { act: "issue resumed", steer: resumeIssue },
  cancel: { act: "issue cancelled", steer: cancelIssue },
} as const;
export type Steering = keyof typeof steering;

/** Pauses, resumes or cancels a letter and notes whose act it was. */
export async function steerAsAuthor(
  context: Context,
  input: { issueId: number; how: Steering; author: Author },
): Promise<Steered> {
  return context.db.transaction(async (tx) => {
    const { act, steer } = steering[input.how];
    const steered = await steer({ ...context, db: tx }, input);
    if (steered.kind === "done") await note({ ...context, db: tx }, { ...input, act });
    return steered;
  });
}

/** Takes a scheduled letter back to its desk, while its sending has not begun; says whether it is a draft now. */
export async function takeBack(context: Context, input: { issueId: number; author: Author }): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const taken = await unscheduleIssue({ ...context, db: tx }, input);
    if (taken.kind === "draft") await note({ ...context, db: tx }, { ...input, act: "issue taken back" });
    return taken.kind === "draft";
  });
}

/**
 * Compiles the text as it is stored now, and sends it from here on to those who have not had the letter. One that is a
 * file gets what its file said when it was published last.
 */
export async function correctAsAuthor(
  context: Context,
  input: { issueId: number; author: Author; typesetter: Typesetter },
): Promise<Steered | Exclude<PreparedIssue, { kind: "prepared" }>> {
  const found = await findIssue(context.db, { id: input.issueId });
  if (found?.origin === "file") return correctByFile(context, input);
  const prepared = await prepareIssue(context, { id: input.issueId, typesetter: input.typesetter });
  if (prepared.kind !== "prepared") return prepared;
  const { versionId, versionBId } = prepared;
  return context.db.transaction(async (tx) => {
    const { issueId } = input;
    const corrected = await correctIssue({ ...context, db: tx }, { issueId, versionId, versionBId });
    if (corrected.kind === "done") await note({ ...context, db: tx }, { ...input, act: "issue corrected" });
    return corrected;
  });
}

function correctByFile(context: Context, input: { issueId: number; author: Author }): Promise<Steered> {
  return context.db.transaction(async (tx) => {
    const corrected = await takeFileCorrection({ ...context, db: tx }, input);
    if (corrected.kind === "done") await note({ ...context, db: tx }, { ...input, act: "issue corrected" });
    return corrected;
  });
}

/** Sends the letter as it is stored now to its author. */
export async function testAsAuthor(
  context: Context,
  input: { issueId: number; author: Author; name: string | null; subject: "a" | "b"; typesetter: Typesetter },
): Promise<SentTest | Exclude<PreparedIssue, { kind: "prepared" }>> {
  const { issueId, author } = input;
  const found = await findIssue(context.db, { id: issueId });
  if (!found) return { kind: "unknown" };
  if (found.state === "draft" && found.origin === "written") {
    const prepared = await prepareIssue(context, { id: issueId, typesetter: input.typesetter });
    if (prepared.kind !== "prepared") return prepared;
  }
  if (!(await noteTest(context, { author, act: "issue tested", of: { issueId } }))) {
    return { kind: "wrong", message: "You have sent yourself 20 tests within an hour. Wait a little." };
  }
  return sendTestLetter(context, { issueId, to: author.address, name: input.name, subject: input.subject });
}

type Noted = { issueId: number; author: Author; act: string; facts?: Parameters<typeof recordAct>[1]["facts"] };

async function note({ db, clocks }: { db: Database; clocks: Context["clocks"] }, noted: Noted): Promise<void> {
  const { calendarAt: now } = await clocks.read(db);
  const { issueId, author, act, facts } = noted;
  await recordAct(db, { author, act, now, issueId, facts });
}
