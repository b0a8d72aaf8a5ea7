import type { Metadata } from "next";
import { findFaults, type NewsletterForm } from "../../../../../engine/letters/newsletter-form.ts";
import { requireAuthor } from "../../../author.ts";
import { Note } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { formInQuery, type Query } from "../form-values.ts";
import { NewsletterFormPanel } from "../newsletter-form.tsx";

export const metadata: Metadata = { title: "A new newsletter" };

const empty: NewsletterForm = {
  ...{ slug: "", title: "", description: "", senderName: "", replyTo: "" },
  ...{ tracking: true, duringCourse: "hold-send" },
};

export default async function NewNewsletterPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { context } = await requireAuthor("owner");
  const query = await searchParams;
  const again = formInQuery(query);
  const { slugFault } = query;
  const errors = {
    ...(again && findFaults(again)),
    ...(typeof slugFault === "string" && { slug: slugFaults[slugFault] ?? slugFaults.odd }),
  };
  return (
    <>
      <PageHeading
        back={{ href: "/studio/letters/newsletters", words: "Newsletters" }}
        title="A new newsletter"
        lead="It can be followed from the moment it is made. Nothing is sent before you write a letter and send it."
      />
      {Object.keys(errors).length > 0 ? (
        <Note kind="wrong">Something needs another look. Nothing was made.</Note>
      ) : null}
      <NewsletterFormPanel
        action="/studio/letters/newsletters/now"
        form={again ?? empty}
        errors={errors}
        isNew
        siteName={context.settings.siteName}
        button="Make it"
      />
    </>
  );
}

/** By a key, so that no words of a stranger's link are shown as ours. */
const slugFaults: Readonly<Record<string, string>> & { odd: string } = {
  odd: "Use lower-case letters and numbers, with hyphens between words, such as race-notes; at most 60.",
  taken: "There is a newsletter of this name already.",
};
