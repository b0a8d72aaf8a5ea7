import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Compiled } from "../domain/version.ts";
import type { Database } from "./connect.ts";
import { course, lesson, type NoticeKind, notice, version } from "./schema/courses.ts";

export type Course = typeof course.$inferSelect;
export type Lesson = typeof lesson.$inferSelect;

/** More courses than any author runs, and the bound of every list of them. */
const mostCourses = 200;
const mostLessons = 1_000;

export async function listLiveCourses(db: Database): Promise<Course[]> {
  const rows = await db.select().from(course).where(isNull(course.retiredAt)).limit(mostCourses);
  return rows.sort((a, b) => a.facts.order - b.facts.order || a.slug.localeCompare(b.slug));
}

export async function findCourse(db: Database, input: { slug: string }): Promise<Course | null> {
  const [row] = await db
    .select()
    .from(course)
    .where(and(eq(course.slug, input.slug), isNull(course.retiredAt)));
  return row ?? null;
}

/** Also a retired one: what its readers had stays theirs. */
export async function findCourseBySlug(db: Database, input: { slug: string }): Promise<Course | null> {
  const [row] = await db.select().from(course).where(eq(course.slug, input.slug));
  return row ?? null;
}

export async function findCoursesById(db: Database, input: { ids: readonly number[] }): Promise<Map<number, Course>> {
  if (input.ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(course)
    .where(inArray(course.id, [...new Set(input.ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every lesson of a course in today's order, the retired ones last. */
export async function listLessons(db: Database, input: { courseId: number }): Promise<Lesson[]> {
  const rows = await db
    .select()
    .from(lesson)
    .where(eq(lesson.courseId, input.courseId))
    .orderBy(asc(lesson.position), asc(lesson.id))
    .limit(mostLessons);
  return rows.sort((a, b) => Number(a.retiredAt !== null) - Number(b.retiredAt !== null));
}

export async function listLessonsByCourse(
  db: Database,
  input: { courseIds: readonly number[] },
): Promise<Map<number, Lesson[]>> {
  const courseIds = [...new Set(input.courseIds)];
  const lists = await Promise.all(courseIds.map((courseId) => listLessons(db, { courseId })));
  return new Map(courseIds.map((id, index) => [id, lists[index] ?? []]));
}

export async function readVersion(db: Database, input: { id: number }): Promise<Compiled | null> {
  const [row] = await db.select({ compiled: version.compiled }).from(version).where(eq(version.id, input.id));
  return row?.compiled ?? null;
}

export async function findNoticeVersion(
  db: Database,
  input: { courseId: number; kind: NoticeKind },
): Promise<number | null> {
  const [row] = await db
    .select({ versionId: notice.versionId })
    .from(notice)
    .where(and(eq(notice.courseId, input.courseId), eq(notice.kind, input.kind)));
  return row?.versionId ?? null;
}
