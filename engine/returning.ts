import type { Database } from "../db/connect.ts";
import { hasOpenConsent } from "../db/consents.ts";
import { type Reader, readSuppression } from "../db/readers.ts";

/**
 * Whether an address must not be written to that its owner may free by their own press of a button: they left, or mail
 * came back. Then whatever form they send asks them once more, though they had confirmed before. After a complaint it is
 * no question any more.
 */
export async function mayReturn(db: Database, { addressHash }: Pick<Reader, "addressHash">): Promise<boolean> {
  const reason = await readSuppression(db, { addressHash });
  return reason !== null && reason !== "complained";
}

/** Whether they have asked for that, so that a confirmation of theirs frees the address even where nothing else waits. */
export async function asksToReturn(db: Database, reader: Pick<Reader, "id" | "addressHash">): Promise<boolean> {
  return (await mayReturn(db, reader)) && hasOpenConsent(db, { readerId: reader.id });
}
