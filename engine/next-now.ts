import type { Lesson } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { type Delivery, holdQueuedLesson, readDelivery } from "../db/deliveries.ts";
import { changeEnrolment, type Enrolment, lockEnrolmentsOfReader, readEnrolment } from "../db/enrolments.ts";
import { lockReader, type Reader } from "../db/readers.ts";
import { noteOpenedAhead } from "../db/touched.ts";
import { wakeWorkers } from "../db/wake.ts";
import { localDay } from "../domain/calendar.ts";
import { mayBegin, nextDue, windowOf } from "../domain/schedule.ts";
import { spokenDay } from "../domain/spoken.ts";
import type { Context } from "./context.ts";
import { readTurns } from "./daily-budget.ts";
import { lessonPhrase } from "./lesson-values.ts";
import { waitsForCompletion } from "./move-on.ts";
import { openGate } from "./open-gate.ts";
import { nextOn, type Passage, readPassage } from "./passage.ts";

export type OpenedNow =
  /** `mailed`: today has had none, so the mail goes out too; otherwise it stays for its day. */
  | { kind: "opened"; lessonId: number; lessonKey: string; courseSlug: string; mailed: boolean }
  | { kind: "unknown" }
  | { kind: "paused" | "finished" | "waiting"; words: string };

/** A second press so soon after the first is the same press. */
const samePressMs = 60_000;

/**
 * "The next lesson now" (rule 4): opens it on the web at once, and mails it only if today may have one. A gate on
 * completion is kept. Opened and done, a lesson counts as had and is not mailed any more; opened only, its mail comes on
 * its day. See docs/decisions/0015.
 */
export function openNextNow(context: Context, input: { readerId: number; enrolmentId: number }): Promise<OpenedNow> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    const enrolments = reader ? await lockEnrolmentsOfReader(tx, { readerId: reader.id }) : [];
    const found = enrolments.find(({ id }) => id === input.enrolmentId);
    const enrolment = found?.wait ? await pastGate(tx, { id: found.id, now }) : found;
    if (!reader || !enrolment || enrolment.state === "unconfirmed") return { kind: "unknown" };
    const passage = await readPassage(tx, { ...reader, ...enrolment });
    return refusalOf({ enrolment, passage, now }) ?? (await open(tx, { reader, enrolment, passage, now }));
  });
}

/** The author may have opened the gate, or made a rest day of the lesson that it waits for, and no tick has looked yet. */
async function pastGate(tx: Database, { id, now }: { id: number; now: Date }): Promise<Enrolment | null> {
  await openGate(tx, { enrolmentId: id, now });
  return readEnrolment(tx, { id });
}

type Asked = { reader: Reader; enrolment: Enrolment; passage: Passage; now: Date };

function refusalOf({ enrolment, passage, now }: Omit<Asked, "reader">): OpenedNow | null {
  if (enrolment.state === "paused") {
    return { kind: "paused", words: "This course is paused. Go on with it first, and the next lesson opens." };
  }
  if (enrolment.state !== "active") return { kind: "finished", words: "This course is over. No further lesson comes." };
  const { lessons, had, course, rhythm } = passage;
  const newest = lessons.find(({ id }) => id === had.at(-1)?.lessonId);
  if (newest && waitsForCompletion(passage)) {
    return { kind: "waiting", words: `Do ${lessonPhrase(passage, newest)} first, and the next lesson opens.` };
  }
  const { start } = course.facts;
  if (typeof start !== "string" && had.length === 0 && localDay(now, rhythm.zone) < start.cohortDay) {
    return { kind: "waiting", words: `Everybody begins together, on ${spokenDay(start.cohortDay)}.` };
  }
  return null;
}

