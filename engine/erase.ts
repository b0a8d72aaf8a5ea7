import type { Database } from "../db/connect.ts";
import { lockEnrolmentsOfReader } from "../db/enrolments.ts";
import { deleteReader, disownConsents, emptyReader, eraseMailbox, forgetReasons, lockWhole } from "../db/erasing.ts";
import { forgetFaultsOf } from "../db/imports.ts";
import { lockReader, suppressAddress } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import type { Context } from "./context.ts";

/** `ending`: a message is on its way, and what it hangs on goes once the provider has answered, within a day. */
export type Erased = { kind: "unknown" } | { kind: "erased" | "ending" };

/**
 * Erases a reader: the row, the address, the name, every course, message, tap and opened link, what the mailbox kept,
 * and whose the consents were. What stays is the keyed hash of the address among those that must not be written to; a
 * signup that is confirmed from there lifts it. With this COMMIT every link of theirs is unknown.
 *
 * A message whose first attempt has begun may not change any more, or its retry could be a second mail. So it stays,
 * nameless, until its batch has an answer, and `finishErasing` takes it away.
 */
export function erase(context: Context, input: { readerId: number }): Promise<Erased> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    if (!reader) return { kind: "unknown" };
    await lockEnrolmentsOfReader(tx, { readerId: reader.id });
    // The one thing that has to be remembered.
    await suppressAddress(tx, { addressHash: reader.addressHash, reason: "erased", suppressedAt: now });
    await forgetFaultsOf(tx, { addressHash: reader.addressHash });
    return removeReader(tx, { readerId: reader.id, mailboxOf: reader.address, now });
  });
}

/**
 * Takes a reader away with all that hangs on them. The caller holds the locks on the reader and on their enrolments;
 * the address is free within this transaction already. `mailboxOf` is an address whose kept messages go as well,
 * whoever they were for, or null where somebody else's letters may lie there.
 */
export async function removeReader(
  tx: Database,
  { readerId, mailboxOf, now }: { readerId: number; mailboxOf: string | null; now: Date },
): Promise<Exclude<Erased, { kind: "unknown" }>> {
  const deliveries = await lockWhole(tx, { readerId });
  await disownConsents(tx, { readerId, withdrawnAt: now });
  await forgetReasons(tx, { readerId });
  await eraseMailbox(tx, { readerId, address: mailboxOf });
  if (!deliveries.some(({ state }) => state === "batched")) {
    await deleteReader(tx, { readerId, now });
    return { kind: "erased" };
  }
  await emptyReader(tx, { readerId, deliveries, now });
  // Its batch may have an answer by the time that this commits, and nobody else would look again.
  await wakeWorkers(tx);
  return { kind: "ending" };
}
