import { asc, eq, inArray, sql } from "drizzle-orm";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Database } from "../connect.ts";
import { issue } from "../schema/letters.ts";
import { segment } from "../schema/readers.ts";

export type Segment = typeof segment.$inferSelect;

/** More than a list on a page can bear. */
const mostSegments = 200;

export async function listSegments(db: Database): Promise<Segment[]> {
  return db.select().from(segment).orderBy(asc(segment.name)).limit(mostSegments);
}

export async function readSegment(db: Database, input: { id: number }): Promise<Segment | null> {
  const [row] = await db.select().from(segment).where(eq(segment.id, input.id));
  return row ?? null;
}

/** Its id; null where the name is taken. */
export async function addSegment(
  db: Database,
  { name, filter, now }: { name: string; filter: ReaderFilter; now: Date },
): Promise<number | null> {
  const [row] = await db
    .insert(segment)
    .values({ name, filter, createdAt: now, changedAt: now })
    .onConflictDoNothing({ target: segment.name })
    .returning({ id: segment.id });
  return row?.id ?? null;
}

/** False where another has the name. */
export async function renameSegment(db: Database, input: { id: number; name: string; now: Date }): Promise<boolean> {
  const { id, name, now } = input;
  const rows = await db
    .update(segment)
    .set({ name, changedAt: now })
    .where(
      sql`${segment.id} = ${id} and not exists (select from segment other where other.name = ${name} and other.id <> ${id})`,
    )
    .returning({ id: segment.id });
  return rows.length > 0;
}

export async function deleteSegment(db: Database, input: { id: number }): Promise<void> {
  await db.delete(segment).where(eq(segment.id, input.id));
}

/** The titles of letters with this very filter that have not been sent to the end. */
export async function listLettersTo(db: Database, input: { filter: ReaderFilter }): Promise<string[]> {
  const rows = await db
    .select({ title: issue.title })
    .from(issue)
    .where(
      sql`${issue.audience} = ${JSON.stringify(input.filter)}::jsonb and ${inArray(issue.state, ["draft", "scheduled", "sending", "paused"])}`,
    )
    .orderBy(asc(issue.title))
    .limit(20);
  return rows.map(({ title }) => title);
}
