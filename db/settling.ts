import { and, asc, eq, inArray, lte, or, sql } from "drizzle-orm";
import type { Batch } from "./composing.ts";
import type { Database } from "./connect.ts";
import { lookAtHeldLetters } from "./letters/holding.ts";
import { batch, delivery } from "./schema/deliveries.ts";
import { enrolment } from "./schema/enrolments.ts";
import { reader } from "./schema/readers.ts";
import { type NotedSetback, setbackRows } from "./setbacks.ts";

/**
 * Takes over one batch whose retry is due or whose worker let its lease run out. A lease that ran out means that the
 * outcome of that attempt is not known, so the batch freezes.
 */
export async function claimOpenBatch(
  db: Database,
  input: { now: Date; attemptToken: string; leaseUntil: Date },
): Promise<Batch | null> {
  const due = db
    .select({ id: batch.id })
    .from(batch)
    .where(and(eq(batch.state, "open"), or(lte(batch.nextAttemptAt, input.now), lte(batch.leaseUntil, input.now))))
    .orderBy(asc(batch.id))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await db
    .update(batch)
    .set({
      attemptToken: input.attemptToken,
      leaseUntil: input.leaseUntil,
      nextAttemptAt: null,
      attempts: sql`${batch.attempts} + 1`,
      frozen: sql`${batch.frozen} or ${batch.leaseUntil} is not null`,
    })
    .where(sql`${batch.id} = any(array(${due}))`)
    .returning();
  return row ?? null;
}

/** The members of a batch in the order of their places, with what filling needs. */
export async function listMembers(db: Database, input: { batchId: number }) {
  return db
    .select({
      id: delivery.id,
      kind: delivery.kind,
      notice: delivery.notice,
      courseId: delivery.courseId,
      enrolmentId: delivery.enrolmentId,
      newsletterId: delivery.newsletterId,
      lessonId: delivery.lessonId,
      issueId: delivery.issueId,
      versionId: delivery.versionId,
      variant: delivery.variant,
      values: delivery.values,
      address: delivery.address,
      tracked: delivery.tracked,
    })
    .from(delivery)
    .where(and(eq(delivery.batchId, input.batchId), eq(delivery.state, "batched")))
    .orderBy(asc(delivery.batchIndex))
    .limit(100);
}

type Attempt = { batchId: number; attemptToken: string };

const isCurrent = (input: Attempt) =>
  and(eq(batch.id, input.batchId), eq(batch.attemptToken, input.attemptToken), eq(batch.state, "open"));

export type AcceptedKinds = Record<"lesson" | "notice" | "issue", number>;

type BatchEnd = Attempt & { state: "settled" | "dissolved" | "uncertain"; lastError: string | null };

/** Ends a batch. False when this attempt is no longer the current one: the caller then changes nothing. */
export async function endBatch(
  db: Database,
  input: BatchEnd & { accepted?: AcceptedKinds; settledAt?: Date },
): Promise<boolean> {
  const { accepted = { lesson: 0, notice: 0, issue: 0 }, settledAt = null } = input;
  const rows = await db
    .update(batch)
    .set({
      state: input.state,
      lastError: input.lastError,
      attemptToken: null,
      leaseUntil: null,
      nextAttemptAt: null,
      // A mail server's words in it may quote an address.
      journal: null,
      settledAt,
      acceptedLessons: accepted.lesson,
      acceptedNotices: accepted.notice,
      acceptedIssues: accepted.issue,
    })
    .where(isCurrent(input))
    .returning({ id: batch.id });
  return rows.length > 0;
}

/** Freezes a batch until its next attempt under the same key. False when this attempt is stale. */
export async function freezeBatch(
  db: Database,
  input: Attempt & { nextAttemptAt: Date; lastError: string },
): Promise<boolean> {
  const rows = await db
    .update(batch)
    .set({
      frozen: true,
      nextAttemptAt: input.nextAttemptAt,
      lastError: input.lastError,
      attemptToken: null,
      leaseUntil: null,
    })
    .where(isCurrent(input))
    .returning({ id: batch.id });
  return rows.length > 0;
}

export type AcceptedMember = { id: number; providerId: string };

/** Records what the provider accepted. Values and address are blanked: nothing of a reader stays in a settled row. */
export async function markAccepted(
  db: Database,
  input: { members: readonly AcceptedMember[]; hadAt: Date },
): Promise<void> {
  if (input.members.length === 0) return;
  await db.execute(sql`
    update delivery set state = 'accepted', provider_id = member.provider_id, had_at = ${input.hadAt.toISOString()},
      values = null, address = null, due_at = null
    from unnest(${sql.param(input.members.map((member) => member.id))}::bigint[],
      ${sql.param(input.members.map((member) => member.providerId))}::text[]) as member(id, provider_id)
    where delivery.id = member.id and delivery.state = 'batched'`);
}

export async function markRefused(
  db: Database,
  input: { members: readonly { id: number; reason: string }[] },
): Promise<void> {
  if (input.members.length === 0) return;
  await db.execute(sql`
    update delivery set state = 'refused', reason = member.reason, values = null, address = null, due_at = null,
      setbacks = 0, setback = null, setback_batch_id = null
    from unnest(${sql.param(input.members.map((member) => member.id))}::bigint[],
      ${sql.param(input.members.map((member) => member.reason))}::text[]) as member(id, reason)
    where delivery.id = member.id and delivery.state = 'batched'`);
}

