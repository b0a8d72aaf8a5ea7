import { and, count, desc, eq, gt, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { delivery } from "./schema/deliveries.ts";
import { addressChange, reader } from "./schema/readers.ts";

export type AddressChange = typeof addressChange.$inferSelect;

export async function readAddressChange(db: Database, input: { id: number }): Promise<AddressChange | null> {
  const [row] = await db.select().from(addressChange).where(eq(addressChange.id, input.id));
  return row ?? null;
}

/** The one wish of this reader that still waits to be confirmed. */
export async function findOpenAddressChange(db: Database, input: { readerId: number }): Promise<AddressChange | null> {
  const [row] = await db.select().from(addressChange).where(isOpenOf(input.readerId));
  return row ?? null;
}

/** The newest wish of this reader, whatever became of it. */
export async function findNewestAddressChange(db: Database, input: { readerId: number }) {
  const [row] = await db
    .select()
    .from(addressChange)
    .where(eq(addressChange.readerId, input.readerId))
    .orderBy(desc(addressChange.askedAt), desc(addressChange.id))
    .limit(1);
  return row ?? null;
}

/** The newest unconfirmed wish of this reader for that address since an instant, taken back or not. */
export async function findAskedAddressChange(
  db: Database,
  input: { readerId: number; addressHash: string; since: Date },
): Promise<AddressChange | null> {
  const [row] = await db
    .select()
    .from(addressChange)
    .where(
      and(
        eq(addressChange.readerId, input.readerId),
        eq(addressChange.addressHash, input.addressHash),
        isNull(addressChange.confirmedAt),
        gt(addressChange.askedAt, input.since),
      ),
    )
    .orderBy(desc(addressChange.id))
    .limit(1);
  return row ?? null;
}

export async function countAddressChanges(db: Database, input: { readerId: number; since: Date }): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(addressChange)
    .where(and(eq(addressChange.readerId, input.readerId), gt(addressChange.askedAt, input.since)));
  return row?.count ?? 0;
}

export async function addAddressChange(
  db: Database,
  input: Pick<
    AddressChange,
    "readerId" | "address" | "addressHash" | "formerAddress" | "formerAddressHash" | "askedAt"
  >,
): Promise<AddressChange> {
  const [row] = await db.insert(addressChange).values(input).returning();
  if (!row) throw new Error(`no change of address came of reader ${input.readerId}`);
  return row;
}

export async function reopenAddressChange(db: Database, input: { id: number }): Promise<void> {
  await db.update(addressChange).set({ withdrawnAt: null }).where(eq(addressChange.id, input.id));
}

/**
 * Takes the open wish back, if there is one, with the letter about it that has not begun to go out. The reader's lock
 * is held, so no first attempt can begin meanwhile.
 */
export async function withdrawAddressChange(
  db: Database,
  input: { readerId: number; withdrawnAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(addressChange)
    .set({ withdrawnAt: input.withdrawnAt })
    .where(isOpenOf(input.readerId))
    .returning({ id: addressChange.id });
  for (const { id } of rows) {
    await db
      .update(delivery)
      .set({ state: "cancelled", reason: "the wish was taken back", values: null, dueAt: null })
      .where(
        and(eq(delivery.addressChangeId, id), eq(delivery.readerId, input.readerId), eq(delivery.state, "queued")),
      );
    await forgetUnsentDay(db, { id });
  }
  return rows.length > 0;
}

/** A letter that was called back before it went is none of the day's. */
async function forgetUnsentDay(db: Database, input: { id: number }): Promise<void> {
  await db.execute(sql`
    update address_change set mailed_day = null where id = ${input.id} and not exists (
      select 1 from delivery where address_change_id = ${input.id} and notice = 'address-change' and state <> 'cancelled')`);
}

/**
 * Takes the one letter that may go to a new address on a day, whoever asks for it. False where it was taken: also by
 * another reader at this very moment, for whose COMMIT this waits.
 */
export async function takeLetterOfDay(db: Database, input: { id: number; day: string }): Promise<boolean> {
  return succeeds(db, async (tx) => {
    await tx.update(addressChange).set({ mailedDay: input.day }).where(eq(addressChange.id, input.id));
  });
}

/** Completes a wish. The address before is the one that the reader has at this moment. */
export async function confirmAddressChange(
  db: Database,
  input: { id: number; formerAddress: string; formerAddressHash: string; confirmedAt: Date },
): Promise<void> {
  const { id, ...change } = input;
  await db.update(addressChange).set(change).where(eq(addressChange.id, id));
}

/**
 * Whether somebody else reads under this address. One who never confirmed does not count: anybody can type an address
 * into a form, and nobody may keep its owner from it by that.
 */
export async function isAnothersAddress(
  db: Database,
  input: { readerId: number; addressHash: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: reader.id })
    .from(reader)
    .where(
      and(eq(reader.addressHash, input.addressHash), ne(reader.id, input.readerId), isNotNull(reader.confirmedAt)),
    );
  return rows.length > 0;
}

/** Gives the reader another address. False where somebody else has it, confirmed or not, also since a moment ago. */
export async function moveReader(
  db: Database,
  input: { id: number; address: string; addressHash: string },
): Promise<boolean> {
  const { id, ...change } = input;
  return succeeds(db, async (tx) => {
    await tx.update(reader).set(change).where(eq(reader.id, id));
  });
}

/** Does something in a savepoint and says whether what is unique was still free. */
async function succeeds(db: Database, act: (tx: Database) => Promise<void>): Promise<boolean> {
  try {
    await db.transaction(act);
    return true;
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code === uniqueViolation) return false;
    throw error;
  }
}

const uniqueViolation = "23505";

function isOpenOf(readerId: number) {
  return and(
    eq(addressChange.readerId, readerId),
    isNull(addressChange.confirmedAt),
    isNull(addressChange.withdrawnAt),
  );
}
