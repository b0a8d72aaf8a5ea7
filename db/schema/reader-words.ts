import { index, pgTable, text } from "drizzle-orm/pg-core";
import { reference } from "./columns.ts";
import { reader } from "./readers.ts";

/**
 * What a reader is found by: address and name, folded to small letters without accents. Written by triggers on `reader`
 * and by nothing else, so that no way of making or changing a reader can forget it.
 *
 * A table of its own, because every sign of life rewrites the reader's row, and with it each entry of every index on it.
 * Its migration adds an index of trigrams where the server has `pg_trgm`, which is nearly everywhere; without it the same
 * question reads this table, and no more than this table. An index of our own making, of arrays of three letters each,
 * needed no extension and made each new reader cost twice as much.
 */
export const readerWords = pgTable(
  "reader_words",
  {
    readerId: reference()
      .primaryKey()
      .references(() => reader.id, { onDelete: "cascade" }),
    words: text().notNull(),
  },
  (table) => [index("reader_words_by_beginning").using("btree", table.words.op("text_pattern_ops"))],
);
