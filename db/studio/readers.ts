import { and, asc, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Database } from "../connect.ts";
import { matching } from "../reader-filter.ts";
import { course, lesson } from "../schema/courses.ts";
import { enrolment } from "../schema/enrolments.ts";
import { reader, readerTag, suppression } from "../schema/readers.ts";

/** Beyond this a list says "more than", and only a count that was asked for goes on. */
export const countedAtOnce = 10_000;

type Filtered = { filter: ReaderFilter; now: Date };

/**
 * The ids of up to `limit` readers that a filter picks, the newest first, older than `beforeId` where one is given. By
 * keys and never by an offset, so the thousandth page costs what the first does.
 */
export async function listReaderIds(
  db: Database,
  input: Filtered & { beforeId: number | null; limit: number },
): Promise<number[]> {
  const { filter, now, beforeId, limit } = input;
  const older = beforeId === null ? undefined : lt(reader.id, beforeId);
  const rows = await db
    .select({ id: reader.id })
    .from(reader)
    .where(and(matching(filter, now), older))
    .orderBy(desc(reader.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many a filter picks, up to one more than `countedAtOnce`. */
export async function countUpTo(db: Database, { filter, now }: Filtered): Promise<number> {
  const some = db
    .select({ id: reader.id })
    .from(reader)
    .where(matching(filter, now))
    .limit(countedAtOnce + 1);
  const [row] = await db.select({ count: sql<string>`count(*)` }).from(some.as("some"));
  return Number(row?.count ?? 0);
}
