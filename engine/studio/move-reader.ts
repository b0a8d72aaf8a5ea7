import type { Lesson } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { cancelQueued, cancelQueuedLesson, type Delivery, readDelivery } from "../../db/deliveries.ts";
import {
  addEnrolment,
  carryCompletions,
  changeEnrolment,
  type Enrolment,
  endEnrolments,
  forgetOpenDeliveries,
  lockEnrolmentsOfReader,
  readEnrolment,
} from "../../db/enrolments.ts";
import { lockReader, type Reader } from "../../db/readers.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { nextDue } from "../../domain/schedule.ts";
import type { Context } from "../context.ts";
import { takeNextSteps } from "../move-on.ts";
import { liveLessons, type Passage, readPassage } from "../passage.ts";
import { isOvertaken } from "../pause.ts";
import { queuePauseOver } from "../pause-over.ts";

/**
 * `on`: what lies between counts as had. `again`: what had been passed over comes after all. `back`: a new round that
 * begins there, since a lesson is sent once in a run.
 */
export type Moved =
  | { kind: "moved"; how: "on" | "again" | "back"; enrolmentId: number; passed: number }
  | { kind: "refused"; words: string }
  | { kind: "unknown" };

const reason = "moved by the author";

type Move = { readerId: number; enrolmentId: number; lessonId: number };
type Asked = {
  reader: Reader;
  enrolment: Enrolment;
  passage: Passage;
  open: Delivery | null;
  target: Lesson;
  now: Date;
};

/**
 * Makes a lesson the next one of a reader, by an act of the author. It comes when the next lesson comes anyway: at their
 * send time, never as a second one on a day that has had one (rule 4), and a paused run stays paused.
 *
 * What counts as had: moved on, every lesson before the target that they had not (rule 7 then leads to the target, and
 * keeps doing so whatever is inserted behind). Moved back to what was sent, the run ends and a new one begins at the
 * target, with what was done before it kept as done. A message that is on its way is not called back.
 */
export function moveReader(context: Context, input: Move): Promise<Moved> {
  return context.db.transaction(async (tx): Promise<Moved> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    const enrolments = reader ? await lockEnrolmentsOfReader(tx, { readerId: reader.id }) : [];
    const enrolment = enrolments.find(({ id }) => id === input.enrolmentId);
    if (!reader || !enrolment) return { kind: "unknown" };
    const passage = await readPassage(tx, { ...reader, ...enrolment });
    const target = liveLessons(passage).find(({ id }) => id === input.lessonId);
    if (!target) return { kind: "unknown" };
    const { openDeliveryId } = enrolment;
    const open = openDeliveryId === null ? null : await readDelivery(tx, { id: openDeliveryId });
    const asked = { reader, enrolment, passage, open, target, now };
    const words = refusalOf(asked, enrolments);
    if (words !== null) return { kind: "refused", words };
    const moved = await move(tx, asked);
    await wakeWorkers(tx);
    return moved;
  });
}

function refusalOf({ enrolment, passage, target }: Asked, all: readonly Enrolment[]): string | null {
  const { state } = enrolment;
  if (state === "unconfirmed") return "They have not confirmed yet, so nothing may be sent to them.";
  if (state === "left") return "They have left this course. Only they can come back, by its form.";
  if (isOvertaken(enrolment, all)) return "There is a newer round of this course.";
  if (passage.cohortDay !== null) return "In this course everybody walks together, so each lesson belongs to its day.";
  if (passage.ahead[0]?.id === target.id && state !== "finished") return "That is the lesson that comes next already.";
  return null;
}

function move(tx: Database, asked: Asked): Promise<Moved> {
  const { passage, target, enrolment } = asked;
  const wasSent = passage.had.some(({ lessonId }) => lessonId === target.id);
  const wasDone = passage.completed.has(target.id);
  if (enrolment.state === "finished" || wasSent || wasDone) return moveBack(tx, asked);
  const before = standingBefore(passage, target);
  const isAhead = passage.ahead.some(({ id }) => id === target.id);
  return isAhead
    ? moveWithin(tx, asked, { how: "on", passed: [...passage.passed.keys(), ...before.filter(isUnmet(asked))] })
    : moveWithin(tx, asked, { how: "again", passed: [...passage.passed.keys()].filter((id) => before.includes(id)) });
}

