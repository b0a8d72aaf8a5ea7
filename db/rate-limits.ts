import { eq, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { rateLimit } from "./schema/limits.ts";

/** One kind of asking: what each costs in time, and how much time may be owed at once. Elapsed time. */
export type Turn = { key: string; costMs: number; mostOwedMs: number; now: Date };

export type Taken = { kind: "taken" } | { kind: "too often"; waitMs: number };

/**
 * Takes a turn, or says how long to wait for the next: the generic cell rate algorithm, one instant a key. Each turn
 * moves the instant on by its cost, and none may move it further ahead of the clock than `mostOwedMs`. One statement
 * decides, so of many at once no more get through than may. A refused one writes nothing: whoever goes on knocking is
 * not kept out for longer by it, and costs no row.
 */
export async function takeTurn(db: Database, { key, costMs, mostOwedMs, now }: Turn): Promise<Taken> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const next = sql`greatest(${rateLimit.clearAt}, ${at}) + ${costMs} * interval '1 millisecond'`;
  const taken = await db
    .insert(rateLimit)
    .values({ key, clearAt: new Date(now.getTime() + costMs) })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: { clearAt: next },
      setWhere: sql`${next} <= ${at} + ${mostOwedMs} * interval '1 millisecond'`,
    })
    .returning({ key: rateLimit.key });
  if (taken.length > 0) return { kind: "taken" };
  const [row] = await db.select({ clearAt: rateLimit.clearAt }).from(rateLimit).where(eq(rateLimit.key, key));
  // Swept away in between: then the next attempt will find the way free.
  const clearMs = row?.clearAt.getTime() ?? now.getTime();
  return { kind: "too often", waitMs: Math.max(0, clearMs + costMs - mostOwedMs - now.getTime()) };
}

/** Forgets up to `most` of those that owe nothing any more. */
export async function sweepTurns(db: Database, input: { now: Date; most: number }): Promise<void> {
  await db.execute(sql`
    delete from ${rateLimit} where key = any(array(
      select key from ${rateLimit} where clear_at < ${input.now.toISOString()}::timestamptz
      order by clear_at limit ${input.most} for update skip locked))`);
}
