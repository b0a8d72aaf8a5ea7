import { isAskedInLetter, lockAddress, wasConfirmationQueued } from "../db/confirmation-days.ts";
import type { Database } from "../db/connect.ts";
import type { Reader } from "../db/readers.ts";
import { addDays, localDay } from "../domain/calendar.ts";

/**
 * The occasion under which a form's answer goes to an address, and when it is due. The day is the occasion: through
 * whichever form they come, one confirmation a day goes to an address.
 *
 * Where a reader has wished for this very address today, the letter that asks there was the day's. A form that its owner
 * sends after that is not in vain, or anybody could keep them from signing up by such a wish: it is answered as soon as
 * the next day begins.
 */
export async function confirmationDay(
  tx: Database,
  { kind, reader, now }: { kind: "confirm" | "find-link"; reader: Pick<Reader, "addressHash">; now: Date },
): Promise<{ occasion: string; dueAt: Date }> {
  const today = localDay(now, "UTC");
  const { addressHash } = reader;
  if (kind === "confirm") {
    await lockAddress(tx, { addressHash });
    if (await isAskedInLetter(tx, { addressHash, day: today })) {
      const tomorrow = addDays(today, 1);
      return { occasion: occasionOf(tomorrow), dueAt: new Date(`${tomorrow}T00:00:00Z`) };
    }
  }
  return { occasion: occasionOf(today), dueAt: now };
}

/** Whether a form's confirmation went to this address today, or is about to. Holds until the transaction ends. */
export async function wasAskedToConfirm(
  tx: Database,
  { addressHash, day }: { addressHash: string; day: string },
): Promise<boolean> {
  await lockAddress(tx, { addressHash });
  return wasConfirmationQueued(tx, { addressHash, occasion: occasionOf(day) });
}

function occasionOf(day: string): string {
  return `day:${day}`;
}
