import type { Database } from "../db/connect.ts";
import { holdQueuedLesson } from "../db/deliveries.ts";
import { changeEnrolment, type Enrolment, lockEnrolmentsOfReader } from "../db/enrolments.ts";
import { type Hand, noteChanges } from "../db/reader-changes.ts";
import { changeReader, lockReader, type Reader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { localDay, spokenSendTime, startOfDay } from "../domain/calendar.ts";
import { nudgeDue } from "../domain/nudges.ts";
import { weekdayPhrase } from "../domain/streaks.ts";
import { zoneNamed } from "../domain/zones.ts";
import type { Context } from "./context.ts";
import { dueOf } from "./due.ts";
import { readPassage } from "./passage.ts";
import { queuePauseOver } from "./pause-over.ts";

/** What a reader may change about when mail comes; what is left out stays. Weekdays and pace belong to one enrolment. */
export type RhythmChange = Hand & {
  readerId: number;
  zone?: string;
  sendMinute?: number;
  weekdays?: { enrolmentId: number; mask: number };
  /** 1: a lesson every allowed day. 2: slower, every other day. */
  everyDays?: { enrolmentId: number; days: 1 | 2 };
  /** At most so many lessons a day from all courses together; null: one of each course. */
  dailyBudget?: number | null;
};

export type ChangedRhythm = { kind: "changed" } | { kind: "invalid"; message: string } | { kind: "unknown" };

/**
 * Changes zone, hour, weekdays, pace or daily budget, at once: what is waiting or queued is due again by the new rhythm,
 * and never a second lesson on a day that has had one (rules 4 and 6). A message on its way is not called back.
 */
export async function changeRhythm(context: Context, input: RhythmChange): Promise<ChangedRhythm> {
  const complaint = complaintAbout(input);
  if (complaint !== null) return { kind: "invalid", message: complaint };
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const before = await lockReader(tx, { id: input.readerId });
    if (!before) return { kind: "unknown" };
    const enrolments = await lockEnrolmentsOfReader(tx, { readerId: before.id });
    if (![input.weekdays, input.everyDays].every((change) => isOneOf(enrolments, change))) return { kind: "unknown" };
    const reader = await changed(tx, { before, input });
    await noteRhythm(tx, { before, reader, enrolments, input, now });
    const hasMoved = reader.zone !== before.zone || reader.sendMinute !== before.sendMinute;
    for (const enrolment of enrolments) {
      const own = ownRhythm(enrolment, input);
      await changeEnrolment(tx, { id: enrolment.id, ...own });
      // A pause ends with its day whatever the pace, and its mail is not hurried along by a change that moves nothing.
      if (enrolment.state === "paused" && !hasMoved) continue;
      await reschedule(tx, { reader, enrolment: { ...enrolment, ...own }, now });
    }
    await wakeWorkers(tx);
    return { kind: "changed" };
  });
}

/** What differs from what it was, in words for a person. */
async function noteRhythm(
  tx: Database,
  asked: { before: Reader; reader: Reader; enrolments: readonly Enrolment[]; input: RhythmChange; now: Date },
): Promise<void> {
  const { before, reader, enrolments, input, now } = asked;
  const own = enrolments.flatMap((enrolment) => {
    const after = ownRhythm(enrolment, input);
    const { id: enrolmentId } = enrolment;
    return [
      { kind: "weekdays" as const, enrolmentId, ...spoken(enrolment.weekdays, after.weekdays, weekdayPhrase) },
      { kind: "pace" as const, enrolmentId, ...spoken(enrolment.everyDays, after.everyDays, spokenPace) },
    ];
  });
  const budget = (count: number | null) => (count === null ? "one of each course" : String(count));
  const changes = [
    { kind: "zone" as const, ...spoken(before.zone, reader.zone, String) },
    { kind: "hour" as const, ...spoken(before.sendMinute, reader.sendMinute, spokenSendTime) },
    { kind: "budget" as const, ...spoken(before.dailyBudget, reader.dailyBudget, budget) },
    ...own,
  ].filter(({ former, present }) => former !== present);
  await noteChanges(tx, { by: input.by, readerId: reader.id, changedAt: now, changes });
}

