import type { Database } from "../db/connect.ts";
import { cancelQueued, cancelQueuedNotices, holdQueuedLesson } from "../db/deliveries.ts";
import {
  addEnrolment,
  changeEnrolment,
  type Enrolment,
  endEnrolments,
  forgetOpenDeliveries,
  lockEnrolmentsOfReader,
} from "../db/enrolments.ts";
import { type Hand, noteChanges } from "../db/reader-changes.ts";
import { lockReader, type Reader, readSuppression } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { addDays, type Day, localDay, startOfDay } from "../domain/calendar.ts";
import { isDay } from "../domain/days.ts";
import { firstDue } from "../domain/schedule.ts";
import type { Context } from "./context.ts";
import { dueOf, startOf } from "./due.ts";
import { readPassage } from "./passage.ts";
import { queuePauseOver, takeBackPauseOver } from "./pause-over.ts";
import { goOn } from "./resume-paused.ts";

export type Passing = Hand & { readerId: number; enrolmentId: number };
export type Passed = { kind: "done" } | { kind: "already" } | { kind: "unknown" };
export type Paused = Passed | { kind: "invalid"; message: string };

/** A pause ends within a year and a day; whoever wants longer pauses without an end. */
const longestPauseDays = 366;

/**
 * Pauses an enrolment with this COMMIT, until the reader comes back by hand or, with `untilDay`, until that local date
 * begins for them. A lesson that was queued and never attempted is held for later. Pausing again replaces the end, and
 * takes it away where none is given.
 */
export function pause(context: Context, input: Passing & { untilDay?: Day | undefined }): Promise<Paused> {
  return withEnrolment<Paused>(context, input, async (tx, { reader, enrolment, now }) => {
    const isPaused = enrolment.state === "paused" && enrolment.pauseReason === "reader";
    if (enrolment.state !== "active" && !isPaused) return { kind: "already" };
    const untilDay = input.untilDay ?? null;
    if (untilDay !== null && !mayEndOn(untilDay, localDay(now, reader.zone))) {
      return { kind: "invalid", message: "Please choose a day from tomorrow on, within the next year." };
    }
    if (isPaused && enrolment.resumeDay === untilDay) return { kind: "already" };
    await rest(tx, { reader, enrolment, untilDay, now });
    await note(tx, { ...input, kind: "paused", present: untilDay, now });
    return { kind: "done" };
  });
}

function mayEndOn(day: string, today: Day): boolean {
  return isDay(day) && day > today && day <= addDays(today, longestPauseDays);
}

async function rest(tx: Database, input: Omit<Locked, "enrolments"> & { untilDay: Day | null }): Promise<void> {
  const { reader, enrolment, untilDay, now } = input;
  const { id } = enrolment;
  await holdQueuedLesson(tx, { enrolmentId: id, due: null });
  await cancelQueuedNotices(tx, { enrolmentIds: [id], notice: "nudge", reason: "paused" });
  await takeBackPauseOver(tx, { enrolmentId: id });
  const paused = {
    state: "paused",
    pauseReason: "reader",
    nextSendAt: null,
    nextSlotAt: null,
    wait: null,
    nudges: 0,
    nudgeAt: null,
    resumeDay: untilDay,
    resumeAt: untilDay === null ? null : startOfDay(untilDay, reader.zone),
  } as const;
  await changeEnrolment(tx, { id, ...paused });
  await queuePauseOver(tx, { reader, enrolment: { ...enrolment, ...paused }, now, isNew: true });
  if (untilDay !== null) await wakeWorkers(tx);
}

export type Resumed = Passed | { kind: "suppressed" };

/**
 * Resumes a paused enrolment: the next lesson comes at the next slot that rule 4 allows, today's if it is still open.
 * Not while nothing may be sent to the reader's address: the lesson that this would promise could never come.
 */
