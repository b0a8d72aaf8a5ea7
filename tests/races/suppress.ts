import { lockEnrolmentsOfReaders } from "../../db/enrolments.ts";
import { lockReadersOf } from "../../db/suppressing.ts";
import type { Context } from "../../engine/context.ts";
import { ban } from "../../engine/feedback/apply.ts";

/** What the provider's word of a bounce does to an address, with the locks that hearing it takes. */
export function suppress(context: Context, { addressHash }: { addressHash: string }): Promise<void> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: since } = await context.clocks.read(tx);
    const readers = await lockReadersOf(tx, { addressHashes: [addressHash] });
    await lockEnrolmentsOfReaders(tx, { readerIds: [...readers.keys()] });
    await ban(tx, { bans: [{ addressHash, reason: "bounced", since }], readers });
  });
}
