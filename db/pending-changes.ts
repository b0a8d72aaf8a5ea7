import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { course, pendingChange } from "./schema/courses.ts";

export type PendingChange = typeof pendingChange.$inferSelect & { slug: string; title: string };

const pending = {
  courseId: pendingChange.courseId,
  plan: pendingChange.plan,
  sourceHash: pendingChange.sourceHash,
  foundAt: pendingChange.foundAt,
  slug: course.slug,
  title: sql<string>`${course.facts} ->> 'title'`,
};

/** A course whose folder is gone has nothing that waits. */
const isOffered = and(eq(course.id, pendingChange.courseId), isNull(course.retiredAt));

/** Keeps a new order until its author says what shall happen; an older one of the same course gives way. */
export async function holdChange(db: Database, input: typeof pendingChange.$inferInsert): Promise<void> {
  const { courseId, ...change } = input;
  await db.insert(pendingChange).values(input).onConflictDoUpdate({ target: pendingChange.courseId, set: change });
}

export async function dropChange(db: Database, input: { courseId: number }): Promise<void> {
  await db.delete(pendingChange).where(eq(pendingChange.courseId, input.courseId));
}

/** There is at most one for each course. */
export async function listPendingChanges(db: Database): Promise<PendingChange[]> {
  return db.select(pending).from(pendingChange).innerJoin(course, isOffered).orderBy(asc(course.slug)).limit(200);
}

export async function readPendingChange(db: Database, input: { courseId: number }): Promise<PendingChange | null> {
  const [row] = await db
    .select(pending)
    .from(pendingChange)
    .innerJoin(course, isOffered)
    .where(eq(pendingChange.courseId, input.courseId));
  return row ?? null;
}

/** Whether anybody is in the middle of this course: whom a change of its order would meet. */
export async function hasLiveReaders(db: Database, input: { courseId: number }): Promise<boolean> {
  const [row] = await db.execute<{ found: boolean }>(sql`
    select exists (select 1 from enrolment where course_id = ${input.courseId} and state in ('active', 'paused'))
      as found`);
  return row?.found ?? false;
}
