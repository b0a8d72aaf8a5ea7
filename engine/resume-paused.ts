import type { Database } from "../db/connect.ts";
import { cancelQueuedNotices } from "../db/deliveries.ts";
import { claimResuming, type ResumedStep, releaseHeldLessons, resumeEnrolments } from "../db/resuming.ts";
import type { Due } from "../domain/schedule.ts";
import type { Context } from "./context.ts";
import { dueOf } from "./due.ts";
import { finish } from "./finish.ts";
import { stepAt } from "./move-on.ts";
import { type Passage, readPassages } from "./passage.ts";

const claimLimit = 500;

/** A run that goes on. `isHeld`: a lesson was queued when its reader paused, and is its next one. */
export type Returning = { passage: Passage; due: Due; isHeld: boolean };

/**
 * Lets those go on whose pause ends by itself, from the beginning of their day on. Returns how many. After an outage over
 * that day there is one lesson, as after any outage, and the mail that was to announce it is spared where it would come
 * with it.
 */
export function resumePaused(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const claimed = await claimResuming(tx, { now, limit: claimLimit });
    const passages = await readPassages(tx, claimed);
    const returning = claimed.map(({ id, confirmedAt, resumeDay, openDeliveryId }): Returning => {
      const passage = passages.get(id);
      if (!passage) throw new Error(`enrolment ${id} has no passage`);
      const due = dueOf(passage, { confirmedAt, now, ...(resumeDay !== null && { fromDay: resumeDay }) });
      return { passage, due, isHeld: openDeliveryId !== null };
    });
    await goOn(tx, { returning, now });
    const atOnce = returning.filter(({ due }) => due.dueAt <= now);
    const enrolmentIds = atOnce.map(({ passage }) => passage.enrolmentId);
    await cancelQueuedNotices(tx, { enrolmentIds, notice: "pause-over", reason: "the lesson is here" });
    return claimed.length;
  });
}

/** Makes paused runs active again, each with its next step. The caller holds the locks of readers and enrolments. */
export async function goOn(tx: Database, input: { returning: readonly Returning[]; now: Date }): Promise<void> {
  const { returning, now } = input;
  const held = returning.filter(({ isHeld }) => isHeld);
  await releaseHeldLessons(tx, {
    dues: held.map(({ passage, due }) => ({ enrolmentId: passage.enrolmentId, ...due })),
  });
  const steps = returning.map((one) => ({ passage: one.passage, ...stepOf(one, now) }));
  await resumeEnrolments(tx, { steps: steps.map(({ step }) => step) });
  for (const { passage, isOver } of steps) if (isOver) await finish(tx, { passage, now });
}

/** A run that is over after its pause is active for a moment, so that it ends as every run does. */
function stepOf({ passage, due, isHeld }: Returning, now: Date): { step: ResumedStep; isOver: boolean } {
  const { enrolmentId } = passage;
  if (isHeld) return { step: { enrolmentId, kind: "held" }, isOver: false };
  const step = stepAt(passage, { due, now });
  if (step.kind !== "finished") return { step, isOver: false };
  return { step: { enrolmentId, kind: "due", nextSendAt: due.dueAt, nextSlotAt: due.slotAt }, isOver: true };
}
