import { addDays, type Day, instantOf, localDay, weekdayOf } from "./calendar.ts";
import { dayNumberOf } from "./days.ts";
import { firstMsOfDay } from "./zoned.ts";

/**
 * How a reader wants one course. `weekdays` has a bit for each day, bit 0 for Monday to bit 6 for Sunday. `everyDays` is
 * how many local dates lie from one lesson to the next at least: 1, or 2 for whoever goes slower.
 */
export type Rhythm = { zone: string; sendMinute: number; weekdays: number; everyDays: number };

/** One day's slot: `slotAt` always lies on that local day, `sendAt` may have moved past its end. */
export type Slot = { slotAt: Date; sendAt: Date; closesAt: Date };

const minuteMs = 60_000;
const closingMinute = 21 * 60;
const morningMinute = 5 * 60;
const leastWindowMs = 3 * 3_600_000;

export function allows({ weekdays }: Rhythm, day: Day): boolean {
  return ((weekdays >> (weekdayOf(day) - 1)) & 1) === 1;
}

/** The slot at the reader's send time, or null where the zone leaves out the whole day (Apia, 30 December 2011). */
export function slotOn(rhythm: Rhythm, day: Day): Slot | null {
  return slotAtMinute(rhythm, day, rhythm.sendMinute);
}

/** The slot of a day after a missed one: from 05:00, or from the send time where that is earlier still. */
export function morningSlotOn(rhythm: Rhythm, day: Day): Slot | null {
  return slotAtMinute(rhythm, day, Math.min(morningMinute, rhythm.sendMinute));
}

/** The end of a day's window: 21:00, or three hours after the send time of the rhythm, also for a morning slot. */
export function windowEndOf({ zone, sendMinute }: Pick<Rhythm, "zone" | "sendMinute">, day: Day): Date {
  const closingAt = instantOf({ day, minute: closingMinute, zone });
  const sendAt = instantOf({ day, minute: sendMinute, zone });
  return new Date(Math.max(closingAt.getTime(), sendAt.getTime() + leastWindowMs));
}

/**
 * In Nuuk the evening before summer time ends at 23:00, so a send time of 23:30 moves to 00:30 of the next day. Were
 * that its `slotAt`, the lesson would count for the next day and take that day's place. So the slot is named by the
 * last minute that its own day has, and only the sending moves forward.
 */
function slotAtMinute(rhythm: Rhythm, day: Day, minute: number): Slot | null {
  const sendAt = instantOf({ day, minute, zone: rhythm.zone });
  const closesAt = windowEndOf(rhythm, day);
  if (localDay(sendAt, rhythm.zone) === day) return { slotAt: sendAt, sendAt, closesAt };
  const slotAt = new Date(firstMsOfDay(dayNumberOf(addDays(day, 1)), rhythm.zone) - minuteMs);
  return localDay(slotAt, rhythm.zone) === day ? { slotAt, sendAt, closesAt } : null;
}
