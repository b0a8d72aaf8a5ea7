import { and, eq, inArray, lte, max, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { lookAtHeldLetters } from "./letters/holding.ts";
import { type DeliveryValues, delivery, planning } from "./schema/deliveries.ts";
import { enrolment } from "./schema/enrolments.ts";
import type { Arm } from "./schema/letters.ts";
import { reader } from "./schema/readers.ts";

/** An enrolment whose next lesson is due, with what planning needs of its reader. */
export type DueEnrolment = {
  id: number;
  readerId: number;
  courseId: number;
  weekdays: number;
  everyDays: number;
  confirmedAt: Date;
  nextSlotAt: Date;
  name: string | null;
  zone: string;
  sendMinute: number;
  dailyBudget: number | null;
};

/**
 * Locks up to `limit` active enrolments that are due, the longest waiting first. Rows that another worker holds are
 * passed over, so any number of workers may plan at once. The rest is read by a statement of its own, which begins after
 * the locks are held: joined to the claim, a zone that a reader changed between snapshot and lock was the old one still.
 * Whoever changes it later waits for these locks, and finds what was planned.
 */
export async function claimDueEnrolments(db: Database, input: { now: Date; limit: number }): Promise<DueEnrolment[]> {
  const claimed = await db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(and(eq(enrolment.state, "active"), lte(enrolment.nextSendAt, input.now)))
    .orderBy(enrolment.nextSendAt)
    .limit(input.limit)
    .for("no key update", { skipLocked: true });
  if (claimed.length === 0) return [];
  const rows = await db
    .select({
      id: enrolment.id,
      readerId: enrolment.readerId,
      courseId: enrolment.courseId,
      weekdays: enrolment.weekdays,
      everyDays: enrolment.everyDays,
      confirmedAt: enrolment.confirmedAt,
      nextSlotAt: enrolment.nextSlotAt,
      name: reader.name,
      zone: reader.zone,
      sendMinute: reader.sendMinute,
      dailyBudget: reader.dailyBudget,
    })
    .from(enrolment)
    .innerJoin(reader, eq(reader.id, enrolment.readerId))
    .where(sql`${enrolment.id} = any(${sql.param(claimed.map(({ id }) => id))}::bigint[])`)
    .orderBy(enrolment.nextSendAt, enrolment.id);
  return rows.map((row) => {
    if (!row.nextSlotAt || !row.confirmedAt)
      throw new Error(`enrolment ${row.id} is due without a slot or a beginning`);
    return { ...row, nextSlotAt: row.nextSlotAt, confirmedAt: row.confirmedAt };
  });
}

/** A lesson that counts as had: accepted, or uncertain and given up. */
export type HadLesson = {
  enrolmentId: number;
  lessonId: number;
  slotAt: Date;
  hadAt: Date;
  /** It was the Day 1 that confirming asked for, at whatever hour that was. */
  startedByConfirming: boolean;
};

/** A first attempt that is under way counts as had: a restart in its midst must not bring a second lesson that day. */
const hadAt = sql`coalesce(${delivery.hadAt}, ${delivery.dueAt})`;

/**
 * What each reader had in each course, over all runs, keyed `readerId:courseId`, the oldest first. Aggregated in the
 * database: a row for each lesson of each of 5,000 readers cost more to carry than to count. Pair by pair along the index:
 * joined as a whole, all deliveries there are were read for each batch while the planner thought them few. Within a
 * transaction only.
 */
export async function listHadLessons(
  db: Database,
  input: { pairs: readonly { readerId: number; courseId: number }[] },
): Promise<Map<string, HadLesson[]>> {
  const found = new Map<string, HadLesson[]>();
  if (input.pairs.length === 0) return found;
  // Statistics from when two readers had everything would have it read all deliveries for each pair.
  await db.execute(sql`set local enable_seqscan = off`);
  const rows = await db.execute<{ readerId: string; courseId: string; had: HadTuple[] }>(sql`
    select pair.reader_id as "readerId", pair.course_id as "courseId", listed.had
    from (select distinct * from unnest(${sql.param(input.pairs.map((pair) => pair.readerId))}::bigint[],
      ${sql.param(input.pairs.map((pair) => pair.courseId))}::bigint[])) as pair(reader_id, course_id)
    cross join lateral (
      select json_agg(json_build_array(${delivery.enrolmentId}, ${delivery.lessonId},
        extract(epoch from ${delivery.slotAt}) * 1000, extract(epoch from ${hadAt}) * 1000,
        ${delivery.slotAt} = ${enrolment.confirmedAt}) order by ${hadAt}, ${delivery.id}) as had
      from ${delivery} join ${enrolment} on ${enrolment.id} = ${delivery.enrolmentId}
      where ${delivery.readerId} = pair.reader_id and ${delivery.courseId} = pair.course_id
        and ${delivery.kind} = 'lesson' and ${delivery.copy} = 0
        and (${delivery.hadAt} is not null or ${delivery.state} = 'batched')
    ) listed
    where listed.had is not null`);
  await db.execute(sql`set local enable_seqscan = on`);
  for (const { readerId, courseId, had } of rows) found.set(`${readerId}:${courseId}`, had.map(hadLesson));
  return found;
}

type HadTuple = [enrolmentId: number, lessonId: number, slotMs: number, hadMs: number, startedByConfirming: boolean];

function hadLesson([enrolmentId, lessonId, slotMs, hadMs, startedByConfirming]: HadTuple): HadLesson {
  return { enrolmentId, lessonId, slotAt: new Date(slotMs), hadAt: new Date(hadMs), startedByConfirming };
}

export type PlannedLesson = {
  readerId: number;
  courseId: number;
  enrolmentId: number;
  lessonId: number;
  versionId: number;
  variant: "named" | "unnamed";
  values: DeliveryValues;
  dueAt: Date;
  slotAt: Date;
  closesAt: Date;
};

/**
 * Makes a delivery of each planned lesson and points its enrolment at it, in two statements whatever the number.
 * A row of the same enrolment and lesson that ended without being had (refused and requeued by the author, cancelled
 * because the lesson was retired for a while) is the same obligation and is queued again.
 */
export async function planLessons(
  db: Database,
  input: { lessons: readonly PlannedLesson[]; plannedAt: Date },
): Promise<void> {
  if (input.lessons.length === 0) return;
  const rows = input.lessons.map((row) => ({ ...row, plannedAt: input.plannedAt }));
  const made = await db.execute<{ id: string; enrolmentId: string; fresh: boolean }>(sql`
    insert into delivery (kind, reader_id, course_id, enrolment_id, lesson_id, version_id, variant, values, planned_at,
      due_at, slot_at, closes_at, state)
    select 'lesson', "readerId", "courseId", "enrolmentId", "lessonId", "versionId", variant, values, "plannedAt",
      "dueAt", "slotAt", "closesAt", 'queued'
    from json_to_recordset(${JSON.stringify(rows)}::json) as planned("readerId" bigint, "courseId" bigint,
      "enrolmentId" bigint, "lessonId" bigint, "versionId" bigint, variant text, values jsonb, "plannedAt" timestamptz,
      "dueAt" timestamptz, "slotAt" timestamptz, "closesAt" timestamptz)
    on conflict (enrolment_id, lesson_id, copy) do update set
      version_id = excluded.version_id, variant = excluded.variant, values = excluded.values, due_at = excluded.due_at,
      slot_at = excluded.slot_at, closes_at = excluded.closes_at, state = 'queued', reason = null, batch_id = null,
      batch_index = null
    where delivery.state in ('cancelled', 'refused', 'suppressed')
    returning id, enrolment_id as "enrolmentId", xmax = 0 as fresh`);
  // Addressed by the ids that were just made: found through the table of deliveries they cost a scan of it.
  await db.execute(sql`
    update enrolment set next_send_at = null, next_slot_at = null, open_delivery_id = made.id
    from unnest(${sql.param(made.map(({ id }) => id))}::bigint[],
      ${sql.param(made.map(({ enrolmentId }) => enrolmentId))}::bigint[]) as made(id, enrolment_id)
    where enrolment.id = made.enrolment_id`);
  await countPlanned(db, { planned: made.filter((row) => row.fresh).length, plannedAt: input.plannedAt });
}

type PlannedLetter = Omit<PlannedLesson, "courseId" | "enrolmentId" | "lessonId" | "closesAt"> & {
  newsletterId: number;
  issueId: number;
  arm: Arm;
};

/** What another copy is of: `after` is the newest one that the author knew of. */
type PlannedCopy = { after: number; plannedAt: Date } & (
  | { kind: "lesson"; message: PlannedLesson }
  | { kind: "issue"; message: PlannedLetter }
);

/**
 * Makes another copy of a lesson or a letter that was handed over, by an act of the author and by nothing else. The run
 * or the issue that it belongs to is told nothing of it: it is counted among everything planned, and not as the issue's.
 * Null when there is a newer copy than the author knew of: pressed twice. The caller holds the reader's lock.
 */
export async function planCopy(db: Database, input: PlannedCopy): Promise<number | null> {
  const { after, plannedAt, kind, message } = input;
  const [newest] = await db
    .select({ copy: max(delivery.copy) })
    .from(delivery)
    .where(
      input.kind === "lesson"
        ? and(eq(delivery.enrolmentId, input.message.enrolmentId), eq(delivery.lessonId, input.message.lessonId))
        : and(eq(delivery.issueId, input.message.issueId), eq(delivery.readerId, input.message.readerId)),
    );
  if (newest?.copy !== after) return null;
  const [made] = await db
    .insert(delivery)
    .values({ ...message, kind, copy: after + 1, state: "queued", plannedAt })
    .returning({ id: delivery.id });
  await countPlanned(db, { planned: 1, plannedAt });
  return made?.id ?? null;
}

export type PlannedNotice = Pick<
  typeof delivery.$inferInsert,
  | "readerId"
  | "courseId"
  | "enrolmentId"
  | "newsletterId"
  | "notice"
  | "occasion"
  | "addressChangeId"
  | "versionId"
  | "variant"
  | "values"
  | "dueAt"
>;

/**
 * Queues a notice, once for its occasion; says whether this call did. One that was cancelled was never attempted, so
 * whoever leaves and comes back on the same day gets it after all: the same obligation, queued again. So is one that was
 * refused, where the author asks for it (`again`).
 */
export async function planNotice(
  db: Database,
  input: PlannedNotice & { plannedAt: Date },
  { again = false }: { again?: boolean } = {},
): Promise<boolean> {
  const { readerId, notice, occasion, plannedAt, ...change } = input;
  const made = await db
    .insert(delivery)
    .values({ ...input, kind: "notice", state: "queued" })
    .onConflictDoUpdate({
      target: [delivery.readerId, delivery.notice, delivery.occasion],
      set: { ...change, state: "queued", reason: null, batchId: null, batchIndex: null },
      setWhere: inArray(delivery.state, again ? ["cancelled", "refused"] : ["cancelled"]),
    })
    .returning({ isFresh: sql<boolean>`xmax = 0` });
  await countPlanned(db, { planned: made.filter(({ isFresh }) => isFresh).length, plannedAt });
  return made.length > 0;
}

/** Counts apart from the rows, so that `planned = accepted + … + open` is a statement about two things. */
async function countPlanned(db: Database, input: { planned: number; plannedAt: Date }): Promise<void> {
  if (input.planned > 0) await db.insert(planning).values(input);
}

export type NextStep =
  | { enrolmentId: number; kind: "due"; nextSendAt: Date; nextSlotAt: Date }
  | { enrolmentId: number; kind: "wait"; wait: "completion"; nudgeAt: Date | null }
  | { enrolmentId: number; kind: "finished"; endedAt: Date };

/**
 * Gives each of these active enrolments its next step and takes away the open delivery it had. Enrolments that are no
 * longer active (paused, left) only lose the delivery. A lesson that this delivery brought is the furthest they have come.
 */
export async function giveNextSteps(db: Database, input: { steps: readonly NextStep[] }): Promise<void> {
  if (input.steps.length === 0) return;
  await db.execute(sql`
    update enrolment set
      reached_lesson_id = coalesce(
        (select lesson_id from delivery where delivery.id = enrolment.open_delivery_id and delivery.had_at is not null),
        reached_lesson_id),
      open_delivery_id = null,
      next_send_at = case when state = 'active' then step."nextSendAt" end,
      next_slot_at = case when state = 'active' then step."nextSlotAt" end,
      wait = case when state = 'active' then step.wait end,
      nudges = 0,
      nudge_at = case when state = 'active' then step."nudgeAt" end,
      ended_at = case when state = 'active' then step."endedAt" else ended_at end,
      state = case when state = 'active' and step.kind = 'finished' then 'finished' else state end
    from json_to_recordset(${JSON.stringify(input.steps)}::json) as step("enrolmentId" bigint, kind text,
      "nextSendAt" timestamptz, "nextSlotAt" timestamptz, wait text, "nudgeAt" timestamptz, "endedAt" timestamptz)
    where enrolment.id = step."enrolmentId"`);
  const finished = input.steps.filter(({ kind }) => kind === "finished");
  await lookAtHeldLetters(db, { enrolmentIds: finished.map(({ enrolmentId }) => enrolmentId) });
}
