import { desc, gte } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { unnamedProxy } from "./schema/limits.ts";

/** Notes that this machine forwards requests, or that it still does. Elapsed time. */
export async function seeProxy(db: Database, seen: { address: string; seenAt: Date }): Promise<void> {
  await db
    .insert(unnamedProxy)
    .values(seen)
    .onConflictDoUpdate({ target: unnamedProxy.address, set: { seenAt: seen.seenAt } });
}

/** The machines that were seen forwarding since then, the last one first. */
export async function listProxies(db: Database, input: { seenFrom: Date; limit: number }): Promise<string[]> {
  const rows = await db
    .select({ address: unnamedProxy.address })
    .from(unnamedProxy)
    .where(gte(unnamedProxy.seenAt, input.seenFrom))
    .orderBy(desc(unnamedProxy.seenAt))
    .limit(input.limit);
  return rows.map(({ address }) => address);
}
