import { and, asc, lte, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import type { NextStep } from "./planning.ts";
import { enrolment } from "./schema/enrolments.ts";
import { reader } from "./schema/readers.ts";

/**
 * Locks up to `limit` paused enrolments whose day to go on has begun, and their readers before them, as every change of
 * a pause does. What somebody else holds is passed over and looked at again.
 */
export async function claimResuming(db: Database, input: { now: Date; limit: number }) {
  const due = await db
    .select({ id: enrolment.id, readerId: enrolment.readerId })
    .from(enrolment)
    .where(lte(enrolment.resumeAt, input.now))
    .orderBy(asc(enrolment.resumeAt), asc(enrolment.id))
    .limit(input.limit);
  const readers = await db
    .select({ id: reader.id })
    .from(reader)
    .where(anyOf(reader.id, [...new Set(due.map(({ readerId }) => readerId))]))
    .orderBy(asc(reader.id))
    .for("no key update", { skipLocked: true });
  const claimed = await db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(
      and(
        anyOf(enrolment.id, idsOf(due)),
        anyOf(enrolment.readerId, idsOf(readers)),
        lte(enrolment.resumeAt, input.now),
      ),
    )
    .orderBy(asc(enrolment.id))
    .for("no key update", { skipLocked: true });
  return describeResuming(db, { ids: idsOf(claimed) });
}

/** By a statement of its own, which sees what was committed while the locks were waited for. */
function describeResuming(db: Database, input: { ids: readonly number[] }) {
  return db
    .select({
      id: enrolment.id,
      readerId: enrolment.readerId,
      courseId: enrolment.courseId,
      weekdays: enrolment.weekdays,
      everyDays: enrolment.everyDays,
      confirmedAt: enrolment.confirmedAt,
      resumeDay: enrolment.resumeDay,
      openDeliveryId: enrolment.openDeliveryId,
      zone: reader.zone,
      sendMinute: reader.sendMinute,
    })
    .from(enrolment)
    .innerJoin(reader, sql`${reader.id} = ${enrolment.readerId}`)
    .where(anyOf(enrolment.id, input.ids))
    .orderBy(asc(enrolment.id));
}

function idsOf(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id);
}

function anyOf(column: typeof enrolment.id | typeof enrolment.readerId | typeof reader.id, ids: readonly number[]) {
  return sql`${column} = any(${sql.param([...ids])}::bigint[])`;
}

/** `held`: its queued lesson was held through the pause and is its next step. */
export type ResumedStep = Exclude<NextStep, { kind: "finished" }> | { enrolmentId: number; kind: "held" };

/** Makes these paused enrolments active again, each with the one step that it has then. */
export async function resumeEnrolments(db: Database, input: { steps: readonly ResumedStep[] }): Promise<void> {
  if (input.steps.length === 0) return;
  await db.execute(sql`
    update enrolment set state = 'active', pause_reason = null, resume_day = null, resume_at = null,
      next_send_at = step."nextSendAt", next_slot_at = step."nextSlotAt",
      wait = step.wait, nudges = 0, nudge_at = step."nudgeAt"
    from json_to_recordset(${JSON.stringify(input.steps)}::json) as step("enrolmentId" bigint,
      "nextSendAt" timestamptz, "nextSlotAt" timestamptz, wait text, "nudgeAt" timestamptz)
    where enrolment.id = step."enrolmentId" and enrolment.state = 'paused'`);
}

export type HeldDue = { enrolmentId: number; dueAt: Date; slotAt: Date; closesAt: Date };

/** Lets the queued lessons that were held through a pause be due again. */
export async function releaseHeldLessons(db: Database, input: { dues: readonly HeldDue[] }): Promise<void> {
  if (input.dues.length === 0) return;
  await db.execute(sql`
    update delivery set due_at = due."dueAt", slot_at = due."slotAt", closes_at = due."closesAt"
    from json_to_recordset(${JSON.stringify(input.dues)}::json) as due("enrolmentId" bigint, "dueAt" timestamptz,
      "slotAt" timestamptz, "closesAt" timestamptz)
    where delivery.enrolment_id = due."enrolmentId" and delivery.kind = 'lesson' and delivery.copy = 0
      and delivery.state = 'queued'`);
}
