import type { Database } from "./connect.ts";
import { readerChange } from "./schema/enrolments.ts";

export type ReaderChange = Pick<typeof readerChange.$inferInsert, "kind" | "enrolmentId" | "former" | "present">;

/**
 * Whose hand it was. What the author does for a reader stands in the audit log with its reason, and here only what
 * readers do themselves.
 */
export type Hand = { by?: "author" | undefined };

/** Notes what a reader changed, in the transaction of the change. */
export async function noteChanges(
  db: Database,
  input: Hand & { readerId: number; changedAt: Date; changes: readonly ReaderChange[] },
): Promise<void> {
  const { by, readerId, changedAt, changes } = input;
  if (by === "author" || changes.length === 0) return;
  await db.insert(readerChange).values(changes.map((change) => ({ ...change, readerId, changedAt })));
}
