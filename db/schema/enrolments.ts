import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { identity, instant, oneOf, reference } from "./columns.ts";
import { course, lesson } from "./courses.ts";
import { delivery } from "./deliveries.ts";
import { reader } from "./readers.ts";

export const enrolmentStates = ["unconfirmed", "active", "paused", "finished", "left", "restarted"] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

/** Why an enrolment rests although it is active, or is paused. */
export const waits = ["completion"] as const;
export const pauseReasons = ["reader", "refused", "suppressed"] as const;

export const feelings = ["easy", "right", "hard"] as const;
export type Feeling = (typeof feelings)[number];

/** What a form asked for; it becomes the reader's own only when they confirm, for anybody can type an address. */
export type Asked = { name: string | null; zone: string; sendMinute: number };

/** One reader's passage through one course. A restart is a new run. All instants are calendar time. */
export const enrolment = pgTable(
  "enrolment",
  {
    id: identity(),
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    courseId: reference()
      .notNull()
      .references(() => course.id),
    run: integer().notNull(),
    state: text({ enum: enrolmentStates }).notNull(),
    asked: jsonb().$type<Asked>().notNull(),
    /** Bit 0 is Monday, bit 6 Sunday. */
    weekdays: integer().notNull().default(127),
    /** 1: a lesson every allowed day. 2: slower, every other day. */
    everyDays: integer().notNull().default(1),
    /** When the next lesson is due; planning takes it away and settling gives the next one. */
    nextSendAt: instant(),
    /** The slot that `nextSendAt` serves: its local date is the day that the lesson will count for. */
    nextSlotAt: instant(),
    openDeliveryId: reference(),
    wait: text({ enum: waits }),
    pauseReason: text({ enum: pauseReasons }),
    /** The local day on which a reader's pause ends by itself, and the instant when that day begins for them. */
    resumeDay: date({ mode: "string" }),
    resumeAt: instant(),
    /** While it waits for a completion: how often the reader was nudged, and when the next nudge is due. */
    nudges: integer().notNull().default(0),
    nudgeAt: instant(),
    /**
     * The newest lesson that this run had, for questions about many readers at once: settling writes it beside the next
     * step. No foreign key, which would lock the lesson for each message; lessons are never deleted.
     */
    reachedLessonId: reference(),
    /**
     * Lessons that count as had without having been sent, because the author moved the reader past them or began an
     * imported one further on; and since when they do.
     */
    passedLessonIds: reference().array().notNull().default([]),
    passedAt: instant(),
    /** The name on the certificate, where the reader wants another than their own. */
    certificateName: text(),
    createdAt: instant().notNull(),
    confirmedAt: instant(),
    endedAt: instant(),
  },
  (table) => [
    unique("enrolment_run_once").on(table.readerId, table.courseId, table.run),
    uniqueIndex("one_live_run_per_reader_and_course")
      .on(table.readerId, table.courseId)
      .where(sql`state in ('unconfirmed', 'active', 'paused')`),
    index("enrolment_due").on(table.nextSendAt).where(sql`state = 'active' and next_send_at is not null`),
    index("enrolment_resuming").on(table.resumeAt).where(sql`resume_at is not null`),
    index("enrolment_nudged").on(table.nudgeAt).where(sql`nudge_at is not null`),
    // The foreign key asks for each delivery that an erasure deletes. Without this that was a scan of the table: with
    // 500,000 enrolments 1,400 ms for 27 deliveries, now 12. What planning costs did not change beyond its own noise.
    index("enrolment_by_open_delivery").on(table.openDeliveryId).where(sql`open_delivery_id is not null`),
    // A list of a course's readers walks the first of these in the order of their ids, and stops after a page.
    index("enrolment_by_state").on(table.courseId, table.state, table.readerId),
    index("enrolment_by_place").on(table.reachedLessonId, table.readerId),
    // How many stand where is counted over these two alone: of 600,000 runs in 80 ms, where the table took 800.
    index("enrolment_by_standing").on(table.courseId, table.state, table.reachedLessonId),
    index("enrolment_of_later_rounds").on(table.courseId, table.readerId).where(sql`run > 1`),
    // What waits and why, for the author: few rows, and none of them while a lesson is on its way.
    index("enrolment_waiting").on(table.pauseReason, table.wait).where(sql`state = 'paused' or wait is not null`),
    check("passed_says_since_when", sql`(cardinality(${table.passedLessonIds}) > 0) = (${table.passedAt} is not null)`),
    foreignKey({
      name: "enrolment_open_delivery",
      columns: [table.openDeliveryId],
      foreignColumns: [delivery.id as AnyPgColumn],
    }),
    check("enrolment_state_known", oneOf(table.state, enrolmentStates)),
    check("enrolment_run_from_one", sql`${table.run} >= 1`),
    check("enrolment_weekdays_not_empty", sql`${table.weekdays} between 1 and 127`),
    check("enrolment_every_day_or_other_day", sql`${table.everyDays} in (1, 2)`),
    check("certificate_name_is_short", sql`char_length(${table.certificateName}) between 1 and 400`),
    check(
      "only_a_pause_of_the_reader_ends_by_itself",
      // With a plain `=` an enrolment without a reason to pause would pass, for its answer is unknown and not no.
      sql`${table.resumeAt} is null or coalesce(${table.pauseReason}, '') = 'reader'`,
    ),
    check("resume_day_goes_with_its_instant", sql`num_nonnulls(${table.resumeDay}, ${table.resumeAt}) <> 1`),
    check("only_a_wait_is_nudged", sql`${table.nudgeAt} is null or ${table.wait} is not null`),
    check(
      "active_has_exactly_one_next_step",
      sql`case when ${table.state} = 'active'
        then num_nonnulls(${table.nextSendAt}, ${table.openDeliveryId}, ${table.wait}) = 1
        else ${table.nextSendAt} is null and ${table.wait} is null end`,
    ),
    check("slot_goes_with_send", sql`num_nonnulls(${table.nextSendAt}, ${table.nextSlotAt}) <> 1`),
    check("unconfirmed_sends_nothing", sql`${table.state} <> 'unconfirmed' or ${table.openDeliveryId} is null`),
    check("paused_says_why", sql`(${table.state} = 'paused') = (${table.pauseReason} is not null)`),
    check(
      "begun_was_confirmed",
      sql`${table.state} in ('unconfirmed', 'left', 'restarted') or ${table.confirmedAt} is not null`,
    ),
    check(
      "ended_says_when",
      sql`(${table.state} in ('finished', 'left', 'restarted')) = (${table.endedAt} is not null)`,
    ),
  ],
);

