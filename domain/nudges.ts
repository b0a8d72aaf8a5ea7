import { addDays, type Day, localDay } from "./calendar.ts";
import { allows, type Rhythm, slotOn } from "./rhythm.ts";

/** Days that may pass without a slot: six that the weekdays leave out, and one that the zone does. */
const searchedDays = 15;

/** When a nudge is due: at the reader's send time of the first allowed day from `day` on that is still to come. */
export function nudgeDue({ rhythm, day, now }: { rhythm: Rhythm; day: Day; now: Date }): Date {
  const today = localDay(now, rhythm.zone);
  const from = day > today ? day : today;
  for (let ahead = 0; ahead < searchedDays; ahead += 1) {
    const candidate = addDays(from, ahead);
    const slot = allows(rhythm, candidate) ? slotOn(rhythm, candidate) : null;
    if (slot && slot.sendAt > now) return slot.sendAt;
  }
  throw new Error(`No nudge can ever be due on weekdays ${rhythm.weekdays}`);
}

/**
 * The first nudge of a wait: so many days after the last lesson as the course declares first, or after today where the
 * wait begins later than that, as after a pause. Null where the course declares none.
 */
export function firstNudge(asked: {
  rhythm: Rhythm;
  lastDay: Day;
  afterDays: readonly number[];
  now: Date;
}): Date | null {
  const { rhythm, lastDay, afterDays, now } = asked;
  const [first] = afterDays;
  if (first === undefined) return null;
  const planned = addDays(lastDay, first);
  const today = localDay(now, rhythm.zone);
  return nudgeDue({ rhythm, day: planned > today ? planned : addDays(today, first), now });
}

/** The nudge after the one that is being sent now, of which `nudges` went before; null when that was the last. */
export function nudgeAfter(asked: {
  rhythm: Rhythm;
  nudges: number;
  afterDays: readonly number[];
  now: Date;
}): Date | null {
  const { rhythm, nudges, afterDays, now } = asked;
  const [sent, next] = [afterDays[nudges], afterDays[nudges + 1]];
  if (sent === undefined || next === undefined) return null;
  // Counted from the one that goes now, which an outage may have held back: so two never come in a burst.
  return nudgeDue({ rhythm, day: addDays(localDay(now, rhythm.zone), Math.max(1, next - sent)), now });
}
