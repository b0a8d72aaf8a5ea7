import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readLesson } from "../../../../../../../engine/lesson-page.ts";
import { requestContext } from "../../../../../../context.ts";
import { LessonView } from "../../../../../components/lesson-view.tsx";
import { ownLessonPath } from "../../../../../paths.ts";

type Named = { token: string; course: string; key: string };
type Props = { params: Promise<Named>; searchParams: Promise<{ just?: string }> };

/** Read once for the page and its title. */
const find = cache(async (meToken: string, courseSlug: string, lessonKey: string) =>
  readLesson(await requestContext(), { meToken, courseSlug, lessonKey }),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token, course, key } = await params;
  const found = await find(token, course, key);
  if (found.kind === "unknown") return { title: "Your lesson" };
  const { day, days, title, courseTitle, minutes } = found;
  return { title: `Day ${day}: ${title}`, description: `Day ${day} of ${days} of ${courseTitle}, ${minutes} minutes.` };
}

/** A lesson that was opened before its mail, or went by without one: the same page, reached from the reader's own. */
export default async function OwnLessonPage({ params, searchParams }: Props) {
  const { token, course, key } = await params;
  const found = await find(token, course, key);
  if (found.kind === "unknown") notFound();
  const path = ownLessonPath(token, { courseSlug: course, key });
  return <LessonView lesson={found} path={path} just={(await searchParams).just} />;
}