async function open(tx: Database, asked: Asked): Promise<OpenedNow> {
  const { passage, enrolment, now } = asked;
  const queued = enrolment.openDeliveryId === null ? null : await readDelivery(tx, { id: enrolment.openDeliveryId });
  const pressed = justOpened(passage, now);
  const mailed = pressed ? isOnItsWay({ ...asked, queued }, pressed) : await mailNow(tx, { ...asked, queued });
  const lesson = pressed ?? lessonFor(asked, { queued, mailed });
  if (!lesson) return { kind: "finished", words: "You have had every lesson of this course." };
  await noteOpenedAhead(tx, { enrolmentId: enrolment.id, lessonId: lesson.id, openedAt: now });
  if (mailed) await wakeWorkers(tx);
  const { slug: courseSlug } = passage.course;
  return { kind: "opened", lessonId: lesson.id, lessonKey: lesson.key, courseSlug, mailed };
}

function justOpened({ openedAhead, completed, lessons }: Passage, now: Date): Lesson | null {
  const [id] = [...openedAhead].find(
    ([lessonId, openedAt]) => !completed.has(lessonId) && now.getTime() - openedAt.getTime() < samePressMs,
  ) ?? [null];
  return lessons.find((lesson) => lesson.id === id) ?? null;
}

type Queued = Asked & { queued: Delivery | null };

function isOnItsWay({ enrolment, passage, queued, now }: Queued, lesson: Lesson): boolean {
  if (queued) return queued.state === "batched" || (queued.dueAt !== null && queued.dueAt <= now);
  const isPlannedNow = enrolment.nextSendAt !== null && enrolment.nextSendAt <= now;
  return isPlannedNow || passage.had.some(({ lessonId }) => lessonId === lesson.id);
}

/** The one that is queued already, or the one that belongs to the day for which its mail comes. */
function lessonFor(
  { passage, now }: Asked,
  { queued, mailed }: { queued: Delivery | null; mailed: boolean },
): Lesson | null {
  if (queued) return passage.lessons.find(({ id }) => id === queued.lessonId) ?? null;
  const { rhythm, last } = passage;
  return nextOn(passage, mailed ? now : nextDue({ rhythm, last, now }).slotAt);
}

/**
 * Makes the lesson due at once where rule 4 and the reader's budget allow one now; says whether it goes out. Whose turn
 * it is can only be asked of what is due, so it is made due first, and put back where it is not its turn.
 */
async function mailNow(tx: Database, asked: Queued): Promise<boolean> {
  const { reader, enrolment, passage, queued, now } = asked;
  if (queued?.state === "batched") return true;
  if (queued?.dueAt && queued.dueAt <= now) return true;
  const { rhythm, last } = passage;
  if (mayBegin({ rhythm, slotAt: now, last, now }) !== "yes" || nextOn(passage, now) === null) return false;
  const { closesAt } = windowOf({ rhythm, slotAt: now });
  await makeDue(tx, { ...asked, due: { dueAt: now, slotAt: now, closesAt } });
  const turns = await readTurns(tx, { readers: [{ ...reader, readerId: reader.id }], now });
  if (turns.has({ readerId: reader.id, enrolmentId: enrolment.id, slotAt: now })) return true;
  await makeDue(tx, { ...asked, due: dueBefore(asked) });
  return false;
}

type Times = { dueAt: Date; slotAt: Date; closesAt: Date };

function dueBefore({ enrolment, queued }: Queued): Times {
  const dueAt = queued?.dueAt ?? enrolment.nextSendAt;
  const slotAt = queued?.slotAt ?? enrolment.nextSlotAt;
  if (!dueAt || !slotAt) throw new Error(`enrolment ${enrolment.id} has neither a time nor a wait`);
  return { dueAt, slotAt, closesAt: queued?.closesAt ?? dueAt };
}

async function makeDue(tx: Database, { enrolment, queued, due }: Queued & { due: Times }): Promise<void> {
  if (queued) await holdQueuedLesson(tx, { enrolmentId: enrolment.id, due });
  else await changeEnrolment(tx, { id: enrolment.id, nextSendAt: due.dueAt, nextSlotAt: due.slotAt });
}
