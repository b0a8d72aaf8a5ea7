import { type Course, findCourseBySlug, type Lesson, listLessons } from "../../db/catalogue.ts";
import { readPendingChange } from "../../db/pending-changes.ts";
import { countRuns, listAllCourses, type RunCounts } from "../../db/studio/course-counts.ts";
import { countPlaces } from "../../db/studio/places.ts";
import type { Context } from "../context.ts";
import { listWaitingOrders } from "./pending.ts";

export type CourseLine = {
  slug: string;
  title: string;
  isOffered: boolean;
  /** A new order of its lessons waits for its author's word. */
  waits: boolean;
  counts: RunCounts;
};

/** Every course with how many are in it, for the list of them. */
export async function listCourseLines(context: Context): Promise<CourseLine[]> {
  const [courses, counts, waiting] = await Promise.all([
    listAllCourses(context.db),
    countRuns(context.db),
    listWaitingOrders(context),
  ]);
  const slugs = new Set(waiting.map(({ slug }) => slug));
  return courses.map(({ id, slug, facts, retiredAt }) => ({
    slug,
    title: facts.title,
    isOffered: retiredAt === null,
    waits: slugs.has(slug),
    counts: counts.get(id) ?? { active: 0, paused: 0, finished: 0 },
  }));
}

/** A lesson and how many stand at it: it is the newest that they had. */
export type LessonLine = Lesson & { day: number; standing: number };

export type CourseDesk = {
  course: Course;
  lessons: readonly LessonLine[];
  retired: readonly LessonLine[];
  /** Under way, and had no lesson yet. */
  notBegun: number;
  live: number;
  finished: number;
  waits: boolean;
};

/** A course, and whether a new order of it waits: what the head of each of its pages shows. Cheap, for it counts nobody. */
export async function readCourseHead(
  context: Context,
  input: { slug: string },
): Promise<{ course: Course; waits: boolean } | null> {
  const course = await findCourseBySlug(context.db, input);
  if (!course) return null;
  return { course, waits: (await readPendingChange(context.db, { courseId: course.id })) !== null };
}

/** One course as its author sees it: each lesson with who is at it. */
export async function readCourseDesk(context: Context, input: { slug: string }): Promise<CourseDesk | null> {
  const course = await findCourseBySlug(context.db, input);
  if (!course) return null;
  const { id: courseId } = course;
  const [lessons, places, pending] = await Promise.all([
    listLessons(context.db, { courseId }),
    countPlaces(context.db, { courseId }),
    readPendingChange(context.db, { courseId }),
  ]);
  const under = places.filter(({ state }) => state !== "finished");
  const at = (id: number | null) => sum(under.filter(({ reachedId }) => reachedId === id));
  const lines = lessons.map((lesson, index) => ({ ...lesson, day: index + 1, standing: at(lesson.id) }));
  return {
    course,
    lessons: lines.filter(({ retiredAt }) => retiredAt === null),
    retired: lines.filter(({ retiredAt }) => retiredAt !== null),
    notBegun: at(null),
    live: sum(under),
    finished: sum(places.filter(({ state }) => state === "finished")),
    waits: pending !== null,
  };
}

function sum(places: readonly { runs: number }[]): number {
  return places.reduce((total, { runs }) => total + runs, 0);
}
