import { listLessons } from "../../../../db/catalogue.ts";
import type { Context } from "../../../../engine/context.ts";
import { liveLessons } from "../../../../engine/passage.ts";
import { type ReaderStory, readStory, type StudioCourse } from "../../../../engine/studio/reader-story.ts";
import { idOf } from "../paths.ts";

/** The reader that a path names; null where there is none, or not any more. */
export async function storyOf(context: Context, id: string, before: Date | null = null): Promise<ReaderStory | null> {
  const readerId = idOf(id);
  return readerId === null ? null : readStory(context, { readerId, before });
}

export type NumberedLesson = { id: number; day: number; title: string };

/** The lessons of a course in today's order, with their days. */
export async function lessonsOf(context: Context, course: StudioCourse | null): Promise<NumberedLesson[]> {
  if (course === null) return [];
  const lessons = await listLessons(context.db, { courseId: course.enrolment.courseId });
  return liveLessons({ lessons }).map(({ id, title }, index) => ({ id, title, day: index + 1 }));
}
