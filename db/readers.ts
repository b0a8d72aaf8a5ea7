import { and, asc, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { reader, type SuppressionReason, suppression } from "./schema/readers.ts";

export type Reader = typeof reader.$inferSelect;

/** Makes the reader unless the address has one, and locks the row either way. */
export async function findOrAddReader(
  db: Database,
  input: Pick<Reader, "address" | "addressHash" | "name" | "zone" | "sendMinute" | "createdAt" | "source">,
): Promise<Reader> {
  // Whoever has the address may be erased, or move to another one, between the two statements. Then it is free.
  for (let tries = 0; tries < 3; tries += 1) {
    // Whichever of its two unique columns is looked at first: two signups at once may meet at either.
    await db.insert(reader).values(input).onConflictDoNothing();
    const [row] = await db.select().from(reader).where(eq(reader.address, input.address)).for("no key update");
    if (row) return row;
  }
  throw new Error("a reader vanished between being added and being read, again and again");
}

export async function findReaderByAddress(db: Database, input: { address: string }): Promise<Reader | null> {
  const [row] = await db.select().from(reader).where(eq(reader.address, input.address));
  return row ?? null;
}

/**
 * Locks the reader's row, which decides the order between a first attempt and a leave, pause, suppression or erasure.
 * `no key update`, because planning holds a key share on it through its foreign key, and must not wait for us while
 * we wait for the enrolment that it holds.
 *
 * Null also for what is left of one who was erased while we waited: nothing of theirs may be changed or begun any more.
 */
export async function lockReader(db: Database, input: { id: number }): Promise<Reader | null> {
  const [row] = await db
    .select()
    .from(reader)
    .where(and(eq(reader.id, input.id), isNull(reader.erasedAt)))
    .for("no key update");
  return row ?? null;
}

/**
 * Locks a reader together with whoever has an address, in the order of their ids, so that two who confirm at once
 * cannot wait for each other. The holder is null where nobody has it, or the reader themselves.
 */
export async function lockReaderAndHolder(
  db: Database,
  input: { id: number; addressHash: string },
): Promise<{ reader: Reader | null; holder: Reader | null }> {
  const rows = await db
    .select()
    .from(reader)
    .where(and(or(eq(reader.id, input.id), eq(reader.addressHash, input.addressHash)), isNull(reader.erasedAt)))
    .orderBy(asc(reader.id))
    .for("no key update");
  const holder = rows.find(({ id, addressHash }) => id !== input.id && addressHash === input.addressHash);
  return { reader: rows.find(({ id }) => id === input.id) ?? null, holder: holder ?? null };
}

/** Reads without locking, for those who hold an enrolment's lock already: readers are locked before enrolments. */
export async function readReader(db: Database, input: { id: number }): Promise<Reader | null> {
  const [row] = await db.select().from(reader).where(eq(reader.id, input.id));
  return row ?? null;
}

export async function changeReader(
  db: Database,
  input: { id: number } & Partial<
    Pick<Reader, "name" | "zone" | "sendMinute" | "dailyBudget" | "confirmedAt" | "tracking" | "lastSeenAt">
  >,
): Promise<void> {
  const { id, ...change } = input;
  await db.update(reader).set(change).where(eq(reader.id, id));
}

/** A sign of life so soon after the last one is not written: a row that is written with each tap would swell. */
const restSeconds = 300;

/**
 * Notes signs of life. Locked in the order of their ids, as everybody locks several readers, and called where no
 * enrolment is locked. One who is known to have been there later stays as they are.
 */
export async function noteSeen(
  db: Database,
  input: { seen: readonly { readerId: number; seenAt: Date }[] },
): Promise<void> {
  if (input.seen.length === 0) return;
  await db.execute(sql`
    with sign as (
      select * from json_to_recordset(${JSON.stringify(input.seen)}::json) as one("readerId" bigint, "seenAt" timestamptz)),
    held as (
      select r.id from reader r join sign on sign."readerId" = r.id
      where r.erased_at is null
        and (r.last_seen_at is null or r.last_seen_at + make_interval(secs => ${restSeconds}) < sign."seenAt")
      order by r.id for no key update of r)
    update reader set last_seen_at = sign."seenAt" from sign
    where reader.id = sign."readerId" and reader.id = any(array(select id from held))`);
}

/** Suppresses the address; a complaint outlives every other reason. */
export async function suppressAddress(
  db: Database,
  input: { addressHash: string; reason: SuppressionReason; suppressedAt: Date },
): Promise<void> {
  await db
    .insert(suppression)
    .values(input)
    .onConflictDoUpdate({
      target: suppression.addressHash,
      set: { reason: input.reason, suppressedAt: input.suppressedAt, liftedAt: null },
      setWhere: ne(suppression.reason, "complained"),
    });
}

export async function readSuppression(db: Database, input: { addressHash: string }): Promise<SuppressionReason | null> {
  const [row] = await db
    .select({ reason: suppression.reason })
    .from(suppression)
    .where(and(eq(suppression.addressHash, input.addressHash), isNull(suppression.liftedAt)));
  return row?.reason ?? null;
}

/** Lifts a suppression by the reader's own confirmed consent. A complaint is never lifted. */
export async function liftSuppression(db: Database, input: { addressHash: string; liftedAt: Date }): Promise<void> {
  await db
    .update(suppression)
    .set({ liftedAt: input.liftedAt })
    .where(
      and(
        eq(suppression.addressHash, input.addressHash),
        ne(suppression.reason, "complained"),
        isNull(suppression.liftedAt),
      ),
    );
}
