import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { countHeldForCourse } from "../../../../../db/letters/newsletter-desk.ts";
import { findNewsletterBySlug, type Newsletter } from "../../../../../db/letters/newsletters.ts";
import { duringCourseChoice, findFaults, type NewsletterForm } from "../../../../../engine/letters/newsletter-form.ts";
import { isAllowed } from "../../../../../engine/studio/author.ts";
import { isSlug } from "../../../../slug.ts";
import { requireAuthor } from "../../../author.ts";
import { Note, Said } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressButton } from "../../../components/press-form.tsx";
import { formInQuery, type Query } from "../form-values.ts";
import { NewsletterFormPanel } from "../newsletter-form.tsx";

export const metadata: Metadata = { title: "A newsletter" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** One newsletter: what it is called and how it behaves, and its end. */
export default async function NewsletterPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { slug } = await params;
  const newsletter = isSlug(slug) ? await findNewsletterBySlug(context.db, { slug }) : null;
  if (newsletter === null) notFound();
  const query = await searchParams;
  const again = formInQuery(query);
  const errors = again ? findFaults(again) : {};
  const isOwner = isAllowed(author, "owner");
  return (
    <>
      <Said said={query.said} words={said} />
      {query.said === "on-its-way" ? <Note kind="wrong">{onItsWay}</Note> : null}
      {Object.keys(errors).length > 0 ? (
        <Note kind="wrong">Something needs another look. Nothing was changed.</Note>
      ) : null}
      <PageHeading
        back={{ href: "/studio/letters/newsletters", words: "Newsletters" }}
        title={newsletter.title}
        lead={<Places newsletter={newsletter} />}
      />
      {isOwner ? (
        <>
          <NewsletterFormPanel
            action={`/studio/letters/newsletters/${slug}/now`}
            form={again ?? formOf(newsletter)}
            errors={errors}
            isNew={false}
            siteName={context.settings.siteName}
            button="Keep this"
          />
          <End newsletter={newsletter} held={await countHeldForCourse(context.db, { newsletterId: newsletter.id })} />
        </>
      ) : (
        <Note>Only an owner may change a newsletter.</Note>
      )}
    </>
  );
}

const said = {
  made: "It is made, and can be followed from now on.",
  changed: "Kept. It counts from the next message on.",
  done: "Done.",
};
const onItsWay = "A letter of it is scheduled or going out. Wait for it, or cancel it, and then end the newsletter.";

function Places({ newsletter: { slug, retiredAt } }: { newsletter: Newsletter }) {
  return (
    <>
      {retiredAt === null ? "Readers sign up at " : "It has ended. What was sent is read at "}
      <a href={`/letters/${slug}`}>/letters/{slug}</a>.
    </>
  );
}

function formOf(newsletter: Newsletter): NewsletterForm {
  const { slug, title, description, senderName, replyTo, tracking } = newsletter;
  return {
    ...{ slug, title, description, tracking },
    senderName: senderName ?? "",
    replyTo: replyTo ?? "",
    duringCourse: duringCourseChoice(newsletter),
  };
}

function End({ newsletter: { slug, retiredAt }, held }: { newsletter: Newsletter; held: number }) {
  const action = `/studio/letters/newsletters/${slug}/retire`;
  return (
    <Panel title={retiredAt === null ? "End it" : "Open it again"} className="mt-6">
      <p className="mb-4 max-w-[62ch]">
        {retiredAt === null
          ? "Nobody can follow it any more, and no further letter of it can be written. What was sent stays in the archive, and its readers are told nothing. You can open it again."
          : "It can be followed again, and whoever followed it when it ended still does."}
      </p>
      {held === 0 ? null : (
        <p className="mb-4 max-w-[62ch]">
          {held === 1 ? "One letter waits" : `${held.toLocaleString("en-US")} letters wait`} until{" "}
          {held === 1 ? "its reader’s course" : "their readers’ courses"} {held === 1 ? "is" : "are"} over, and{" "}
          {retiredAt === null ? "still go out if you end it now" : "go out then"}. To stop them, cancel the letter under{" "}
          <a href="/studio/letters">Letters</a>.
        </p>
      )}
      <PressButton action={action} values={{ to: retiredAt === null ? "retired" : "open" }}>
        {retiredAt === null ? "End this newsletter" : "Open this newsletter again"}
      </PressButton>
    </Panel>
  );
}
