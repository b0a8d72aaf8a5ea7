import { sql } from "drizzle-orm";
import { connect } from "../../db/connect.ts";

/**
 * Keeps whoever takes in a list waiting at this address: somebody signs up with it and has not come to an end yet.
 * `release` lets that come to nothing, and everybody goes on.
 */
export async function holdAddress({ url, address }: { url: string; address: string }) {
  const { db, close } = connect({ url, poolSize: 2, name: "held address" });
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const signup = db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into reader (address, address_hash, zone, send_minute, created_at)
      values (${address}, ${address}, 'UTC', 0, '2026-01-01')`);
    held.resolve();
    await over.promise;
    tx.rollback();
  });
  const ended = signup.catch(held.reject);
  await held.promise;
  return {
    /** How many are kept waiting by it, or by each other. */
    async waiting(): Promise<number> {
      const [row] = await db.execute<{ waiting: number }>(sql`
        select count(*)::int as waiting from pg_locks where not granted`);
      return row?.waiting ?? 0;
    },
    async release(): Promise<void> {
      over.resolve();
      await ended;
      await close();
    },
  };
}
