import type { Course } from "../db/catalogue.ts";
import { closeUnsent, isOfCourse, type QueuedDelivery, type QueuedOfCourse } from "../db/composing.ts";
import type { Database } from "../db/connect.ts";
import type { Issue } from "../db/letters/issues.ts";
import type { PastWait } from "../db/past-waits.ts";
import { giveNextSteps, listHadLessons } from "../db/planning.ts";
import { localDay } from "../domain/calendar.ts";
import { type Due, type Last, lastOf } from "../domain/schedule.ts";
import { readTurns, type Turns } from "./daily-budget.ts";
import { holdIssuesOf, judgeLetter } from "./letters/judge-letters.ts";
import { nextOn, readPassages, skipsToToday } from "./passage.ts";
import { pauseEndIn } from "./pause-over.ts";
import { type PutOff, putOffByBudget, putOffByTime } from "./put-offs.ts";

/** What composing does with a queued delivery that it has claimed. */
export type Admission =
  | { kind: "admit"; versionId?: number }
  | { kind: "hold"; hold: "course" | "pause" }
  | { kind: "put off"; due: Due; wait: PastWait | null }
  | { kind: "suppress"; reason: string }
  | { kind: "cancel"; cancel(tx: Database): Promise<void> };

/**
 * Asks of each claimed delivery once more whether its first attempt may begin now: between planning and composing lie
 * a queue, perhaps an outage, and whatever the reader did meanwhile. Their readers are locked, so the answer holds.
 */
export async function judgeQueued(
  db: Database,
  input: { claimed: readonly QueuedDelivery[]; courses: ReadonlyMap<number, Course>; now: Date },
): Promise<Admission[]> {
  const { courses, now } = input;
  const lessons = input.claimed.filter(isOfCourse).filter((delivery) => delivery.kind === "lesson");
  const had = await listHadLessons(db, { pairs: lessons });
  const turns = await readTurns(db, { readers: lessons, now });
  const issues = await holdIssuesOf(db, input.claimed);
  const bound = await lessonsBoundToDays(db, { lessons, courses });
  return input.claimed.map((delivery) => {
    if (isSuppressed(delivery)) return { kind: "suppress", reason: `address ${delivery.suppressedFor}` };
    if (delivery.kind === "notice") return judgeNotice(delivery, now);
    if (!isOfCourse(delivery)) return judgeLetterAs(delivery, issues);
    const last = lastOf(had.get(`${delivery.readerId}:${delivery.courseId}`) ?? []);
    const facts = { last, turns, bound, now };
    return judgeLesson(delivery, facts);
  });
}

function judgeLetterAs(delivery: QueuedDelivery, issues: ReadonlyMap<number, Issue>): Admission {
  const verdict = judgeLetter(delivery, issues);
  if (verdict.kind !== "drop") return verdict;
  const { id } = delivery;
  return { kind: "cancel", cancel: (tx) => closeUnsent(tx, { ids: [id], state: "cancelled", reason: verdict.reason }) };
}

/**
 * In a course that skips to today, the lesson that belongs to the day of each delivery's slot; null where none does any
 * more. Of other courses there is nothing in it, and without any it costs nothing.
 */
async function lessonsBoundToDays(
  db: Database,
  { lessons, courses }: { lessons: readonly QueuedOfCourse[]; courses: ReadonlyMap<number, Course> },
): Promise<Map<number, number | null>> {
  const skipping = lessons.filter(({ courseId }) => skipsToToday(courses.get(courseId)));
  const rows = skipping.map((delivery) => ({ ...delivery, id: delivery.enrolmentId }));
  const passages = await readPassages(db, rows);
  return new Map(
    skipping.flatMap(({ id, enrolmentId, slotAt }) => {
      const passage = passages.get(enrolmentId);
      if (!passage || !slotAt || passage.cohortDay === null) return [];
      return [[id, nextOn(passage, slotAt)?.id ?? null]];
    }),
  );
}

