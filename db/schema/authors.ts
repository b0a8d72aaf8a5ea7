import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { identity, instant, oneOf, reference } from "./columns.ts";
import { course } from "./courses.ts";
import { delivery } from "./deliveries.ts";
import { newsletter } from "./letters.ts";
import { reader } from "./readers.ts";

export const roles = ["owner", "viewer"] as const;
export type Role = (typeof roles)[number];

/**
 * Who may sign in to the studio. This and the three tables after it belong to the sign-in library (better-auth), which
 * reads and writes them with its own clock: the keys of these objects are its names for the fields, the columns are ours.
 */
export const author = pgTable(
  "author",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text("address").notNull().unique(),
    emailVerified: boolean("address_verified").notNull().default(false),
    image: text(),
    role: text({ enum: roles }).notNull().default("viewer"),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [check("author_role_known", oneOf(table.role, roles))],
);

export const authorSession = pgTable(
  "author_session",
  {
    id: text().primaryKey(),
    userId: text("author_id")
      .notNull()
      .references(() => author.id, { onDelete: "cascade" }),
    /** Worth nothing without the signature that the cookie adds, which is made with a secret outside the database. */
    token: text().notNull().unique(),
    ipAddress: text(),
    userAgent: text(),
    /** It began with a link in a mail: for a short time it may set a password without the old one. Ours, not the library's. */
    isByLink: boolean("by_link").notNull().default(false),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [index("author_session_by_author").on(table.userId)],
);

export const authorAccount = pgTable(
  "author_account",
  {
    id: text().primaryKey(),
    userId: text("author_id")
      .notNull()
      .references(() => author.id, { onDelete: "cascade" }),
    accountId: text().notNull(),
    providerId: text().notNull(),
    /** Salted and stretched by the library. */
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [index("author_account_by_author").on(table.userId)],
);

export const authorVerification = pgTable(
  "author_verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [index("author_verification_by_identifier").on(table.identifier)],
);

/** A one-time link that makes an account. Elapsed time. */
export const authorInvitation = pgTable(
  "author_invitation",
  {
    id: identity(),
    role: text({ enum: roles }).notNull(),
    /** SHA-256 of what stands in the link: who reads this table cannot follow it. */
    tokenHash: text().notNull().unique(),
    /** Empty: made by the start or the command line, so by somebody who has the machine. */
    madeBy: text().references(() => author.id, { onDelete: "cascade" }),
    madeAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [check("invitation_role_known", oneOf(table.role, roles))],
);

/** What an act was about, beyond its columns. Nothing of a reader: an erasure leaves the act, and nothing in it. */
export type ActFacts = Record<string, string | number | boolean | null>;

/** Who changed what in the studio. Calendar time. Rows are never deleted, and changed by an erasure alone, which takes out who it was. */
export const authorAct = pgTable(
  "author_act",
  {
    id: identity(),
    at: instant().notNull(),
    authorId: text().references(() => author.id, { onDelete: "set null" }),
    /** As it was then: an author who was removed did what they did. */
    authorName: text().notNull(),
    act: text().notNull(),
    readerId: reference().references(() => reader.id, { onDelete: "set null" }),
    courseId: reference().references(() => course.id),
    newsletterId: reference().references(() => newsletter.id),
    issueId: reference(),
    deliveryId: reference().references(() => delivery.id, { onDelete: "set null" }),
    facts: jsonb().$type<ActFacts>().notNull(),
  },
  (table) => [
    index("act_by_author").on(table.authorId),
    index("act_by_author_name").on(table.authorName, table.id),
    index("act_by_act").on(table.act, table.id),
    index("act_by_reader").on(table.readerId, table.id).where(sql`reader_id is not null`),
    index("act_by_delivery").on(table.deliveryId).where(sql`delivery_id is not null`),
  ],
);
