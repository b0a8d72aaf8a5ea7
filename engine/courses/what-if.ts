import type { Course, Lesson } from "../../db/catalogue.ts";
import type { HadLesson } from "../../db/planning.ts";
import { addDays, type Day, localDay, startOfDay } from "../../domain/calendar.ts";
import { type Due, firstDue, nextDue, type Rhythm } from "../../domain/schedule.ts";
import { dueOf } from "../due.ts";
import { stepAt } from "../move-on.ts";
import { nextOn, type Passage, passageOf, untouched } from "../passage.ts";
import { putOffByTime } from "../put-offs.ts";

/** Somebody who might take a course: how they want it, when they confirm, and what comes between. */
export type Imagined = {
  course: Course;
  lessons: readonly Lesson[];
  rhythm: Rhythm;
  confirmedAt: Date;
  /** Each from the beginning of `fromDay` on, and over when `untilDay` begins; in the zone of then. */
  pauses: readonly { fromDay: Day; untilDay: Day }[];
  /** From the beginning of that day on, as the zone that they leave has it, their clock is another. */
  travels: readonly { day: Day; zone: string }[];
};

/** A lesson as it would go out, and the zone that its reader is in then. */
export type ImaginedLesson = { lesson: Lesson; day: Day; slotAt: Date; sentAt: Date; zone: string };

/** What an imagined course comes to. `isWhole` is false where it was cut off at the bound. */
export type ImaginedCourse = { sent: readonly ImaginedLesson[]; isWhole: boolean };

/** More than the lessons and changes of any course that a page could show. */
const mostSteps = 2_000;

/**
 * Walks through a course as the engine would send it, by the same rules and functions, with nothing in its way: each
 * lesson goes out when it is due, and each is done before the next. It touches no database.
 */
export function imagineCourse(imagined: Imagined): ImaginedCourse {
  const walk = new Walk(imagined);
  for (let steps = 0; steps < mostSteps; steps += 1) if (!walk.step()) return { sent: walk.sent, isWhole: true };
  return { sent: walk.sent, isWhole: false };
}

type Change = { day: Day } & ({ kind: "pause"; untilDay: Day } | { kind: "resume" } | { kind: "travel"; zone: string });

/** A run under way in an imagined calendar. */
class Walk {
  readonly sent: ImaginedLesson[] = [];
  readonly #imagined: Imagined;
  readonly #had: HadLesson[] = [];
  #zone: string;
  #now: Date;
  #due: Due | null;
  #changes: Change[];
  #isPaused = false;

  constructor(imagined: Imagined) {
    this.#imagined = imagined;
    this.#zone = imagined.rhythm.zone;
    this.#now = imagined.confirmedAt;
    this.#changes = [
      ...imagined.pauses.map(({ fromDay, untilDay }) => ({ kind: "pause", day: fromDay, untilDay }) as const),
      ...imagined.travels.map((travel) => ({ kind: "travel", ...travel }) as const),
    ];
    const { course, rhythm, confirmedAt } = imagined;
    this.#due = firstDue({ start: course.facts.start, rhythm, confirmedAt, last: null });
  }

  /** Whatever comes next, a change or a lesson; false when nothing does any more. */
  step(): boolean {
    const change = this.#nextChange();
    if (this.#due && (!change || this.#due.dueAt <= change.at)) return this.#serve(this.#due);
    return change !== null && this.#undergo(change);
  }

  #passage(): Passage {
    const { course, lessons, rhythm, confirmedAt } = this.#imagined;
    const row = { id: 1, readerId: 1, courseId: course.id, confirmedAt, ...rhythm, zone: this.#zone };
    const completed = new Map(this.#had.map(({ lessonId }) => [lessonId, null]));
    return passageOf({ row, course, lessons, all: this.#had, touched: { ...untouched, completed }, isRestart: false });
  }

  #nextChange(): (Change & { at: Date }) | null {
    const dated = this.#changes.map((change) => ({ ...change, at: this.#instantOf(change.day) }));
    return dated.reduce<(typeof dated)[number] | null>(
      (first, one) => (first && first.at <= one.at ? first : one),
      null,
    );
  }

  /** A day that has begun already, since the clock was moved, begins now. */
  #instantOf(day: Day): Date {
    return laterOf(startOfDay(day, this.#zone), this.#now);
  }

  #serve(due: Due): boolean {
    const { confirmedAt } = this.#imagined;
    this.#now = laterOf(due.dueAt, this.#now);
    const passage = this.#passage();
    const { rhythm, last } = passage;
    const startedByConfirming = due.slotAt.getTime() === confirmedAt.getTime();
    const off = putOffByTime({ rhythm, slotAt: due.slotAt, last, now: this.#now, startedByConfirming });
    if (off !== null) return this.#goOn(off.due);
    const lesson = nextOn(passage, due.slotAt);
    if (!lesson) return false;
    const { slotAt } = due;
    this.sent.push({ lesson, slotAt, sentAt: this.#now, zone: this.#zone, day: localDay(slotAt, this.#zone) });
    this.#had.push({ enrolmentId: 1, lessonId: lesson.id, slotAt, hadAt: this.#now, startedByConfirming });
    const after = this.#passage();
    return this.#goOn(nextDue({ rhythm: after.rhythm, last: after.last, now: this.#now }));
  }

  /** Where no lesson belongs to that time any more, the run is over. */
  #goOn(due: Due): boolean {
    this.#due = due;
    return stepAt(this.#passage(), { due, now: this.#now }).kind !== "finished";
  }

  #undergo(change: Change & { at: Date }): boolean {
    this.#now = change.at;
    this.#changes = this.#changes.filter((one) => one.kind !== change.kind || one.day !== change.day);
    const { confirmedAt } = this.#imagined;
    switch (change.kind) {
      case "pause":
        this.#isPaused = true;
        this.#due = null;
        // A second pause within the first has its own end, as on the reader's page.
        this.#changes = [
          ...this.#changes.filter(({ kind }) => kind !== "resume"),
          { kind: "resume", day: change.untilDay },
        ];
        return true;
      case "resume":
        this.#isPaused = false;
        return this.#goOn(dueOf(this.#passage(), { confirmedAt, now: this.#now, fromDay: change.day }));
      case "travel":
        this.#zone = change.zone;
        return this.#isPaused || this.#goOn(dueOf(this.#passage(), { confirmedAt, now: this.#now }));
    }
  }
}

function laterOf(one: Date, other: Date): Date {
  return new Date(Math.max(one.getTime(), other.getTime()));
}

/** The zone that somebody is in on a day of their journey. */
export function zoneOn({ rhythm, travels }: Pick<Imagined, "rhythm" | "travels">, day: Day): string {
  const gone = travels.filter((travel) => travel.day <= day).sort((one, other) => (one.day < other.day ? -1 : 1));
  return gone.at(-1)?.zone ?? rhythm.zone;
}

/** The last day of a pause, as people say it: the one before it is over. */
export function lastPausedDay({ untilDay }: { untilDay: Day }): Day {
  return addDays(untilDay, -1);
}
