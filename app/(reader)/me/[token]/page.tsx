import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type PageEnrolment, readReader } from "../../../../engine/reader-page.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { requestContext } from "../../../context.ts";
import { Changed } from "../../components/changed.tsx";
import { YoursToChange } from "../../components/choices.tsx";
import { Heading } from "../../components/heading.tsx";
import { NextUp } from "../../components/next-up.tsx";
import { Passage, type PassageFacts } from "../../components/passage.tsx";
import { ownLessonPath, readerPath } from "../../paths.ts";

export const metadata: Metadata = {
  title: "Your days",
  description: "Every day of your courses, what comes next, and everything that is yours to change.",
};

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ changed?: string; course?: string; letter?: string }>;
};

/** A reader's own page: every day of every course of theirs, what comes next, and the way out. */
export default async function ReaderPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readReader(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  const { name, enrolments, newsletters, leaveToken } = found;
  const passages = enrolments.toSorted(leftLast).map((enrolment) => withPaths(enrolment, token));
  const { changed, course, letter } = await searchParams;
  const following = newsletters.filter((newsletter) => newsletter.following);
  const isOnlyFollowing = enrolments.length === 0 && following.length > 0;
  const title = isOnlyFollowing ? "Your letters" : "Your days";
  return (
    <>
      <Heading title={name === null ? title : `${title}, ${name}`} />
      <Changed token={token} changed={changed} course={course} letter={letter} />
      {isOnlyFollowing ? <FollowedLetters letters={following} /> : null}
      {enrolments.length === 0 && !isOnlyFollowing ? <NoCourse /> : null}
      <NextUp passages={passages} />
      {passages.map((passage) => (
        <Passage key={passage.courseSlug} {...passage} />
      ))}
      <YoursToChange token={token} />
      <footer className="mt-16 border-line border-t pt-6 text-quiet text-small">
        {following.length === 0 || isOnlyFollowing ? null : (
          <p>You also follow {spoken(following.map((letter) => letter.title))}.</p>
        )}
        <p className="mt-2">
          Keep this page to yourself: whoever has its address can open it.{" "}
          <a href={readerPath("leave", leaveToken)}>{isOnlyFollowing ? "Leave" : "Leave a course, or everything"}</a>
        </p>
      </footer>
    </>
  );
}

/** What somebody left stands behind what they are in or have finished. */
function leftLast(one: PageEnrolment, other: PageEnrolment): number {
  return Number(one.state === "left") - Number(other.state === "left");
}

/** Where each day leads: to the page of its mail, or to the lesson by its name where it has had none. */
function withPaths(enrolment: PageEnrolment, meToken: string): PassageFacts {
  const { courseSlug } = enrolment;
  const hrefOf = ({ lessonToken, isOpen, key }: PageEnrolment["days"][number]) => {
    if (lessonToken !== null) return readerPath("lessons", lessonToken);
    return isOpen ? ownLessonPath(meToken, { courseSlug, key }) : null;
  };
  return { ...enrolment, meToken, days: enrolment.days.map((day) => ({ ...day, href: hrefOf(day) })) };
}

/** What a reader of letters alone finds first. */
function FollowedLetters({ letters }: { letters: readonly { slug: string; title: string }[] }) {
  return (
    <>
      <p className="mt-5 text-lead">These letters come to you. All that were sent can be read here.</p>
      <ul className="mt-4 rounded-card bg-surface px-4 sm:px-6">
        {letters.map(({ slug, title }) => (
          <li key={slug} className="break-words border-line border-b py-1 last:border-b-0">
            <a className="inline-flex min-h-11 items-center" href={`/letters/${slug}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function NoCourse() {
  return (
    <>
      <p className="mt-5 text-lead">No course is running for you at the moment.</p>
      <p className="mt-8">
        <ButtonLink href="/">Choose a course</ButtonLink>
      </p>
    </>
  );
}

function spoken(titles: readonly string[]): string {
  return new Intl.ListFormat("en-US", { type: "conjunction" }).format(titles);
}
