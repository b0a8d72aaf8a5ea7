import { eq, inArray } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { issue, newsletter } from "../schema/letters.ts";

export type Newsletter = typeof newsletter.$inferSelect;

export async function findNewslettersById(
  db: Database,
  input: { ids: readonly number[] },
): Promise<Map<number, Newsletter>> {
  if (input.ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(newsletter)
    .where(inArray(newsletter.id, [...new Set(input.ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Also a retired one: what its readers had stays theirs. */
export async function findNewsletterBySlug(db: Database, input: { slug: string }): Promise<Newsletter | null> {
  const [row] = await db.select().from(newsletter).where(eq(newsletter.slug, input.slug));
  return row ?? null;
}

/** Whether a newsletter has ended, held against being ended until the transaction is over. */
export async function hasEnded(db: Database, input: { newsletterId: number }): Promise<boolean> {
  const [row] = await db
    .select({ retiredAt: newsletter.retiredAt })
    .from(newsletter)
    .where(eq(newsletter.id, input.newsletterId))
    .for("share");
  return row !== undefined && row.retiredAt !== null;
}

/** What letters say about their issues beyond what was compiled. */
export async function listEditions(db: Database, input: { issueIds: readonly number[] }) {
  if (input.issueIds.length === 0) return [];
  return db
    .select({ id: issue.id, slug: issue.slug, private: issue.private })
    .from(issue)
    .where(inArray(issue.id, [...new Set(input.issueIds)]));
}