export async function markUncertain(
  db: Database,
  input: { ids: readonly number[]; hadAt: Date; reason: string },
): Promise<void> {
  if (input.ids.length === 0) return;
  await db
    .update(delivery)
    .set({ state: "uncertain", hadAt: input.hadAt, reason: input.reason, values: null, address: null, dueAt: null })
    .where(and(inArray(delivery.id, [...input.ids]), eq(delivery.state, "batched")));
}

/**
 * Gives members of a dissolved batch back to the queue, those of a reader who left meanwhile excepted, with the setbacks
 * that they met in it. The enrolments and follows are locked first, so a leave either sees the queued row or has been seen
 * here. One statement changes each row: to change a row twice in a transaction asks for its reader's key, and whoever erases
 * the reader holds that and waits for the follow.
 */
export async function returnToQueue(
  db: Database,
  input: { ids: readonly number[]; alone: boolean; setbacks?: { batchId: number; members: readonly NotedSetback[] } },
): Promise<void> {
  if (input.ids.length === 0) return;
  const { batchId = null, members = [] } = input.setbacks ?? {};
  const ids = sql`any(${sql.param([...input.ids])}::bigint[])`;
  await db.execute(sql`
    select e.id from enrolment e where e.id in (select enrolment_id from delivery where id = ${ids})
    order by e.id for no key update`);
  await db.execute(sql`
    select from follow f where (f.reader_id, f.newsletter_id) in (
      select reader_id, newsletter_id from delivery where id = ${ids} and newsletter_id is not null)
    order by f.reader_id, f.newsletter_id for no key update`);
  await db.execute(sql`
    update delivery set state = 'queued', batch_id = null, batch_index = null, address = null, alone = ${input.alone},
      setbacks = delivery.setbacks + owed.counts,
      setback = coalesce(owed.name, delivery.setback),
      setback_batch_id = case when owed.name is null then delivery.setback_batch_id else ${batchId}::bigint end,
      due_at = case when delivery.kind = 'lesson' and delivery.copy = 0 and owed.enrolment = 'paused' then null
        when delivery.due_at is not null then greatest(delivery.due_at, owed.due_at) end
    from (select d.id, e.state as enrolment, f.state as follow, member.name, member.due_at::timestamptz as due_at,
        coalesce(member.counts, 0) as counts
      from delivery d
      left join ${setbackRows(members)} on member.id = d.id
      left join enrolment e on e.id = d.enrolment_id
      left join follow f on f.reader_id = d.reader_id and f.newsletter_id = d.newsletter_id
      where d.id = ${ids}) owed
    where delivery.id = owed.id and delivery.state = 'batched'
      and (owed.enrolment not in ('left', 'restarted') or owed.follow <> 'left')`);
  await db.execute(sql`
    update delivery set state = 'cancelled', reason = 'left before a new attempt', batch_id = null, batch_index = null,
      address = null, values = null, due_at = null
    where id = ${ids} and state = 'batched'`);
  await db.execute(sql`
    update enrolment set open_delivery_id = null from delivery
    where delivery.id = ${ids} and delivery.state = 'cancelled' and enrolment.id = delivery.enrolment_id
      and enrolment.open_delivery_id = delivery.id`);
}

/**
 * Locks the enrolments whose open delivery is among these, in order of id, and returns what the next step needs. The
 * readers are read by a statement of their own: joined to the locking one, an hour that a reader changed while we
 * waited for their enrolment was the old one still, and the next lesson was due by it.
 */
export async function lockEnrolmentsOf(db: Database, input: { deliveryIds: readonly number[] }) {
  await db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(opensOneOf(input.deliveryIds))
    .orderBy(asc(enrolment.id))
    .for("no key update");
  return db
    .select({
      id: enrolment.id,
      state: enrolment.state,
      readerId: enrolment.readerId,
      courseId: enrolment.courseId,
      weekdays: enrolment.weekdays,
      everyDays: enrolment.everyDays,
      confirmedAt: enrolment.confirmedAt,
      openDeliveryId: enrolment.openDeliveryId,
      name: reader.name,
      zone: reader.zone,
      sendMinute: reader.sendMinute,
    })
    .from(enrolment)
    .innerJoin(reader, eq(reader.id, enrolment.readerId))
    .where(opensOneOf(input.deliveryIds))
    .orderBy(asc(enrolment.id));
}

/** Found through the deliveries, by keys whose statistics hold at every hour: how many are open changes within a minute. */
function opensOneOf(deliveryIds: readonly number[]) {
  const ids = sql`any(${sql.param([...deliveryIds])}::bigint[])`;
  return sql`${enrolment.id} = any(array(select enrolment_id from delivery where id = ${ids}))
    and ${enrolment.openDeliveryId} = ${ids}`;
}

/** Pauses the enrolments whose lesson was refused or suppressed; the author sees them, and nothing is skipped. */
export async function pauseEnrolmentsOf(
  db: Database,
  input: { deliveryIds: readonly number[]; pauseReason: "refused" | "suppressed" },
): Promise<void> {
  if (input.deliveryIds.length === 0) return;
  const paused = await db.execute<{ id: number }>(sql`
    update enrolment set open_delivery_id = null,
      pause_reason = case when state = 'active' then ${input.pauseReason} else pause_reason end,
      state = case when state = 'active' then 'paused' else state end
    where ${opensOneOf(input.deliveryIds)} returning id`);
  await lookAtHeldLetters(db, { enrolmentIds: paused.map(({ id }) => id) });
}
