import type { Database } from "../db/connect.ts";
import { giveNextSteps, type NextStep } from "../db/planning.ts";
import type { lockEnrolmentsOf } from "../db/settling.ts";
import { nextDue } from "../domain/schedule.ts";
import { finish } from "./finish.ts";
import { type Passage, readPassages } from "./passage.ts";

type Locked = Awaited<ReturnType<typeof lockEnrolmentsOf>>;

/** Gives every enrolment whose lesson has just been settled its next step: a time, a wait, or the end. */
export async function moveOn(db: Database, input: { enrolments: Locked; now: Date }): Promise<void> {
  const { enrolments, now } = input;
  const passages = [...(await readPassages(db, enrolments)).values()];
  await giveNextSteps(db, {
    steps: passages.filter((passage) => passage.next !== null).map((passage) => nextStep(passage, now)),
  });
  for (const passage of passages) {
    if (passage.next === null) await finish(db, { passage, now });
  }
}

/** The next step of an active enrolment that still has lessons before it. */
export function nextStep(passage: Passage, now: Date): NextStep {
  const { enrolmentId, rhythm, last } = passage;
  if (waitsForCompletion(passage)) return { enrolmentId, kind: "wait", wait: "completion" };
  const due = nextDue({ rhythm, last, now });
  return { enrolmentId, kind: "due", nextSendAt: due.dueAt, nextSlotAt: due.slotAt };
}

/** A gate on completion holds the next lesson until the newest one was completed; a rest day asks for nothing. */
function waitsForCompletion({ course, had, completed, lessons }: Passage): boolean {
  const newest = had.at(-1)?.lessonId;
  if (course.facts.gate !== "completion" || newest === undefined || completed.has(newest)) return false;
  return lessons.find((lesson) => lesson.id === newest)?.kind !== "rest";
}
