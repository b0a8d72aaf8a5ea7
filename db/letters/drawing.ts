import { type SQL, sql } from "drizzle-orm";

type Drawing = { issueId: SQL; readerId: SQL };

/**
 * Drawn from a hash of issue and reader: the same at every attempt, and for every version of PostgreSQL, as its own hash
 * functions are not.
 */
const drawn = ({ issueId, readerId }: Drawing) => sql`md5(${issueId}::text || ':' || ${readerId})`;

/** Whether a reader is in the share that tries two subjects; without a test everybody is. */
export function isInTrial({ percent, ...drawing }: Drawing & { percent: SQL }): SQL {
  return sql`(('x' || substr(${drawn(drawing)}, 1, 7))::bit(28)::int % 100 < coalesce(${percent}, 100))`;
}

/** Which of two subjects a reader in the share tries. */
export function subjectTried(drawing: Drawing): SQL {
  return sql`case when ('x' || substr(${drawn(drawing)}, 9, 7))::bit(28)::int % 2 = 0 then 'a' else 'b' end`;
}
