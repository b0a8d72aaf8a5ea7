import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readLesson } from "../../../../engine/lesson-page.ts";
import { requestContext } from "../../../context.ts";
import { LessonView } from "../../components/lesson-view.tsx";
import { readerPath } from "../../paths.ts";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ just?: string }> };

/** Read once for the page and its title. */
const find = cache(async (token: string) => readLesson(await requestContext(), { token }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await find((await params).token);
  if (found.kind === "unknown") return { title: "Your lesson" };
  const { day, days, title, courseTitle, minutes } = found;
  return { title: `Day ${day}: ${title}`, description: `Day ${day} of ${days} of ${courseTitle}, ${minutes} minutes.` };
}

/** A lesson as the link in a mail opens it. */
export default async function LessonPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await find(token);
  if (found.kind === "unknown") notFound();
  // The link of a nudge leads to another lesson every day; what is pressed here is meant for the one that is shown.
  const path = readerPath("lessons", found.lessonToken ?? token);
  return <LessonView lesson={found} path={path} just={(await searchParams).just} />;
}
