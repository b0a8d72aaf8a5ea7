import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
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
} from "drizzle-orm/pg-core";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import { identity, instant, oneOf, reference } from "./columns.ts";
import { version } from "./courses.ts";
import { reader } from "./readers.ts";

/** What a newsletter does for a reader who is in an active course: send, hold for a while, or leave this issue out. */
export const duringCourse = ["send", "hold", "skip"] as const;
export type DuringCourse = (typeof duringCourse)[number];
/** What becomes of a held letter whose course goes on for longer than it may wait. */
export const heldThen = ["send", "cancel"] as const;

/** A letter that readers follow, with its own List-Id, sender name and preference. */
export const newsletter = pgTable(
  "newsletter",
  {
    id: identity(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    description: text().notNull().default(""),
    /** The name in From; empty: the site's own. The address is the site's either way. */
    senderName: text(),
    /** Where answers go; empty: where those of the site go. */
    replyTo: text(),
    /** Whether opens and clicks may be noted at all; the reader's own choice comes on top. */
    tracking: boolean().notNull().default(true),
    duringCourse: text({ enum: duringCourse }).notNull().default("hold"),
    heldThen: text({ enum: heldThen }).notNull().default("send"),
    createdAt: instant().notNull(),
    retiredAt: instant(),
  },
  (table) => [
    check("newsletter_slug_fits_a_url_and_a_list_id", sql`${table.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("newsletter_title_not_empty", sql`char_length(${table.title}) between 1 and 200`),
    check("during_course_known", oneOf(table.duringCourse, duringCourse)),
    check("held_then_known", oneOf(table.heldThen, heldThen)),
  ],
);

export const followStates = ["waiting", "following", "left"] as const;

/** One reader's wish for one newsletter. `waiting` until the confirmation's button is pressed. */
export const follow = pgTable(
  "follow",
  {
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    newsletterId: reference()
      .notNull()
      .references(() => newsletter.id),
    state: text({ enum: followStates }).notNull(),
    changedAt: instant().notNull(),
    /** The issue whose own link was used to leave, where it was one. */
    leftIssueId: reference().references((): AnyPgColumn => issue.id),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.newsletterId] }),
    // The audience of an issue is read along this, some thousand readers at a time.
    index("follow_following").on(table.newsletterId, table.readerId).where(sql`state = 'following'`),
    index("follow_left_because").on(table.leftIssueId).where(sql`left_issue_id is not null`),
    check("follow_state_known", oneOf(table.state, followStates)),
    check("only_who_left_left_because", sql`${table.leftIssueId} is null or ${table.state} = 'left'`),
  ],
);

export const issueStates = ["draft", "scheduled", "sending", "paused", "sent", "cancelled"] as const;
export type IssueState = (typeof issueStates)[number];
export const issueOrigins = ["written", "file"] as const;
/** When it goes: at once, at one instant for all, or at each reader's own local hour of one day. */
export const issueModes = ["now", "at", "local"] as const;
export const arms = ["a", "b"] as const;
export type Arm = (typeof arms)[number];
export const winners = ["a", "b", "unclear"] as const;

/** What the test of two subjects came to, as it stood when the rest was decided. People's clicks alone. */
export type SubjectTest = {
  a: { accepted: number; clicked: number };
  b: { accepted: number; clicked: number };
  /** The difference of the shares, b minus a, with its 95 % interval. */
  difference: { estimate: number; low: number; high: number };
};

/** One edition of a newsletter. All instants are calendar time. Only the author's acts and its end change this row. */
export const issue = pgTable(
  "issue",
  {
    id: identity(),
    newsletterId: reference()
      .notNull()
      .references(() => newsletter.id),
    slug: text().notNull(),
    origin: text({ enum: issueOrigins }).notNull(),
    title: text().notNull(),
    subject: text().notNull(),
    /** The other subject, where two are tried on a share of the readers. */
    subjectB: text(),
    preheader: text().notNull().default(""),
    markdown: text().notNull().default(""),
    /** Goes up with every save, so that two tabs cannot overwrite each other unseen. */
    revision: integer().notNull().default(0),
    state: text({ enum: issueStates }).notNull().default("draft"),
    /** What is sent from here on; a correction puts another in its place for those not attempted yet. */
    versionId: reference().references((): AnyPgColumn => version.id),
    versionBId: reference().references((): AnyPgColumn => version.id),
    mode: text({ enum: issueModes }),
    sendAt: instant(),
    localDay: date({ mode: "string" }),
    localMinute: integer(),
    /** Whom it goes to, as a filter of readers; null: everyone who follows. */
    audience: jsonb().$type<ReaderFilter>(),
    /** How many percent of the readers try the two subjects, half of them each, and after how long the rest is decided. */
    testPercent: integer(),
    testMinutes: integer(),
    winner: text({ enum: winners }),
    /** When that was known. Empty of what was decided before it was noted. */
    decidedAt: instant(),
    testResult: jsonb().$type<SubjectTest>(),
    /** Not in the archive, the feeds and the sitemap. */
    private: boolean().notNull().default(false),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    /** From when on it stands in the archive: when its sending began. */
    publishedAt: instant(),
    sentAt: instant(),
    cancelledAt: instant(),
  },
  (table) => [
    unique("issue_slug_once").on(table.newsletterId, table.slug),
    unique("issue_of_its_newsletter").on(table.id, table.newsletterId),
    index("issue_published").on(table.newsletterId, table.publishedAt).where(sql`published_at is not null`),
    check("issue_slug_fits_a_url", sql`${table.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("issue_state_known", oneOf(table.state, issueStates)),
    check("issue_origin_known", oneOf(table.origin, issueOrigins)),
    check("issue_mode_known", oneOf(table.mode, issueModes)),
    check("winner_known", oneOf(table.winner, winners)),
    check("issue_revision_from_zero", sql`${table.revision} >= 0`),
    check(
      "draft_is_not_on_its_way",
      sql`case when ${table.state} = 'draft'
        then num_nonnulls(${table.mode}, ${table.publishedAt}, ${table.winner}) = 0
        else num_nonnulls(${table.mode}, ${table.versionId}) = 2 end`,
    ),
    check(
      "mode_has_its_parts",
      sql`case coalesce(${table.mode}, 'now')
        when 'now' then num_nonnulls(${table.sendAt}, ${table.localDay}, ${table.localMinute}) = 0
        when 'at' then ${table.sendAt} is not null and num_nonnulls(${table.localDay}, ${table.localMinute}) = 0
        when 'local' then ${table.sendAt} is null and num_nonnulls(${table.localDay}, ${table.localMinute}) = 2
        else false end`,
    ),
    check("local_minute_in_day", sql`${table.localMinute} between 0 and 1439`),
    check("test_says_how", sql`num_nonnulls(${table.testPercent}, ${table.testMinutes}) <> 1`),
    check("test_of_a_share", sql`${table.testPercent} between 1 and 100 and ${table.testMinutes} between 1 and 20160`),
    check("a_test_needs_two_subjects", sql`${table.testPercent} is null or ${table.subjectB} is not null`),
    check(
      "what_is_tried_is_compiled",
      sql`${table.state} = 'draft' or ${table.testPercent} is null or ${table.versionBId} is not null`,
    ),
    check("winner_of_a_test", sql`${table.winner} is null or ${table.testPercent} is not null`),
    check("winner_says_why", sql`(${table.winner} is null) = (${table.testResult} is null)`),
    check(
      "begun_is_published",
      sql`${table.state} not in ('sending', 'paused', 'sent') or ${table.publishedAt} is not null`,
    ),
    check("sent_says_when", sql`(${table.state} = 'sent') = (${table.sentAt} is not null)`),
    check("cancelled_says_when", sql`(${table.state} = 'cancelled') = (${table.cancelledAt} is not null)`),
  ],
);

/**
 * What the file of an issue says since it was published anew while the issue was on its way: compiled, and waiting for its
 * author to send it to those who have not had the letter. Gone once that is done, or the file says again what is sent.
 */
export const fileCorrection = pgTable("file_correction", {
  issueId: reference()
    .primaryKey()
    .references(() => issue.id, { onDelete: "cascade" }),
  versionId: reference()
    .notNull()
    .references((): AnyPgColumn => version.id),
  versionBId: reference().references((): AnyPgColumn => version.id),
  title: text().notNull(),
  subject: text().notNull(),
  subjectB: text(),
  preheader: text().notNull(),
  /** Calendar time. */
  publishedAt: instant().notNull(),
});

/**
 * One issue's way through planning: apart from the issue, because composing locks that row with every batch, and a
 * portion of planning would make it wait. Whoever needs both locks this row first. Calendar time.
 */
export const issueRun = pgTable(
  "issue_run",
  {
    issueId: reference()
      .primaryKey()
      .references(() => issue.id, { onDelete: "cascade" }),
    /** When planning begins or goes on; null once every reader was looked at. */
    planAt: instant(),
    /** Every follower up to this reader was looked at. */
    plannedThrough: reference().notNull().default(0),
    /** The author paused, resumed, cancelled or a winner is known, and not every queued letter has followed yet. */
    unswept: boolean().notNull().default(false),
    /** When the two subjects are held against each other. */
    decideAt: instant(),
  },
  (table) => [
    index("issue_run_planning").on(table.planAt).where(sql`plan_at is not null`),
    index("issue_run_deciding").on(table.decideAt).where(sql`decide_at is not null`),
    index("issue_run_unswept").on(table.issueId).where(sql`unswept`),
    check("planned_through_from_zero", sql`${table.plannedThrough} >= 0`),
  ],
);