export function resume(context: Context, input: Passing): Promise<Resumed> {
  return withEnrolment<Resumed>(context, input, async (tx, { reader, enrolment, now }) => {
    if (enrolment.state !== "paused") return { kind: "already" };
    if ((await readSuppression(tx, { addressHash: reader.addressHash })) !== null) return { kind: "suppressed" };
    await takeBackPauseOver(tx, { enrolmentId: enrolment.id });
    const passage = await readPassage(tx, { ...reader, ...enrolment });
    const due = dueOf(passage, { confirmedAt: enrolment.confirmedAt, now });
    await note(tx, { ...input, kind: "resumed", present: null, now });
    await goOn(tx, { returning: [{ passage, due, isHeld: enrolment.openDeliveryId !== null }], now });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

/**
 * Lets the runs go on that rest only because nothing could be sent to the reader's address, now that it can be. The
 * caller holds the reader and these enrolments.
 */
export async function resumeResting(
  context: Context,
  tx: Database,
  input: { readerId: number; enrolments: readonly Enrolment[] },
): Promise<number> {
  const resting = input.enrolments.filter(restsForItsAddress);
  for (const { id } of resting) {
    await resume({ ...context, db: tx }, { readerId: input.readerId, enrolmentId: id });
  }
  return resting.length;
}

export function restsForItsAddress({ state, pauseReason }: Pick<Enrolment, "state" | "pauseReason">): boolean {
  return state === "paused" && pauseReason === "suppressed";
}

/**
 * Begins the course again as a new run. What the reader had today counts, so there is no second lesson on one day. Like
 * coming back from a pause, not while nothing may be sent to the reader's address.
 */
export function restart(context: Context, input: Passing): Promise<Resumed> {
  return withEnrolment<Resumed>(context, input, async (tx, { reader, enrolment, enrolments, now }) => {
    if (!["active", "paused", "finished"].includes(enrolment.state)) return { kind: "already" };
    // A finished run stays finished when another begins, so that its state alone does not tell a second press.
    if (isOvertaken(enrolment, enrolments)) return { kind: "already" };
    if ((await readSuppression(tx, { addressHash: reader.addressHash })) !== null) return { kind: "suppressed" };
    await endEnrolments(tx, { ids: [enrolment.id], state: "restarted", endedAt: now });
    await note(tx, { ...input, kind: "restarted", present: null, now });
    const reason = "restarted";
    await forgetOpenDeliveries(tx, {
      deliveryIds: await cancelQueued(tx, { readerId: reader.id, enrolmentId: enrolment.id, reason }),
    });
    const { courseId, run, asked } = enrolment;
    const fresh = await addEnrolment(tx, { readerId: reader.id, courseId, run: run + 1, asked, createdAt: now });
    const { weekdays, everyDays } = enrolment;
    const passage = await readPassage(tx, { ...reader, ...fresh, weekdays, everyDays, confirmedAt: now });
    const due = firstDue({
      start: startOf(passage, now),
      rhythm: passage.rhythm,
      confirmedAt: now,
      last: passage.last,
    });
    await changeEnrolment(tx, {
      id: fresh.id,
      state: "active",
      weekdays,
      everyDays,
      confirmedAt: now,
      nextSendAt: due.dueAt,
      nextSlotAt: due.slotAt,
    });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

/** Whether the course has been begun again since this run, be it live or over. `all` are the reader's. */
export function isOvertaken({ courseId, run }: Enrolment, all: readonly Enrolment[]): boolean {
  return all.some((other) => other.courseId === courseId && other.run > run);
}

type Noted = Passing & { kind: "paused" | "resumed" | "restarted"; present: string | null; now: Date };

function note(tx: Database, { by, readerId, enrolmentId, kind, present, now }: Noted): Promise<void> {
  return noteChanges(tx, { by, readerId, changedAt: now, changes: [{ kind, enrolmentId, present }] });
}

type Locked = { reader: Reader; enrolment: Enrolment; enrolments: readonly Enrolment[]; now: Date };

/** Locks the reader and all their enrolments, in that order, for one change. */
function withEnrolment<Answer>(
  context: Context,
  input: Passing,
  change: (tx: Database, locked: Locked) => Promise<Answer>,
): Promise<Answer | { kind: "unknown" }> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    const enrolments = reader ? await lockEnrolmentsOfReader(tx, { readerId: reader.id }) : [];
    const enrolment = enrolments.find(({ id }) => id === input.enrolmentId);
    return reader && enrolment ? change(tx, { reader, enrolment, enrolments, now }) : { kind: "unknown" };
  });
}
