import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { lookAtHeldLetters } from "./letters/holding.ts";
import { enrolment } from "./schema/enrolments.ts";

export type Enrolment = typeof enrolment.$inferSelect;

const liveStates = ["unconfirmed", "active", "paused"] as const;

/** The newest run of this reader in this course, whatever its state, locked. */
export async function lockNewestRun(
  db: Database,
  input: { readerId: number; courseId: number },
): Promise<Enrolment | null> {
  const [row] = await db
    .select()
    .from(enrolment)
    .where(and(eq(enrolment.readerId, input.readerId), eq(enrolment.courseId, input.courseId)))
    .orderBy(desc(enrolment.run))
    .limit(1)
    .for("no key update");
  return row ?? null;
}

/** Every enrolment of the reader, oldest first, locked in the order of their ids so that two lockers cannot cross. */
export async function lockEnrolmentsOfReader(db: Database, input: { readerId: number }): Promise<Enrolment[]> {
  return lockEnrolmentsOfReaders(db, { readerIds: [input.readerId] });
}

/** Those of several readers in one order, as settling takes those of a batch. */
export async function lockEnrolmentsOfReaders(
  db: Database,
  input: { readerIds: readonly number[] },
): Promise<Enrolment[]> {
  return db
    .select()
    .from(enrolment)
    .where(inArray(enrolment.readerId, [...input.readerIds]))
    .orderBy(enrolment.id)
    .limit(1_000)
    .for("no key update");
}

export async function listEnrolmentsOfReader(db: Database, input: { readerId: number }): Promise<Enrolment[]> {
  return db
    .select()
    .from(enrolment)
    .where(eq(enrolment.readerId, input.readerId))
    .orderBy(desc(enrolment.id))
    .limit(100);
}

export async function readEnrolment(db: Database, input: { id: number }): Promise<Enrolment | null> {
  const [row] = await db.select().from(enrolment).where(eq(enrolment.id, input.id));
  return row ?? null;
}

export async function lockEnrolment(db: Database, input: { id: number }): Promise<Enrolment | null> {
  const [row] = await db.select().from(enrolment).where(eq(enrolment.id, input.id)).for("no key update");
  return row ?? null;
}

export async function addEnrolment(
  db: Database,
  input: Pick<Enrolment, "readerId" | "courseId" | "run" | "asked" | "createdAt"> & { weekdays?: number },
): Promise<Enrolment> {
  const [row] = await db
    .insert(enrolment)
    .values({ ...input, state: "unconfirmed" })
    .returning();
  if (!row) throw new Error(`no enrolment came of reader ${input.readerId} and course ${input.courseId}`);
  return row;
}

export async function changeEnrolment(
  db: Database,
  input: { id: number } & Partial<Omit<Enrolment, "id" | "readerId" | "courseId" | "run">>,
): Promise<void> {
  const { id, ...change } = input;
  await db.update(enrolment).set(change).where(eq(enrolment.id, id));
  if (change.state !== undefined && change.state !== "active") await lookAtHeldLetters(db, { enrolmentIds: [id] });
}

/** Ends the live enrolments among these. A delivery under way stays named, so that settling finds its enrolment. */
export async function endEnrolments(
  db: Database,
  input: { ids: readonly number[]; state: "left" | "restarted"; endedAt: Date },
): Promise<void> {
  if (input.ids.length === 0) return;
  await db
    .update(enrolment)
    .set({
      state: input.state,
      endedAt: input.endedAt,
      nextSendAt: null,
      nextSlotAt: null,
      wait: null,
      pauseReason: null,
      resumeDay: null,
      resumeAt: null,
      nudges: 0,
      nudgeAt: null,
    })
    .where(and(inArray(enrolment.id, [...input.ids]), inArray(enrolment.state, [...liveStates])));
  await lookAtHeldLetters(db, { enrolmentIds: input.ids });
}

/** Takes back what a run still owed but had not begun to send. */
export async function forgetOpenDeliveries(db: Database, input: { deliveryIds: readonly number[] }): Promise<void> {
  if (input.deliveryIds.length === 0) return;
  await db
    .update(enrolment)
    .set({ openDeliveryId: null })
    .where(inArray(enrolment.openDeliveryId, [...input.deliveryIds]));
}

/** Which of these runs took the place of one that the reader began again, or had been through to its end. */
export async function listRestarts(db: Database, input: { enrolmentIds: readonly number[] }): Promise<Set<number>> {
  const rows = await db.execute<{ id: string }>(sql`
    select e.id from enrolment e join enrolment before
      on before.reader_id = e.reader_id and before.course_id = e.course_id and before.run = e.run - 1
    where e.id = any(${sql.param([...input.enrolmentIds])}::bigint[]) and before.state in ('restarted', 'finished')`);
  return new Set(rows.map(({ id }) => Number(id)));
}

/** Takes over into a new run what was done of these lessons in the one before. */
export async function carryCompletions(
  db: Database,
  input: { from: number; to: number; lessonIds: readonly number[] },
): Promise<void> {
  await db.execute(sql`
    insert into completion (enrolment_id, lesson_id, completed_at, felt, week_hour)
    select ${input.to}, lesson_id, completed_at, felt, week_hour from completion
    where enrolment_id = ${input.from} and lesson_id = any(${sql.param([...input.lessonIds])}::bigint[])
    on conflict do nothing`);
}
