import type { Lesson } from "../db/catalogue.ts";
import { type HandedOver, listHandedOver } from "../db/deliveries.ts";
import { type Enrolment, readEnrolment } from "../db/enrolments.ts";
import { type Reader, readReader } from "../db/readers.ts";
import type { Context } from "./context.ts";
import { findOwnLesson } from "./own-lessons.ts";
import { type Passage, readPassage } from "./passage.ts";
import { deliveryOf } from "./token.ts";

/** How a reader comes to a lesson: by a link in a mail, or from their own page by the names of course and lesson. */
export type LessonDoor = { token: string } | { meToken: string; courseSlug: string; lessonKey: string };

/** One lesson of one reader. */
export type ReachedLesson = {
  reader: Reader;
  enrolment: Enrolment;
  passage: Passage;
  lesson: Lesson;
  /** What was mailed of this run, the oldest first. */
  mailed: readonly HandedOver[];
  /** The lesson's own delivery, if it has one. */
  deliveryId: number | null;
  /** The form that was mailed, or today's where none was. */
  versionId: number;
  /** The delivery whose token opened the door; tokens for other pages are made from it. */
  knownBy: number;
};

/** The lesson behind a door; null for a token that is none, and for a lesson that this reader may not open yet. */
export async function reachLesson(context: Context, door: LessonDoor): Promise<ReachedLesson | null> {
  return "token" in door ? reachByMail(context, door) : reachByName(context, door);
}

/**
 * A nudge or another notice has no lesson of its own: its link leads to the newest one that its enrolment had, whatever
 * that is on the day when somebody follows it.
 */
async function reachByMail(context: Context, door: { token: string }): Promise<ReachedLesson | null> {
  const delivery = await deliveryOf(context, { purpose: "lesson", ...door });
  // What belongs to a newsletter leads to no lesson.
  if (!delivery || delivery.enrolmentId === null) return null;
  const run = await readRun(context, { enrolmentId: delivery.enrolmentId });
  if (!run) return null;
  const own = delivery.lessonId === null ? run.mailed.at(-1) : { ...delivery, lessonId: delivery.lessonId };
  const lesson = run.passage.lessons.find(({ id }) => id === own?.lessonId);
  if (!own || !lesson) return null;
  return { ...run, lesson, deliveryId: own.id, versionId: own.versionId, knownBy: delivery.id };
}

/** A lesson that was opened before its mail, or went by without one. */
async function reachByName(
  context: Context,
  { meToken, ...named }: { meToken: string; courseSlug: string; lessonKey: string },
): Promise<ReachedLesson | null> {
  const delivery = await deliveryOf(context, { purpose: "me", token: meToken });
  const own = delivery && (await findOwnLesson(context, { readerId: delivery.readerId, ...named }));
  if (!delivery || !own) return null;
  const mailed = await listHandedOver(context.db, { enrolmentId: own.enrolment.id });
  const sent = mailed.find(({ lessonId }) => lessonId === own.lesson.id);
  const versionId = sent?.versionId ?? own.lesson.versionId;
  return { ...own, mailed, deliveryId: sent?.id ?? null, versionId, knownBy: delivery.id };
}

type Run = Pick<ReachedLesson, "reader" | "enrolment" | "passage" | "mailed">;

async function readRun(context: Context, { enrolmentId }: { enrolmentId: number }): Promise<Run | null> {
  const enrolment = await readEnrolment(context.db, { id: enrolmentId });
  const reader = enrolment && (await readReader(context.db, { id: enrolment.readerId }));
  if (!enrolment || !reader) return null;
  const passage = await readPassage(context.db, { ...reader, ...enrolment });
  return { reader, enrolment, passage, mailed: await listHandedOver(context.db, { enrolmentId }) };
}
