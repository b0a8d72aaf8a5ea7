import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { follow, newsletter } from "./schema/letters.ts";
import { consent } from "./schema/readers.ts";

export type Consent = typeof consent.$inferInsert;

export async function recordConsents(db: Database, rows: readonly Consent[]): Promise<void> {
  if (rows.length > 0) await db.insert(consent).values([...rows]);
}

/** Completes every consent of this reader that still waited for a confirmation. */
export async function confirmConsents(
  db: Database,
  input: { readerId: number; confirmedAt: Date; ip: string | null; userAgent: string | null },
): Promise<void> {
  await db
    .update(consent)
    .set({ confirmedAt: input.confirmedAt, confirmedIp: input.ip, confirmedUserAgent: input.userAgent })
    .where(and(eq(consent.readerId, input.readerId), isNull(consent.confirmedAt), isNull(consent.withdrawnAt)));
}

/** Whether this reader asked for something and has neither confirmed nor taken back that they did. */
export async function hasOpenConsent(db: Database, input: { readerId: number }): Promise<boolean> {
  const rows = await db
    .select({ id: consent.id })
    .from(consent)
    .where(and(eq(consent.readerId, input.readerId), isNull(consent.confirmedAt), isNull(consent.withdrawnAt)))
    .limit(1);
  return rows.length > 0;
}

/** Withdraws the consents for these purposes, or all of them. */
export async function withdrawConsents(
  db: Database,
  input: { readerId: number; purposes: readonly string[] | "all"; withdrawnAt: Date },
): Promise<void> {
  const purposes = input.purposes === "all" ? undefined : inArray(consent.purpose, [...input.purposes]);
  await db
    .update(consent)
    .set({ withdrawnAt: input.withdrawnAt })
    .where(and(eq(consent.readerId, input.readerId), isNull(consent.withdrawnAt), purposes));
}

export async function findNewsletter(db: Database, input: { slug: string }) {
  const [row] = await db.select().from(newsletter).where(eq(newsletter.slug, input.slug));
  return row ?? null;
}

/** Notes the wish to follow. One who follows already goes on following: a form never takes anything away. */
export async function askToFollow(
  db: Database,
  input: { readerId: number; newsletterId: number; changedAt: Date },
): Promise<void> {
  await db
    .insert(follow)
    .values({ ...input, state: "waiting" })
    .onConflictDoUpdate({
      target: [follow.readerId, follow.newsletterId],
      set: { state: "waiting", changedAt: input.changedAt, leftIssueId: null },
      setWhere: eq(follow.state, "left"),
    });
}

/** Makes every waiting follow of this reader a real one, and returns the newsletters. */
export async function confirmFollows(
  db: Database,
  input: { readerId: number; changedAt: Date },
): Promise<{ id: number; title: string }[]> {
  return db
    .update(follow)
    .set({ state: "following", changedAt: input.changedAt })
    .from(newsletter)
    .where(
      and(eq(follow.readerId, input.readerId), eq(follow.state, "waiting"), eq(newsletter.id, follow.newsletterId)),
    )
    .returning({ id: newsletter.id, title: newsletter.title });
}

/** Leaves one newsletter, or all of them; says how many were followed. */
export async function leaveNewsletters(
  db: Database,
  input: { readerId: number; slug: string | "all"; becauseOf: number | null; changedAt: Date },
): Promise<number> {
  const which = input.slug === "all" ? undefined : eq(newsletter.slug, input.slug);
  const rows = await db
    .update(follow)
    .set({
      state: "left",
      changedAt: input.changedAt,
      // Only the newsletter that the issue is of was left because of it.
      leftIssueId: sql`(select id from issue where id = ${input.becauseOf} and newsletter_id = ${follow.newsletterId})`,
    })
    .from(newsletter)
    .where(
      and(eq(follow.readerId, input.readerId), eq(newsletter.id, follow.newsletterId), ne(follow.state, "left"), which),
    )
    .returning({ readerId: follow.readerId });
  return rows.length;
}

/** How a reader stands to a newsletter; null where they never asked for it. */
export async function readFollow(db: Database, input: { readerId: number; newsletterId: number }) {
  const [row] = await db
    .select({ state: follow.state })
    .from(follow)
    .where(and(eq(follow.readerId, input.readerId), eq(follow.newsletterId, input.newsletterId)));
  return row?.state ?? null;
}

export async function listFollows(db: Database, input: { readerId: number }) {
  return db
    .select({ slug: newsletter.slug, title: newsletter.title, state: follow.state })
    .from(follow)
    .innerJoin(newsletter, eq(newsletter.id, follow.newsletterId))
    .where(eq(follow.readerId, input.readerId))
    .orderBy(asc(newsletter.id))
    .limit(200);
}
