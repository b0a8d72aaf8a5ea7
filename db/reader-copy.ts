import { asc, eq, isNull, sql } from "drizzle-orm";
import type { Part } from "../domain/version.ts";
import type { Database } from "./connect.ts";
import { course, lesson, version } from "./schema/courses.ts";
import { delivery, event } from "./schema/deliveries.ts";
import { completion, enrolment, openedAhead, pastWait, readerChange } from "./schema/enrolments.ts";
import { feedback } from "./schema/feedback.ts";
import { follow, issue, newsletter } from "./schema/letters.ts";
import { addressChange, consent, reader, readerTag, suppression } from "./schema/readers.ts";

/** No reader of this world has so many of anything; a copy that would be longer says that it was cut. */
const longestList = 20_000;

type OfReader = { readerId: number };

/** One function for each list of what is held about a reader, as it is stored, without ids, keys and hashes. */
export async function copyConsents(db: Database, input: OfReader) {
  return db
    .select({
      to: consent.purpose,
      words: consent.words,
      form: consent.form,
      askedAt: consent.askedAt,
      askedFromIp: consent.askedIp,
      askedWithBrowser: consent.askedUserAgent,
      confirmedAt: consent.confirmedAt,
      confirmedFromIp: consent.confirmedIp,
      confirmedWithBrowser: consent.confirmedUserAgent,
      withdrawnAt: consent.withdrawnAt,
    })
    .from(consent)
    .where(eq(consent.readerId, input.readerId))
    .orderBy(asc(consent.id))
    .limit(longestList);
}

export async function copyCourses(db: Database, input: OfReader) {
  return db
    .select({
      course: sql<string>`${course.facts} ->> 'title'`,
      run: enrolment.run,
      state: enrolment.state,
      weekdays: enrolment.weekdays,
      everyDays: enrolment.everyDays,
      askedFor: enrolment.asked,
      createdAt: enrolment.createdAt,
      confirmedAt: enrolment.confirmedAt,
      endedAt: enrolment.endedAt,
      nextLessonAt: enrolment.nextSendAt,
      waitsFor: enrolment.wait,
      pausedBecause: enrolment.pauseReason,
      pausedUntil: enrolment.resumeDay,
      reminders: enrolment.nudges,
      nextReminderAt: enrolment.nudgeAt,
      nameOnCertificate: enrolment.certificateName,
      movedOnByTheAuthorAt: enrolment.passedAt,
    })
    .from(enrolment)
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .where(eq(enrolment.readerId, input.readerId))
    .orderBy(asc(enrolment.id))
    .limit(longestList);
}

/** A subject is told where it was the same for everybody; of one with slots the values are gone once it was sent. */
export async function copyMessages(db: Database, input: OfReader) {
  return db
    .select({
      kind: delivery.kind,
      course: sql<string | null>`${course.facts} ->> 'title'`,
      newsletter: newsletter.title,
      lesson: lesson.title,
      notice: delivery.notice,
      letter: issue.title,
      subject: sql<Part[]>`${version.compiled} -> 'forms' -> ${delivery.variant} -> 'subject'`,
      state: delivery.state,
      fate: delivery.fate,
      reason: delivery.reason,
      plannedAt: delivery.plannedAt,
      dueAt: delivery.dueAt,
      sentAt: delivery.hadAt,
      counted: delivery.tracked,
      filledWith: delivery.values,
    })
    .from(delivery)
    .leftJoin(course, eq(course.id, delivery.courseId))
    .leftJoin(newsletter, eq(newsletter.id, delivery.newsletterId))
    .innerJoin(version, eq(version.id, delivery.versionId))
    .leftJoin(lesson, eq(lesson.id, delivery.lessonId))
    .leftJoin(issue, eq(issue.id, delivery.issueId))
    .where(eq(delivery.readerId, input.readerId))
    .orderBy(asc(delivery.id))
    .limit(longestList);
}

export async function copyCompletions(db: Database, input: OfReader) {
  return db
    .select({ lesson: lesson.title, run: enrolment.run, doneAt: completion.completedAt, felt: completion.felt })
    .from(completion)
    .innerJoin(enrolment, eq(enrolment.id, completion.enrolmentId))
    .innerJoin(lesson, eq(lesson.id, completion.lessonId))
    .where(eq(enrolment.readerId, input.readerId))
    .orderBy(asc(completion.completedAt))
    .limit(longestList);
}

