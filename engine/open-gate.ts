import type { Database } from "../db/connect.ts";
import { cancelQueuedNotices } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { nextStep, takeNextSteps, waitsForCompletion } from "./move-on.ts";
import { readPassage } from "./passage.ts";

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
  await takeNextSteps(tx, { passages: [passage], now: input.now });
  await wakeWorkers(tx);
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
