import { and, asc, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { lesson } from "./schema/courses.ts";
import { type BatchSite, batch, delivery } from "./schema/deliveries.ts";
import { completion, enrolment, openedAhead } from "./schema/enrolments.ts";
import { follow, newsletter } from "./schema/letters.ts";
import { addressChange, reader, suppression } from "./schema/readers.ts";

export type QueuedDelivery = Awaited<ReturnType<typeof claimQueued>>[number];

/** What is owed to an enrolment: a lesson, or a notice of its course. */
export type QueuedOfCourse = QueuedDelivery & {
  courseId: number;
  enrolmentId: number;
  weekdays: number;
  everyDays: number;
};

export function isOfCourse(delivery: QueuedDelivery): delivery is QueuedOfCourse {
  const { courseId, enrolmentId, weekdays, everyDays } = delivery;
  return courseId !== null && enrolmentId !== null && weekdays !== null && everyDays !== null;
}

/**
 * Locks up to `limit` queued deliveries that are due, and their readers, and returns them with all that composing asks,
 * the longest due first. What somebody else holds is passed over. To be called in a transaction.
 *
 * Both locks are needed: the reader's decides the order against leaving and suppressing, the delivery's makes
 * PostgreSQL look at the row again, because another worker may have batched it between our snapshot and our lock. The
 * rest is read by a statement of its own, which begins after the locks are held: joined to the claim, a suppression
 * that was committed between snapshot and lock went unseen.
 */
export async function claimQueued(db: Database, input: { now: Date; limit: number }) {
  const claimed = await claimHead(db, input);
  const readers = await lockReaders(db, { ids: claimed.map(({ readerId }) => readerId) });
  return describeClaimed(db, { ids: claimed.filter(({ readerId }) => readers.has(readerId)).map(({ id }) => id) });
}

/**
 * Letters make room for everything else, and fill what is left of a batch: a confirmation or a lesson would otherwise
 * stand behind a hundred thousand of them.
 *
 * Sorting is forbidden, so that the head of the queue is read in the order of its index. The statistics of a queue that
 * was empty when they were taken made PostgreSQL sort all of it for every batch: with 10,000 due 25 to 75 ms each, now
 * 1 ms whatever the number.
 */
async function claimHead(db: Database, input: { now: Date; limit: number }) {
  await db.execute(sql`set local enable_sort = off`);
  const first = await claimKind(db, { ...input, kind: sql`kind <> 'issue'` });
  const room = input.limit - first.length;
  const letters = room > 0 ? await claimKind(db, { ...input, limit: room, kind: sql`kind = 'issue'` }) : [];
  await db.execute(sql`set local enable_sort = on`);
  return [...first, ...letters];
}

function claimKind(db: Database, input: { now: Date; limit: number; kind: SQL }) {
  return db
    .select({ id: delivery.id, readerId: delivery.readerId })
    .from(delivery)
    .where(and(eq(delivery.state, "queued"), lte(delivery.dueAt, input.now), input.kind))
    .orderBy(asc(delivery.dueAt), asc(delivery.id))
    .limit(input.limit)
    .for("no key update", { skipLocked: true });
}

async function lockReaders(db: Database, input: { ids: readonly number[] }): Promise<Set<number>> {
  const rows = await db
    .select({ id: reader.id })
    .from(reader)
    .where(sql`${reader.id} = any(${sql.param([...new Set(input.ids)])}::bigint[])`)
    .for("no key update", { skipLocked: true });
  return new Set(rows.map(({ id }) => id));
}

async function describeClaimed(db: Database, input: { ids: readonly number[] }) {
  return db
    .select({
      id: delivery.id,
      kind: delivery.kind,
      copy: delivery.copy,
      notice: delivery.notice,
      occasion: delivery.occasion,
      readerId: delivery.readerId,
      courseId: delivery.courseId,
      enrolmentId: delivery.enrolmentId,
      newsletterId: delivery.newsletterId,
      lessonId: delivery.lessonId,
      issueId: delivery.issueId,
      arm: delivery.arm,
      heldUntil: delivery.heldUntil,
      follow: follow.state,
      duringCourse: newsletter.duringCourse,
      isInCourse,
      versionId: delivery.versionId,
      variant: delivery.variant,
      values: delivery.values,
      plannedAt: delivery.plannedAt,
      dueAt: delivery.dueAt,
      slotAt: delivery.slotAt,
      alone: delivery.alone,
      address: recipient.address,
      name: reader.name,
      zone: reader.zone,
      sendMinute: reader.sendMinute,
      readerTracking: reader.tracking,
      dailyBudget: reader.dailyBudget,
      weekdays: enrolment.weekdays,
      everyDays: enrolment.everyDays,
      confirmedAt: enrolment.confirmedAt,
      resumeDay: enrolment.resumeDay,
      resumeAt: enrolment.resumeAt,
      nextSendAt: enrolment.nextSendAt,
      wait: enrolment.wait,
      wishWithdrawnAt: addressChange.withdrawnAt,
      doneAhead,
      passedOver: sql<boolean>`coalesce(${delivery.lessonId} = any(${enrolment.passedLessonIds}), false)`,
      lessonRetiredAt: lesson.retiredAt,
      suppressedFor: suppression.reason,
    })
    .from(delivery)
    .innerJoin(reader, eq(reader.id, delivery.readerId))
    .leftJoin(enrolment, eq(enrolment.id, delivery.enrolmentId))
    .leftJoin(newsletter, eq(newsletter.id, delivery.newsletterId))
    .leftJoin(follow, and(eq(follow.readerId, delivery.readerId), eq(follow.newsletterId, delivery.newsletterId)))
    .leftJoin(lesson, eq(lesson.id, delivery.lessonId))
    .leftJoin(addressChange, eq(addressChange.id, delivery.addressChangeId))
    .leftJoin(suppression, and(eq(suppression.addressHash, recipient.addressHash), isNull(suppression.liftedAt)))
    .where(sql`${delivery.id} = any(${sql.param([...input.ids])}::bigint[])`)
    .orderBy(asc(delivery.dueAt), asc(delivery.id));
}

/** A change of address is asked at the new one and told to the old one; everything else goes to the reader's own. */
const recipient = {
  address: sql<string>`case ${delivery.notice} when 'address-change' then ${addressChange.address}
    when 'address-changed' then ${addressChange.formerAddress} else ${reader.address} end`,
  addressHash: sql<string>`case ${delivery.notice} when 'address-change' then ${addressChange.addressHash}
    when 'address-changed' then ${addressChange.formerAddressHash} else ${reader.addressHash} end`,
};

/** Asked of letters alone, for it costs a look at the reader's enrolments. */
const isInCourse = sql<boolean>`${delivery.kind} = 'issue' and exists (select from ${enrolment} own
  where own.reader_id = ${delivery.readerId} and own.state = 'active')`;

/** The reader opened this lesson on the web before its mail, and did it: then it counts as had. */
const doneAhead = sql<boolean>`exists (select from ${openedAhead} o join ${completion} c using (enrolment_id, lesson_id)
  where o.enrolment_id = ${delivery.enrolmentId} and o.lesson_id = ${delivery.lessonId})`;

/** What a queued delivery may still be given: another time, or the values and the version of now. */
type QueuedChange = Partial<
  Pick<typeof delivery.$inferInsert, "dueAt" | "slotAt" | "closesAt" | "versionId" | "variant" | "values">
>;

/** Changes a delivery as long as it is queued; from its first attempt on it stays as it is. */
export async function changeQueued(db: Database, input: { id: number } & QueuedChange): Promise<void> {
  const { id, ...change } = input;
  await db
    .update(delivery)
    .set(change)
    .where(and(eq(delivery.id, id), eq(delivery.state, "queued")));
}

/** Gives queued deliveries other versions, whatever their number in one statement. */
export async function changeVersions(
  db: Database,
  input: { versions: readonly { id: number; versionId: number }[] },
): Promise<void> {
  if (input.versions.length === 0) return;
  await db.execute(sql`
    update delivery set version_id = changed.version_id
    from unnest(${sql.param(input.versions.map(({ id }) => id))}::bigint[],
      ${sql.param(input.versions.map(({ versionId }) => versionId))}::bigint[]) as changed(id, version_id)
    where delivery.id = changed.id and delivery.state = 'queued'`);
}

/** What a queued delivery loses with its end, whichever it is. */
export const unsentNoMore = {
  ...{ values: null, dueAt: null, heldFor: null, heldCheckAt: null },
  ...{ setbacks: 0, setback: null, setbackBatchId: null },
} as const;

/** Ends queued deliveries that will never be attempted. */
export async function closeUnsent(
  db: Database,
  input: { ids: readonly number[]; state: "cancelled" | "suppressed" | "refused"; reason: string },
): Promise<void> {
  if (input.ids.length === 0) return;
  await db
    .update(delivery)
    .set({ state: input.state, reason: input.reason, ...unsentNoMore })
    .where(and(sql`${delivery.id} = any(${sql.param([...input.ids])}::bigint[])`, eq(delivery.state, "queued")));
}

export type Batch = typeof batch.$inferSelect;

export type NewBatch = {
  key: string;
  transport: string;
  fingerprint: string;
  site: BatchSite;
  signingKeyId: number;
  bodySha256: string;
  composedAt: Date;
  firstAttemptAt: Date;
  attemptToken: string;
  leaseUntil: Date;
  members: readonly { id: number; address: string; tracked: boolean }[];
};

/**
 * Records a batch and its first attempt. Once this commits, the attempt has begun: whoever leaves afterwards may still
 * get this one message. Throws when a member is no longer queued, which the caller's locks rule out.
 */
export async function openBatch(db: Database, input: NewBatch): Promise<number> {
  const { members, ...columns } = input;
  const [row] = await db
    .insert(batch)
    .values({ ...columns, members: members.length, state: "open", attempts: 1 })
    .returning({ id: batch.id });
  if (!row) throw new Error(`no batch came of key ${input.key}`);
  const taken = await db.execute(sql`
    update delivery set state = 'batched', batch_id = ${row.id}, batch_index = member.index, address = member.address,
      tracked = delivery.id = any(${sql.param(members.filter(({ tracked }) => tracked).map(({ id }) => id))}::bigint[])
    from unnest(${sql.param(members.map((member) => member.id))}::bigint[],
      ${sql.param(members.map((_, index) => index))}::integer[],
      ${sql.param(members.map((member) => member.address))}::text[]) as member(id, index, address)
    where delivery.id = member.id and delivery.state = 'queued'
    returning delivery.id`);
  if (taken.length !== members.length) {
    throw new Error(`batch ${row.id} claimed ${taken.length} of ${members.length} deliveries`);
  }
  return row.id;
}
