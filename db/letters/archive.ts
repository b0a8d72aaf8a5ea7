import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Part } from "../../domain/version.ts";
import type { Database } from "../connect.ts";
import { version } from "../schema/courses.ts";
import { issue, newsletter } from "../schema/letters.ts";
import type { Newsletter } from "./newsletters.ts";

/** More newsletters than any author writes, and the bound of every list of them. */
const mostNewsletters = 200;

/** The newsletters that can be followed, the oldest first. */
export async function listLiveNewsletters(db: Database): Promise<Newsletter[]> {
  return db
    .select()
    .from(newsletter)
    .where(isNull(newsletter.retiredAt))
    .orderBy(asc(newsletter.id))
    .limit(mostNewsletters);
}

/** An issue as anybody may see it. */
export type PublicIssue = {
  id: number;
  slug: string;
  title: string;
  /** As it was compiled for somebody without a name; what an author typed may hold slots. */
  preheader: readonly Part[];
  versionId: number;
  publishedAt: Date;
  /** When what is shown was last compiled: a correction makes it later than the publication. */
  changedAt: Date;
};

/** The one place that says what is public: it was published, and the author did not keep it out of the archive. */
const isPublic = and(isNotNull(issue.publishedAt), eq(issue.private, false), isNotNull(issue.versionId));

const columns = {
  id: issue.id,
  slug: issue.slug,
  title: issue.title,
  preheader: sql<Part[]>`${version.compiled} -> 'forms' -> 'unnamed' -> 'preheader'`,
  versionId: version.id,
  publishedAt: sql<Date>`${issue.publishedAt}`.mapWith(issue.publishedAt),
  changedAt: sql<Date>`greatest(${issue.publishedAt}, ${version.createdAt})`.mapWith(issue.publishedAt),
};

function publicIssues(db: Database, where: SQL | undefined) {
  return db
    .select(columns)
    .from(issue)
    .innerJoin(version, eq(version.id, issue.versionId))
    .where(and(isPublic, where))
    .$dynamic();
}

/** The public issues of a newsletter, the newest first. `before` is the one where the page before this one ended. */
export async function listPublicIssues(
  db: Database,
  input: { newsletterId: number; limit: number; before?: Place | null },
): Promise<PublicIssue[]> {
  const { newsletterId, limit, before } = input;
  const older = before ? isOlder(before) : undefined;
  return publicIssues(db, and(eq(issue.newsletterId, newsletterId), older))
    .orderBy(desc(issue.publishedAt), desc(issue.id))
    .limit(limit);
}

/** The newest public issue of each newsletter that has one. */
export async function listNewestIssues(
  db: Database,
  input: { newsletterIds: readonly number[] },
): Promise<Map<number, PublicIssue>> {
  const rows = await db
    .selectDistinctOn([issue.newsletterId], { newsletterId: issue.newsletterId, ...columns })
    .from(issue)
    .innerJoin(version, eq(version.id, issue.versionId))
    .where(and(isPublic, inArray(issue.newsletterId, [...input.newsletterIds])))
    .orderBy(asc(issue.newsletterId), desc(issue.publishedAt), desc(issue.id));
  return new Map(rows.map(({ newsletterId, ...newest }) => [newsletterId, newest]));
}

/** Where an issue stands in the order of the archive. */
export type Place = { id: number; publishedAt: Date };

function isOlder({ id, publishedAt }: Place): SQL {
  return sql`(${issue.publishedAt}, ${issue.id}) < (${publishedAt.toISOString()}::timestamptz, ${id}::bigint)`;
}

function isNewer({ id, publishedAt }: Place): SQL {
  return sql`(${issue.publishedAt}, ${issue.id}) > (${publishedAt.toISOString()}::timestamptz, ${id}::bigint)`;
}

export async function findPublicIssue(
  db: Database,
  input: { newsletterId: number; slug: string },
): Promise<PublicIssue | null> {
  const { newsletterId, slug } = input;
  const [row] = await publicIssues(db, and(eq(issue.newsletterId, newsletterId), eq(issue.slug, slug)));
  return row ?? null;
}

/** The public issues that stand beside one in time. */
export async function findNeighbors(
  db: Database,
  { newsletterId, at }: { newsletterId: number; at: Place },
): Promise<{ previous: PublicIssue | null; next: PublicIssue | null }> {
  const ofIt = eq(issue.newsletterId, newsletterId);
  const [previous] = await publicIssues(db, and(ofIt, isOlder(at)))
    .orderBy(desc(issue.publishedAt), desc(issue.id))
    .limit(1);
  const [next] = await publicIssues(db, and(ofIt, isNewer(at)))
    .orderBy(asc(issue.publishedAt), asc(issue.id))
    .limit(1);
  return { previous: previous ?? null, next: next ?? null };
}

/** How many issues there are to read of each newsletter, and when the newest came. */
export async function countPublicIssues(
  db: Database,
): Promise<Map<number, { issues: number; newestAt: Date; firstAt: Date }>> {
  const rows = await db
    .select({
      newsletterId: issue.newsletterId,
      issues: sql<number>`count(*)::int`,
      firstAt: sql<Date>`min(${issue.publishedAt})`.mapWith(issue.publishedAt),
      newestAt: sql<Date>`max(${issue.publishedAt})`.mapWith(issue.publishedAt),
    })
    .from(issue)
    .where(isPublic)
    .groupBy(issue.newsletterId)
    .limit(mostNewsletters);
  return new Map(rows.map(({ newsletterId, ...counted }) => [newsletterId, counted]));
}

/** Every public issue for search engines, the newest first, as many as a sitemap holds. */
export async function listPublicAddresses(
  db: Database,
  input: { limit: number },
): Promise<{ newsletter: string; slug: string; changedAt: Date }[]> {
  return db
    .select({ newsletter: newsletter.slug, slug: issue.slug, changedAt: columns.changedAt })
    .from(issue)
    .innerJoin(newsletter, eq(newsletter.id, issue.newsletterId))
    .innerJoin(version, eq(version.id, issue.versionId))
    .where(isPublic)
    .orderBy(desc(issue.publishedAt), desc(issue.id))
    .limit(input.limit);
}
