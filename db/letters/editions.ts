import { eq } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { issue, newsletter } from "../schema/letters.ts";

/** An issue and its newsletter, as the page of one reader's copy names them. */
export async function findEdition(db: Database, input: { issueId: number }) {
  const [row] = await db
    .select({
      slug: issue.slug,
      title: issue.title,
      private: issue.private,
      publishedAt: issue.publishedAt,
      newsletterSlug: newsletter.slug,
      newsletterTitle: newsletter.title,
    })
    .from(issue)
    .innerJoin(newsletter, eq(newsletter.id, issue.newsletterId))
    .where(eq(issue.id, input.issueId));
  return row ?? null;
}
