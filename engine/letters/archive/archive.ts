import {
  countPublicIssues,
  findNeighbors,
  findPublicIssue,
  listLiveNewsletters,
  listNewestIssues,
  listPublicIssues,
  type PublicIssue,
} from "../../../db/letters/archive.ts";
import { findNewsletterBySlug, type Newsletter } from "../../../db/letters/newsletters.ts";
import { frequencyPhrase } from "../../../domain/letter/frequency.ts";
import type { Context } from "../../context.ts";
import { fillPublicCopy, issuePath, publicLine } from "./public-copy.ts";

export type NewsletterSummary = {
  slug: string;
  title: string;
  description: string;
  /** How often it comes, as its archive tells; empty before there is anything to tell from. */
  frequency: string;
  issues: number;
  newest: IssueSummary | null;
  /** It can still be followed. */
  isOpen: boolean;
};

export type IssueSummary = { slug: string; path: string; title: string; preheader: string; publishedAt: Date };

/** Every newsletter that can be followed, with its newest public issue. */
export async function listNewsletters(context: Context): Promise<NewsletterSummary[]> {
  const newsletters = await listLiveNewsletters(context.db);
  const counted = await countPublicIssues(context.db);
  const newest = await listNewestIssues(context.db, { newsletterIds: newsletters.map(({ id }) => id) });
  return newsletters.map((newsletter) => {
    const { id } = newsletter;
    return summaryOf(context, { newsletter, newest: newest.get(id), counted: counted.get(id) });
  });
}

type Counted = { issues: number; firstAt: Date; newestAt: Date };
type Summed = { newsletter: Newsletter; newest: PublicIssue | undefined; counted: Counted | undefined };

function summaryOf(context: Context, { newsletter, newest, counted }: Summed): NewsletterSummary {
  const { slug, title, description, retiredAt } = newsletter;
  return {
    slug,
    title,
    description,
    frequency: counted ? frequencyPhrase(counted) : "",
    issues: counted?.issues ?? 0,
    newest: newest ? issueSummary(context, { newsletter, issue: newest }) : null,
    isOpen: retiredAt === null,
  };
}

type OfNewsletter = { newsletter: Newsletter; issue: PublicIssue };

function issueSummary(context: Context, { newsletter, issue }: OfNewsletter): IssueSummary {
  const { slug, title, publishedAt } = issue;
  const preheader = publicLine(context, issue.preheader);
  return { slug, path: issuePath(newsletter.slug, slug), title, preheader, publishedAt };
}

/** A page of the archive is this long. */
export const issuesPerPage = 30;

export type NewsletterPage = NewsletterSummary & {
  list: readonly IssueSummary[];
  /** The slug of the issue after which the next page begins; null on the last one. */
  olderThan: string | null;
};

/**
 * A newsletter with its public issues, the newest first. Null where there is none of this name; one that was retired is
 * there as long as it has something to read.
 */
export async function readNewsletter(
  context: Context,
  input: { slug: string; olderThan?: string | null },
): Promise<NewsletterPage | null> {
  const newsletter = await findNewsletterBySlug(context.db, input);
  if (!newsletter) return null;
  const newsletterId = newsletter.id;
  const before = input.olderThan ? await findPublicIssue(context.db, { newsletterId, slug: input.olderThan }) : null;
  const found = await listPublicIssues(context.db, { newsletterId, before, limit: issuesPerPage + 1 });
  const counted = (await countPublicIssues(context.db)).get(newsletterId);
  if (newsletter.retiredAt !== null && !counted) return null;
  const [newest] = before ? await listPublicIssues(context.db, { newsletterId, limit: 1 }) : found;
  const shown = found.slice(0, issuesPerPage);
  return {
    ...summaryOf(context, { newsletter, newest, counted }),
    list: shown.map((issue) => issueSummary(context, { newsletter, issue })),
    olderThan: found.length > shown.length ? (shown.at(-1)?.slug ?? null) : null,
  };
}

export type IssuePage = IssueSummary & {
  newsletter: Pick<NewsletterSummary, "slug" | "title" | "description" | "isOpen">;
  /** A fragment of our own compiling, in which nothing of a reader stands. */
  html: string;
  changedAt: Date;
  previous: IssueSummary | null;
  next: IssueSummary | null;
};

/** An issue in the archive; null for one that is private, or not published, or that there is none of. */
export async function readIssue(
  context: Context,
  input: { newsletterSlug: string; issueSlug: string },
): Promise<IssuePage | null> {
  const found = await findIssue(context, input);
  if (!found) return null;
  const { newsletter, issue } = found;
  const { previous, next } = await findNeighbors(context.db, { newsletterId: newsletter.id, at: issue });
  const summary = issueSummary(context, found);
  const { slug, title, description, retiredAt } = newsletter;
  return {
    ...summary,
    newsletter: { slug, title, description, isOpen: retiredAt === null },
    html: await fillPublicCopy(context, { versionId: issue.versionId, path: summary.path }),
    changedAt: issue.changedAt,
    previous: previous && issueSummary(context, { newsletter, issue: previous }),
    next: next && issueSummary(context, { newsletter, issue: next }),
  };
}

/** The rows behind an issue in the archive, without filling anything. */
export async function findIssue(
  { db }: Context,
  input: { newsletterSlug: string; issueSlug: string },
): Promise<OfNewsletter | null> {
  const newsletter = await findNewsletterBySlug(db, { slug: input.newsletterSlug });
  const issue = newsletter && (await findPublicIssue(db, { newsletterId: newsletter.id, slug: input.issueSlug }));
  return newsletter && issue ? { newsletter, issue } : null;
}

/** Whether there is such a newsletter, or such an issue of it, to be read by anybody; cheaper than reading it. */
export async function isInArchive(
  context: Context,
  { newsletterSlug, issueSlug }: { newsletterSlug: string; issueSlug?: string | undefined },
): Promise<boolean> {
  if (issueSlug !== undefined) return (await findIssue(context, { newsletterSlug, issueSlug })) !== null;
  const newsletter = await findNewsletterBySlug(context.db, { slug: newsletterSlug });
  if (newsletter === null || newsletter.retiredAt === null) return newsletter !== null;
  return (await listPublicIssues(context.db, { newsletterId: newsletter.id, limit: 1 })).length > 0;
}
