import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import { identity, instant, oneOf, reference } from "./columns.ts";

/** A person with one address, a time zone and a send time. All instants here are calendar time. */
export const reader = pgTable(
  "reader",
  {
    id: identity(),
    /** Lower-cased and IDNA-encoded by `domain/addresses`, so plain ASCII. */
    address: text().notNull().unique(),
    /** A keyed hash of the address, the same that `suppression` holds, so that the two can be joined in sets. */
    addressHash: text().notNull().unique(),
    name: text(),
    zone: text().notNull(),
    sendMinute: integer().notNull(),
    /** At most so many lessons a local day from all courses together; empty: one of each course. */
    dailyBudget: integer(),
    /** Whether opens and clicks of this reader may be noted. */
    tracking: boolean().notNull().default(true),
    createdAt: instant().notNull(),
    /** When the reader first confirmed anything. Until then nothing but one confirmation a day may be sent. */
    confirmedAt: instant(),
    /**
     * When the reader asked to be erased, on a row that could not go at once: a message of theirs was on its way, and
     * its retry must be the same. It holds nothing of the person any more, and goes with the provider's answer.
     */
    erasedAt: instant(),
    /**
     * The last sign of life: a button pressed, a lesson done. No click and no open, for a scanner's first one looks
     * like a person's. Kept to the nearest few minutes, so that it costs next to nothing.
     */
    lastSeenAt: instant(),
    /** By which way they came first: the name of a form such as `course page`, `import` or `api`. */
    source: text(),
  },
  (table) => [
    index("reader_erased").on(table.erasedAt).where(sql`erased_at is not null`),
    index("reader_by_last_seen").on(table.lastSeenAt, table.id),
    index("reader_by_source").on(table.source, table.id),
    index("reader_by_zone").on(table.zone, table.id),
    index("reader_by_signup").on(table.createdAt, table.id),
    check("reader_source_is_short", sql`char_length(${table.source}) between 1 and 200`),
    check(
      "reader_address_is_normal",
      sql`${table.address} ~ '^[!-~]{3,254}$' and ${table.address} = lower(${table.address})`,
    ),
    check("reader_name_is_short", sql`char_length(${table.name}) between 1 and 400`),
    check("reader_send_minute_in_day", sql`${table.sendMinute} between 0 and 1439`),
    check("reader_budget_from_one", sql`${table.dailyBudget} >= 1`),
  ],
);

/** A word that the author has put on a reader. */
export const readerTag = pgTable(
  "reader_tag",
  {
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    tag: text().notNull(),
    taggedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.tag] }),
    index("reader_tag_by_tag").on(table.tag, table.readerId),
    check("tag_is_short", sql`char_length(${table.tag}) between 1 and 60`),
  ],
);

/** Readers by a filter that has a name. It holds the question and not its answer: who is in it changes by the hour. */
export const segment = pgTable("segment", {
  id: identity(),
  name: text().notNull().unique(),
  filter: jsonb().$type<ReaderFilter>().notNull(),
  createdAt: instant().notNull(),
  changedAt: instant().notNull(),
});

/** A reader's wish to be written to at another address. It takes effect when it is confirmed from there. */
export const addressChange = pgTable(
  "address_change",
  {
    id: identity(),
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    /** The address that is asked, and that a confirmed change has made the reader's. */
    address: text().notNull(),
    addressHash: text().notNull(),
    /** The one before, which is told afterwards. */
    formerAddress: text().notNull(),
    formerAddressHash: text().notNull(),
    askedAt: instant().notNull(),
    /** The day (UTC) on which the new address was last written to about this: once a day, whoever asks. */
    mailedDay: date({ mode: "string" }),
    confirmedAt: instant(),
    /** A newer wish, or the reader, took it back. */
    withdrawnAt: instant(),
  },
  (table) => [
    unique("one_letter_a_day_to_a_new_address").on(table.addressHash, table.mailedDay),
    index("address_change_by_reader").on(table.readerId),
    uniqueIndex("one_open_address_change").on(table.readerId).where(sql`confirmed_at is null and withdrawn_at is null`),
    check(
      "new_address_is_normal",
      sql`${table.address} ~ '^[!-~]{3,254}$' and ${table.address} = lower(${table.address})`,
    ),
    check("change_ends_one_way", sql`num_nonnulls(${table.confirmedAt}, ${table.withdrawnAt}) <= 1`),
  ],
);

export const suppressionReasons = ["left", "bounced", "complained", "erased"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** An address that must not be mailed, known by its keyed hash alone, so that it outlives the reader's row. */
export const suppression = pgTable(
  "suppression",
  {
    addressHash: text().primaryKey(),
    reason: text({ enum: suppressionReasons }).notNull(),
    suppressedAt: instant().notNull(),
    /** Set by the reader's own confirmed consent and by nothing else; never after a complaint. */
    liftedAt: instant(),
  },
  (table) => [
    check("suppression_reason_known", oneOf(table.reason, suppressionReasons)),
    check("complaint_never_lifted", sql`${table.reason} <> 'complained' or ${table.liftedAt} is null`),
  ],
);

/** The proof of who agreed to what, when, and how. Rows are only ever completed, never changed or deleted. */
export const consent = pgTable(
  "consent",
  {
    id: identity(),
    readerId: reference().references(() => reader.id, { onDelete: "set null" }),
    /** What was agreed to, such as `course:runner-core`, `newsletter:weekly` or `address`. */
    purpose: text().notNull(),
    /** Which form, such as `course page`. */
    form: text().notNull(),
    /** The exact words shown beside the button or box. */
    words: text().notNull(),
    askedAt: instant().notNull(),
    askedIp: text(),
    askedUserAgent: text(),
    confirmedAt: instant(),
    confirmedIp: text(),
    confirmedUserAgent: text(),
    withdrawnAt: instant(),
  },
  (table) => [index("consent_by_reader").on(table.readerId)],
);

/** Signing keys ever used, by fingerprint, so that a start without one of them can be refused. */
export const signingKey = pgTable(
  "signing_key",
  {
    id: integer().primaryKey(),
    fingerprint: text().notNull(),
  },
  (table) => [unique("signing_key_fingerprint_once").on(table.fingerprint)],
);
