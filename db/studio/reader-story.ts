import { and, asc, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { authorAct } from "../schema/authors.ts";
import { course, lesson } from "../schema/courses.ts";
import { batch, delivery, event } from "../schema/deliveries.ts";
import { completion, enrolment, openedAhead, readerChange } from "../schema/enrolments.ts";
import { feedback } from "../schema/feedback.ts";
import { follow, issue, newsletter } from "../schema/letters.ts";
import { addressChange, consent } from "../schema/readers.ts";

/** One function for each table that knows something of a reader, the newest first and before a moment. */
type Asked = { readerId: number; before: Date; limit: number };

/** When something became of a message: accepted, else first tried, else planned. */
const messageAt = sql<string>`coalesce(${delivery.hadAt}, ${batch.composedAt}, ${delivery.plannedAt})`;

/** A message with what became of it. `firstAttemptAt` is calendar time, the batch's other times are elapsed. */
export async function listMessages(db: Database, { readerId, before, limit }: Asked) {
  return selectMessages(db)
    .where(and(eq(delivery.readerId, readerId), sql`${messageAt} < ${before.toISOString()}`))
    .orderBy(sql`${messageAt} desc`, desc(delivery.id))
    .limit(limit);
}

export type StoredMessage = Awaited<ReturnType<typeof listMessages>>[number];

function selectMessages(db: Database) {
  return db
    .select({
      id: delivery.id,
      at: sql<Date>`${messageAt}`.mapWith(delivery.plannedAt),
      kind: delivery.kind,
      notice: delivery.notice,
      copy: delivery.copy,
      courseId: delivery.courseId,
      enrolmentId: delivery.enrolmentId,
      lessonId: delivery.lessonId,
      lessonTitle: lesson.title,
      lessonPosition: lesson.position,
      courseTitle: sql<string | null>`${course.facts} ->> 'title'`,
      courseSlug: course.slug,
      issueTitle: issue.title,
      newsletterTitle: newsletter.title,
      state: delivery.state,
      fate: delivery.fate,
      reason: delivery.reason,
      plannedAt: delivery.plannedAt,
      dueAt: delivery.dueAt,
      heldFor: delivery.heldFor,
      heldUntil: delivery.heldUntil,
      pauseReason: enrolment.pauseReason,
      slotAt: delivery.slotAt,
      hadAt: delivery.hadAt,
      providerId: delivery.providerId,
      firstAttemptAt: batch.composedAt,
      attempts: batch.attempts,
      transport: batch.transport,
      nextAttemptAt: batch.nextAttemptAt,
      isFrozen: batch.frozen,
      lastError: batch.lastError,
    })
    .from(delivery)
    .leftJoin(batch, eq(batch.id, delivery.batchId))
    .leftJoin(enrolment, eq(enrolment.id, delivery.enrolmentId))
    .leftJoin(lesson, eq(lesson.id, delivery.lessonId))
    .leftJoin(course, eq(course.id, delivery.courseId))
    .leftJoin(newsletter, eq(newsletter.id, delivery.newsletterId))
    .leftJoin(issue, eq(issue.id, delivery.issueId))
    .$dynamic();
}

/** The newest lesson of each of these runs that has a message, whatever became of it. */
export async function listNewestLessons(
  db: Database,
  input: { readerId: number; enrolmentIds: readonly number[] },
): Promise<StoredMessage[]> {
  const newest = sql`array(select distinct on (enrolment_id) id from delivery
    where reader_id = ${input.readerId} and kind = 'lesson' and state <> 'cancelled'
      and enrolment_id = any(${sql.param([...input.enrolmentIds])}::bigint[])
    order by enrolment_id, slot_at desc, id desc)`;
  return selectMessages(db).where(sql`${delivery.id} = any(${newest})`).limit(100);
}

export async function listEventsOfReader(db: Database, { readerId, before, limit }: Asked) {
  return db
    .select({
      at: event.seenAt,
      kind: event.kind,
      link: event.link,
      verdict: event.verdict,
      facts: event.facts,
      deliveryId: delivery.id,
      notice: delivery.notice,
      lessonTitle: lesson.title,
      lessonPosition: lesson.position,
      issueTitle: issue.title,
      sentAt: delivery.hadAt,
    })
    .from(delivery)
    .innerJoin(event, eq(event.deliveryId, delivery.id))
    .leftJoin(lesson, eq(lesson.id, delivery.lessonId))
    .leftJoin(issue, eq(issue.id, delivery.issueId))
    .where(and(eq(delivery.readerId, readerId), lt(event.seenAt, before)))
    .orderBy(desc(event.seenAt), desc(event.id))
    .limit(limit);
}

/** What the provider said of their messages. */
export async function listFeedbackOfReader(db: Database, { readerId, before, limit }: Asked) {
  return db
    .select({
      at: feedback.saidAt,
      kind: feedback.kind,
      sign: feedback.sign,
      said: feedback.said,
      deliveryId: delivery.id,
      state: delivery.state,
      handedOverAt: delivery.hadAt,
      notice: delivery.notice,
      lessonTitle: lesson.title,
      lessonPosition: lesson.position,
      issueTitle: issue.title,
    })
    .from(delivery)
    .innerJoin(feedback, eq(feedback.deliveryId, delivery.id))
    .leftJoin(lesson, eq(lesson.id, delivery.lessonId))
    .leftJoin(issue, eq(issue.id, delivery.issueId))
    .where(and(eq(delivery.readerId, readerId), lt(feedback.saidAt, before)))
    .orderBy(desc(feedback.saidAt), desc(feedback.id))
    .limit(limit);
}

export async function listChanges(db: Database, { readerId, before, limit }: Asked) {
  return db
    .select({
      at: readerChange.changedAt,
      kind: readerChange.kind,
      former: readerChange.former,
      present: readerChange.present,
      courseTitle: sql<string | null>`${course.facts} ->> 'title'`,
    })
    .from(readerChange)
    .leftJoin(enrolment, eq(enrolment.id, readerChange.enrolmentId))
    .leftJoin(course, eq(course.id, enrolment.courseId))
    .where(and(eq(readerChange.readerId, readerId), lt(readerChange.changedAt, before)))
    .orderBy(desc(readerChange.changedAt), desc(readerChange.id))
    .limit(limit);
}

export async function listActsOn(db: Database, { readerId, before, limit }: Asked) {
  return db
    .select({
      at: authorAct.at,
      authorName: authorAct.authorName,
      act: authorAct.act,
      facts: authorAct.facts,
      courseTitle: sql<string | null>`${course.facts} ->> 'title'`,
    })
    .from(authorAct)
    .leftJoin(course, eq(course.id, authorAct.courseId))
    .where(and(eq(authorAct.readerId, readerId), lt(authorAct.at, before)))
    .orderBy(desc(authorAct.at), desc(authorAct.id))
    .limit(limit);
}

export async function listCompletions(db: Database, { readerId, before, limit }: Asked) {
  return ofLessons(db, {
    from: completion,
    at: completion.completedAt,
    felt: completion.felt,
    where: and(eq(enrolment.readerId, readerId), lt(completion.completedAt, before)),
    limit,
  });
}

export async function listOpenedAhead(db: Database, { readerId, before, limit }: Asked) {
  return ofLessons(db, {
    from: openedAhead,
    at: openedAhead.openedAt,
    felt: sql<null>`null`,
    where: and(eq(enrolment.readerId, readerId), lt(openedAhead.openedAt, before)),
    limit,
  });
}

async function ofLessons(
  db: Database,
  asked: {
    from: typeof completion | typeof openedAhead;
    at: typeof completion.completedAt | typeof openedAhead.openedAt;
    felt: typeof completion.felt | SQL<null>;
    where: SQL | undefined;
    limit: number;
  },
) {
  return db
    .select({
      at: asked.at,
      felt: sql<string | null>`${asked.felt}`,
      lessonTitle: lesson.title,
      lessonPosition: lesson.position,
      courseTitle: sql<string | null>`${course.facts} ->> 'title'`,
    })
    .from(enrolment)
    .innerJoin(asked.from, eq(asked.from.enrolmentId, enrolment.id))
    .innerJoin(lesson, eq(lesson.id, asked.from.lessonId))
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .where(asked.where)
    .orderBy(desc(asked.at))
    .limit(asked.limit);
}

/** Few enough of a person that all of them are read, whatever the moment. */
const mostOfFew = 200;

export async function listConsents(db: Database, { readerId }: Pick<Asked, "readerId">) {
  return db.select().from(consent).where(eq(consent.readerId, readerId)).orderBy(asc(consent.id)).limit(mostOfFew);
}

export async function listAddressChanges(db: Database, { readerId }: Pick<Asked, "readerId">) {
  return db
    .select()
    .from(addressChange)
    .where(eq(addressChange.readerId, readerId))
    .orderBy(asc(addressChange.id))
    .limit(mostOfFew);
}

export async function listFollowing(db: Database, { readerId }: Pick<Asked, "readerId">) {
  return db
    .select({ slug: newsletter.slug, title: newsletter.title, state: follow.state, changedAt: follow.changedAt })
    .from(follow)
    .innerJoin(newsletter, eq(newsletter.id, follow.newsletterId))
    .where(eq(follow.readerId, readerId))
    .orderBy(asc(newsletter.title))
    .limit(mostOfFew);
}
