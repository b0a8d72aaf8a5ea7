import { and, desc, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Compiled } from "../../domain/version.ts";
import type { Database } from "../connect.ts";
import { authorAct } from "../schema/authors.ts";
import { version } from "../schema/courses.ts";
import { issue, newsletter } from "../schema/letters.ts";

export type Issue = typeof issue.$inferSelect;

export async function findIssue(db: Database, input: { id: number }): Promise<Issue | null> {
  const [row] = await db.select().from(issue).where(eq(issue.id, input.id));
  return row ?? null;
}

/** What the list of letters shows, without texts; the newest change first. */
export async function listIssues(db: Database, input: { newsletterIds: readonly number[]; limit: number }) {
  if (input.newsletterIds.length === 0) return [];
  const { id, newsletterId, slug, origin, title, subject, state, mode, sendAt, localDay, localMinute } = issue;
  const { changedAt, publishedAt, sentAt, versionId } = issue;
  return db
    .select({
      id,
      newsletterId,
      slug,
      origin,
      title,
      subject,
      state,
      mode,
      sendAt,
      localDay,
      localMinute,
      changedAt,
      publishedAt,
      sentAt,
      versionId,
      private: issue.private,
    })
    .from(issue)
    .where(inArray(newsletterId, [...input.newsletterIds]))
    .orderBy(desc(changedAt), desc(id))
    .limit(input.limit);
}

export async function listLiveNewsletters(db: Database) {
  return db.select().from(newsletter).where(isNull(newsletter.retiredAt)).orderBy(newsletter.title).limit(100);
}

/** The newsletters that have ended and that there are letters of, the last one first. */
export async function listEndedNewsletters(db: Database) {
  const hasLetters = sql`exists (select from ${issue} where ${issue.newsletterId} = ${newsletter.id})`;
  return db
    .select()
    .from(newsletter)
    .where(and(isNotNull(newsletter.retiredAt), hasLetters))
    .orderBy(desc(newsletter.retiredAt))
    .limit(100);
}

export async function findNewsletter(db: Database, input: { id: number }) {
  const [row] = await db.select().from(newsletter).where(eq(newsletter.id, input.id));
  return row ?? null;
}

export type DraftFields = { title: string; subject: string; preheader: string; markdown: string };

type NewDraft = { newsletterId: number; slug: string; fields: DraftFields; now: Date };

export async function addDraft(db: Database, { newsletterId, slug, fields, now }: NewDraft): Promise<number> {
  const [row] = await db
    .insert(issue)
    .values({ newsletterId, slug, origin: "written", ...fields, createdAt: now, changedAt: now })
    .returning({ id: issue.id });
  if (!row) throw new Error(`the issue ${slug} was not stored`);
  return row.id;
}

/** States in which a text may still be changed; while it goes out, for those who have not had it. */
export const editableStates = ["draft", "scheduled", "sending", "paused"] as const;

type Saving = { id: number; revision: number; fields: DraftFields; now: Date };

/** Stores a text if nobody has since `revision`, and says the new revision; null if somebody has, or it is closed. */
export async function saveDraft(db: Database, { id, revision, fields, now }: Saving): Promise<number | null> {
  const [row] = await db
    .update(issue)
    .set({ ...fields, revision: sql`${issue.revision} + 1`, changedAt: now })
    .where(
      and(
        eq(issue.id, id),
        eq(issue.revision, revision),
        eq(issue.origin, "written"),
        inArray(issue.state, [...editableStates]),
      ),
    )
    .returning({ revision: issue.revision });
  return row?.revision ?? null;
}

/** Gives a draft its place in the archive, if nobody else in its newsletter has it. */
export async function renameDraft(db: Database, input: { id: number; slug: string }): Promise<boolean> {
  const taken = sql`exists (select 1 from issue other where other.newsletter_id = ${issue.newsletterId}
    and other.slug = ${input.slug} and other.id <> ${issue.id})`;
  const rows = await db
    .update(issue)
    .set({ slug: input.slug })
    .where(and(eq(issue.id, input.id), eq(issue.state, "draft"), sql`not ${taken}`))
    .returning({ id: issue.id });
  return rows.length > 0;
}

