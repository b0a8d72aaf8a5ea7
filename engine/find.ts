import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { findReaderByAddress, lockReader, readSuppression } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { parseAddress } from "../domain/addresses.ts";
import { localDay } from "../domain/calendar.ts";
import type { Context } from "./context.ts";
import { queueNotice } from "./notices.ts";

export type Found = { kind: "received" } | { kind: "invalid"; message: string };

/**
 * Sends a reader their own link again, at most once a day. Everybody gets the same answer; an address that nobody
 * confirmed gets its confirmation again instead, and one that left or is unknown gets nothing.
 */
export async function sendLinkAgain(context: Context, input: { email: string }): Promise<Found> {
  const parsed = parseAddress(input.email);
  if (parsed.kind === "invalid") return parsed;
  await context.db.transaction(async (tx) => {
    const found = await findReaderByAddress(tx, { address: parsed.address });
    // Locked, so that nothing is queued for one who is being erased, or moves elsewhere, at this moment.
    const reader = found && (await lockReader(tx, { id: found.id }));
    if (reader?.address !== parsed.address || (await readSuppression(tx, { addressHash: reader.addressHash })) !== null)
      return;
    const enrolments = await listEnrolmentsOfReader(tx, { readerId: reader.id });
    const begun = enrolments.find(({ state }) => ["active", "paused", "finished"].includes(state));
    const enrolment = begun ?? enrolments.find(({ state }) => state === "unconfirmed");
    if (!enrolment) return;
    const { calendarAt: now } = await context.clocks.read(tx);
    const kind = begun ? "find-link" : "confirm";
    await queueNotice(tx, { kind, occasion: `day:${localDay(now, "UTC")}`, enrolment, dueAt: now, now });
    await wakeWorkers(tx);
  });
  return { kind: "received" };
}
