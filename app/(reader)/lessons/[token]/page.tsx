import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Context } from "../../../../engine/context.ts";
import { readLesson } from "../../../../engine/lesson-page.ts";
import { readReader } from "../../../../engine/reader-page.ts";
import { requestContext } from "../../../context.ts";
import { Heading } from "../../components/heading.tsx";
import { Tick } from "../../components/tick.tsx";
import { Week } from "../../components/week.tsx";
import { readerPath } from "../../paths.ts";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ just?: string }> };

/** Read once for the page and its title. */
const find = cache(async (token: string) => readLesson(await requestContext(), { token }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await find((await params).token);
  return { title: found.kind === "unknown" ? "Your lesson" : `Day ${found.day}: ${found.title}` };
}

/** A lesson on the web: the same words as in the mail, this reader's week, and the button "I did it". */
export default async function LessonPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await find(token);
  if (found.kind === "unknown") notFound();
  const justDone = found.completed && (await searchParams).just === "done";
  return (
    <>
      <Heading
        about={`${found.courseTitle}\u00a0· Day\u00a0${found.day}\u00a0of\u00a0${found.days}\u00a0· ${found.minutes}\u00a0minutes`}
        title={found.title}
      />
      <section id="progress" aria-label="Your week" className="mt-8 scroll-mt-6">
        <Week days={found.week} current={found.day} justDone={justDone} />
        <p className="mt-3 flex flex-wrap justify-between gap-x-6">
          <strong className="font-semibold">{found.streakPhrase}</strong>
          <a href={readerPath("me", found.meToken)}>{found.donePhrase}: see all days</a>
        </p>
      </section>
      {/* The compiled web form of a published lesson: our own markup, with the reader's values already escaped. */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: it was compiled and verified when it was published. */}
      <div className="lesson-bare mt-10" dangerouslySetInnerHTML={{ __html: found.html }} />
      <Tick
        completed={found.completed}
        kind={found.lessonKind}
        path={readerPath("lessons", token)}
        nextStep={found.completed ? await readNextStep(await requestContext(), found) : null}
      />
    </>
  );
}

/** What comes after a lesson that is done, as a sentence. */
async function readNextStep(context: Context, lesson: { courseSlug: string; meToken: string }): Promise<string | null> {
  const reader = await readReader(context, { token: lesson.meToken });
  const enrolment =
    reader.kind === "ok" ? reader.enrolments.find(({ courseSlug }) => courseSlug === lesson.courseSlug) : undefined;
  if (enrolment?.state === "finished") return "You have been through the whole course.";
  if (enrolment?.next) return `The next one comes on ${enrolment.next.spoken}.`;
  return enrolment?.waitReason ?? null;
}
