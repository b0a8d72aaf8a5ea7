import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";

/** The channel on which a resting worker hears that there is work. */
export const workChannel = "dayletter_work";

/** Wakes every resting worker once the surrounding transaction commits. */
export async function wakeWorkers(db: Database): Promise<void> {
  await db.execute(sql`select pg_notify(${workChannel}, '')`);
}
