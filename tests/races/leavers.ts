import { eq, sql } from "drizzle-orm";
import { findCourse } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { delivery, planning } from "../../db/schema/deliveries.ts";
import { enrolment } from "../../db/schema/enrolments.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { type Context, hashAddress } from "../../engine/context.ts";
import { erase } from "../../engine/erase.ts";
import { leave } from "../../engine/leave.ts";
import { pause } from "../../engine/pause.ts";
import { linkToken } from "../../engine/token.ts";
import { addDueReaders } from "../factories/due-readers.ts";
import { suppress } from "./suppress.ts";

/** A reader who is due at a moment of their own, and has had a mail before, with a way out in it. */
export type Leaver = { address: string; readerId: number; enrolmentId: number; welcomeId: number };

/** Enrols readers whose first lesson is not due before somebody says so. */
export async function addLeavers(context: Context, input: { from: number; count: number }): Promise<Leaver[]> {
  const { db } = context;
  // In one transaction, or a worker that comes by in between would send to them.
  const addresses = await db.transaction(async (tx) => {
    const added = await addDueReaders(tx, { ...input, course: "test-course" });
    await tx.execute(sql`
      update enrolment set next_send_at = next_send_at + interval '2 days'
      where reader_id = any(array(select id from reader where address = any(${sql.param(added)}::text[])))`);
    return added;
  });
  const rows = await db.execute<Record<"readerId" | "enrolmentId", string> & { address: string }>(sql`
    select r.id as "readerId", e.id as "enrolmentId", r.address from reader r join enrolment e on e.reader_id = r.id
    where r.address = any(${sql.param(addresses)}::text[]) order by r.id`);
  const leavers = rows.map((row) => ({ ...row, readerId: Number(row.readerId), enrolmentId: Number(row.enrolmentId) }));
  const welcomes = await welcomeAll(db, leavers);
  return leavers.map((leaver) => ({ ...leaver, welcomeId: welcomes.get(leaver.readerId) ?? 0 }));
}

/** The mail by whose link they leave: a welcome, as if it had been sent the day before. */
async function welcomeAll(db: Database, leavers: readonly Omit<Leaver, "welcomeId">[]): Promise<Map<number, number>> {
  const course = await findCourse(db, { slug: "test-course" });
  const [version] = await db.execute<{ id: string }>(sql`select id from version where notice = 'welcome' limit 1`);
  if (!course || !version) throw new Error("the course is not published");
  const at = new Date("2026-11-25T07:00:00Z");
  const deliveries = leavers.map(({ readerId, enrolmentId }) => ({
    ...({
      kind: "notice",
      notice: "welcome",
      occasion: `run:${enrolmentId}`,
      state: "accepted",
      variant: "named",
    } as const),
    ...{ readerId, enrolmentId, courseId: course.id, versionId: Number(version.id), plannedAt: at, hadAt: at },
    providerId: `welcome-${enrolmentId}`,
  }));
  const rows = await db.insert(delivery).values(deliveries).returning({ id: delivery.id, readerId: delivery.readerId });
  await db.insert(planning).values({ planned: rows.length, plannedAt: at });
  return new Map(rows.map(({ id, readerId }) => [readerId, id]));
}

/** Lets this reader's lesson be due at this moment, and wakes the workers. */
export async function letBeDue({ db, clocks }: Context, { enrolmentId }: Leaver): Promise<void> {
  const { calendarAt } = await clocks.read(db);
  await db.update(enrolment).set({ nextSendAt: calendarAt }).where(eq(enrolment.id, enrolmentId));
  await wakeWorkers(db);
}

/** What they do, in turn: the way out of the mail program, a pause, an address that bounced, and erasing. */
export const ways = ["unsubscribe", "pause", "suppress", "erase"] as const;

export function go(context: Context, leaver: Leaver, way: (typeof ways)[number]): Promise<unknown> {
  const { readerId, enrolmentId, welcomeId } = leaver;
  switch (way) {
    case "unsubscribe":
      return leave(context, { token: linkToken(context, { deliveryId: welcomeId, purpose: "leave" }), from: "it" });
    case "pause":
      return pause(context, { readerId, enrolmentId });
    case "suppress":
      return suppress(context, { addressHash: hashAddress(context, leaver.address) });
    case "erase":
      return erase(context, { readerId });
  }
}
