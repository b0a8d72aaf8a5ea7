import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { follow, issue, newsletter } from "../schema/letters.ts";
import type { Newsletter } from "./newsletters.ts";

/** What an author decides about a newsletter. */
export type NewsletterFields = Pick<
  Newsletter,
  "title" | "description" | "senderName" | "replyTo" | "tracking" | "duringCourse" | "heldThen"
>;

/** Makes a newsletter; null where there is one of this name in addresses already, retired or not. */
export async function addNewsletter(
  db: Database,
  input: NewsletterFields & { slug: string; createdAt: Date },
): Promise<number | null> {
  const [row] = await db.insert(newsletter).values(input).onConflictDoNothing().returning({ id: newsletter.id });
  return row?.id ?? null;
}

/** Changes what is said of it, and returns it as it was; null where there is none. */
export async function changeNewsletter(
  db: Database,
  { slug, ...fields }: NewsletterFields & { slug: string },
): Promise<Newsletter | null> {
  const [before] = await db.select().from(newsletter).where(eq(newsletter.slug, slug)).for("no key update");
  if (before) await db.update(newsletter).set(fields).where(eq(newsletter.id, before.id));
  return before ?? null;
}

/**
 * Retires it, unless an issue of it is on its way; says whether this call did. Who follows goes on being noted. Letters
 * that only wait for their readers' courses to end keep nobody from ending it: they may wait for two weeks, and go then.
 */
export async function retireNewsletter(db: Database, input: { slug: string; retiredAt: Date }): Promise<boolean> {
  // Held first: what is looked for then was scheduled before, and what is scheduled later finds a newsletter that ended.
  await db.select({ id: newsletter.id }).from(newsletter).where(eq(newsletter.slug, input.slug)).for("no key update");
  const rows = await db
    .update(newsletter)
    .set({ retiredAt: input.retiredAt })
    .where(and(eq(newsletter.slug, input.slug), isNull(newsletter.retiredAt), nothingOnItsWay))
    .returning({ id: newsletter.id });
  return rows.length > 0;
}

const nothingOnItsWay = sql`not exists (select 1 from issue i left join issue_run r on r.issue_id = i.id
  where i.newsletter_id = ${newsletter.id} and i.state in ('scheduled', 'sending', 'paused') and not (
    i.state = 'sending' and r.plan_at is null and r.decide_at is null
    and not exists (select from delivery d where d.issue_id = i.id and d.state = 'queued'
      and d.held_for is distinct from 'course')
    and not exists (select from delivery d where d.issue_id = i.id and d.state = 'batched')))`;

/** How many letters of a newsletter wait for their readers' courses to end. */
export async function countHeldForCourse(db: Database, input: { newsletterId: number }): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`
    select count(*) as count from issue i join delivery d on d.issue_id = i.id
    where i.newsletter_id = ${input.newsletterId} and i.state = 'sending' and d.state = 'queued'
      and d.held_for = 'course'`);
  return Number(row?.count ?? 0);
}

export async function reopenNewsletter(db: Database, input: { slug: string }): Promise<boolean> {
  const rows = await db
    .update(newsletter)
    .set({ retiredAt: null })
    .where(and(eq(newsletter.slug, input.slug), sql`${newsletter.retiredAt} is not null`))
    .returning({ id: newsletter.id });
  return rows.length > 0;
}

/** Every newsletter with how many follow it and how many letters of it there are, those that go on first. */
export async function listNewslettersWithCounts(db: Database) {
  const followers = sql<number>`(select count(*)::int from ${follow}
    where ${follow.newsletterId} = ${newsletter.id} and ${follow.state} = 'following')`;
  const issues = sql<number>`(select count(*)::int from ${issue}
    where ${issue.newsletterId} = ${newsletter.id} and ${issue.publishedAt} is not null)`;
  return db
    .select({ slug: newsletter.slug, title: newsletter.title, retiredAt: newsletter.retiredAt, followers, issues })
    .from(newsletter)
    .orderBy(sql`${newsletter.retiredAt} is not null`, asc(newsletter.id))
    .limit(200);
}
