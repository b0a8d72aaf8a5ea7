import type { Course } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { cancelQueued, holdQueuedLesson } from "../db/deliveries.ts";
import {
  addEnrolment,
  changeEnrolment,
  type Enrolment,
  endEnrolments,
  forgetOpenDeliveries,
  lockEnrolmentsOfReader,
} from "../db/enrolments.ts";
import { lockReader, type Reader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { firstDue, type Start } from "../domain/schedule.ts";
import { dueFor } from "./change-rhythm.ts";
import type { Context } from "./context.ts";
import { readPassage } from "./passage.ts";

export type Passing = { readerId: number; enrolmentId: number };
export type Passed = { kind: "done" } | { kind: "already" } | { kind: "unknown" };

/** Pauses an active enrolment with this COMMIT. A lesson that was queued and never attempted is held for later. */
export function pause(context: Context, input: Passing): Promise<Passed> {
  return withEnrolment(context, input, async (tx, { enrolment }) => {
    if (enrolment.state !== "active") return { kind: "already" };
    await holdQueuedLesson(tx, { enrolmentId: enrolment.id, due: null });
    const rest = { state: "paused", pauseReason: "reader", nextSendAt: null, nextSlotAt: null, wait: null } as const;
    await changeEnrolment(tx, { id: enrolment.id, ...rest });
    return { kind: "done" };
  });
}

/** Resumes a paused enrolment: the next lesson comes at the next slot that rule 4 allows, today's if it is still open. */
export function resume(context: Context, input: Passing): Promise<Passed> {
  return withEnrolment(context, input, async (tx, { reader, enrolment, now }) => {
    if (enrolment.state !== "paused") return { kind: "already" };
    const due = await dueFor(tx, { reader, enrolment, now });
    const held = enrolment.openDeliveryId !== null;
    if (held) await holdQueuedLesson(tx, { enrolmentId: enrolment.id, due });
    const step = held ? {} : { nextSendAt: due.dueAt, nextSlotAt: due.slotAt };
    await changeEnrolment(tx, { id: enrolment.id, state: "active", pauseReason: null, ...step });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

/** Begins the course again as a new run. What the reader had today counts, so there is no second lesson on one day. */
export function restart(context: Context, input: Passing): Promise<Passed> {
  return withEnrolment(context, input, async (tx, { reader, enrolment, now }) => {
    if (!["active", "paused", "finished"].includes(enrolment.state)) return { kind: "already" };
    await endEnrolments(tx, { ids: [enrolment.id], state: "restarted", endedAt: now });
    const reason = "restarted";
    await forgetOpenDeliveries(tx, {
      deliveryIds: await cancelQueued(tx, { readerId: reader.id, enrolmentId: enrolment.id, reason }),
    });
    const { courseId, run, asked } = enrolment;
    const fresh = await addEnrolment(tx, { readerId: reader.id, courseId, run: run + 1, asked, createdAt: now });
    const passage = await readPassage(tx, { ...reader, ...fresh, weekdays: enrolment.weekdays });
    const due = firstDue({
      start: startAgain(passage.course),
      rhythm: passage.rhythm,
      confirmedAt: now,
      last: passage.last,
    });
    await changeEnrolment(tx, {
      id: fresh.id,
      state: "active",
      weekdays: enrolment.weekdays,
      confirmedAt: now,
      nextSendAt: due.dueAt,
      nextSlotAt: due.slotAt,
    });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

/** As the course declares, but a cohort's day lies behind whoever restarts. */
function startAgain({ facts }: Course): Start {
  return typeof facts.start === "string" ? facts.start : "next send time";
}

type Locked = { reader: Reader; enrolment: Enrolment; now: Date };

/** Locks reader and enrolment, in that order, for one change. */
function withEnrolment(
  context: Context,
  input: Passing,
  change: (tx: Database, locked: Locked) => Promise<Passed>,
): Promise<Passed> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    const enrolments = reader ? await lockEnrolmentsOfReader(tx, { readerId: reader.id }) : [];
    const enrolment = enrolments.find(({ id }) => id === input.enrolmentId);
    return reader && enrolment ? change(tx, { reader, enrolment, now }) : { kind: "unknown" };
  });
}
