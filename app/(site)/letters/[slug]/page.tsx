import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { type NewsletterPage, readNewsletter } from "../../../../engine/letters/archive/archive.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { LetterSignup } from "../../../components/signup/letter-signup.tsx";
import { requestContext } from "../../../context.ts";
import { isSlug } from "../../../slug.ts";
import { feedLinks, issueDate, newsletterFacts } from "../letter-words.ts";

type Query = Record<string, unknown>;
type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** Read once for the page and its head. */
const find = cache(async (slug: string, olderThan: string | null) =>
  isSlug(slug) ? readNewsletter(await requestContext(), { slug, olderThan }) : null,
);

function olderThanIn({ after }: Query): string | null {
  return typeof after === "string" && isSlug(after) ? after : null;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug } = await params;
  const olderThan = olderThanIn(await searchParams);
  const newsletter = await find(slug, olderThan);
  if (newsletter === null) return { title: "No such letter" };
  const { title, description } = newsletter;
  const { siteName } = (await requestContext()).settings;
  const about = description || `${title}: read what was sent, and have the next one come to you.`;
  return {
    title,
    description: about,
    alternates: {
      canonical: olderThan === null ? `/letters/${slug}` : `/letters/${slug}?after=${olderThan}`,
      types: feedLinks(newsletter),
    },
    openGraph: { siteName, type: "website", locale: "en_US", title, description: about, url: `/letters/${slug}` },
  };
}

/** What a newsletter is, how often it comes, one to read, the form, and all that came before. */
export default async function Newsletter({ params, searchParams }: Props) {
  const query = await searchParams;
  const newsletter = await find((await params).slug, olderThanIn(query));
  if (newsletter === null) notFound();
  const { title, description, isOpen, newest } = newsletter;
  const facts = newsletterFacts(newsletter);
  return (
    <main id="main">
      <section className="mx-auto max-w-6xl px-5 pt-8 sm:px-8 sm:pt-14">
        <h1 className="break-words text-title font-extrabold sm:text-poster">{title}</h1>
        {description === "" ? null : <p className="mt-6 max-w-[46ch] break-words text-lead">{description}</p>}
        {facts === "" ? null : <p className="mt-3 text-quiet">{facts}. Free.</p>}
        <p className="mt-8 flex flex-wrap gap-3">
          {isOpen ? <ButtonLink href="#sign-up">Send it to me</ButtonLink> : null}
          {newest === null ? null : (
            <ButtonLink look="quiet" href={newest.path}>
              Read the newest one
            </ButtonLink>
          )}
        </p>
        {isOpen ? null : (
          <p className="mt-6">No further letter of it will come. What was sent stays here to be read.</p>
        )}
      </section>
      <Archive {...newsletter} />
      {isOpen ? <LetterSignup newsletter={newsletter} page="letter page" query={query} /> : null}
    </main>
  );
}

function Archive({ slug, list, olderThan }: NewsletterPage) {
  return (
    <section aria-labelledby="archive" className="mx-auto mt-16 max-w-6xl px-5 sm:px-8">
      <h2 id="archive" className="text-title">
        All letters
      </h2>
      {list.length === 0 ? (
        <p className="mt-4 max-w-[62ch]">
          None was sent yet. Whoever follows it gets the first one, and it will stand here too.
        </p>
      ) : (
        <ol className="mt-6 max-w-[62ch]">
          {list.map(({ path, title, preheader, publishedAt }) => (
            <li key={path} className="border-line border-t py-4">
              <p className="text-quiet text-small">
                <time dateTime={publishedAt.toISOString()}>{issueDate(publishedAt)}</time>
              </p>
              <h3 className="break-words text-minor">
                <a href={path}>{title}</a>
              </h3>
              <p className="mt-1 break-words">{preheader}</p>
            </li>
          ))}
        </ol>
      )}
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        {olderThan === null ? null : <a href={`/letters/${slug}?after=${olderThan}#archive`}>Older letters</a>}
        <a href={`/letters/${slug}/rss.xml`}>RSS feed</a>
        <a href={`/letters/${slug}/atom.xml`}>Atom feed</a>
      </p>
    </section>
  );
}
