import { notFound } from "next/navigation";
import { listLessons } from "../../../../db/catalogue.ts";
import type { Context } from "../../../../engine/context.ts";
import { liveLessons } from "../../../../engine/passage.ts";
import { type ReaderStory, readStory, type StudioCourse } from "../../../../engine/studio/reader-story.ts";
import { idOf } from "../paths.ts";

/** The reader that a path names, or the page that says that there is none. */
export async function storyOf(context: Context, id: string, before: Date | null = null): Promise<ReaderStory> {
  const readerId = idOf(id);
  const story = readerId === null ? null : await readStory(context, { readerId, before });
  if (story === null) notFound();
  return story;
}

export type NumberedLesson = { id: number; day: number; title: string };

/** The lessons of a course in today's order, with their days. */
export async function lessonsOf(context: Context, course: StudioCourse | null): Promise<NumberedLesson[]> {
  if (course === null) return [];
  const lessons = await listLessons(context.db, { courseId: course.enrolment.courseId });
  return liveLessons({ lessons }).map(({ id, title }, index) => ({ id, title, day: index + 1 }));
}
