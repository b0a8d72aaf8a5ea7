import { Feed, type Item } from "feed";
import { listPublicIssues, type PublicIssue } from "../../../db/letters/archive.ts";
import { findNewsletterBySlug, type Newsletter } from "../../../db/letters/newsletters.ts";
import type { Context } from "../../context.ts";
import { fillPublicCopy, issuePath, publicLine } from "./public-copy.ts";

export type FeedKind = "rss" | "atom";

/** A feed that can be written; `from` is all that it would be written from. */
export type FoundFeed = { from: unknown; changedAt: Date; write(): Promise<string> };

/** As many as a feed reader that was away for a season needs; older ones stand in the archive. */
const mostItems = 20;

/** The newest public issues in full. Null where there is no such newsletter. */
export async function findFeed(
  context: Context,
  { slug, kind }: { slug: string; kind: FeedKind },
): Promise<FoundFeed | null> {
  const newsletter = await findNewsletterBySlug(context.db, { slug });
  if (!newsletter) return null;
  const issues = await listPublicIssues(context.db, { newsletterId: newsletter.id, limit: mostItems });
  if (newsletter.retiredAt !== null && issues.length === 0) return null;
  const changedAt = new Date(Math.max(newsletter.createdAt.getTime(), ...issues.map((one) => one.changedAt.getTime())));
  const { siteUrl, siteName, postalAddress } = context.settings;
  return {
    from: [newsletter, issues, siteUrl, siteName, postalAddress],
    changedAt,
    write: async () => {
      const feed = openFeed(context, { newsletter, kind, changedAt });
      for (const issue of issues) feed.addItem(await itemOf(context, { newsletter, issue, kind }));
      return kind === "rss" ? feed.rss2() : feed.atom1();
    },
  };
}

type Opened = { newsletter: Newsletter; kind: FeedKind; changedAt: Date };

function openFeed({ settings }: Context, { newsletter, kind, changedAt }: Opened): Feed {
  const { siteUrl, siteName } = settings;
  const home = `${siteUrl}/letters/${newsletter.slug}`;
  const title = forXml(newsletter.title);
  return new Feed({
    // Addresses that were given away once are kept for good, so they are what a feed and its entries are known by.
    id: home,
    link: home,
    feed: `${home}/${kind}.xml`,
    title,
    description: forXml(newsletter.description) || `${title}, a letter from ${siteName}`,
    author: { name: forXml(newsletter.senderName ?? siteName) },
    language: "en",
    updated: changedAt,
    generator: "Dayletter",
  });
}

type Itemed = { newsletter: Newsletter; issue: PublicIssue; kind: FeedKind };

async function itemOf(context: Context, { newsletter, issue, kind }: Itemed): Promise<Item> {
  const path = issuePath(newsletter.slug, issue.slug);
  const html = await fillPublicCopy(context, { versionId: issue.versionId, path });
  const title = forXml(issue.title);
  return {
    // An Atom title is written as html; of an RSS title its readers expect plain text.
    title: kind === "atom" ? asHtml(title) : title.replaceAll("]]>", "]] >"),
    link: `${context.settings.siteUrl}${path}`,
    published: issue.publishedAt,
    date: issue.changedAt,
    description: asHtml(forXml(publicLine(context, issue.preheader))),
    // `feed` puts it into a CDATA section, and takes care of the first place alone that would end it.
    content: forXml(withoutHead(html)).replaceAll("]]>", "]]&gt;"),
  };
}

/** A feed reader sets the title itself. */
function withoutHead(html: string): string {
  return html.replace(/<header\b[^>]*>[\s\S]*?<\/header>/, "");
}

/** XML has no place for control characters and lone surrogates, however they are escaped. */
function forXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "");
}

function asHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
