import { and, eq, sql } from "drizzle-orm";
import type { Journal } from "../domain/message-outcome.ts";
import type { Database } from "./connect.ts";
import { batch } from "./schema/deliveries.ts";

/**
 * Adds to the journal of a batch, as long as it is this attempt's. False where another worker has taken it over: the
 * row that says whose it is and the journal are one, so a message is never noted by two.
 */
export async function addToJournal(
  db: Database,
  input: { batchId: number; attemptToken: string; entries: Journal },
): Promise<boolean> {
  const entries = JSON.stringify(input.entries);
  const rows = await db
    .update(batch)
    .set({ journal: sql`coalesce(${batch.journal}, '{}'::jsonb) || ${entries}::jsonb` })
    .where(and(eq(batch.id, input.batchId), eq(batch.attemptToken, input.attemptToken), eq(batch.state, "open")))
    .returning({ id: batch.id });
  return rows.length > 0;
}
