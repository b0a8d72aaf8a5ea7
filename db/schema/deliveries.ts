import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { fates } from "../../domain/feedback.ts";
import type { Journal } from "../../domain/message-outcome.ts";
import type { Imprint } from "../../domain/publication.ts";
import type { Verdict } from "../../domain/verdicts.ts";
import { identity, instant, oneOf, reference } from "./columns.ts";
import { course, lesson, noticeKinds, version } from "./courses.ts";
import { enrolment } from "./enrolments.ts";
import { arms, issue, newsletter } from "./letters.ts";
import { addressChange, reader } from "./readers.ts";

export const deliveryStates = [
  "queued",
  "batched",
  "accepted",
  "refused",
  "suppressed",
  "cancelled",
  "uncertain",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export const deliveryKinds = ["lesson", "notice", "issue"] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];
/** Why a queued letter is not due: its reader is in a course, the better subject is not known yet, the author paused. */
export const holds = ["course", "winner", "pause"] as const;
export type Hold = (typeof holds)[number];

/** What goes into the slots and choices of the version; no links and no tokens, those are derived when it is filled. */
export type DeliveryValues = { values: Record<string, string>; choices: Record<string, string> };

/**
 * The obligation to send one message to one reader, and its outcome. The row is the job: there is no second queue.
 * `dueAt`, `slotAt`, `closesAt`, `hadAt` and `plannedAt` are calendar time.
 */
