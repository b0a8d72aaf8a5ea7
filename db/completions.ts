import { and, eq, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { completion, type Feeling } from "./schema/enrolments.ts";

/**
 * Notes that a lesson was done, and how it felt where the reader says so; without a word an earlier one stays. Says
 * whether it was not noted as done before.
 */
export async function noteCompletion(
  db: Database,
  input: { enrolmentId: number; lessonId: number; completedAt: Date; felt: Feeling | null; weekHour?: number },
): Promise<boolean> {
  const [row] = await db
    .insert(completion)
    .values(input)
    .onConflictDoUpdate({
      target: [completion.enrolmentId, completion.lessonId],
      set: { felt: sql`coalesce(excluded.felt, ${completion.felt})` },
    })
    .returning({ isFresh: sql<boolean>`xmax = 0` });
  return row?.isFresh ?? false;
}

/** How it felt goes with it. */
export async function takeCompletionBack(
  db: Database,
  input: { enrolmentId: number; lessonId: number },
): Promise<boolean> {
  const rows = await db
    .delete(completion)
    .where(and(eq(completion.enrolmentId, input.enrolmentId), eq(completion.lessonId, input.lessonId)))
    .returning();
  return rows.length > 0;
}
