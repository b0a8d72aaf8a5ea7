import { type Course, findCoursesById, type Lesson, listLessonsByCourse } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { listCompletions } from "../db/enrolments.ts";
import { type HadLesson, listHadLessons } from "../db/planning.ts";
import { nextLesson } from "../domain/pacing.ts";
import type { Last, Rhythm } from "../domain/schedule.ts";
import { type Progress, progressOf } from "../domain/streaks.ts";

/** The columns of an enrolment and its reader that a passage is read from. */
export type PassageRow = {
  id: number;
  readerId: number;
  courseId: number;
  weekdays: number;
  zone: string;
  sendMinute: number;
};

/** Where one run stands: what it had, what was completed, and what comes next. */
export type Passage = {
  enrolmentId: number;
  course: Course;
  /** Today's order, retired lessons last. */
  lessons: readonly Lesson[];
  /** What this run had, the oldest first. */
  had: readonly HadLesson[];
  completed: ReadonlySet<number>;
  /** The newest lesson that this reader had of this course, over all runs: what the calendar rules count from. */
  last: Last | null;
  next: Lesson | null;
  rhythm: Rhythm;
};

/** Reads the passages of many enrolments in a fixed number of queries. */
export async function readPassages(db: Database, rows: readonly PassageRow[]): Promise<Map<number, Passage>> {
  if (rows.length === 0) return new Map();
  const courseIds = [...new Set(rows.map((row) => row.courseId))];
  const courses = await findCoursesById(db, { ids: courseIds });
  const lessons = await listLessonsByCourse(db, { courseIds });
  const had = await listHadLessons(db, { pairs: rows });
  const completions = await listCompletions(db, { enrolmentIds: rows.map((row) => row.id) });
  return new Map(
    rows.map((row) => {
      const course = courses.get(row.courseId);
      if (!course) throw new Error(`enrolment ${row.id} is of course ${row.courseId}, which does not exist`);
      const all = had.get(`${row.readerId}:${row.courseId}`) ?? [];
      const facts = {
        course,
        lessons: lessons.get(row.courseId) ?? [],
        completed: completions.get(row.id) ?? new Set(),
      };
      return [row.id, passageOf({ row, all, ...facts })];
    }),
  );
}

export async function readPassage(db: Database, row: PassageRow): Promise<Passage> {
  const passage = (await readPassages(db, [row])).get(row.id);
  if (!passage) throw new Error(`enrolment ${row.id} has no passage`);
  return passage;
}

function passageOf(input: {
  row: PassageRow;
  course: Course;
  lessons: readonly Lesson[];
  all: readonly HadLesson[];
  completed: ReadonlySet<number>;
}): Passage {
  const { row, course, lessons, all, completed } = input;
  const had = all.filter((one) => one.enrolmentId === row.id);
  return {
    enrolmentId: row.id,
    course,
    lessons,
    had,
    completed,
    last: lastOf(all),
    next: nextOf(lessons, had),
    rhythm: { zone: row.zone, sendMinute: row.sendMinute, weekdays: row.weekdays },
  };
}

function lastOf(all: readonly HadLesson[]): Last | null {
  const last = all.at(-1);
  return last ? { slotAt: last.slotAt, acceptedAt: last.hadAt, startedByConfirming: last.startedByConfirming } : null;
}

function nextOf(lessons: readonly Lesson[], had: readonly HadLesson[]): Lesson | null {
  const id = nextLesson({
    lessons: lessons.map((lesson) => ({ ...lesson, id: String(lesson.id) })),
    had: had.map((one) => ({ lessonId: String(one.lessonId), hadAt: one.hadAt })),
  });
  return lessons.find((lesson) => String(lesson.id) === id) ?? null;
}

/** Today's lessons in their order: what a reader sees as the days of the course. */
export function liveLessons(passage: Pick<Passage, "lessons">): Lesson[] {
  return passage.lessons.filter((lesson) => lesson.retiredAt === null);
}

/** Streak and marks of a passage, with `current` as the lesson of today, or the furthest one had. */
export function passageProgress(passage: Passage, current?: Lesson): Progress {
  return progressOf({
    lessons: liveLessons(passage).map((lesson) => ({ id: String(lesson.id), kind: lesson.kind })),
    had: new Set(passage.had.map((one) => String(one.lessonId))),
    completed: new Set([...passage.completed].map(String)),
    current: current && String(current.id),
  });
}
