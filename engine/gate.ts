import type { Database } from "../db/connect.ts";
import { readSending } from "../db/sending.ts";

/** `waiting`: the provider asked for a rest. `halted`: nothing new goes out but a probe. */
export type Gate = "open" | "waiting" | "halted";

/** Whether anything may be handed over at this moment. `now` is elapsed time. */
export async function readGate(db: Database, { now }: { now: Date }): Promise<Gate> {
  const { waitUntil, haltedAt } = await readSending(db);
  if (waitUntil !== null && waitUntil > now) return "waiting";
  return haltedAt === null ? "open" : "halted";
}
