import { type Hand, noteChanges } from "../db/reader-changes.ts";
import { changeReader, lockReader } from "../db/readers.ts";
import { normaliseName } from "../domain/names.ts";
import type { Context } from "./context.ts";

export type ChangedName =
  | { kind: "changed"; name: string | null }
  | { kind: "invalid"; message: string }
  | { kind: "unknown" };

/**
 * Calls the reader otherwise, or not by name at all, from the next message on: what is queued is renamed when it is
 * composed (see `rename-queued`). A message whose first attempt has begun keeps the name that it has.
 */
export async function changeName(
  context: Context,
  input: Hand & { readerId: number; typed: string },
): Promise<ChangedName> {
  const read = normaliseName(input.typed);
  if (read.kind === "invalid") return read;
  return context.db.transaction(async (tx) => {
    const reader = await lockReader(tx, { id: input.readerId });
    if (!reader) return { kind: "unknown" };
    await changeReader(tx, { id: reader.id, name: read.name });
    if (read.name !== reader.name) {
      const { calendarAt: changedAt } = await context.clocks.read(tx);
      const changes = [{ kind: "name" as const, former: reader.name, present: read.name }];
      await noteChanges(tx, { by: input.by, readerId: reader.id, changedAt, changes });
    }
    return { kind: "changed", name: read.name };
  });
}
