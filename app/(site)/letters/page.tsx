import type { Metadata } from "next";
import { listNewsletters, type NewsletterSummary } from "../../../engine/letters/archive/archive.ts";
import { requestContext } from "../../context.ts";
import { feedLinks, issueDate, newsletterFacts } from "./letter-words.ts";

export async function generateMetadata(): Promise<Metadata> {
  const newsletters = await listNewsletters(await requestContext());
  const links = newsletters.map(feedLinks);
  return {
    title: "Letters",
    description: "The letters that you can follow here, and all that were sent.",
    alternates: {
      canonical: "/letters",
      types: {
        "application/rss+xml": links.flatMap((link) => link["application/rss+xml"]),
        "application/atom+xml": links.flatMap((link) => link["application/atom+xml"]),
      },
    },
  };
}

/** Every newsletter that can be followed. */
export default async function Letters() {
  const newsletters = await listNewsletters(await requestContext());
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 pt-8 sm:px-8 sm:pt-14">
      <h1 className="text-title font-extrabold sm:text-poster">Letters</h1>
      <p className="mt-6 max-w-[46ch] text-lead">
        Apart from the courses we write letters. Read them here, or have them come to you. Each can be left on its own.
      </p>
      {newsletters.length === 0 ? <NoneYet /> : null}
      <ul className="mt-12 grid gap-4 md:grid-cols-2">
        {newsletters.map((newsletter) => (
          <Newsletter key={newsletter.slug} {...newsletter} />
        ))}
      </ul>
    </main>
  );
}

function Newsletter(newsletter: NewsletterSummary) {
  const { slug, title, description, newest } = newsletter;
  const facts = newsletterFacts(newsletter);
  return (
    <li className="rounded-card bg-surface p-6 sm:p-8">
      <h2 className="break-words text-section">
        <a href={`/letters/${slug}`}>{title}</a>
      </h2>
      {facts === "" ? null : <p className="mt-1 text-quiet text-small">{facts}</p>}
      {description === "" ? null : <p className="mt-3 break-words">{description}</p>}
      {newest === null ? (
        <p className="mt-4 text-quiet">The first letter is being written.</p>
      ) : (
        <p className="mt-4 break-words border-line border-t pt-3">
          <span className="text-quiet text-small">The newest, {issueDate(newest.publishedAt)}</span>
          <br />
          <a href={newest.path}>{newest.title}</a>
        </p>
      )}
    </li>
  );
}

function NoneYet() {
  return <p className="mt-8">There is no letter to follow at the moment. Come back soon.</p>;
}
