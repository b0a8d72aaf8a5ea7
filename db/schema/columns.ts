import { sql } from "drizzle-orm";
import { bigint, type PgColumn, timestamp } from "drizzle-orm/pg-core";

/** Inside, everything is known by a bigint; outside, only by tokens. 2^53 rows are more than any table here will hold. */
export const identity = () => bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();

export const reference = () => bigint({ mode: "number" });

/** An instant, UTC, to the millisecond: JavaScript reads no more, and a lost microsecond would break comparisons. */
export const instant = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });

/** `column in ('a', 'b')` for a CHECK, from the list that the TypeScript type is made of as well. */
export const oneOf = (column: PgColumn, words: readonly string[]) =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;
