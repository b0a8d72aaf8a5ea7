import { statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";

/**
 * When a worker is killed. `any`: at a random moment of sending. `accepted`: within milliseconds of the provider's
 * having taken a batch in, when only the provider knows. `taken over`: while somebody repeats a dead worker's batch.
 */
export type Moment = "any" | "accepted" | "taken over";

type Watched = { db: Database; acceptedLog: string; fraction: () => number; limitMs: number };

/** Waits for the moment. False when it did not come, because there is nothing more to send. */
export async function awaitMoment(moment: Moment, { db, acceptedLog, fraction, limitMs }: Watched): Promise<boolean> {
  if (moment === "any") {
    await wait(20 + fraction() * 700);
    return true;
  }
  if (moment === "taken over") return until(() => isRepeating(db), { everyMs: 20, limitMs });
  const before = statSync(acceptedLog).size;
  const came = await until(async () => statSync(acceptedLog).size > before, { everyMs: 2, limitMs });
  await wait(fraction() * 15);
  return came;
}

async function isRepeating(db: Database): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from batch where state = 'open' and attempts > 1 and lease_until is not null limit 1`);
  return rows.length > 0;
}

async function until(
  isSo: () => Promise<boolean>,
  { everyMs, limitMs }: { everyMs: number; limitMs: number },
): Promise<boolean> {
  const endAtMs = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > endAtMs) return false;
    await wait(everyMs);
  }
  return true;
}
