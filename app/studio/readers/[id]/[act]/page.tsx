import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { tryAct } from "../../../../../engine/studio/reader-acts.ts";
import { type Query, readAsked } from "../../../../(reader)/asked.ts";
import { ButtonLink } from "../../../../components/button.tsx";
import { requireAuthor } from "../../../author.ts";
import { Note } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { readerPath } from "../../paths.ts";
import { actWords } from "../act-words.ts";
import { actKindOf, courseAsked, readAct } from "../acts.ts";
import { ActForm } from "../components/act-form.tsx";
import { Proposal } from "../components/proposal.tsx";
import { lessonsOf, storyOf } from "../read-reader.ts";

export const metadata: Metadata = { title: "For a reader" };

type Props = { params: Promise<{ id: string; act: string }>; searchParams: Query };

/** One thing that an author does for a reader: chosen, shown with what it would bring, and only then done. */
export default async function ActPage({ params, searchParams }: Props) {
  const { context } = await requireAuthor("owner");
  const { id, act: name } = await params;
  const kind = actKindOf(name);
  const story = await storyOf(context, id);
  if (kind === null || story === null) notFound();
  const asked = await readAsked(searchParams);
  const course = courseAsked(asked, story.courses);
  const lessons = kind === "move" ? await lessonsOf(context, course) : [];
  const needsNoForm = kind === "resume" || kind === "erase";
  const read = asked.isSent || (needsNoForm && !asked.isAgain) ? readAct(kind, { ...asked, story, lessons }) : null;
  const tried = read?.kind === "act" ? await tryAct(context, { readerId: story.reader.id, act: read.act }) : null;
  const wrong =
    read?.kind === "invalid" ? read.message : tried?.outcome.kind === "refused" ? tried.outcome.words : null;
  const words = actWords[kind];
  const isTried = tried?.outcome.kind === "done";
  return (
    <>
      <PageHeading
        title={words.title}
        back={{ href: readerPath(story.reader.id), words: story.reader.name ?? story.reader.address }}
        lead={words.lead}
      />
      {asked.value("fault") === "" ? null : <Note kind="wrong">{faultWords(asked.value("fault"))}</Note>}
      {wrong === null ? null : <Note kind="wrong">Nothing was changed. {wrong}</Note>}
      {tried?.outcome.kind === "already" ? <Note>Nothing would change: it is so already.</Note> : null}
      <Panel className="max-w-3xl">
        {isTried ? (
          <Proposal kind={kind} story={story} after={tried.after} values={asked.values} />
        ) : needsNoForm ? (
          <ButtonLink href={readerPath(story.reader.id)} look="quiet">
            Back to the reader
          </ButtonLink>
        ) : (
          <ActForm kind={kind} story={story} course={course} lessons={lessons} value={asked.value} />
        )}
      </Panel>
    </>
  );
}

function faultWords(fault: string): string {
  if (fault === "typed")
    return "Nothing was erased. Type the address exactly as it stands below, to be sure who is meant.";
  return "Nothing was changed, because meanwhile something else was. Look at it once more.";
}
