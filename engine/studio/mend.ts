import type { Database } from "../../db/connect.ts";
import { type Delivery, readDelivery } from "../../db/deliveries.ts";
import { changeEnrolment, type Enrolment } from "../../db/enrolments.ts";
import { planCopy } from "../../db/planning.ts";
import { readSuppression } from "../../db/readers.ts";
import type { NoticeKind } from "../../db/schema/courses.ts";
import { goOnAllTheSame, tryAgainNow } from "../../db/sending.ts";
import { hasAttended, listStopped } from "../../db/studio/trouble.ts";
import { wakeWorkers } from "../../db/wake.ts";
import type { Context } from "../context.ts";
import { dueOf } from "../due.ts";
import { lessonValues, variantFor } from "../lesson-values.ts";
import { queueNotice } from "../notices.ts";
import { readPassage } from "../passage.ts";
import { goOn } from "../resume-paused.ts";
import { recordAct } from "./audit.ts";
import { copyLetter, queueLetterAgain } from "./mend-letter.ts";
import { already, type Found, impossible, type Mended, type Mending, mending, note } from "./mending.ts";

/**
 * Sends what was refused once more: the same obligation, queued again. A lesson's run goes on where it was stopped, and
 * the lesson is its next one, at the hour that rule 4 allows. A notice is due at once.
 */
export function requeue(context: Context, input: Mending): Promise<Mended> {
  return mending(context, input, async (tx, found) => {
    const { delivery, reader } = found;
    if (delivery.state !== "refused" && delivery.state !== "suppressed") return already;
    if ((await readSuppression(tx, reader)) !== null) return impossible(mayNotBeMailed);
    const outcome = await ways[delivery.kind](tx, found);
    if (outcome.kind === "done") await note(tx, found, "delivery requeued");
    return outcome;
  });
}

/** One press is so many readers at most, each in a transaction of its own; the page then shows how many are left. */
const mostAtOnce = 500;

/** Does the same for all whose run was stopped by a refusal of the same name, the oldest first. */
export async function requeueAll(context: Context, input: Mending): Promise<Mended> {
  const one = await readDelivery(context.db, { id: input.deliveryId });
  if (one === null || one.reason === null) return { kind: "unknown" };
  const deliveryIds = await listStopped(context.db, { reason: one.reason, limit: mostAtOnce });
  let done = 0;
  for (const deliveryId of deliveryIds) {
    const outcome = await requeue(context, { ...input, deliveryId });
    if (outcome.kind === "done") done += 1;
  }
  return done > 0 ? { kind: "done" } : already;
}

/** Counts a refused lesson as had, so that the run goes on with the one after it; it stays open on the reader's page. */
export function markAsHad(context: Context, input: Mending): Promise<Mended> {
  return mending(context, input, async (tx, found) => {
    const { delivery, enrolment, now } = found;
    const { lessonId } = delivery;
    if (delivery.state !== "refused" || lessonId === null || enrolment === null) return already;
    if (!isStoppedBy(enrolment, delivery)) return already;
    const passedLessonIds = [...new Set([...enrolment.passedLessonIds, lessonId])];
    const passed = { passedLessonIds, passedAt: now, reachedLessonId: lessonId };
    await changeEnrolment(tx, { id: enrolment.id, ...passed });
    const outcome = await letRunGoOn(tx, { ...found, enrolment: { ...enrolment, ...passed } });
    if (outcome.kind === "done") await note(tx, found, "delivery marked as had");
    return outcome;
  });
}

/**
 * Sends a lesson or a letter that was handed over another time, knowing that it may arrive twice. `copy` is the newest
 * one that the author saw: of two presses only the first makes another. It goes at once, and neither the run nor the
 * figures of the letter take notice of it.
 */
export function resend(context: Context, input: Mending & { copy: number }): Promise<Mended> {
  return mending(context, input, async (tx, found) => {
    const { delivery, reader } = found;
    if (delivery.state !== "accepted" && delivery.state !== "uncertain") return already;
    if ((await readSuppression(tx, reader)) !== null) return impossible(mayNotBeMailed);
    const outcome = await copying[delivery.kind](tx, found, input.copy);
    if (outcome.kind === "done") await note(tx, found, "delivery resent");
    return outcome;
  });
}

/** Says that somebody has looked at it and that nothing more is to be done; it is no trouble any more. */
export function leaveAsItIs(context: Context, input: Mending): Promise<Mended> {
  return mending(context, input, async (tx, found) => {
    const { delivery, enrolment } = found;
    const { state, fate } = delivery;
    if (state !== "refused" && state !== "uncertain" && fate !== "failed") return already;
    if (enrolment !== null && isStoppedBy(enrolment, delivery)) return impossible(stillStopped);
    if (await hasAttended(tx, { deliveryId: delivery.id })) return already;
    await note(tx, found, "delivery left as it is");
    return { kind: "done" };
  });
}

