import { index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * How far ahead of the clock somebody has asked: see `db/rate-limits.ts`. `key` is a keyed hash, so no address of a
 * person or a machine stands here. Elapsed time. A row whose moment has come says no more than one that is not there.
 */
export const rateLimit = pgTable("rate_limit", { key: text().primaryKey(), clearAt: instant().notNull() }, (table) => [
  index("rate_limit_by_clear_at").on(table.clearAt),
]);

/**
 * A machine beside us that forwards requests without being named in the settings, and when it was last seen to: one of
 * the site's own, never a visitor's. Elapsed time.
 */
export const unnamedProxy = pgTable("unnamed_proxy", { address: text().primaryKey(), seenAt: instant().notNull() });
