import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { ImportPlan } from "../../domain/import/plan.ts";
import { identity, instant, oneOf, reference } from "./columns.ts";

/** `checking` reads the whole file and writes no reader; `running` takes them over. Both can be stopped and go on. */
export const importStates = ["mapping", "checking", "checked", "running", "stopped", "done", "failed"] as const;
export type ImportState = (typeof importStates)[number];
export const importPasses = ["checking", "running"] as const;
export type ImportPass = (typeof importPasses)[number];

/** What became of the rows, or in a check would become of them. */
export type ImportCounts = {
  rows: number;
  added: number;
  /** Read here already: changed as the author allowed, or left as they are. */
  changed: number;
  known: number;
  /** Must not be written to, and stay so. */
  suppressed: number;
  /** The file said that they left, bounced or complained, so they will not be written to. */
  stopped: number;
  /** The same address stood further up in the file. */
  twice: number;
  faulty: number;
  enrolled: number;
  followed: number;
  /** New readers whose zone was not known, so that they have the one chosen for all; and some words that stood there. */
  unknownZones?: { readers: number; words: readonly string[] };
};

/** A file of readers and how far it is. Instants are calendar time but for the lease's, which is elapsed. */
export const readerImport = pgTable(
  "reader_import",
  {
    id: identity(),
    /** As the author's computer called it; only shown. */
    fileName: text().notNull(),
    /** Where it lies in the data folder; null once it was thrown away. */
    fileKey: text(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    encoding: text().notNull(),
    /** SHA-256 of what it holds, to know a file that comes again. */
    fingerprint: text().notNull(),
    plan: jsonb().$type<ImportPlan>(),
    /** What stands above its columns, for the list of rows that were left out; the file itself is gone by then. */
    headings: jsonb().$type<readonly string[]>().notNull().default([]),
    state: text({ enum: importStates }).notNull(),
    /** Which of the two passes goes on when a stopped or failed one is resumed. */
    pass: text({ enum: importPasses }),
    /** The place behind the last row whose outcome is in the tables. */
    offsetBytes: bigint({ mode: "number" }).notNull().default(0),
    line: integer().notNull().default(1),
    counts: jsonb().$type<ImportCounts>().notNull(),
    /** What the author stated about the consent of these people, in their own words. */
    statement: text(),
    statedAt: instant(),
    authorName: text().notNull(),
    leaseToken: text(),
    leaseUntil: instant(),
    /** Beginnings of work since the last row that was done: one that never comes further is failed. */
    attempts: integer().notNull().default(0),
    trouble: text(),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    startedAt: instant(),
    endedAt: instant(),
  },
  (table) => [
    index("reader_import_by_fingerprint").on(table.fingerprint),
    index("reader_import_at_work").on(table.id).where(sql`state in ('checking', 'running')`),
    check("reader_import_state_known", oneOf(table.state, importStates)),
    check("reader_import_pass_known", oneOf(table.pass, importPasses)),
    check("reader_import_at_work_has_a_plan", sql`${table.state} = 'mapping' or ${table.plan} is not null`),
    check(
      "reader_import_pass_goes_with_its_state",
      sql`case when ${table.state} in ('checking', 'running') then ${table.pass} = ${table.state}
        when ${table.state} in ('stopped', 'failed') then ${table.pass} is not null else ${table.pass} is null end`,
    ),
    check(
      "nobody_is_taken_over_without_a_statement",
      sql`(${table.state} not in ('running', 'done') and coalesce(${table.pass}, '') <> 'running')
        or num_nonnulls(${table.statement}, ${table.statedAt}, ${table.startedAt}) = 3`,
    ),
    check("reader_import_statement_is_short", sql`char_length(${table.statement}) between 10 and 2000`),
    check("reader_import_ends_once", sql`(${table.state} = 'done') = (${table.endedAt} is not null)`),
    check("a_lease_has_both", sql`num_nonnulls(${table.leaseToken}, ${table.leaseUntil}) <> 1`),
  ],
);

/**
 * The addresses of a file by the first 64 bits of their keyed hash, with the line on which each stands first: so a million
 * rows are told apart without holding them in memory, and a second run of the same rows finds them again. Emptied at the end.
 */
export const importSeen = pgTable(
  "import_seen",
  {
    importId: reference()
      .notNull()
      .references(() => readerImport.id, { onDelete: "cascade" }),
    hash: bigint({ mode: "bigint" }).notNull(),
    line: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.hash] })],
);

/** A row that was not taken over, and why. It holds what the file held, so it goes with the erasure of whom it names. */
export const importFault = pgTable(
  "import_fault",
  {
    id: identity(),
    importId: reference()
      .notNull()
      .references(() => readerImport.id, { onDelete: "cascade" }),
    line: integer().notNull(),
    what: text().notNull(),
    help: text().notNull(),
    cells: jsonb().$type<readonly string[]>().notNull(),
    addressHash: text(),
  },
  (table) => [
    index("import_fault_in_order").on(table.importId, table.id),
    index("import_fault_by_address").on(table.addressHash).where(sql`address_hash is not null`),
  ],
);
