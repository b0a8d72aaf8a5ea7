import type { Database } from "../db/connect.ts";
import { giveNextSteps, type NextStep } from "../db/planning.ts";
import type { lockEnrolmentsOf } from "../db/settling.ts";
import { localDay } from "../domain/calendar.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { firstNudge } from "../domain/nudges.ts";
import { type Due, nextDue } from "../domain/schedule.ts";
import { finish } from "./finish.ts";
import { nextOn, type Passage, readPassages } from "./passage.ts";

type Locked = Awaited<ReturnType<typeof lockEnrolmentsOf>>;

/** Gives every enrolment whose lesson has just been settled its next step: a time, a wait, or the end. */
export async function moveOn(db: Database, input: { enrolments: Locked; now: Date }): Promise<void> {
  const { enrolments, now } = input;
  const passages = [...(await readPassages(db, enrolments)).values()];
  await takeNextSteps(db, { passages, now });
}

/** Gives active enrolments that have no next step any more the one that is right now. The caller holds their locks. */
export async function takeNextSteps(db: Database, input: { passages: readonly Passage[]; now: Date }): Promise<void> {
  const { passages, now } = input;
  const steps = passages.map((passage) => ({ passage, step: nextStep(passage, now) }));
  await giveNextSteps(db, { steps: steps.flatMap(({ step }) => (step.kind === "finished" ? [] : [step])) });
  for (const { passage, step } of steps) if (step.kind === "finished") await finish(db, { passage, now });
}

/** What comes next for a run that is neither paused nor over: a time, a wait, or the end. */
export function nextStep(passage: Passage, now: Date): NextStep {
  const { rhythm, last } = passage;
  return stepAt(passage, { due: nextDue({ rhythm, last, now }), now });
}

/** The same for a lesson that would be due then. */
export function stepAt(passage: Passage, { due, now }: { due: Due; now: Date }): NextStep {
  const { enrolmentId } = passage;
  if (nextOn(passage, due.slotAt) === null) return { enrolmentId, kind: "finished", endedAt: now };
  if (waitsForCompletion(passage)) {
    return { enrolmentId, kind: "wait", wait: "completion", nudgeAt: firstNudgeOf(passage, now) };
  }
  return { enrolmentId, kind: "due", nextSendAt: due.dueAt, nextSlotAt: due.slotAt };
}

/**
 * A gate on completion holds the next lesson until the newest one was completed; a rest day asks for nothing, and whoever
 * was moved on since is not held by what lies behind them.
 */
export function waitsForCompletion({ course, had, completed, lessons, passed }: Passage): boolean {
  const newest = had.at(-1);
  if (course.facts.gate !== "completion" || newest === undefined || completed.has(newest.lessonId)) return false;
  if ([...passed.values()].some((passedAt) => passedAt > newest.hadAt)) return false;
  return lessons.find((lesson) => lesson.id === newest.lessonId)?.kind !== "rest";
}

function firstNudgeOf({ course, rhythm, had }: Passage, now: Date): Date | null {
  const newest = had.at(-1);
  if (!newest) return null;
  const { nudgeAfterDays: afterDays } = declaredPacing(course.facts);
  return firstNudge({ rhythm, lastDay: localDay(newest.slotAt, rhythm.zone), afterDays, now });
}