export const delivery = pgTable(
  "delivery",
  {
    id: identity(),
    kind: text({ enum: deliveryKinds }).notNull(),
    readerId: reference()
      .notNull()
      .references(() => reader.id, { onDelete: "cascade" }),
    /** What it belongs to: a course, with the enrolment that it is owed to, or a newsletter. */
    courseId: reference().references(() => course.id),
    enrolmentId: reference().references((): AnyPgColumn => enrolment.id, { onDelete: "cascade" }),
    newsletterId: reference().references(() => newsletter.id),
    lessonId: reference().references(() => lesson.id),
    issueId: reference(),
    /** Which of the two subjects of its issue. */
    arm: text({ enum: arms }),
    notice: text({ enum: noticeKinds }),
    /** What makes a notice this one and no other, such as the day of a confirmation or the run that is finished. */
    occasion: text(),
    /** Of a notice about a change of address: it goes to that change's address and not to the reader's own. */
    addressChangeId: reference().references(() => addressChange.id, { onDelete: "cascade" }),
    /** The engine makes only copy 0; an audited act of the author makes others. */
    copy: integer().notNull().default(0),
    versionId: reference()
      .notNull()
      .references(() => version.id),
    variant: text({ enum: ["named", "unnamed"] }).notNull(),
    /** Its links lead through `/r` and it carries the pixel: decided with its first attempt, so that a retry is the same. */
    tracked: boolean().notNull().default(false),
    /** Blanked once settled. */
    values: jsonb().$type<DeliveryValues>(),
    plannedAt: instant().notNull(),
    /** When the first attempt may begin. Empty while its enrolment is paused, and while a letter is held. */
    dueAt: instant(),
    heldFor: text({ enum: holds }),
    /** How long a letter may be held for a course. When the hold is over, since when; so that there is no second one. */
    heldUntil: instant(),
    /** When a held letter is looked at again at the latest, whoever forgot to say that its reason is gone. */
    heldCheckAt: instant(),
    /** The slot that a lesson serves; of a letter, when it was meant to go, before which no hold lets it. */
    slotAt: instant(),
    closesAt: instant(),
    state: text({ enum: deliveryStates }).notNull(),
    fate: text({ enum: fates }),
    /** Alone in its batch, because a batch with it was refused as a whole. */
    alone: boolean().notNull().default(false),
    /**
     * How often a definite answer has put it off that was not yet believed to be about it, or asked to come again: how
     * often, in which word, and in which batch for the last time. Nothing of it was accepted.
     */
    setbacks: integer().notNull().default(0),
    setback: text(),
    setbackBatchId: reference(),
    batchId: reference().references(() => batch.id),
    batchIndex: integer(),
    /** The address as composed, so that a retry is byte-identical whatever the reader changes. Blanked once settled. */
    address: text(),
    /** From when on it counts as had: acceptance, or the giving up on an uncertain one. */
    hadAt: instant(),
    providerId: text(),
    reason: text(),
  },
  (table) => [
    unique("one_lesson_per_enrolment_and_copy").on(table.enrolmentId, table.lessonId, table.copy),
    unique("one_notice_per_occasion").on(table.readerId, table.notice, table.occasion),
    unique("one_issue_per_reader_and_copy").on(table.issueId, table.readerId, table.copy),
    foreignKey({
      name: "delivery_of_an_issue_of_its_newsletter",
      columns: [table.issueId, table.newsletterId],
      foreignColumns: [issue.id, issue.newsletterId],
    }),
    unique("one_place_in_a_batch").on(table.batchId, table.batchIndex),
    uniqueIndex("one_open_lesson_per_enrolment")
      .on(table.enrolmentId)
      // A copy that the author sends once more travels beside the run, which goes on as if there were none.
      .where(sql`kind = 'lesson' and copy = 0 and state in ('queued', 'batched')`),
    index("delivery_queue").on(table.dueAt, table.id).where(sql`state = 'queued'`),
    // What is not a letter goes first: along the whole queue, a lesson stood behind a hundred thousand letters.
    index("delivery_queue_but_letters").on(table.dueAt, table.id).where(sql`state = 'queued' and kind <> 'issue'`),
    index("delivery_by_reader_and_course").on(table.readerId, table.courseId, table.hadAt),
    index("delivery_set_back")
      .on(table.setback, table.setbackBatchId)
      .where(sql`state = 'queued' and setback is not null`),
    index("delivery_with_trouble").on(table.reason, table.id).where(sql`state in ('refused', 'uncertain')`),
    index("delivery_by_address_change").on(table.addressChangeId).where(sql`address_change_id is not null`),
    index("delivery_by_provider_id").on(table.providerId).where(sql`provider_id is not null`),
    index("delivery_of_issue")
      .on(table.issueId, table.state, table.heldFor)
      .where(sql`issue_id is not null and state <> 'accepted'`),
    index("delivery_had_of_issue")
      .on(table.issueId, table.hadAt)
      .where(sql`issue_id is not null and had_at is not null`),
    index("delivery_fate_of_issue").on(table.issueId, table.fate).where(sql`issue_id is not null and fate is not null`),
    index("delivery_never_sent").on(table.hadAt).where(sql`fate = 'failed'`),
    // What an author sent once more, so that the figures of a letter can leave it out: few rows, if any.
    index("delivery_copy_of_issue").on(table.issueId).where(sql`issue_id is not null and copy > 0`),
    index("delivery_held").on(table.heldCheckAt).where(sql`held_check_at is not null`),
    index("delivery_held_of_reader").on(table.readerId).where(sql`held_check_at is not null`),
    check("delivery_state_known", oneOf(table.state, deliveryStates)),
    check("fate_known", oneOf(table.fate, fates)),
    check(
      "kind_has_its_parts",
      sql`case ${table.kind}
        when 'lesson' then num_nonnulls(${table.courseId}, ${table.lessonId}, ${table.slotAt}) = 3
          and num_nonnulls(${table.notice}, ${table.occasion}, ${table.issueId}, ${table.arm}) = 0
        when 'notice' then num_nonnulls(${table.notice}, ${table.occasion}) = 2
          and num_nonnulls(${table.lessonId}, ${table.issueId}, ${table.arm}) = 0
        when 'issue' then num_nonnulls(${table.newsletterId}, ${table.issueId}, ${table.arm}, ${table.slotAt}) = 4
          and num_nonnulls(${table.lessonId}, ${table.notice}, ${table.occasion}) = 0
        else false end`,
    ),
    check("belongs_to_one_thing", sql`num_nonnulls(${table.courseId}, ${table.newsletterId}) = 1`),
    check("enrolment_goes_with_its_course", sql`num_nonnulls(${table.courseId}, ${table.enrolmentId}) <> 1`),
    check("arm_known", oneOf(table.arm, arms)),
    check("hold_known", oneOf(table.heldFor, holds)),
    check(
      "a_queued_letter_is_due_or_held",
      sql`case when ${table.kind} = 'issue' and ${table.state} = 'queued'
        then num_nonnulls(${table.dueAt}, ${table.heldFor}) = 1
        else ${table.heldFor} is null end`,
    ),
    check(
      "held_for_a_course_is_looked_at",
      sql`(coalesce(${table.heldFor}, '') = 'course') = (${table.heldCheckAt} is not null)
        and (${table.heldCheckAt} is null or ${table.heldUntil} is not null)`,
    ),
    check(
      "batched_has_its_place",
      sql`case ${table.state}
        when 'batched' then num_nonnulls(${table.batchId}, ${table.batchIndex}, ${table.address}) = 3
        when 'queued' then num_nonnulls(${table.batchId}, ${table.batchIndex}, ${table.address}) = 0
        else true end`,
    ),
    check(
      "open_holds_values_and_settled_none",
      sql`(${table.state} in ('queued', 'batched')) = (${table.values} is not null)`,
    ),
    check("settled_holds_no_address", sql`${table.state} = 'batched' or ${table.address} is null`),
    check("had_says_when", sql`(${table.state} in ('accepted', 'uncertain')) = (${table.hadAt} is not null)`),
    check("accepted_has_provider_id", sql`(${table.state} = 'accepted') = (${table.providerId} is not null)`),
    check(
      "not_accepted_says_why",
      sql`${table.state} not in ('refused', 'suppressed', 'cancelled', 'uncertain') or ${table.reason} is not null`,
    ),
    check("fate_only_after_hand_over", sql`${table.fate} is null or ${table.state} in ('accepted', 'uncertain')`),
    check("copies_from_zero", sql`${table.copy} >= 0`),
    check(
      "address_change_has_its_notice",
      sql`(coalesce(${table.notice}, '') in ('address-change', 'address-changed')) = (${table.addressChangeId} is not null)`,
    ),
  ],
);

