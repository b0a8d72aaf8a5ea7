import { type Course, findCoursesById, type Lesson, listLessonsByCourse } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { listRestarts } from "../db/enrolments.ts";
import { type HadLesson, listHadLessons } from "../db/planning.ts";
import type { Feeling } from "../db/schema/enrolments.ts";
import { listTouched, type Touched } from "../db/touched.ts";
import { addDays, type Day, localDay } from "../domain/calendar.ts";
import { cohortNumber, cohortNumbers } from "../domain/cohort.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { lessonsAhead } from "../domain/pacing.ts";
import { type Last, lastOf, nextDue, type Rhythm } from "../domain/schedule.ts";
import { type Progress, progressOf } from "../domain/streaks.ts";

/** The columns of an enrolment and its reader that a passage is read from. */
export type PassageRow = {
  id: number;
  readerId: number;
  courseId: number;
  weekdays: number;
  everyDays: number;
  confirmedAt: Date | null;
  zone: string;
  sendMinute: number;
};

/** Where one run stands: what it had, what was completed, and what comes next. */
export type Passage = {
  enrolmentId: number;
  course: Course;
  /** Today's order, retired lessons last. */
  lessons: readonly Lesson[];
  /** What was sent to this run, the oldest first. */
  had: readonly HadLesson[];
  /** The lessons done, with how each felt where the reader said so. */
  completed: ReadonlyMap<number, Feeling | null>;
  /** The lessons opened on the web before their mail, with when. One that was done there too counts as had. */
  openedAhead: ReadonlyMap<number, Date>;
  /** The lessons that the author moved them past: they count as had, and stay open on the web. */
  passed: ReadonlyMap<number, Date>;
  /** The newest lesson that this reader had of this course, over all runs: what the calendar rules count from. */
  last: Last | null;
  /** What this run is still to have, in order (rule 7). What comes on a given day is `nextOn`'s to say. */
  ahead: readonly Lesson[];
  /** Set where the run walks with its cohort: each lesson belongs to a day, and skipped ones are not sent later. */
  cohortDay: Day | null;
  rhythm: Rhythm;
};

/** Reads the passages of many enrolments in a fixed number of queries. */
export async function readPassages(db: Database, rows: readonly PassageRow[]): Promise<Map<number, Passage>> {
  if (rows.length === 0) return new Map();
  const courseIds = [...new Set(rows.map((row) => row.courseId))];
  const courses = await findCoursesById(db, { ids: courseIds });
  const lessons = await listLessonsByCourse(db, { courseIds });
  const had = await listHadLessons(db, { pairs: rows });
  const touched = await listTouched(db, { enrolmentIds: rows.map((row) => row.id) });
  const restarts = await restartsAmong(db, { rows, courses });
  return new Map(
    rows.map((row) => {
      const course = courses.get(row.courseId);
      if (!course) throw new Error(`enrolment ${row.id} is of course ${row.courseId}, which does not exist`);
      const facts = {
        course,
        lessons: lessons.get(row.courseId) ?? [],
        all: had.get(`${row.readerId}:${row.courseId}`) ?? [],
        touched: touched.get(row.id) ?? untouched,
        isRestart: restarts.has(row.id),
      };
      return [row.id, passageOf({ row, ...facts })];
    }),
  );
}

export async function readPassage(db: Database, row: PassageRow): Promise<Passage> {
  const passage = (await readPassages(db, [row])).get(row.id);
  if (!passage) throw new Error(`enrolment ${row.id} has no passage`);
  return passage;
}

/** Only a course that skips to today asks who walks alone. */
async function restartsAmong(
  db: Database,
  { rows, courses }: { rows: readonly PassageRow[]; courses: ReadonlyMap<number, Course> },
): Promise<Set<number>> {
  const skipping = rows.filter(({ courseId }) => skipsToToday(courses.get(courseId)));
  return skipping.length === 0 ? new Set() : listRestarts(db, { enrolmentIds: skipping.map(({ id }) => id) });
}

export function skipsToToday(course: Course | undefined): boolean {
  return course !== undefined && declaredPacing(course.facts).catchUp === "skip to today";
}

export const untouched: Touched = { completed: new Map(), openedAhead: new Map(), passed: new Map() };

export type PassageFacts = {
  row: PassageRow;
  course: Course;
  lessons: readonly Lesson[];
  all: readonly HadLesson[];
  touched: Touched;
  isRestart: boolean;
};