/** One confirmation may go to somebody who left or bounced, because only their own confirmation lifts that. */
function isSuppressed({ suppressedFor, notice }: QueuedDelivery): boolean {
  const asksForConsent = notice === "confirm" || notice === "address-change";
  return asksForConsent ? suppressedFor === "complained" : suppressedFor !== null;
}

/**
 * What came back from a batch that was refused, or waited for a halt to end, may say what is no longer so: whoever paused,
 * came back, did the lesson or took the wish back meanwhile has reached only what was queued then.
 */
function judgeNotice(delivery: QueuedDelivery, now: Date): Admission {
  const { id, notice, wait, wishWithdrawnAt } = delivery;
  const reason =
    (notice === "nudge" && wait === null && "it waits for nothing any more") ||
    (notice === "pause-over" && isAnnouncedInVain(delivery, now) && "the pause ended otherwise") ||
    (notice === "address-change" && wishWithdrawnAt !== null && "the wish was taken back");
  if (!reason) return { kind: "admit" };
  return { kind: "cancel", cancel: (tx) => closeUnsent(tx, { ids: [id], state: "cancelled", reason }) };
}

/** It may go out with the end that it speaks of, but not after another end, and not when the lesson is here as well. */
function isAnnouncedInVain({ occasion, resumeDay, nextSendAt, wait, zone }: QueuedDelivery, now: Date): boolean {
  const day = pauseEndIn(occasion ?? "");
  if (resumeDay !== null) return resumeDay !== day;
  if (localDay(now, zone) < day) return true;
  return wait === null && (nextSendAt === null || nextSendAt <= now);
}

type Facts = { last: Last | null; turns: Turns; bound: ReadonlyMap<number, number | null>; now: Date };

function judgeLesson(delivery: QueuedOfCourse, { last, turns, bound, now }: Facts): Admission {
  const { slotAt, zone, sendMinute, weekdays, everyDays } = delivery;
  if (!slotAt) throw new Error(`delivery ${delivery.id} is a lesson without a slot`);
  const rhythm = { zone, sendMinute, weekdays, everyDays };
  // The author sends it once more, knowing what it is: no rule of the calendar is about a copy.
  if (delivery.copy > 0) return { kind: "admit" };
  if (delivery.lessonRetiredAt !== null) return drop(delivery, { reason: "retired", now });
  if (delivery.passedOver) return drop(delivery, { reason: "moved on past it", now });
  if (delivery.doneAhead) return drop(delivery, { reason: "done on the web already", now });
  const slot = { rhythm, slotAt, last, now };
  const startedByConfirming = slotAt.getTime() === delivery.confirmedAt?.getTime();
  const off = putOffByTime({ ...slot, startedByConfirming });
  if (off !== null) return again(delivery, { off, slotAt });
  if (!turns.has({ ...delivery, slotAt })) {
    return again(delivery, { off: putOffByBudget(slot), slotAt });
  }
  const isAnothers = bound.has(delivery.id) && bound.get(delivery.id) !== delivery.lessonId;
  return isAnothers ? drop(delivery, { reason: "its day went by", now }) : { kind: "admit" };
}

/** Puts it off, and keeps why for whoever asks later when it came. */
function again(
  { readerId, enrolmentId }: QueuedOfCourse,
  { off: { due, why }, slotAt }: { off: PutOff; slotAt: Date },
): Admission {
  const wait = why === null ? null : { readerId, enrolmentId, why, fromAt: slotAt, untilAt: due.dueAt };
  return { kind: "put off", due, wait };
}

/** A lesson that is not to be sent any more: its place in the day goes to the next one, which planning will find. */
function drop(delivery: QueuedOfCourse, { reason, now }: { reason: string; now: Date }): Admission {
  const { id, enrolmentId, slotAt } = delivery;
  return {
    kind: "cancel",
    async cancel(tx) {
      await closeUnsent(tx, { ids: [id], state: "cancelled", reason });
      await giveNextSteps(tx, { steps: [{ enrolmentId, kind: "due", nextSendAt: now, nextSlotAt: slotAt ?? now }] });
    },
  };
}