export const batchStates = ["open", "settled", "dissolved", "uncertain"] as const;

/** What a batch needs besides its members to be filled the same way again. */
export type BatchSite = {
  url: string;
  name: string;
  postalAddress: string;
  from: string;
  replyTo: string | null;
  /** Absent from batches of before there were newsletters: then as courses are now. */
  imprint?: Imprint;
};

/**
 * Deliveries handed to the provider in one request, under one idempotency key. Everything that its bytes depend on is
 * committed here before the first byte leaves. `leaseUntil`, `firstAttemptAt`, `nextAttemptAt` are elapsed time;
 * `composedAt` is calendar time and is what the message's Date says.
 */
export const batch = pgTable(
  "batch",
  {
    id: identity(),
    key: text().notNull().unique(),
    state: text({ enum: batchStates }).notNull(),
    transport: text().notNull(),
    fingerprint: text().notNull(),
    site: jsonb().$type<BatchSite>().notNull(),
    signingKeyId: integer().notNull(),
    bodySha256: text().notNull(),
    members: integer().notNull(),
    composedAt: instant().notNull(),
    attempts: integer().notNull(),
    /** Names the attempt under way; settling must give it back, so a stale worker changes nothing. */
    attemptToken: text(),
    leaseUntil: instant(),
    firstAttemptAt: instant().notNull(),
    nextAttemptAt: instant(),
    /** One attempt had an unknown outcome: the same key and bytes until 23 hours after the first, then uncertain. */
    frozen: boolean().notNull().default(false),
    /** Of a way out without idempotency, by place in the batch. Written before the first byte of a member leaves. */
    journal: jsonb().$type<Journal>(),
    lastError: text(),
    /**
     * When it was settled, calendar time, and how much of it was accepted. The author's questions about a day read these,
     * a hundredth of the rows that the deliveries are, and no further index has to be kept while sending.
     */
    settledAt: instant(),
    acceptedLessons: integer().notNull().default(0),
    acceptedNotices: integer().notNull().default(0),
    acceptedIssues: integer().notNull().default(0),
  },
  (table) => [
    index("batch_settled").on(table.settledAt).where(sql`settled_at is not null`),
    index("batch_open").on(table.nextAttemptAt, table.leaseUntil).where(sql`state = 'open'`),
    check("batch_state_known", oneOf(table.state, batchStates)),
    check("batch_has_members", sql`${table.members} between 1 and 100 and ${table.attempts} >= 1`),
    check("lease_goes_with_token", sql`num_nonnulls(${table.attemptToken}, ${table.leaseUntil}) <> 1`),
    check(
      "open_batch_is_leased_or_scheduled",
      sql`case when ${table.state} = 'open'
        then num_nonnulls(${table.leaseUntil}, ${table.nextAttemptAt}) = 1
        else num_nonnulls(${table.leaseUntil}, ${table.nextAttemptAt}) = 0 end`,
    ),
    check("frozen_never_dissolved", sql`not (${table.frozen} and ${table.state} = 'dissolved')`),
  ],
);