export async function copyOpenedAhead(db: Database, input: OfReader) {
  return db
    .select({ lesson: lesson.title, run: enrolment.run, openedAt: openedAhead.openedAt })
    .from(openedAhead)
    .innerJoin(enrolment, eq(enrolment.id, openedAhead.enrolmentId))
    .innerJoin(lesson, eq(lesson.id, openedAhead.lessonId))
    .where(eq(enrolment.readerId, input.readerId))
    .orderBy(asc(openedAhead.openedAt))
    .limit(longestList);
}

export async function copyPastWaits(db: Database, input: OfReader) {
  return db
    .select({
      course: sql<string | null>`${course.facts} ->> 'title'`,
      why: pastWait.why,
      from: pastWait.fromAt,
      until: pastWait.untilAt,
      notedAt: pastWait.notedAt,
    })
    .from(pastWait)
    .innerJoin(enrolment, eq(enrolment.id, pastWait.enrolmentId))
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .where(eq(pastWait.readerId, input.readerId))
    .orderBy(asc(pastWait.id))
    .limit(longestList);
}

export async function copyEvents(db: Database, input: OfReader) {
  return db
    .select({
      what: event.kind,
      link: event.link,
      lesson: lesson.title,
      notice: delivery.notice,
      letter: issue.title,
      seenAt: event.seenAt,
      verdict: event.verdict,
      facts: event.facts,
    })
    .from(event)
    .innerJoin(delivery, eq(delivery.id, event.deliveryId))
    .leftJoin(lesson, eq(lesson.id, delivery.lessonId))
    .leftJoin(issue, eq(issue.id, delivery.issueId))
    .where(eq(delivery.readerId, input.readerId))
    .orderBy(asc(event.id))
    .limit(longestList);
}

export async function copyFollows(db: Database, input: OfReader) {
  return db
    .select({ newsletter: newsletter.title, state: follow.state, changedAt: follow.changedAt })
    .from(follow)
    .innerJoin(newsletter, eq(newsletter.id, follow.newsletterId))
    .where(eq(follow.readerId, input.readerId))
    .limit(longestList);
}

export async function copyAddressChanges(db: Database, input: OfReader) {
  return db
    .select({
      from: addressChange.formerAddress,
      to: addressChange.address,
      askedAt: addressChange.askedAt,
      confirmedAt: addressChange.confirmedAt,
      takenBackAt: addressChange.withdrawnAt,
    })
    .from(addressChange)
    .where(eq(addressChange.readerId, input.readerId))
    .orderBy(asc(addressChange.id))
    .limit(longestList);
}

export async function copyTags(db: Database, input: OfReader) {
  return db
    .select({ tag: readerTag.tag, taggedAt: readerTag.taggedAt })
    .from(readerTag)
    .where(eq(readerTag.readerId, input.readerId))
    .orderBy(asc(readerTag.tag))
    .limit(longestList);
}

export async function copyChanges(db: Database, input: OfReader) {
  return db
    .select({
      what: readerChange.kind,
      from: readerChange.former,
      to: readerChange.present,
      changedAt: readerChange.changedAt,
    })
    .from(readerChange)
    .where(eq(readerChange.readerId, input.readerId))
    .orderBy(asc(readerChange.id))
    .limit(longestList);
}

/** What the mail service said of the reader's messages. */
export async function copyFeedback(db: Database, input: OfReader) {
  return db
    .select({ what: feedback.kind, inItsWords: feedback.said, saidAt: feedback.saidAt })
    .from(feedback)
    .innerJoin(delivery, eq(delivery.id, feedback.deliveryId))
    .where(eq(delivery.readerId, input.readerId))
    .orderBy(asc(feedback.saidAt), asc(feedback.id))
    .limit(longestList);
}

/** Why nothing may be sent to the reader's address, if so. */
export async function copySuppression(db: Database, input: OfReader) {
  const [row] = await db
    .select({ because: suppression.reason, since: suppression.suppressedAt })
    .from(suppression)
    .innerJoin(reader, eq(reader.addressHash, suppression.addressHash))
    .where(sql`${reader.id} = ${input.readerId} and ${isNull(suppression.liftedAt)}`);
  return row ?? null;
}
