import { addDays, type Day, instantOf, localDay, weekdayOf } from "./calendar.ts";
import { allows, morningSlotOn, type Rhythm, type Slot, slotOn, windowEndOf } from "./rhythm.ts";

export type { Rhythm };

/** The latest accepted or uncertain lesson of this reader and course, all runs counted. */
export type Last = { slotAt: Date; acceptedAt: Date; startedByConfirming: boolean };

/**
 * What the next lesson has to keep clear of. `all`: every lesson that was had, in the order of `hadAt`. The day is the latest that any of
 * them counts for: where the calendar was set back, the one that went out at the latest hour need not be the last.
 */
export function lastOf(all: readonly { slotAt: Date; hadAt: Date; startedByConfirming: boolean }[]): Last | null {
  const latest = all.at(-1);
  if (!latest) return null;
  const slotMs = all.reduce((most, { slotAt }) => Math.max(most, slotAt.getTime()), 0);
  return {
    slotAt: new Date(slotMs),
    acceptedAt: latest.hadAt,
    startedByConfirming: latest.startedByConfirming,
  };
}

/**
 * `slotAt` names the local day that the lesson counts for, however late it goes out. It may be handed over from
 * `dueAt` to `closesAt`, both included. `dueAt` may lie in the past: due at once.
 */
export type Due = { slotAt: Date; dueAt: Date; closesAt: Date };

/** How a course begins for those who confirm. */
export type Start = "confirmation" | "next send time" | "next Monday" | { cohortDay: Day };

const hourMs = 3_600_000;
const restMs = 12 * hourMs;

/**
 * When the next lesson is due: on the earliest allowed day after the last one's whose window is not closed yet.
 * Yesterday's slot is looked at too, since a slot of 23:00 may be served until 02:00 and still counts as yesterday's.
 * Ask again after every change of zone, hour, weekdays or pace, after a pause and after a restart: the answer keeps
 * rule 4 by itself, because it is read from `last` in the zone of now. With `fromDay` no day before it is looked at.
 */
export function nextDue(asked: { rhythm: Rhythm; last: Last | null; now: Date; fromDay?: Day }): Due {
  const { rhythm, last, now, fromDay = "" } = asked;
  return earliestDue({ rhythm, last, now, fromDay: latestDay([fromDay, yesterdayOf(now, rhythm)]), slotOf: slotOn });
}

/**
 * When a lesson is due whose window closed unserved: on the next allowed day, already from 05:00. The longer window
 * is what keeps a late hour with a rare tick from being missed day after day.
 */
export function missedDue({ rhythm, last, now }: { rhythm: Rhythm; last: Last | null; now: Date }): Due {
  return earliestDue({ rhythm, last, now, fromDay: yesterdayOf(now, rhythm), slotOf: morningSlotOn });
}

/** Until when a slot may be served: 21:00 of its local day or three hours after it, whichever is later. */
export function windowOf({ rhythm, slotAt }: { rhythm: Pick<Rhythm, "zone" | "sendMinute">; slotAt: Date }): {
  closesAt: Date;
} {
  const endAt = windowEndOf(rhythm, localDay(slotAt, rhythm.zone));
  // Day 1 of a course that starts on confirmation stands at no hour of the rhythm, so it has its own three hours.
  return { closesAt: new Date(Math.max(endAt.getTime(), slotAt.getTime() + 3 * hourMs)) };
}

/**
 * The check that is repeated when a batch is composed, since weekday, window and the twelve hours bind first attempts.
 * A lesson that starts by confirming may go on any weekday. After "closed" ask `missedDue`, after the others `nextDue`.
 */
export function mayBegin(check: {
  rhythm: Rhythm;
  slotAt: Date;
  last: Last | null;
  now: Date;
  startedByConfirming?: boolean;
}): "yes" | "early" | "closed" | "had today" | "day off" | "too soon" {
  const { rhythm, slotAt, last, now } = check;
  const day = localDay(slotAt, rhythm.zone);
  if (now < slotAt) return "early";
  if (now > windowOf({ rhythm, slotAt }).closesAt) return "closed";
  if (!check.startedByConfirming && !allows(rhythm, day)) return "closed";
  if (last && day <= localDay(last.slotAt, rhythm.zone)) return "had today";
  if (last && day < dayBehind(last, rhythm)) return "day off";
  if (now.getTime() < restedMs(last)) return "too soon";
  return "yes";
}

