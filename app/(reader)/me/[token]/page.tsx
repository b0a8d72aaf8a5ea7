import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readReader } from "../../../../engine/reader-page.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { requestContext } from "../../../context.ts";
import { Changed } from "../../components/changed.tsx";
import { YoursToChange } from "../../components/choices.tsx";
import { Heading } from "../../components/heading.tsx";
import { Passage } from "../../components/passage.tsx";
import { readerPath } from "../../paths.ts";

export const metadata: Metadata = { title: "Your days" };

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ changed?: string; course?: string }>;
};

/** A reader's own page: every day of every course of theirs, what comes next, and the way out. */
export default async function ReaderPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readReader(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  const { name, enrolments, newsletters, leaveToken } = found;
  const following = newsletters.filter((newsletter) => newsletter.following);
  return (
    <>
      <Heading title={name === null ? "Your days" : `Your days, ${name}`} />
      <Changed token={token} {...(await searchParams)} />
      {enrolments.length === 0 ? <NoCourse /> : null}
      {enrolments.map((enrolment) => (
        <Passage key={enrolment.courseSlug} {...enrolment} />
      ))}
      <YoursToChange token={token} />
      <footer className="mt-16 border-line border-t pt-6 text-quiet text-small">
        {following.length === 0 ? null : <p>You also follow {spoken(following.map(({ title }) => title))}.</p>}
        <p className="mt-2">
          This page is yours alone; whoever has its address can open it.{" "}
          <a href={readerPath("leave", leaveToken)}>Leave a course, or everything</a>
        </p>
      </footer>
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
