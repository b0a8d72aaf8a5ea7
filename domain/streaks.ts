export type DayMark = "done" | "missed" | "frozen" | "rest" | "coming" | "today";
export type ProgressLesson = { id: string; kind: "training" | "rest" | "mobility" };

export type Progress = {
  /** Lessons completed, of all `days` lessons of the course. */
  done: number;
  days: number;
  /** Lessons completed in a row up to now, and the longest such row. */
  streak: number;
  best: number;
  marks: Map<string, DayMark>;
};

/**
 * How far a reader has come. `lessons` stand in today's order; `had` were accepted or uncertain, the oldest first;
 * `current` is the lesson that is being sent (without it, the newest one had). A lesson had earlier and not completed
 * is missed and ends the streak; the current one has its whole day left and does not. A rest day never ends a streak
 * and asks for no tap; it counts for the streak when it was tapped.
 */
export function progressOf({
  lessons,
  had,
  completed,
  current,
}: {
  lessons: readonly ProgressLesson[];
  had: ReadonlySet<string>;
  completed: ReadonlySet<string>;
  current?: string | undefined;
}): Progress {
  const today = current ?? [...had].at(-1);
  const marks = new Map(lessons.map((lesson) => [lesson.id, markOf({ lesson, had, completed, today })]));
  let streak = 0;
  let best = 0;
  for (const mark of marks.values()) {
    if (mark === "done") streak += 1;
    if (mark === "missed") streak = 0;
    best = Math.max(best, streak);
  }
  const done = lessons.filter(({ id }) => completed.has(id)).length;
  return { done, days: lessons.length, streak, best, marks };
}

function markOf(asked: {
  lesson: ProgressLesson;
  had: ReadonlySet<string>;
  completed: ReadonlySet<string>;
  today: string | undefined;
}): DayMark {
  const { lesson, had, completed, today } = asked;
  if (completed.has(lesson.id)) return "done";
  if (lesson.id === today) return "today";
  if (lesson.kind === "rest") return "rest";
  return had.has(lesson.id) ? "missed" : "coming";
}

const plural = new Intl.PluralRules("en-US");
const numbers = new Intl.NumberFormat("en-US");
const lists = new Intl.ListFormat("en-US", { type: "conjunction" });

/** The streak as a finished phrase, never empty and never a reproach: it stands in the mail as it is. */
export function streakPhrase(streak: number): string {
  if (streak <= 0) return "A fresh start today";
  return plural.select(streak) === "one" ? "1 day so far" : `${numbers.format(streak)} days in a row`;
}

/** "12 of 30 done". */
export function donePhrase({ done, days }: { done: number; days: number }): string {
  return `${numbers.format(done)} of ${numbers.format(days)} done`;
}

const weekdayNames = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];
const phrasesOfMasks = new Map([
  [0b1111111, "every day"],
  [0b0011111, "Monday to Friday"],
  [0b1100000, "on weekends"],
]);

/** The weekdays of a rhythm as a finished phrase: "every day", "on Mondays, Wednesdays, and Fridays". */
export function weekdayPhrase(weekdays: number): string {
  const known = phrasesOfMasks.get(weekdays);
  return known ?? `on ${lists.format(weekdayNames.filter((_, place) => (weekdays >> place) & 1))}`;
}
