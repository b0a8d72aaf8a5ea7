import type { Database } from "../db/connect.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { giveNextSteps } from "../db/planning.ts";
import { nextDue } from "../domain/schedule.ts";
import { queueNotice } from "./notices.ts";
import type { Passage } from "./passage.ts";

/**
 * Ends a run that has had all its lessons, and queues the notice that says so for the next morning: on the evening of
 * the last lesson the reader is still doing it.
 */
export async function finish(db: Database, input: { passage: Passage; now: Date }): Promise<void> {
  const { passage, now } = input;
  const { enrolmentId, rhythm, last } = passage;
  await giveNextSteps(db, { steps: [{ enrolmentId, kind: "finished", endedAt: now }] });
  const enrolment = await readEnrolment(db, { id: enrolmentId });
  if (enrolment?.state !== "finished") return;
  const { dueAt } = nextDue({ rhythm, last, now });
  await queueNotice(db, { kind: "finished", occasion: `run:${enrolmentId}`, enrolment, dueAt, now });
}
