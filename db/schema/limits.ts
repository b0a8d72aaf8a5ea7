import { index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * How far ahead of the clock somebody has asked: see `db/rate-limits.ts`. `key` is a keyed hash, so no address of a
 * person or a machine stands here. Elapsed time. A row whose moment has come says no more than one that is not there.
 */
export const rateLimit = pgTable("rate_limit", { key: text().primaryKey(), clearAt: instant().notNull() }, (table) => [
  index("rate_limit_by_clear_at").on(table.clearAt),
]);
