import { addDays, type Day, localDay } from "./calendar.ts";
import { dayNumberOf } from "./days.ts";
import { inOrder, type PlacedLesson } from "./pacing.ts";
import { allows, type Rhythm } from "./rhythm.ts";

/** A reader's walk with a cohort whose first lesson belongs to `cohortDay`. */
type Walk = { rhythm: Rhythm; cohortDay: Day };

/**
 * The number of the lesson that belongs to a local date: 1 on the first allowed one from the cohort's day on, one more on
 * each that follows; at the slower pace one more on every other. 0 before it began.
 */
export function cohortNumber({ rhythm, cohortDay, day }: Walk & { day: Day }): number {
  const dates = dayNumberOf(day) - dayNumberOf(cohortDay) + 1;
  if (dates <= 0) return 0;
  const weeks = Math.floor(dates / 7);
  let allowed = weeks * allowedInAWeek(rhythm);
  for (let date = weeks * 7; date < dates; date += 1) allowed += allows(rhythm, addDays(cohortDay, date)) ? 1 : 0;
  return Math.ceil(allowed / rhythm.everyDays);
}

/**
 * The number of each lesson in the walk. A lesson that was retired on its day or before, or first published after it, had
 * no day and has no number: so one that the author takes out behind the reader's place, or puts in there, moves nobody.
 */
export function cohortNumbers<Lesson extends PlacedLesson>(
  walk: Walk & { lessons: readonly Lesson[] },
): Map<Lesson["id"], number> {
  const { rhythm, lessons } = walk;
  const numbers = new Map<Lesson["id"], number>();
  let day = allowedDay(rhythm, walk.cohortDay);
  for (const lesson of inOrder(lessons)) {
    const came = localDay(lesson.firstPublishedAt, rhythm.zone) <= day;
    const stayed = lesson.retiredAt === null || localDay(lesson.retiredAt, rhythm.zone) > day;
    if (!came || !stayed) continue;
    numbers.set(lesson.id, numbers.size + 1);
    for (let step = 0; step < rhythm.everyDays; step += 1) day = allowedDay(rhythm, addDays(day, 1));
  }
  return numbers;
}

function allowedDay(rhythm: Rhythm, from: Day): Day {
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const day = addDays(from, ahead);
    if (allows(rhythm, day)) return day;
  }
  throw new Error(`weekdays ${rhythm.weekdays} allow no day at all`);
}

/** How many of the seven weekdays are allowed. */
function allowedInAWeek(rhythm: Rhythm): number {
  return [0, 1, 2, 3, 4, 5, 6].filter((bit) => (rhythm.weekdays >> bit) & 1).length;
}
