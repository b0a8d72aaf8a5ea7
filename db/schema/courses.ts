import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { CourseDescription } from "../../domain/course-description.ts";
import type { CourseSettings } from "../../domain/course-settings.ts";
import { audiences } from "../../domain/pacing.ts";
import type { Compiled } from "../../domain/version.ts";
import { identity, instant, oneOf, reference } from "./columns.ts";
import { issue, newsletter } from "./letters.ts";

export const lessonKinds = ["training", "rest", "mobility"] as const;
export const noticeKinds = [
  "confirm",
  "welcome",
  "nudge",
  "pause-over",
  "finished",
  "find-link",
  "address-change",
  "address-changed",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** An ordered set of lessons with its pacing. */
export const course = pgTable("course", {
  id: identity(),
  slug: text().notNull().unique(),
  /** What holds: what `course.ts` says, with the studio's settings over it. Validated before it comes here. */
  facts: jsonb().$type<CourseDescription>().notNull(),
  /** What `course.ts` says by itself; empty where the studio never changed anything, for then it is the same. */
  declared: jsonb().$type<CourseDescription>(),
  /** What was changed in the studio, and nothing else. */
  settings: jsonb().$type<CourseSettings>().notNull().default({}),
  /** Over everything that this course was compiled from; equal means that there is nothing to publish. */
  sourceHash: text().notNull(),
  publishedAt: instant().notNull(),
  retiredAt: instant(),
});

/**
 * The immutable compiled form of a lesson, notice or issue. Never updated, never deleted. It belongs to a lesson or a
 * notice of a course, to a notice of a newsletter, or to an issue.
 */
export const version = pgTable(
  "version",
  {
    id: identity(),
    courseId: reference().references(() => course.id),
    newsletterId: reference().references((): AnyPgColumn => newsletter.id),
    issueId: reference().references((): AnyPgColumn => issue.id),
    lessonKey: text(),
    notice: text({ enum: noticeKinds }),
    contentHash: text().notNull(),
    compiled: jsonb().$type<Compiled>().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique("version_of_lesson_once").on(table.courseId, table.lessonKey, table.contentHash),
    unique("version_of_notice_once").on(table.courseId, table.notice, table.contentHash),
    unique("version_of_newsletter_notice_once").on(table.newsletterId, table.notice, table.contentHash),
    unique("version_of_issue_once").on(table.issueId, table.contentHash),
    check(
      "version_has_one_owner",
      sql`num_nonnulls(${table.courseId}, ${table.newsletterId}, ${table.issueId}) = 1 and case
        when ${table.courseId} is not null then num_nonnulls(${table.lessonKey}, ${table.notice}) = 1
        when ${table.newsletterId} is not null then ${table.notice} is not null and ${table.lessonKey} is null
        else num_nonnulls(${table.lessonKey}, ${table.notice}) = 0 end`,
    ),
  ],
);

/** One day's message. Its key survives every edit and reordering. */
export const lesson = pgTable(
  "lesson",
  {
    id: identity(),
    courseId: reference()
      .notNull()
      .references(() => course.id),
    key: text().notNull(),
    /** Place in today's order, from 1; of a retired lesson, its last. */
    position: integer().notNull(),
    week: integer().notNull(),
    title: text().notNull(),
    kind: text({ enum: lessonKinds }).notNull(),
    minutes: integer().notNull(),
    muscles: text().array().notNull(),
    versionId: reference()
      .notNull()
      .references(() => version.id),
    firstPublishedAt: instant().notNull(),
    /** When it came back into the order after it had been retired. */
    rejoinedAt: instant(),
    /** When it was last put elsewhere in an order that readers were under way in, so that it may come late to some. */
    movedAt: instant(),
    /** Whom it is for, where readers were under way when it joined the order (rule 7). */
    audience: text({ enum: audiences }).notNull().default("ahead"),
    retiredAt: instant(),
  },
  (table) => [
    check("lesson_audience_known", oneOf(table.audience, audiences)),
    unique("lesson_key_once").on(table.courseId, table.key),
    check("lesson_kind_known", oneOf(table.kind, lessonKinds)),
    check("lesson_position_from_one", sql`${table.position} >= 1 and ${table.week} >= 1`),
  ],
);

/** What publishing found for a course, its versions stored: all that is needed to put it in place, now or later. */
export type CoursePlan = {
  /** What `course.ts` says. */
  declared: CourseDescription;
  lessons: readonly PlannedPlace[];
  notices: readonly { kind: NoticeKind; versionId: number }[];
};

/** A lesson's place in the order to come, and what publishing knows of it. */
export type PlannedPlace = Pick<
  typeof lesson.$inferSelect,
  "key" | "position" | "week" | "title" | "kind" | "minutes" | "muscles" | "versionId"
>;

/**
 * A new order of lessons that waits for its author's word, because readers are under way. The next publishing of the
 * course replaces it, or takes it away.
 */
export const pendingChange = pgTable("pending_change", {
  courseId: reference()
    .primaryKey()
    .references(() => course.id),
  plan: jsonb().$type<CoursePlan>().notNull(),
  /** Of the sources that it was compiled from. */
  sourceHash: text().notNull(),
  foundAt: instant().notNull(),
});

/** The current version of each notice of each course and of each newsletter. */
export const notice = pgTable(
  "notice",
  {
    courseId: reference().references(() => course.id),
    newsletterId: reference().references((): AnyPgColumn => newsletter.id),
    kind: text({ enum: noticeKinds }).notNull(),
    versionId: reference()
      .notNull()
      .references(() => version.id),
  },
  (table) => [
    unique("notice_of_course_once").on(table.courseId, table.kind),
    unique("notice_of_newsletter_once").on(table.newsletterId, table.kind),
    check("notice_has_one_owner", sql`num_nonnulls(${table.courseId}, ${table.newsletterId}) = 1`),
    check("notice_kind_known", oneOf(table.kind, noticeKinds)),
  ],
);

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** What messages and pages show, known by the hash of what it was made from. Never changed, never deleted. */
export const picture = pgTable(
  "picture",
  {
    hash: text().primaryKey(),
    contentType: text({ enum: ["image/png", "image/jpeg"] }).notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: bytes().notNull(),
    createdAt: instant().notNull(),
    /** When an author uploaded it, the last time; null of a drawing that belongs to a course. */
    uploadedAt: instant(),
  },
  (table) => [check("picture_has_a_size", sql`${table.width} > 0 and ${table.height} > 0`)],
);
