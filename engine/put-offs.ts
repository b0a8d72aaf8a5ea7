import type { PastWaitReason } from "../db/schema/enrolments.ts";
import { addDays, localDay } from "../domain/calendar.ts";
import { type Due, type Last, mayBegin, missedDue, nextDue, type Rhythm, windowOf } from "../domain/schedule.ts";

/** When a lesson is due again whose time had come, and why, where nothing else would tell it later. */
export type PutOff = { due: Due; why: PastWaitReason | null };

type Slot = { rhythm: Rhythm; slotAt: Date; last: Last | null; now: Date };

/**
 * Null when the lesson may begin now. Nothing is told of a weekday that the reader took out of their week, nor of a time
 * that has not come: what they changed is kept with their other changes.
 */
export function putOffByTime(slot: Slot & { startedByConfirming: boolean }): PutOff | null {
  const { rhythm, slotAt, last, now } = slot;
  const may = mayBegin(slot);
  if (may === "yes") return null;
  if (may !== "closed") return { due: nextDue({ rhythm, last, now }), why: may === "early" ? null : "apart" };
  const isOver = now > windowOf({ rhythm, slotAt }).closesAt;
  return { due: missedDue({ rhythm, last, now }), why: isOver ? "window" : null };
}

/** Where the reader's day has no room for it, it competes again on their next allowed one. */
export function putOffByBudget({ rhythm, slotAt, last, now }: Slot): PutOff {
  const fromDay = addDays(localDay(slotAt, rhythm.zone), 1);
  return { due: nextDue({ rhythm, last, now, fromDay }), why: "budget" };
}
