import type { Lesson } from "../db/catalogue.ts";
import { findCourseBySlug } from "../db/catalogue.ts";
import { type Enrolment, listEnrolmentsOfReader } from "../db/enrolments.ts";
import { type Reader, readReader } from "../db/readers.ts";
import { inOrder } from "../domain/pacing.ts";
import type { Context } from "./context.ts";
import { type Passage, readPassage } from "./passage.ts";

/** A lesson that a reader may open on the web without a mail of its own. */
export type OwnLesson = { reader: Reader; enrolment: Enrolment; passage: Passage; lesson: Lesson };

/**
 * The lesson of this reader's newest run of a course, if it was sent, opened ahead, or went by: everything up to the
 * place of the furthest one they have come to. Null for what still lies ahead, and for what is nobody's or another's.
 */
export async function findOwnLesson(
  context: Context,
  input: { readerId: number; courseSlug: string; lessonKey: string },
): Promise<OwnLesson | null> {
  const course = await findCourseBySlug(context.db, { slug: input.courseSlug });
  const reader = course && (await readReader(context.db, { id: input.readerId }));
  if (!course || !reader) return null;
  const enrolments = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const enrolment = enrolments.find(({ courseId, state }) => courseId === course.id && state !== "unconfirmed");
  if (!enrolment) return null;
  const passage = await readPassage(context.db, { ...reader, ...enrolment });
  const lesson = passage.lessons.find(({ key }) => key === input.lessonKey);
  return lesson && isOpenLesson(passage, lesson) ? { reader, enrolment, passage, lesson } : null;
}

/** Whether the reader may open it: it was sent, opened ahead, or went by. */
export function isOpenLesson({ lessons, had, openedAhead, passed }: Passage, lesson: Lesson): boolean {
  const hadIds = new Set(had.map(({ lessonId }) => lessonId));
  if (hadIds.has(lesson.id) || openedAhead.has(lesson.id) || passed.has(lesson.id)) return true;
  if (lesson.retiredAt !== null) return false;
  const ordered = inOrder(lessons);
  return ordered.findIndex(({ id }) => id === lesson.id) < ordered.findLastIndex(({ id }) => hadIds.has(id));
}
