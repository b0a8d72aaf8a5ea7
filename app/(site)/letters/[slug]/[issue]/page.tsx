import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { type IssuePage, type IssueSummary, readIssue } from "../../../../../engine/letters/archive/archive.ts";
import { cardSize } from "../../../../../engine/letters/archive/card-size.ts";
import { LetterSignup } from "../../../../components/signup/letter-signup.tsx";
import { requestContext } from "../../../../context.ts";
import { isSlug } from "../../../../slug.ts";
import { feedLinks, issueDate } from "../../letter-words.ts";

type Named = { slug: string; issue: string };
type Props = { params: Promise<Named>; searchParams: Promise<Record<string, unknown>> };

/** Read once for the page and its head. */
const find = cache(async (slug: string, issue: string) =>
  isSlug(slug) && isSlug(issue) ? readIssue(await requestContext(), { newsletterSlug: slug, issueSlug: issue }) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, issue } = await params;
  const found = await find(slug, issue);
  if (found === null) return { title: "No such letter" };
  const { siteName } = (await requestContext()).settings;
  const { title, preheader: description, path, publishedAt, changedAt, newsletter } = found;
  const card = { url: `${path}/card.png`, ...cardSize, type: "image/png", alt: `${title}. ${newsletter.title}` };
  return {
    title: `${title} · ${newsletter.title}`,
    description,
    alternates: { canonical: path, types: feedLinks(newsletter) },
    openGraph: {
      ...{ siteName, locale: "en_US", title, description, url: path, images: [card] },
      type: "article",
      publishedTime: publishedAt.toISOString(),
      modifiedTime: changedAt.toISOString(),
      section: newsletter.title,
    },
    twitter: { card: "summary_large_image", title, description, images: [card] },
  };
}

/** One letter for everybody, in the frame in which the site shows what is to be read. */
export default async function Issue({ params, searchParams }: Props) {
  const { slug, issue } = await params;
  const found = await find(slug, issue);
  if (found === null) notFound();
  const { newsletter, publishedAt, html } = found;
  return (
    <main id="main">
      <div className="mx-auto max-w-6xl px-5 pt-8 sm:px-8 sm:pt-14">
        <p className="mb-3 break-words text-quiet">
          <a href={`/letters/${newsletter.slug}`} className="text-quiet">
            {newsletter.title}
          </a>{" "}
          · <time dateTime={publishedAt.toISOString()}>{issueDate(publishedAt)}</time>
        </p>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: compiled from our own parts, and no reader's value is in it. */}
        <div className="letter" dangerouslySetInnerHTML={{ __html: html }} />
        <Beside {...found} />
      </div>
      {newsletter.isOpen ? (
        <LetterSignup newsletter={newsletter} page="letter" issue={found.slug} query={await searchParams} />
      ) : null}
    </main>
  );
}

function Beside({ previous, next, newsletter }: IssuePage) {
  return (
    <nav aria-label="Other letters" className="mt-16 max-w-[62ch] border-line border-t pt-6">
      <ul className="grid gap-4 sm:grid-cols-2">
        <Other issue={previous} words="The one before" rel="prev" />
        <Other issue={next} words="The one after" rel="next" />
      </ul>
      <p className="mt-4">
        <a href={`/letters/${newsletter.slug}#archive`}>All letters</a>
      </p>
    </nav>
  );
}

function Other({ issue, words, rel }: { issue: IssueSummary | null; words: string; rel: string }) {
  if (issue === null) return null;
  return (
    <li className="break-words">
      <span className="text-quiet text-small">{words}</span>
      <br />
      <a href={issue.path} rel={rel}>
        {issue.title}
      </a>
    </li>
  );
}