/** Lets one real message try at once whether a halt is over, instead of in some minutes. */
export function tryNow(context: Context, input: Pick<Mending, "author">): Promise<Mended> {
  return context.db.transaction(async (tx): Promise<Mended> => {
    const { elapsedAt, calendarAt: now } = await context.clocks.read(tx);
    const halt = await tryAgainNow(tx, { now: elapsedAt });
    if (halt === null) return already;
    await recordAct(tx, { author: input.author, act: "halt tried", now, facts: { what: halt } });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

/** Ends a halt that stands because too much came back or was complained of, and begins to count anew. */
export function goOnAnyway(context: Context, input: Pick<Mending, "author">): Promise<Mended> {
  return context.db.transaction(async (tx): Promise<Mended> => {
    const now = await context.clocks.read(tx);
    const halt = await goOnAllTheSame(tx, { now });
    if (halt === null) return already;
    await recordAct(tx, { author: input.author, act: "halt overruled", now: now.calendarAt, facts: { what: halt } });
    await wakeWorkers(tx);
    return { kind: "done" };
  });
}

const mayNotBeMailed =
  "This address must not be mailed: it bounced, complained or left. Only the reader can lift that, by signing up anew.";
const notNotices = "A notice is not sent once more: what it said was about a moment that has gone by.";
const stillStopped = "This reader gets nothing more until the lesson is sent again or counted as had.";

/** Whether it is this lesson that the run waits for. It may have gone on by another act of the author. */
function isStoppedBy(enrolment: Enrolment, delivery: Delivery): boolean {
  const { state, pauseReason, passedLessonIds } = enrolment;
  if (delivery.kind !== "lesson" || delivery.copy > 0 || state !== "paused" || pauseReason !== delivery.state)
    return false;
  return !passedLessonIds.includes(delivery.lessonId ?? 0);
}

/** Planning queues the same row again, because the lesson is the first that its run has not had. */
async function sendLessonAgain(tx: Database, found: Found): Promise<Mended> {
  return found.enrolment !== null && isStoppedBy(found.enrolment, found.delivery) ? letRunGoOn(tx, found) : already;
}

async function letRunGoOn(tx: Database, { reader, enrolment, now }: Found): Promise<Mended> {
  if (enrolment?.state !== "paused" || enrolment.pauseReason === "reader") return already;
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  const due = dueOf(passage, { confirmedAt: enrolment.confirmedAt, now });
  await goOn(tx, { returning: [{ passage, due, isHeld: enrolment.openDeliveryId !== null }], now });
  return { kind: "done" };
}

const ways = { lesson: sendLessonAgain, notice: queueNoticeAgain, issue: queueLetterAgain } as const;

async function copyLesson(tx: Database, { delivery, reader, enrolment, now }: Found, after: number): Promise<Mended> {
  const { lessonId } = delivery;
  if (lessonId === null || enrolment === null) throw new Error(`lesson ${delivery.id} belongs to no run`);
  if (enrolment.state === "left")
    return impossible("They have left this course, so nothing of it may be sent to them.");
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  const lesson = passage.lessons.find(({ id }) => id === lessonId);
  if (lesson === undefined) return impossible("This lesson is no more.");
  const message = {
    ...{ readerId: reader.id, courseId: enrolment.courseId, enrolmentId: enrolment.id, lessonId },
    ...{ versionId: lesson.versionId, variant: variantFor(reader.name) },
    values: lessonValues({ passage, lesson, name: reader.name }),
    ...{ dueAt: now, slotAt: now, closesAt: now },
  };
  const made = await planCopy(tx, { kind: "lesson", after, message, plannedAt: now });
  return made === null ? already : { kind: "done" };
}

const copying = {
  lesson: copyLesson,
  issue: copyLetter,
  notice: () => Promise.resolve(impossible(notNotices)),
} as const;

/** These say nothing beyond what every notice says, so they can be written anew; the others speak of a moment gone by. */
const writable: readonly (NoticeKind | null)[] = ["confirm", "welcome", "finished", "find-link"];

async function queueNoticeAgain(tx: Database, { delivery, enrolment, now }: Found): Promise<Mended> {
  const { notice, occasion } = delivery;
  if (notice === null || occasion === null || enrolment === null || !writable.includes(notice))
    return impossible("What this notice said is no longer so. The next one will say what is.");
  const isQueued = await queueNotice(tx, { kind: notice, occasion, enrolment, dueAt: now, now, again: true });
  return isQueued ? { kind: "done" } : already;
}