/** Puts a passage together from its facts, read or imagined. */
export function passageOf(facts: PassageFacts): Passage {
  const { row, course, lessons, all, touched } = facts;
  const { zone, sendMinute, weekdays, everyDays } = row;
  const had = all.filter((one) => one.enrolmentId === row.id);
  return {
    enrolmentId: row.id,
    course,
    lessons,
    had,
    ...touched,
    last: lastOf(all),
    ahead: lessonsAhead({
      lessons,
      had: [...had, ...doneAhead(touched), ...passedOver(touched)],
      confirmedAt: row.confirmedAt,
    }),
    cohortDay: cohortDayOf(facts),
    rhythm: { zone, sendMinute, weekdays, everyDays },
  };
}

/** Opened on the web before its mail and done: had. Only opened, its mail still comes. */
function doneAhead({ completed, openedAhead }: Touched): { lessonId: number; hadAt: Date }[] {
  return [...openedAhead].flatMap(([lessonId, hadAt]) => (completed.has(lessonId) ? [{ lessonId, hadAt }] : []));
}

function passedOver({ passed }: Touched): { lessonId: number; hadAt: Date }[] {
  return [...passed].map(([lessonId, hadAt]) => ({ lessonId, hadAt }));
}

/**
 * Who begins again when the cohort has begun walks alone, and so does who came when it had reached its end: for them the
 * lessons are not bound to days.
 */
function cohortDayOf({ row, course, lessons, isRestart }: PassageFacts): Day | null {
  const { start } = course.facts;
  if (typeof start === "string" || !skipsToToday(course)) return null;
  const lastDay = isRestart ? start.cohortDay : addDays(start.cohortDay, liveLessons({ lessons }).length - 1);
  return row.confirmedAt && firstDayAfter(row.confirmedAt, row) > lastDay ? null : start.cohortDay;
}

function firstDayAfter(confirmedAt: Date, { zone, sendMinute }: PassageRow): Day {
  // By the weekdays of everybody: what a reader chooses later must not turn a walk with the cohort into one alone.
  const rhythm = { zone, sendMinute, weekdays: 127, everyDays: 1 };
  return localDay(nextDue({ rhythm, last: null, now: confirmedAt }).slotAt, zone);
}

/** The lesson that a slot is for, or null when there is none any more: the run has come to its end. */
export function nextOn(passage: Pick<Passage, "ahead" | "cohortDay" | "lessons" | "rhythm">, slotAt: Date) {
  const { ahead, cohortDay, lessons, rhythm } = passage;
  if (cohortDay === null) return ahead[0] ?? null;
  const numbers = cohortNumbers({ lessons, rhythm, cohortDay });
  const number = cohortNumber({ rhythm, cohortDay, day: localDay(slotAt, rhythm.zone) });
  return ahead.find(({ id }) => (numbers.get(id) ?? 0) >= number) ?? null;
}

/** The lessons of a cohort whose day went by before the newest one was sent, and that were not. */
function passedBy({ ahead, cohortDay, lessons, rhythm, had }: Passage): Lesson[] {
  const newest = had.at(-1);
  if (cohortDay === null || newest === undefined) return [];
  const numbers = cohortNumbers({ lessons, rhythm, cohortDay });
  const number = cohortNumber({ rhythm, cohortDay, day: localDay(newest.slotAt, rhythm.zone) });
  return ahead.filter(({ id }) => (numbers.get(id) ?? number) < number);
}

/** Today's lessons in their order: what a reader sees as the days of the course. */
export function liveLessons(passage: Pick<Passage, "lessons">): Lesson[] {
  return passage.lessons.filter((lesson) => lesson.retiredAt === null);
}

/** Streak and marks of a passage, with `current` as the lesson of today, or the furthest one had. */
export function passageProgress(passage: Passage, current?: Lesson): Progress {
  return progressOf({
    lessons: liveLessons(passage).map(({ id, kind, minutes }) => ({ id: String(id), kind, minutes })),
    had: new Set(passage.had.map((one) => String(one.lessonId))),
    completed: new Set([...passage.completed.keys()].map(String)),
    passedBy: new Set([...passedBy(passage).map(({ id }) => String(id)), ...[...passage.passed.keys()].map(String)]),
    freezes: declaredPacing(passage.course.facts).freezes,
    current: current && String(current.id),
  });
}
