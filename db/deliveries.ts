import { and, asc, eq, getTableColumns, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { unsentNoMore } from "./composing.ts";
import type { Database } from "./connect.ts";
import type { NoticeKind } from "./schema/courses.ts";
import { delivery } from "./schema/deliveries.ts";
import { reader } from "./schema/readers.ts";

export type Delivery = typeof delivery.$inferSelect;

/**
 * Every outside token leads to a delivery, and from there to its reader, enrolment and version. What is left of a
 * reader who asked to be erased leads nowhere any more.
 */
export async function readDelivery(db: Database, input: { id: number }): Promise<Delivery | null> {
  const [row] = await db
    .select(getTableColumns(delivery))
    .from(delivery)
    .innerJoin(reader, and(eq(reader.id, delivery.readerId), isNull(reader.erasedAt)))
    .where(eq(delivery.id, input.id));
  return row ?? null;
}

/** A lesson that was handed over: its delivery, and the version that was sent. */
export type HandedOver = { id: number; lessonId: number; versionId: number; hadAt: Date };

/** The lessons that were handed over in one enrolment, the oldest first. */
export async function listHandedOver(db: Database, input: { enrolmentId: number }): Promise<HandedOver[]> {
  const rows = await db
    .select({
      id: delivery.id,
      lessonId: delivery.lessonId,
      versionId: delivery.versionId,
      hadAt: delivery.hadAt,
    })
    .from(delivery)
    .where(
      and(
        eq(delivery.enrolmentId, input.enrolmentId),
        eq(delivery.kind, "lesson"),
        isNotNull(delivery.hadAt),
        eq(delivery.copy, 0),
      ),
    )
    .orderBy(asc(delivery.hadAt), asc(delivery.id))
    .limit(1_000);
  return rows.flatMap((row) =>
    row.lessonId !== null && row.hadAt !== null ? [{ ...row, lessonId: row.lessonId, hadAt: row.hadAt }] : [],
  );
}

/**
 * Cancels what was queued and never attempted: of one enrolment, or of the reader as a whole. Returns the ids, whose
 * enrolments must be told. The caller holds the reader's lock, so no first attempt can begin meanwhile.
 */
export async function cancelQueued(
  db: Database,
  input: { readerId: number; enrolmentId: number | null; reason: string },
): Promise<number[]> {
  const rows = await db
    .update(delivery)
    .set({ state: "cancelled", reason: input.reason, ...unsentNoMore })
    .where(
      and(
        eq(delivery.readerId, input.readerId),
        eq(delivery.state, "queued"),
        input.enrolmentId === null ? undefined : eq(delivery.enrolmentId, input.enrolmentId),
      ),
    )
    .returning({ id: delivery.id });
  return rows.map((row) => row.id);
}

/** Cancels the queued lesson of an enrolment, if it has one; returns its id. The caller holds the enrolment's lock. */
export async function cancelQueuedLesson(
  db: Database,
  input: { enrolmentId: number; reason: string },
): Promise<number[]> {
  const rows = await db
    .update(delivery)
    .set({ state: "cancelled", reason: input.reason, values: null, dueAt: null })
    .where(
      and(
        eq(delivery.enrolmentId, input.enrolmentId),
        eq(delivery.kind, "lesson"),
        eq(delivery.copy, 0),
        eq(delivery.state, "queued"),
      ),
    )
    .returning({ id: delivery.id });
  return rows.map((row) => row.id);
}

/** Cancels what a newsletter still has queued for a reader: letters, held or due, and notices. */
export async function cancelQueuedOfNewsletter(
  db: Database,
  input: { readerId: number; slug: string; reason: string },
): Promise<void> {
  await db
    .update(delivery)
    .set({ state: "cancelled", reason: input.reason, ...unsentNoMore })
    .where(
      and(
        eq(delivery.readerId, input.readerId),
        eq(delivery.state, "queued"),
        sql`${delivery.newsletterId} = (select id from newsletter where slug = ${input.slug})`,
      ),
    );
}

/** Cancels a notice of these enrolments that is queued, because what it would say is no longer so. */
export async function cancelQueuedNotices(
  db: Database,
  input: { enrolmentIds: readonly number[]; notice: NoticeKind; reason: string },
): Promise<void> {
  if (input.enrolmentIds.length === 0) return;
  await db
    .update(delivery)
    .set({ state: "cancelled", reason: input.reason, ...unsentNoMore })
    .where(
      and(
        inArray(delivery.enrolmentId, [...input.enrolmentIds]),
        eq(delivery.notice, input.notice),
        eq(delivery.state, "queued"),
      ),
    );
}

/** Holds the queued lesson of a paused enrolment, or lets it be due again. */
export async function holdQueuedLesson(
  db: Database,
  input: { enrolmentId: number; due: { dueAt: Date; slotAt: Date; closesAt: Date } | null },
): Promise<boolean> {
  const rows = await db
    .update(delivery)
    .set(input.due ?? { dueAt: null })
    .where(
      and(
        eq(delivery.enrolmentId, input.enrolmentId),
        eq(delivery.kind, "lesson"),
        eq(delivery.copy, 0),
        eq(delivery.state, "queued"),
      ),
    )
    .returning({ id: delivery.id });
  return rows.length > 0;
}

export type Tally = Record<"planned" | (typeof delivery.$inferSelect)["state"], number>;

/** The promise's sum: what was planned, counted on its own, and what became of it, counted from the rows. */
export async function tallyDeliveries(db: Database): Promise<Tally> {
  const rows = await db.execute<{ state: keyof Tally; count: string }>(sql`
    select state, count(*) as count from delivery group by state
    union all select 'planned', coalesce(sum(planned), 0) from planning`);
  const tally: Tally = {
    planned: 0,
    queued: 0,
    batched: 0,
    accepted: 0,
    refused: 0,
    suppressed: 0,
    cancelled: 0,
    uncertain: 0,
  };
  for (const row of rows) tally[row.state] = Number(row.count);
  return tally;
}