/** The newest letter of a newsletter that is no draft, to go on from; of drafts alone, the newest of them. */
export async function lastIssue(db: Database, input: { newsletterId: number }): Promise<Issue | null> {
  const [row] = await db
    .select()
    .from(issue)
    .where(and(eq(issue.newsletterId, input.newsletterId), ne(issue.state, "cancelled"), eq(issue.origin, "written")))
    .orderBy(desc(sql`${issue.state} <> 'draft'`), desc(issue.changedAt), desc(issue.id))
    .limit(1);
  return row ?? null;
}

/** The settings of a draft that are no text. */
export async function setDraft(
  db: Database,
  input: { id: number; set: Partial<Pick<Issue, "private" | "subjectB">> },
): Promise<boolean> {
  const rows = await db
    .update(issue)
    .set(input.set)
    .where(and(eq(issue.id, input.id), eq(issue.state, "draft")))
    .returning({ id: issue.id });
  return rows.length > 0;
}

/** A draft that nobody got may go; what was sent stays. Its versions go with it, because nothing points at them. */
export async function deleteDraft(db: Database, input: { id: number }): Promise<boolean> {
  await db
    .update(issue)
    .set({ versionId: null, versionBId: null })
    .where(and(eq(issue.id, input.id), eq(issue.state, "draft")));
  await db
    .delete(version)
    .where(
      and(
        eq(version.issueId, input.id),
        sql`exists (select 1 from issue where id = ${input.id} and state = 'draft')`,
        sql`not exists (select 1 from delivery where delivery.version_id = ${version.id})`,
      ),
    );
  const rows = await db
    .delete(issue)
    .where(and(eq(issue.id, input.id), eq(issue.state, "draft")))
    .returning({ id: issue.id });
  return rows.length > 0;
}

/** The version of an issue with this content: a new row, or the one that was stored before. */
export async function storeIssueVersion(
  db: Database,
  input: { issueId: number; contentHash: string; compiled: Compiled; createdAt: Date },
): Promise<number> {
  const [added] = await db.insert(version).values(input).onConflictDoNothing().returning({ id: version.id });
  if (added) return added.id;
  const [known] = await db
    .select({ id: version.id })
    .from(version)
    .where(and(eq(version.issueId, input.issueId), eq(version.contentHash, input.contentHash)));
  if (!known)
    throw new Error(`the version ${input.contentHash} of issue ${input.issueId} was neither stored nor found`);
  return known.id;
}

/**
 * Of a draft: what will be sent. While it goes out, a correction is the letters' engine's to make. `revision` is the text
 * that was compiled: one that was saved meanwhile may have its own versions already, and keeps them.
 */
export async function giveVersions(
  db: Database,
  input: { id: number; revision?: number; versionId: number; versionBId: number | null },
): Promise<void> {
  const { id, revision, ...versions } = input;
  const ofIt = revision === undefined ? undefined : eq(issue.revision, revision);
  await db
    .update(issue)
    .set(versions)
    .where(and(eq(issue.id, id), eq(issue.state, "draft"), ofIt));
}

/** Whether this author has done this to the issue since then: a text is saved every few seconds, and noted once. */
export async function hasActed(
  db: Database,
  input: { issueId: number; authorId: string; act: string; since: Date },
): Promise<boolean> {
  const [row] = await db
    .select({ at: authorAct.at })
    .from(authorAct)
    .where(
      and(
        eq(authorAct.issueId, input.issueId),
        eq(authorAct.authorId, input.authorId),
        eq(authorAct.act, input.act),
        sql`${authorAct.at} > ${input.since.toISOString()}`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
