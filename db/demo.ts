import type { Database } from "./connect.ts";
import { delivery, planning } from "./schema/deliveries.ts";
import { completion, enrolment } from "./schema/enrolments.ts";
import { reader } from "./schema/readers.ts";

export type DemoReader = typeof reader.$inferInsert;
export type DemoEnrolment = typeof enrolment.$inferInsert;
export type DemoDelivery = typeof delivery.$inferInsert;
export type DemoCompletion = typeof completion.$inferInsert;

/** PostgreSQL takes 65,534 parameters in a statement; the widest of these rows has 25. */
const rowsAtOnce = 2_000;

function* chunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
}

/** Adds readers; those whose address is there already are passed over. Returns the new ids by address. */
export async function addDemoReaders(db: Database, rows: readonly DemoReader[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const some of chunks(rows)) {
    const added = await db.insert(reader).values(some).onConflictDoNothing().returning();
    for (const { address, id } of added) ids.set(address, id);
  }
  return ids;
}

/** Adds enrolments; returns their ids by reader. */
export async function addDemoEnrolments(db: Database, rows: readonly DemoEnrolment[]): Promise<Map<number, number>> {
  const ids = new Map<number, number>();
  for (const some of chunks(rows)) {
    const added = await db.insert(enrolment).values(some).returning({ id: enrolment.id, readerId: enrolment.readerId });
    for (const { id, readerId } of added) ids.set(readerId, id);
  }
  return ids;
}

/** Adds a history of handed-over lessons and what was completed of them. */
export async function addDemoHistory(
  db: Database,
  input: { deliveries: readonly DemoDelivery[]; completions: readonly DemoCompletion[]; plannedAt: Date },
): Promise<void> {
  for (const some of chunks(input.deliveries)) await db.insert(delivery).values(some);
  for (const some of chunks(input.completions)) await db.insert(completion).values(some);
  const planned = input.deliveries.length;
  if (planned > 0) await db.insert(planning).values({ planned, plannedAt: input.plannedAt });
}