/**
 * When Day 1 is due for a reader who confirmed at `confirmedAt`. A start on confirmation is due at once, at any hour
 * of any weekday; if `last`, from an earlier run, forbids that, it becomes the next slot. A cohort's day that has
 * passed is the next slot too.
 */
export function firstDue(first: { start: Start; rhythm: Rhythm; confirmedAt: Date; last: Last | null }): Due {
  const { start, rhythm, confirmedAt: now, last } = first;
  if (start === "confirmation") {
    const slot = { rhythm, slotAt: now, last, now, startedByConfirming: true };
    if (mayBegin(slot) === "yes") return { slotAt: now, dueAt: now, closesAt: windowOf(slot).closesAt };
    return nextDue({ rhythm, last, now });
  }
  if (start === "next send time" || start === "next Monday") {
    const fromDay = start === "next Monday" ? mondayFrom(dayAhead(rhythm, now)) : dayAhead(rhythm, now);
    return earliestDue({ rhythm, last, now, fromDay, slotOf: slotOn });
  }
  const fromDay = latestDay([start.cohortDay, yesterdayOf(now, rhythm)]);
  return earliestDue({ rhythm, last, now, fromDay, slotOf: slotOn });
}

/** Two weeks hold every weekday twice: once for a day spent or closed, once more for the twelve hours. */
const searchedDays = 22;

function earliestDue(search: {
  rhythm: Rhythm;
  last: Last | null;
  now: Date;
  fromDay: Day;
  slotOf: (rhythm: Rhythm, day: Day) => Slot | null;
}): Due {
  const { rhythm, last, now } = search;
  let day = earliestDay(search);
  for (let searched = 0; searched < searchedDays; searched += 1) {
    const slot = allows(rhythm, day) ? search.slotOf(rhythm, day) : null;
    if (slot) {
      const dueAt = new Date(Math.max(slot.sendAt.getTime(), restedMs(last)));
      if (dueAt <= slot.closesAt && now <= slot.closesAt)
        return { slotAt: slot.slotAt, dueAt, closesAt: slot.closesAt };
    }
    day = addDays(day, 1);
  }
  throw new Error(`No lesson can ever be due on weekdays ${rhythm.weekdays} at minute ${rhythm.sendMinute}`);
}

/** One lesson a local day: the search begins behind the last one's day, and not long before the twelve hours end. */
function earliestDay({ rhythm, last, fromDay }: { rhythm: Rhythm; last: Last | null; fromDay: Day }): Day {
  if (!last) return fromDay;
  const rested = yesterdayOf(new Date(last.acceptedAt.getTime() + restMs), rhythm);
  return latestDay([fromDay, dayBehind(last, rhythm), rested]);
}

/** The first date that may have a lesson after the last one's: the next, or the one after that at the slower pace. */
function dayBehind(last: Last, rhythm: Rhythm): Day {
  return addDays(localDay(last.slotAt, rhythm.zone), rhythm.everyDays);
}

/** From when the twelve hours allow another lesson. Day 1 that went out on confirming leaves Day 2 its own hour. */
function restedMs(last: Last | null): number {
  return last && !last.startedByConfirming ? last.acceptedAt.getTime() + restMs : Number.NEGATIVE_INFINITY;
}

/** The first day whose send time is still to come. */
function dayAhead(rhythm: Rhythm, now: Date): Day {
  const today = localDay(now, rhythm.zone);
  const sendAt = instantOf({ day: today, minute: rhythm.sendMinute, zone: rhythm.zone });
  return sendAt > now ? today : addDays(today, 1);
}

function mondayFrom(day: Day): Day {
  return addDays(day, (8 - weekdayOf(day)) % 7);
}

function latestDay(days: readonly [Day, ...Day[]]): Day {
  // biome-ignore lint/complexity/useMathMinMax: days are text, which Math.max would read as NaN.
  return days.reduce((latest, day) => (day > latest ? day : latest));
}

function yesterdayOf(now: Date, rhythm: Rhythm): Day {
  return addDays(localDay(now, rhythm.zone), -1);
}
