import { noteChanges } from "../db/reader-changes.ts";
import { changeReader, lockReader } from "../db/readers.ts";
import type { Context } from "./context.ts";

export type ChangedTracking = { kind: "changed" } | { kind: "already" } | { kind: "unknown" };

/**
 * Whether this reader's opens and clicks may be noted, from this COMMIT on: also of messages that are out already, since
 * whoever notes asks the reader's row first. Links in those go on leading where they say. What was noted before stays
 * with the reader's other rows and goes when they are erased.
 */
export async function changeTracking(
  context: Context,
  input: { readerId: number; tracking: boolean },
): Promise<ChangedTracking> {
  return context.db.transaction(async (tx) => {
    const reader = await lockReader(tx, { id: input.readerId });
    if (!reader) return { kind: "unknown" };
    if (reader.tracking === input.tracking) return { kind: "already" };
    await changeReader(tx, { id: reader.id, tracking: input.tracking });
    const { calendarAt: changedAt } = await context.clocks.read(tx);
    const present = input.tracking ? "on" : "off";
    await noteChanges(tx, { readerId: reader.id, changedAt, changes: [{ kind: "tracking", present }] });
    return { kind: "changed" };
  });
}