export const eventKinds = ["opened", "clicked"] as const;
export const verdicts = ["person", "prefetch", "scanner", "unknown"] as const satisfies readonly Verdict[];

/** What was seen of a request, kept as it came so that it can be judged anew. No address of a machine in full. */
export type EventFacts = {
  method: string;
  userAgent: string | null;
  /** The network that asked: an IPv4 address without its last byte, an IPv6 address without its last ten. */
  network: string | null;
  purpose: string | null;
};

/** An observed fact about a delivery. Nothing in the engine is ever decided by an open. Calendar time. */
export const event = pgTable(
  "event",
  {
    id: identity(),
    deliveryId: reference()
      .notNull()
      .references(() => delivery.id, { onDelete: "cascade" }),
    kind: text({ enum: eventKinds }).notNull(),
    /** The issue, of a letter: its clicks are counted along this. */
    issueId: reference().references(() => issue.id),
    /** The place of the clicked link in the version's table, from 1; 0 is the one that only a machine can find. */
    link: integer(),
    seenAt: instant().notNull(),
    verdict: text({ enum: verdicts }).notNull(),
    facts: jsonb().$type<EventFacts>().notNull(),
  },
  (table) => [
    index("event_by_delivery").on(table.deliveryId, table.seenAt),
    index("event_of_issue").on(table.issueId, table.kind, table.verdict, table.link).where(sql`issue_id is not null`),
    check("event_kind_known", oneOf(table.kind, eventKinds)),
    check("verdict_known", oneOf(table.verdict, verdicts)),
    check("a_click_has_its_link", sql`(${table.kind} = 'clicked') = (${table.link} is not null)`),
  ],
);

/**
 * How many deliveries each planning made, counted on its own, so that the rows can be held against it. A negative
 * number is what an erasure took away.
 */
export const planning = pgTable(
  "planning",
  {
    id: identity(),
    plannedAt: instant().notNull(),
    planned: integer().notNull(),
    /** The issue they are of, where they are letters. */
    issueId: reference().references(() => issue.id),
  },
  (table) => [
    index("planning_of_issue").on(table.issueId).where(sql`issue_id is not null`),
    check("planning_counts_something", sql`${table.planned} <> 0`),
  ],
);