function standingBefore(passage: Passage, target: Lesson): number[] {
  const ids = liveLessons(passage).map(({ id }) => id);
  return ids.slice(0, ids.indexOf(target.id));
}

/** Neither sent nor passed over before. One that is on its way counts as both: the provider may still give it back. */
function isUnmet({ passage: { had, passed }, open }: Asked): (id: number) => boolean {
  const sent = had.flatMap(({ lessonId }) =>
    open?.state === "batched" && open.lessonId === lessonId ? [] : [lessonId],
  );
  const known = new Set([...sent, ...passed.keys()]);
  return (id) => !known.has(id);
}

async function moveWithin(
  tx: Database,
  { reader, enrolment, passage, open, now }: Asked,
  { how, passed }: { how: "on" | "again"; passed: readonly number[] },
): Promise<Moved> {
  const { id } = enrolment;
  // A queued lesson was never attempted and is not the next one any more. One under way goes its way.
  const deliveryIds = await cancelQueuedLesson(tx, { enrolmentId: id, reason });
  await changeEnrolment(tx, {
    id,
    passedLessonIds: [...new Set(passed)],
    passedAt: passed.length === 0 ? null : now,
    reachedLessonId: passed.at(-1) ?? passage.had.at(-1)?.lessonId ?? null,
  });
  if (enrolment.state !== "active") await forgetOpenDeliveries(tx, { deliveryIds });
  else if (open?.state !== "batched") await giveNext(tx, { reader, id, now });
  return { kind: "moved", how, enrolmentId: id, passed: passed.length };
}

/** In one statement with taking the open delivery away: an active run always has exactly one next step. */
async function giveNext(tx: Database, { reader, id, now }: { reader: Reader; id: number; now: Date }): Promise<void> {
  const enrolment = await readEnrolment(tx, { id });
  if (!enrolment) throw new Error(`enrolment ${id} vanished while it was locked`);
  await takeNextSteps(tx, { passages: [await readPassage(tx, { ...reader, ...enrolment })], now });
}

async function moveBack(tx: Database, asked: Asked): Promise<Moved> {
  const { reader, enrolment, passage, target, now } = asked;
  const { courseId, run, weekdays, everyDays, state, pauseReason, resumeDay, resumeAt } = enrolment;
  const passed = standingBefore(passage, target);
  await endEnrolments(tx, { ids: [enrolment.id], state: "restarted", endedAt: now });
  await forgetOpenDeliveries(tx, {
    deliveryIds: await cancelQueued(tx, { readerId: reader.id, enrolmentId: enrolment.id, reason }),
  });
  const fresh = await addEnrolment(tx, {
    readerId: reader.id,
    courseId,
    run: run + 1,
    asked: enrolment.asked,
    createdAt: now,
  });
  const began = { weekdays, everyDays, confirmedAt: now, certificateName: enrolment.certificateName };
  const passing = { passedLessonIds: passed, passedAt: passed.length === 0 ? null : now };
  const reachedLessonId = passed.at(-1) ?? null;
  // Whoever rests goes on resting: moving somebody is no reason to write to them.
  const due = nextDue({ rhythm: passage.rhythm, last: passage.last, now });
  const standing =
    state === "paused"
      ? ({ state, pauseReason, resumeDay, resumeAt } as const)
      : ({ state: "active", nextSendAt: due.dueAt, nextSlotAt: due.slotAt } as const);
  const change = { ...began, ...passing, reachedLessonId, ...standing };
  await changeEnrolment(tx, { id: fresh.id, ...change });
  await carryCompletions(tx, { from: enrolment.id, to: fresh.id, lessonIds: passed });
  await queuePauseOver(tx, { reader, enrolment: { ...fresh, ...change }, now, isNew: true });
  return { kind: "moved", how: "back", enrolmentId: fresh.id, passed: passed.length };
}
