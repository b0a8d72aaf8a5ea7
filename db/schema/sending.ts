import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { identity, instant } from "./columns.ts";

/** How far the calendar stands ahead of the elapsed clock, in milliseconds. One row; every process agrees by reading it. */
export const clock = pgTable(
  "clock",
  {
    id: integer().primaryKey().default(1),
    offsetMs: bigint({ mode: "number" }).notNull().default(0),
  },
  (table) => [check("one_clock", sql`${table.id} = 1`)],
);

/** The state of sending as a whole; one row. All instants are elapsed time. */
export const sending = pgTable(
  "sending",
  {
    id: integer().primaryKey().default(1),
    /** The provider asked every worker to wait until then. */
    waitUntil: instant(),
    /** How many requests a second the provider last said that it takes; empty while it has not said so. */
    toldPerSecond: integer(),
    haltedAt: instant(),
    haltName: text(),
    haltMessage: text(),
    haltCure: text(),
    /** When one real due message may try whether the halt is over. None does when we halted it ourselves. */
    probeAt: instant(),
    /** Too much came back or was complained of. Such a halt ends by the owner's word alone. */
    haltedByGuard: boolean().notNull().default(false),
    /** What was handed over before is not held against sending any more; calendar time. */
    guardFrom: instant(),
    /** The owner has been written to about this halt, or it was tried. */
    haltTold: boolean().notNull().default(false),
    /** The name of a halt that has ended and of whose end the owner has not been told. */
    endedHalt: text(),
  },
  (table) => [
    check("one_sending", sql`${table.id} = 1`),
    check(
      "halt_says_everything",
      sql`num_nonnulls(${table.haltedAt}, ${table.haltName}, ${table.haltMessage}, ${table.haltCure}) in (0, 4)`,
    ),
    check(
      "only_the_provider_s_halt_is_probed",
      sql`(${table.probeAt} is not null) = (${table.haltedAt} is not null and not ${table.haltedByGuard})`,
    ),
    check("only_a_halt_is_the_guard_s", sql`${table.haltedAt} is not null or not ${table.haltedByGuard}`),
  ],
);

/** A halt that is over, so that what waited for it can say so. Calendar time. */
export const pastHalt = pgTable(
  "past_halt",
  {
    id: identity(),
    name: text().notNull(),
    beganAt: instant().notNull(),
    endedAt: instant().notNull(),
  },
  (table) => [
    index("past_halt_by_end").on(table.endedAt),
    check("a_halt_ends_after_its_beginning", sql`${table.beganAt} <= ${table.endedAt}`),
  ],
);

/** A worker's last sign of life, elapsed time. */
export const worker = pgTable("worker", {
  id: text().primaryKey(),
  startedAt: instant().notNull(),
  seenAt: instant().notNull(),
});

/** What the mailbox transport accepted: whole RFC 5322 messages. Keyed as the provider would key them. */
export const mailboxMessage = pgTable(
  "mailbox_message",
  {
    id: identity(),
    key: text().notNull(),
    index: integer().notNull(),
    address: text().notNull(),
    subject: text().notNull(),
    preheader: text().notNull(),
    raw: text().notNull(),
    /** Calendar time, as the message's Date header says. */
    keptAt: instant().notNull(),
  },
  (table) => [unique("kept_once").on(table.key, table.index)],
);

/**
 * One pulling of the plug in the mailbox's demonstration, and what was counted in it. Elapsed time. At most one is under
 * way, so pressing twice begins nothing twice.
 */
export const plugRun = pgTable(
  "plug_run",
  {
    id: identity(),
    readers: integer().notNull(),
    beganAt: instant().notNull(),
    /** When the worker was killed, and how many letters the record had by then. */
    killedAt: instant(),
    receivedAtKill: integer(),
    endedAt: instant(),
    received: integer(),
    twice: integer(),
    /** Requests that were made again under their key, because nobody knew whether the first had arrived. */
    repeated: integer(),
  },
  (table) => [
    uniqueIndex("one_plug_run_under_way").on(sql`(ended_at is null)`).where(sql`ended_at is null`),
    check("a_kill_says_when", sql`num_nonnulls(${table.killedAt}, ${table.receivedAtKill}) <> 1`),
  ],
);
