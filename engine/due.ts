import type { Day } from "../domain/calendar.ts";
import { localDay } from "../domain/calendar.ts";
import { allows } from "../domain/rhythm.ts";
import { type Due, firstDue, nextDue, type Start } from "../domain/schedule.ts";
import type { Passage } from "./passage.ts";

/**
 * When the next lesson of a confirmed run is due, and of one that had none yet: as the course declares its start, unless
 * that has gone by. With `fromDay`, on which a pause ends, no day before it counts.
 */
export function dueOf(passage: Passage, asked: { confirmedAt: Date | null; now: Date; fromDay?: Day }): Due {
  const { rhythm, last, had, passed } = passage;
  const { confirmedAt, now, fromDay } = asked;
  // Who was begun further on, or moved there, is no beginner to whom Day 1 comes at once.
  if (had.length === 0 && passed.size === 0 && confirmedAt !== null) {
    const first = firstDue({ start: startOf(passage, confirmedAt), rhythm, confirmedAt, last });
    const isTooEarly = fromDay !== undefined && localDay(first.slotAt, rhythm.zone) < fromDay;
    if (first.closesAt >= now && !isTooEarly) return first;
  }
  return nextDue({ rhythm, last, now, ...(fromDay !== undefined && { fromDay }) });
}

/**
 * As the course declares. But who has chosen their weekdays and then begins again is not sent Day 1 on one that they
 * ruled out, neither at once nor after whatever else they change that day.
 */
export function startOf({ course, rhythm }: Pick<Passage, "course" | "rhythm">, begunAt: Date): Start {
  const { start } = course.facts;
  return start === "confirmation" && !allows(rhythm, localDay(begunAt, rhythm.zone)) ? "next send time" : start;
}
