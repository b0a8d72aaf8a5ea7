import { and, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { CourseDescription } from "../domain/course-description.ts";
import type { Audience } from "../domain/pacing.ts";
import type { Compiled } from "../domain/version.ts";
import type { Database } from "./connect.ts";
import {
  course,
  lesson,
  type NoticeKind,
  notice,
  type PlannedPlace,
  pendingChange,
  version,
} from "./schema/courses.ts";

/** Any number; the first letters of "publish" on a telephone's keys. */
const publishingLock = 7825474;

/** Makes a second publisher wait until this transaction ends. */
export async function lockPublishing(db: Database): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${publishingLock})`);
}

/** What each live course was last compiled from, whether that stands in its place or waits for its author's word. */
export async function readSourceHashes(db: Database): Promise<Map<string, string>> {
  const rows = await db
    .select({
      slug: course.slug,
      sourceHash: sql<string>`coalesce(${pendingChange.sourceHash}, ${course.sourceHash})`,
    })
    .from(course)
    .leftJoin(pendingChange, eq(pendingChange.courseId, course.id))
    .where(isNull(course.retiredAt));
  return new Map(rows.map(({ slug, sourceHash }) => [slug, sourceHash]));
}

export type StoredCourse = Pick<typeof course.$inferInsert, "slug" | "facts" | "sourceHash" | "publishedAt"> & {
  declared?: CourseDescription | null;
};

export async function storeCourse(db: Database, input: StoredCourse): Promise<number> {
  const [row] = await db
    .insert(course)
    .values(input)
    .onConflictDoUpdate({ target: course.slug, set: { ...input, retiredAt: null } })
    .returning({ id: course.id });
  if (!row) throw new Error(`the course ${input.slug} was not stored`);
  return row.id;
}

/** Retires every live course but these and returns the slugs that were. What they sent stays where it is. */
export async function retireCoursesExcept(
  db: Database,
  input: { slugs: readonly string[]; retiredAt: Date },
): Promise<string[]> {
  const rows = await db
    .update(course)
    .set({ retiredAt: input.retiredAt })
    .where(and(isNull(course.retiredAt), notInArray(course.slug, [...input.slugs])))
    .returning({ slug: course.slug });
  return rows.map(({ slug }) => slug);
}

/** A course whose folder is there again is offered again. */
export async function returnCourse(db: Database, input: { id: number }): Promise<void> {
  await db.update(course).set({ retiredAt: null }).where(eq(course.id, input.id));
}

export type VersionOwner = { lessonKey: string; notice: null } | { lessonKey: null; notice: NoticeKind };
type NewVersion = { courseId: number; owner: VersionOwner; contentHash: string; compiled: Compiled; createdAt: Date };

/**
 * The version with this content: a new row, or the one that has stood there since the content was published before, for
 * an author may take a change back.
 */
export async function storeVersion(db: Database, input: NewVersion): Promise<number> {
  const { owner, ...rest } = input;
  const [added] = await db
    .insert(version)
    .values({ ...owner, ...rest })
    .onConflictDoNothing()
    .returning({ id: version.id });
  if (added) return added.id;
  const isOwners = owner.notice === null ? eq(version.lessonKey, owner.lessonKey) : eq(version.notice, owner.notice);
  const [known] = await db
    .select({ id: version.id })
    .from(version)
    .where(and(eq(version.courseId, input.courseId), isOwners, eq(version.contentHash, input.contentHash)));
  if (!known) throw new Error(`the version ${input.contentHash} was neither stored nor found`);
  return known.id;
}

export type PlacedLesson = PlannedPlace & { courseId: number };

/** What a new order does to a lesson that readers under way may meet: whom it joins for, or that it moves. */
export type Meeting = { joins: Audience } | "moves" | null;

/**
 * Gives a lesson its place and its current version. When it was first published stays as it was; a retired one is back.
 */
export async function placeLesson(
  db: Database,
  input: { lesson: PlacedLesson; publishedAt: Date; meeting: Meeting },
): Promise<void> {
  const { publishedAt, meeting } = input;
  const moves = meeting === "moves" ? { movedAt: publishedAt } : {};
  const joins = meeting !== null && meeting !== "moves" ? { audience: meeting.joins } : null;
  await db
    .insert(lesson)
    .values({ ...input.lesson, ...joins, firstPublishedAt: publishedAt })
    .onConflictDoUpdate({
      target: [lesson.courseId, lesson.key],
      set: { ...input.lesson, ...moves, ...(joins && { ...joins, rejoinedAt: publishedAt }), retiredAt: null },
    });
}

/** The current version of each lesson and notice of a course, retired lessons left out. */
export async function readCurrentVersions(
  db: Database,
  input: { courseId: number },
): Promise<{ lessons: Map<string, number>; notices: Map<NoticeKind, number> }> {
  const lessons = await db
    .select({ key: lesson.key, versionId: lesson.versionId })
    .from(lesson)
    .where(and(eq(lesson.courseId, input.courseId), isNull(lesson.retiredAt)));
  const notices = await db
    .select({ kind: notice.kind, versionId: notice.versionId })
    .from(notice)
    .where(eq(notice.courseId, input.courseId));
  return {
    lessons: new Map(lessons.map(({ key, versionId }) => [key, versionId])),
    notices: new Map(notices.map(({ kind, versionId }) => [kind, versionId])),
  };
}

/** Retires the lessons of a course that are not among these keys and returns the keys that were. */
export async function retireLessonsExcept(
  db: Database,
  input: { courseId: number; keys: readonly string[]; retiredAt: Date },
): Promise<string[]> {
  const rows = await db
    .update(lesson)
    .set({ retiredAt: input.retiredAt })
    .where(and(eq(lesson.courseId, input.courseId), isNull(lesson.retiredAt), notInArray(lesson.key, [...input.keys])))
    .returning({ key: lesson.key });
  return rows.map(({ key }) => key);
}

export async function placeNotice(
  db: Database,
  input: { courseId: number; kind: NoticeKind; versionId: number },
): Promise<void> {
  await db
    .insert(notice)
    .values(input)
    .onConflictDoUpdate({ target: [notice.courseId, notice.kind], set: { versionId: input.versionId } });
}

/** A notice that no file stands for any more is owed no longer; its versions stay. */
export async function dropNotices(
  db: Database,
  input: { courseId: number; kinds: readonly NoticeKind[] },
): Promise<void> {
  if (input.kinds.length === 0) return;
  await db.delete(notice).where(and(eq(notice.courseId, input.courseId), inArray(notice.kind, [...input.kinds])));
}

/** The lessons and notices of all live courses, retired lessons left out. */
export async function countMessages(db: Database): Promise<number> {
  const lessons = db
    .select({ id: lesson.versionId })
    .from(lesson)
    .innerJoin(course, eq(lesson.courseId, course.id))
    .where(and(isNull(lesson.retiredAt), isNull(course.retiredAt)));
  const notices = db
    .select({ id: notice.versionId })
    .from(notice)
    .innerJoin(course, eq(notice.courseId, course.id))
    .where(isNull(course.retiredAt));
  return (await db.$count(lessons.as("lessons"))) + (await db.$count(notices.as("notices")));
}