/** The reader's "I did it". Undoing takes the row away. */
export const completion = pgTable(
  "completion",
  {
    enrolmentId: reference()
      .notNull()
      .references(() => enrolment.id, { onDelete: "cascade" }),
    lessonId: reference()
      .notNull()
      .references(() => lesson.id),
    completedAt: instant().notNull(),
    /** How it felt, if the reader said so. */
    felt: text({ enum: feelings }),
    /** The hour of the reader's own week, 0 to 167, by their clock of then. Empty of what was done before it was noted. */
    weekHour: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.lessonId] }),
    check("completion_hour_in_week", sql`${table.weekHour} between 0 and 167`),
    check("feeling_known", oneOf(table.felt, feelings)),
  ],
);

/** A lesson that the reader opened on the web before its mail ("the next lesson now"). Done there, it counts as had. */
export const openedAhead = pgTable(
  "opened_ahead",
  {
    enrolmentId: reference()
      .notNull()
      .references(() => enrolment.id, { onDelete: "cascade" }),
    lessonId: reference()
      .notNull()
      .references(() => lesson.id),
    openedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.lessonId] })],
);

export const changeKinds = [
  "zone",
  "hour",
  "weekdays",
  "pace",
  "budget",
  "name",
  "tracking",
  "paused",
  "resumed",
  "restarted",
  "left",
] as const;

/**
 * What a reader changed by a hand of their own, so that the author can see why a lesson came when it did. What the author
 * did for them is in the audit log, and what the engine did shows in the deliveries.
 */
export const readerChange = pgTable(
  "reader_change",
  {
    id: identity(),
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    /** Of a change that belongs to one course. */
    enrolmentId: reference().references(() => enrolment.id, { onDelete: "cascade" }),
    kind: text({ enum: changeKinds }).notNull(),
    /** What it was and what it became, as text for a person. */
    former: text(),
    present: text(),
    changedAt: instant().notNull(),
  },
  (table) => [
    index("reader_change_by_reader").on(table.readerId, table.changedAt),
    index("reader_change_by_enrolment").on(table.enrolmentId).where(sql`enrolment_id is not null`),
    check("change_kind_known", oneOf(table.kind, changeKinds)),
  ],
);

/**
 * `completion`: the lesson before was not done. The others put a lesson off to another time. `window`: its time of that
 * day had gone by. `budget`: the reader's day was full. `apart`: it would have come too close to the one before.
 */
export const pastWaits = ["completion", "window", "budget", "apart"] as const;
export type PastWaitReason = (typeof pastWaits)[number];

/**
 * A wait of a run whose reason no other row would tell once it is over: written with what ends it, or with what puts a
 * lesson off. What waited for a halt, an author's pause, the better subject or another course is found from those.
 * Calendar time.
 */
export const pastWait = pgTable(
  "past_wait",
  {
    id: identity(),
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    enrolmentId: reference()
      .notNull()
      .references(() => enrolment.id, { onDelete: "cascade" }),
    why: text({ enum: pastWaits }).notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    notedAt: instant().notNull(),
  },
  (table) => [
    index("past_wait_of_reader").on(table.readerId, table.notedAt),
    index("past_wait_of_enrolment").on(table.enrolmentId),
    check("past_wait_known", oneOf(table.why, pastWaits)),
  ],
);
