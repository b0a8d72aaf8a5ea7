import type { Database } from "./connect.ts";
import { signingKey } from "./schema/readers.ts";

export type KnownKey = typeof signingKey.$inferSelect;

/** Notes the keys that sign here, once each, and returns every key that ever did. */
export async function noteSigningKeys(db: Database, keys: readonly KnownKey[]): Promise<KnownKey[]> {
  if (keys.length > 0)
    await db
      .insert(signingKey)
      .values([...keys])
      .onConflictDoNothing();
  return db.select().from(signingKey).limit(256);
}
