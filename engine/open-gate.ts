import type { Database } from "../db/connect.ts";
import { cancelQueuedNotices } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { notePastWaits } from "../db/past-waits.ts";
import { readReader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { nextDue } from "../domain/schedule.ts";
import { nextStep, takeNextSteps, waitsForCompletion } from "./move-on.ts";
import { type Passage, readPassage } from "./passage.ts";

/**
 * Lets a run that waits for a completion go on if it waits no longer, and takes back a nudge that has not gone out. The
 * caller holds the enrolment's lock, so what is read of it here stays true until the commit.
 */
export async function openGate(tx: Database, input: { enrolmentId: number; now: Date }): Promise<void> {
  const enrolment = await readEnrolment(tx, { id: input.enrolmentId });
  if (enrolment?.state !== "active" || enrolment.wait !== "completion") return;
  const reader = await readReader(tx, { id: enrolment.readerId });
  if (!reader) return;
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  if (nextStep(passage, input.now).kind === "wait") return;
  await cancelQueuedNotices(tx, { enrolmentIds: [enrolment.id], notice: "nudge", reason: "done meanwhile" });
  await goThroughGate(tx, { readerId: reader.id, passage, now: input.now });
  await wakeWorkers(tx);
}

/**
 * Gives a run that waits no longer its next step, and keeps from when on it waited: from when its next lesson would have
 * come. Whoever does each lesson before the next one's time has waited for nothing. The caller holds the enrolment.
 */
export async function goThroughGate(
  tx: Database,
  { readerId, passage, now }: { readerId: number; passage: Passage; now: Date },
): Promise<void> {
  const { enrolmentId, rhythm, last, had } = passage;
  const newest = had.at(-1);
  const fromAt = newest && nextDue({ rhythm, last, now: newest.hadAt }).dueAt;
  if (fromAt && fromAt < now) {
    await notePastWaits(tx, { waits: [{ readerId, enrolmentId, why: "completion", fromAt, untilAt: now }], now });
  }
  await takeNextSteps(tx, { passages: [passage], now });
}

/**
 * Lets a run wait again whose newest lesson is not done after all. A lesson that is queued already was promised and
 * goes out. The caller holds the enrolment's lock.
 */
export async function shutGate(tx: Database, input: { enrolmentId: number; now: Date }): Promise<void> {
  const enrolment = await readEnrolment(tx, { id: input.enrolmentId });
  if (enrolment?.state !== "active" || enrolment.nextSendAt === null) return;
  const reader = await readReader(tx, { id: enrolment.readerId });
  if (!reader) return;
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  if (waitsForCompletion(passage)) await takeNextSteps(tx, { passages: [passage], now: input.now });
}
