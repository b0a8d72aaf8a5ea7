export type DayMark = "done" | "missed" | "frozen" | "rest" | "coming" | "today";
export type ProgressLesson = { id: string; kind: "training" | "rest" | "mobility"; minutes: number };

/** Days saved up: one for every `earnedEvery` lessons done in a row, at most `most` held at a time. */
export type Freezes = { earnedEvery: number; most: number };

export type Progress = {
  /** Lessons completed, of all `days` lessons of the course, and how long they take together. */
  done: number;
  days: number;
  minutes: number;
  /** Lessons completed in a row up to now, and the longest such row. */
  streak: number;
  best: number;
  /** Freezes held now. */
  freezes: number;
  marks: Map<string, DayMark>;
};

/**
 * How far a reader has come. `lessons` stand in today's order; `had` were accepted or uncertain, the oldest first;
 * `current` is the lesson that is being sent (without it, the newest one had); `passedBy` went by without being sent,
 * in a course that skips to today. A lesson that was had or went by and is not completed is missed and ends the streak,
 * unless a freeze keeps it; the current one has its whole day left and does not. A rest day never ends a streak and
 * asks for no tap; it counts for the streak when it was tapped.
 */
export function progressOf({
  lessons,
  had,
  completed,
  current,
  passedBy = nothing,
  freezes = null,
}: {
  lessons: readonly ProgressLesson[];
  had: ReadonlySet<string>;
  completed: ReadonlySet<string>;
  current?: string | undefined;
  passedBy?: ReadonlySet<string>;
  freezes?: Freezes | null;
}): Progress {
  const today = current ?? [...had].at(-1);
  const missable = passedBy.size === 0 ? had : new Set([...had, ...passedBy]);
  const plain = lessons.map((lesson): [string, DayMark] => [
    lesson.id,
    markOf({ lesson, had: missable, completed, today }),
  ]);
  const done = lessons.filter(({ id }) => completed.has(id));
  const minutes = done.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return { done: done.length, days: lessons.length, minutes, ...rowOf(plain, freezes) };
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Walks the days once. Freezes are counted in lessons: each one done adds one, up to what `most` freezes are worth, and
 * a missed day takes a freeze's worth away. A count of its own for the next freeze that ran on while all were held
 * would fall behind one that began later, and completing a day could then end a streak.
 */
function rowOf(plain: readonly [string, DayMark][], freezes: Freezes | null) {
  const { earnedEvery, most } = freezes ?? { earnedEvery: 1, most: 0 };
  const marks = new Map(plain);
  let [streak, best, saved] = [0, 0, 0];
  for (const [id, mark] of plain) {
    if (mark === "done") {
      streak += 1;
      best = Math.max(best, streak);
      saved = Math.min(saved + 1, most * earnedEvery);
    }
    if (mark !== "missed") continue;
    const isKept = saved >= earnedEvery;
    if (isKept) marks.set(id, "frozen");
    [streak, saved] = isKept ? [streak, saved - earnedEvery] : [0, 0];
  }
  return { streak, best, freezes: Math.floor(saved / earnedEvery), marks };
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

/** The freezes held, as a finished phrase: "1 freeze saved". A course without freezes has no use for it. */
export function freezePhrase(held: number): string {
  if (held <= 0) return "No freeze saved yet";
  return plural.select(held) === "one" ? "1 freeze saved" : `${numbers.format(held)} freezes saved`;
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
