import { closeUnsent, type QueuedDelivery } from "../db/composing.ts";
import type { Database } from "../db/connect.ts";
import { giveNextSteps, listHadLessons } from "../db/planning.ts";
import { type Due, type Last, mayBegin, missedDue, nextDue } from "../domain/schedule.ts";

/** What composing does with a queued delivery that it has claimed. */
export type Admission =
  | { kind: "admit" }
  | { kind: "put off"; due: Due }
  | { kind: "suppress"; reason: string }
  | { kind: "cancel"; cancel(tx: Database): Promise<void> };

/**
 * Asks of each claimed delivery once more whether its first attempt may begin now: between planning and composing lie
 * a queue, perhaps an outage, and whatever the reader did meanwhile. Their readers are locked, so the answer holds.
 */
export async function judgeQueued(
  db: Database,
  input: { claimed: readonly QueuedDelivery[]; now: Date },
): Promise<Admission[]> {
  const lessons = input.claimed.filter((delivery) => delivery.kind === "lesson");
  const had = await listHadLessons(db, { pairs: lessons });
  return input.claimed.map((delivery) => {
    if (isSuppressed(delivery)) return { kind: "suppress", reason: `address ${delivery.suppressedFor}` };
    if (delivery.kind === "notice") return { kind: "admit" };
    const last = had.get(`${delivery.readerId}:${delivery.courseId}`)?.at(-1);
    return judgeLesson(delivery, last ? { ...last, acceptedAt: last.hadAt } : null, input.now);
  });
}

/** One confirmation may go to somebody who left or bounced, because only their own confirmation lifts that. */
function isSuppressed({ suppressedFor, notice }: QueuedDelivery): boolean {
  const asksForConsent = notice === "confirm" || notice === "address-change";
  return asksForConsent ? suppressedFor === "complained" : suppressedFor !== null;
}

function judgeLesson(delivery: QueuedDelivery, last: Last | null, now: Date): Admission {
  if (!delivery.slotAt) throw new Error(`delivery ${delivery.id} is a lesson without a slot`);
  const rhythm = { zone: delivery.zone, sendMinute: delivery.sendMinute, weekdays: delivery.weekdays };
  if (delivery.lessonRetiredAt !== null) return { kind: "cancel", cancel: (tx) => dropRetired(tx, delivery, now) };
  const startedByConfirming = delivery.slotAt.getTime() === delivery.confirmedAt?.getTime();
  const may = mayBegin({ rhythm, slotAt: delivery.slotAt, last, now, startedByConfirming });
  if (may === "yes") return { kind: "admit" };
  return { kind: "put off", due: (may === "closed" ? missedDue : nextDue)({ rhythm, last, now }) };
}

/** The lesson was retired while it waited: its place in the day goes to the next one, which planning will find. */
async function dropRetired(tx: Database, delivery: QueuedDelivery, now: Date): Promise<void> {
  await closeUnsent(tx, { ids: [delivery.id], state: "cancelled", reason: "retired" });
  const nextSlotAt = delivery.slotAt ?? now;
  await giveNextSteps(tx, { steps: [{ enrolmentId: delivery.enrolmentId, kind: "due", nextSendAt: now, nextSlotAt }] });
}
