import type { Day } from "../domain/calendar.ts";
import { localDay } from "../domain/calendar.ts";
import { type Due, firstDue, nextDue } from "../domain/schedule.ts";
import type { Passage } from "./passage.ts";

/**
 * When the next lesson of a confirmed run is due, and of one that had none yet: as the course declares its start, unless
 * that has gone by. With `fromDay`, on which a pause ends, no day before it counts.
 */
export function dueOf(passage: Passage, asked: { confirmedAt: Date | null; now: Date; fromDay?: Day }): Due {
  const { rhythm, last, course, had } = passage;
  const { confirmedAt, now, fromDay } = asked;
  if (had.length === 0 && confirmedAt !== null) {
    const first = firstDue({ start: course.facts.start, rhythm, confirmedAt, last });
    const isTooEarly = fromDay !== undefined && localDay(first.slotAt, rhythm.zone) < fromDay;
    if (first.closesAt >= now && !isTooEarly) return first;
  }
  return nextDue({ rhythm, last, now, ...(fromDay !== undefined && { fromDay }) });
}
