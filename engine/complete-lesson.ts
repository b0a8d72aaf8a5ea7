import { noteCompletion, takeCompletionBack } from "../db/completions.ts";
import { changeEnrolment, lockEnrolment } from "../db/enrolments.ts";
import type { Feeling } from "../db/schema/enrolments.ts";
import { weekHourOf } from "../domain/week-hours.ts";
import type { Context } from "./context.ts";
import { openGate, shutGate } from "./open-gate.ts";
import { type LessonDoor, reachLesson } from "./reach-lesson.ts";
import { noteHere } from "./seen.ts";
import { linkToken } from "./token.ts";

export type CompletedLesson =
  | { kind: "unknown" }
  /** `isNew`: it was not done before. `lessonToken` opens the page of the lesson that was meant: behind a notice's link it is another one tomorrow. */
  | { kind: "ok"; completed: boolean; isNew: boolean; lessonToken: string | null };

/**
 * Notes that the reader did this lesson and how it felt, or takes both back. It locks the enrolment as settling does,
 * so a tap that comes before the provider's answer is recorded counts all the same, and it opens a gate that waited
 * for it.
 */
export async function completeLesson(
  context: Context,
  { done, felt = null, ...door }: LessonDoor & { done: boolean; felt?: Feeling | null },
): Promise<CompletedLesson> {
  const found = await reachLesson(context, door);
  if (!found) return { kind: "unknown" };
  const place = { enrolmentId: found.enrolment.id, lessonId: found.lesson.id };
  const { id: readerId, zone } = found.reader;
  await noteHere(context, { readerId });
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    if (!(await lockEnrolment(tx, { id: place.enrolmentId }))) return { kind: "unknown" };
    if (!done) {
      await takeCompletionBack(tx, place);
      await shutGate(tx, { ...place, now });
    }
    const isNew =
      done && (await noteCompletion(tx, { ...place, completedAt: now, felt, weekHour: weekHourOf(now, zone) }));
    // Opened on the web before its mail and done, it counts as had.
    const isAhead = isNew && found.passage.openedAhead.has(place.lessonId);
    if (isAhead) await changeEnrolment(tx, { id: place.enrolmentId, reachedLessonId: place.lessonId });
    if (isNew) await openGate(tx, { ...place, now });
    const { deliveryId } = found;
    const lessonToken = deliveryId === null ? null : linkToken(context, { deliveryId, purpose: "lesson" });
    return { kind: "ok", completed: done, isNew, lessonToken };
  });
}
