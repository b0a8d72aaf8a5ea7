import type { Database } from "../db/connect.ts";
import { holdQueuedLesson } from "../db/deliveries.ts";
import { changeEnrolment, type Enrolment, lockEnrolmentsOfReader } from "../db/enrolments.ts";
import { changeReader, lockReader, type Reader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { type Due, firstDue, nextDue } from "../domain/schedule.ts";
import { zoneNamed } from "../domain/zones.ts";
import type { Context } from "./context.ts";
import { readPassage } from "./passage.ts";

/** What a reader may change about when mail comes; what is left out stays. Weekdays belong to one enrolment. */
export type RhythmChange = {
  readerId: number;
  zone?: string;
  sendMinute?: number;
  weekdays?: { enrolmentId: number; mask: number };
};

export type ChangedRhythm = { kind: "changed" } | { kind: "invalid"; message: string } | { kind: "unknown" };

/**
 * Changes zone, hour or weekdays, at once: what is waiting or queued is due again by the new rhythm, and never a
 * second lesson on a day that has had one (rules 4 and 6). A message on its way is not called back.
 */
export async function changeRhythm(context: Context, input: RhythmChange): Promise<ChangedRhythm> {
  const complaint = complaintAbout(input);
  if (complaint !== null) return { kind: "invalid", message: complaint };
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const before = await lockReader(tx, { id: input.readerId });
    if (!before) return { kind: "unknown" };
    const reader = {
      ...before,
      zone: zoneNamed(input.zone ?? before.zone) ?? before.zone,
      sendMinute: input.sendMinute ?? before.sendMinute,
    };
    await changeReader(tx, { id: reader.id, zone: reader.zone, sendMinute: reader.sendMinute });
    for (const enrolment of await lockEnrolmentsOfReader(tx, { readerId: reader.id })) {
      const weekdays = input.weekdays?.enrolmentId === enrolment.id ? input.weekdays.mask : enrolment.weekdays;
      await changeEnrolment(tx, { id: enrolment.id, weekdays });
      await reschedule(tx, { reader, enrolment: { ...enrolment, weekdays }, now });
    }
    await wakeWorkers(tx);
    return { kind: "changed" };
  });
}

function complaintAbout({ zone, sendMinute, weekdays }: RhythmChange): string | null {
  if (zone !== undefined && zoneNamed(zone) === null) return "Please choose a time zone from the list.";
  if (sendMinute !== undefined && !(Number.isInteger(sendMinute) && sendMinute >= 0 && sendMinute < 1440)) {
    return "Please choose a time of day, such as 7:00 AM.";
  }
  if (weekdays && !(Number.isInteger(weekdays.mask) && weekdays.mask >= 1 && weekdays.mask <= 127)) {
    return "Please choose at least one day of the week.";
  }
  return null;
}

/**
 * Gives an active enrolment its next time by the rhythm of now, wherever it waits; any other is left as it is. The
 * caller holds the locks of the reader and the enrolment.
 */
export async function reschedule(
  tx: Database,
  input: { reader: Reader; enrolment: Enrolment; now: Date },
): Promise<void> {
  const { enrolment } = input;
  if (enrolment.state !== "active" || enrolment.wait !== null) return;
  const due = await dueFor(tx, input);
  if (enrolment.openDeliveryId !== null) await holdQueuedLesson(tx, { enrolmentId: enrolment.id, due });
  else await changeEnrolment(tx, { id: enrolment.id, nextSendAt: due.dueAt, nextSlotAt: due.slotAt });
}

/** When the next lesson of a begun enrolment is due. A course that has not begun yet still begins as it declares. */
export async function dueFor(tx: Database, input: { reader: Reader; enrolment: Enrolment; now: Date }): Promise<Due> {
  const { reader, enrolment, now } = input;
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  const { rhythm, last, course } = passage;
  if (passage.had.length === 0 && enrolment.confirmedAt !== null) {
    const first = firstDue({ start: course.facts.start, rhythm, confirmedAt: enrolment.confirmedAt, last });
    if (first.closesAt >= now) return first;
  }
  return nextDue({ rhythm, last, now });
}