function spoken<Value>(former: Value, present: Value, say: (value: Value) => string) {
  return { former: say(former), present: say(present) };
}

function spokenPace(everyDays: number): string {
  return everyDays === 1 ? "every day" : "every other day";
}

function isOneOf(enrolments: readonly Enrolment[], change: { enrolmentId: number } | undefined): boolean {
  return change === undefined || enrolments.some(({ id }) => id === change.enrolmentId);
}

async function changed(tx: Database, { before, input }: { before: Reader; input: RhythmChange }): Promise<Reader> {
  const { sendMinute = before.sendMinute, dailyBudget = before.dailyBudget } = input;
  const zone = zoneNamed(input.zone ?? before.zone) ?? before.zone;
  await changeReader(tx, { id: before.id, zone, sendMinute, dailyBudget });
  return { ...before, zone, sendMinute, dailyBudget };
}

function ownRhythm(
  { id, weekdays, everyDays }: Enrolment,
  input: RhythmChange,
): Pick<Enrolment, "weekdays" | "everyDays"> {
  return {
    weekdays: input.weekdays?.enrolmentId === id ? input.weekdays.mask : weekdays,
    everyDays: input.everyDays?.enrolmentId === id ? input.everyDays.days : everyDays,
  };
}

/** More than anybody has courses for; it only keeps nonsense out. */
const mostLessonsADay = 20;

function complaintAbout({ zone, sendMinute, weekdays, everyDays, dailyBudget }: RhythmChange): string | null {
  if (zone !== undefined && zoneNamed(zone) === null) return "Please choose a time zone from the list.";
  if (sendMinute !== undefined && !isBetween(sendMinute, 0, 1439)) {
    return "Please choose a time of day, such as 7:00 AM.";
  }
  if (weekdays && !isBetween(weekdays.mask, 1, 127)) {
    return "Please choose at least one day of the week.";
  }
  if (everyDays && everyDays.days !== 1 && everyDays.days !== 2) return "Please choose every day or every other day.";
  if (typeof dailyBudget === "number" && !isBetween(dailyBudget, 1, mostLessonsADay)) {
    return `Please choose a number from 1 to ${mostLessonsADay}.`;
  }
  return null;
}

function isBetween(number: number, least: number, most: number): boolean {
  return Number.isInteger(number) && number >= least && number <= most;
}

type Rescheduled = { reader: Reader; enrolment: Enrolment; now: Date };

/**
 * Gives an enrolment its next time by the rhythm of now, wherever it waits: the next lesson of an active one, the next
 * nudge where it waits for a completion, the end of a pause that has one. Any other is left as it is. The caller holds
 * the locks of the reader and the enrolment.
 */
export async function reschedule(tx: Database, input: Rescheduled): Promise<void> {
  const { reader, enrolment, now } = input;
  const { id, state, wait, nudgeAt, openDeliveryId, confirmedAt } = enrolment;
  if (state === "paused") return moveEndOfPause(tx, input);
  if (state !== "active") return;
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  if (wait !== null) {
    if (nudgeAt === null) return;
    const day = localDay(nudgeAt, reader.zone);
    return changeEnrolment(tx, { id, nudgeAt: nudgeDue({ rhythm: passage.rhythm, day, now }) });
  }
  const due = dueOf(passage, { confirmedAt, now });
  if (openDeliveryId !== null) await holdQueuedLesson(tx, { enrolmentId: id, due });
  else await changeEnrolment(tx, { id, nextSendAt: due.dueAt, nextSlotAt: due.slotAt });
}

/** The day on which a pause ends is a date of the reader's, so it begins when it begins where they are now. */
async function moveEndOfPause(tx: Database, { reader, enrolment, now }: Rescheduled): Promise<void> {
  if (enrolment.resumeDay === null) return;
  const resumeAt = startOfDay(enrolment.resumeDay, reader.zone);
  await changeEnrolment(tx, { id: enrolment.id, resumeAt });
  await queuePauseOver(tx, { reader, enrolment: { ...enrolment, resumeAt }, now, isNew: false });
}
