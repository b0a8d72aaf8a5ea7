import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { delivery } from "./schema/deliveries.ts";
import { addressChange, reader } from "./schema/readers.ts";

/**
 * Lets one transaction at a time decide what goes to an address that nobody may read under yet, so that there is no row
 * to lock. Taken after the locks of readers, never before one.
 */
export async function lockAddress(db: Database, { addressHash }: { addressHash: string }): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${addressHash}, 0))`);
}

/** Whether a letter went there on this day, or is about to, because a reader wishes for the address. */
export async function isAskedInLetter(db: Database, input: { addressHash: string; day: string }): Promise<boolean> {
  const { addressHash, day } = input;
  const asked = and(eq(addressChange.addressHash, addressHash), eq(addressChange.mailedDay, day));
  return (await db.$count(addressChange, asked)) > 0;
}

/** Whether a form's confirmation was queued for whoever typed this address, and not called back. */
export async function wasConfirmationQueued(
  db: Database,
  input: { addressHash: string; occasion: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: delivery.id })
    .from(delivery)
    .innerJoin(reader, eq(reader.id, delivery.readerId))
    .where(
      and(
        eq(reader.addressHash, input.addressHash),
        eq(delivery.notice, "confirm"),
        eq(delivery.occasion, input.occasion),
        ne(delivery.state, "cancelled"),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
