import { changeQueued, type QueuedDelivery } from "../db/composing.ts";
import type { Database } from "../db/connect.ts";
import { nameValue, variantFor } from "./lesson-values.ts";

/**
 * Gives what was planned under another name the reader's name of now. Asked when a batch is composed, under the
 * reader's lock, and not when the name is changed: a planning that began before the change would still write the old
 * one. A confirmation keeps the name that its form asked for, which is the reader's only once they confirm; and the
 * letter to a new address has none, because a stranger may read it.
 */
export async function renameQueued(
  db: Database,
  input: { admitted: readonly QueuedDelivery[] },
): Promise<readonly QueuedDelivery[]> {
  return Promise.all(
    input.admitted.map(async (delivery) => {
      const { id, name, notice, values } = delivery;
      if (!values || keepsItsName(notice) || values.values["reader.name"] === (name ?? undefined)) return delivery;
      const { "reader.name": _, ...others } = values.values;
      const renamed = {
        variant: variantFor(name),
        values: { ...values, values: { ...others, ...nameValue(name) } },
      };
      await changeQueued(db, { id, ...renamed });
      return { ...delivery, ...renamed };
    }),
  );
}

function keepsItsName(notice: QueuedDelivery["notice"]): boolean {
  return notice === "confirm" || notice === "address-change";
}
