import { claimErasable, deleteReader, eraseMailbox } from "../db/erasing.ts";
import type { Context } from "./context.ts";

/** Few at a time: each takes all the messages of a reader with it. */
const claimLimit = 50;

/**
 * Takes away what is left of readers who asked to be erased while a message of theirs was on its way, now that its
 * batch has an answer. Returns how many; zero means that nothing waits for this.
 */
export function finishErasing(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const readerIds = await claimErasable(tx, { limit: claimLimit });
    for (const readerId of readerIds) {
      await eraseMailbox(tx, { readerId, address: null });
      await deleteReader(tx, { readerId, now });
    }
    return readerIds.length;
  });
}
