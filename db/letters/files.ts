import { and, eq, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { authorAct } from "../schema/authors.ts";
import { version } from "../schema/courses.ts";
import { fileCorrection, issue } from "../schema/letters.ts";
import type { DraftFields } from "./drafts.ts";

export async function issueBySlug(db: Database, input: { newsletterId: number; slug: string }) {
  const [row] = await db
    .select()
    .from(issue)
    .where(and(eq(issue.newsletterId, input.newsletterId), eq(issue.slug, input.slug)));
  return row ?? null;
}

/** Whether nobody has ever written, begun or deleted a letter of this newsletter. */
export async function isUntouched(db: Database, input: { newsletterId: number }): Promise<boolean> {
  const issues = await db.$count(issue, eq(issue.newsletterId, input.newsletterId));
  const acts = await db.$count(
    authorAct,
    and(eq(authorAct.newsletterId, input.newsletterId), eq(authorAct.act, "issue deleted")),
  );
  return issues + acts === 0;
}

type FileFields = Omit<DraftFields, "markdown"> & { subjectB: string | null };
type FileLetter = { newsletterId: number; slug: string; fields: FileFields; now: Date };

/** A draft that is a file: the row that its version belongs to. One that is no draft any more is left as it is. */
export async function placeFileLetter(db: Database, { newsletterId, slug, fields, now }: FileLetter): Promise<number> {
  const [row] = await db
    .insert(issue)
    .values({ newsletterId, slug, origin: "file", ...fields, createdAt: now, changedAt: now })
    .onConflictDoUpdate({
      target: [issue.newsletterId, issue.slug],
      set: { ...fields, changedAt: now },
      setWhere: sql`${issue.state} = 'draft' and ${issue.origin} = 'file'`,
    })
    .returning({ id: issue.id });
  if (!row) throw new Error(`the letter ${slug} was not stored`);
  return row.id;
}

export type FileCorrection = typeof fileCorrection.$inferSelect;

/** What waits to be sent in place of what is on its way; null where the file says just that. */
export async function findFileCorrection(db: Database, input: { issueId: number }): Promise<FileCorrection | null> {
  const [row] = await db.select().from(fileCorrection).where(eq(fileCorrection.issueId, input.issueId));
  return row ?? null;
}

/** Keeps what a file says now in the place of what it said before. The caller holds the issue. */
export async function keepFileCorrection(db: Database, row: FileCorrection): Promise<void> {
  await db.insert(fileCorrection).values(row).onConflictDoUpdate({ target: fileCorrection.issueId, set: row });
}

/** Says whether one was there. */
export async function dropFileCorrection(db: Database, input: { issueId: number }): Promise<boolean> {
  const rows = await db.delete(fileCorrection).where(eq(fileCorrection.issueId, input.issueId)).returning();
  return rows.length > 0;
}

/** The contents that an issue would be sent with: of its one subject, or of both. */
export function currentHashes(db: Database, input: { issueId: number }): Promise<string[]> {
  return hashesOf(db, input, issue);
}

/** The contents of what waits to be sent in their place; none where nothing does. */
export function correctionHashes(db: Database, input: { issueId: number }): Promise<string[]> {
  return hashesOf(db, input, fileCorrection);
}

async function hashesOf(db: Database, { issueId }: { issueId: number }, of: typeof issue | typeof fileCorrection) {
  const id = of === fileCorrection ? fileCorrection.issueId : issue.id;
  const rows = await db
    .select({ contentHash: version.contentHash })
    .from(of)
    .innerJoin(version, or(eq(version.id, of.versionId), eq(version.id, of.versionBId)))
    .where(eq(id, issueId))
    .orderBy(sql`${version.id} = ${of.versionBId}`);
  return rows.map(({ contentHash }) => contentHash);
}

/** Drafts that were files and have none any more. */
export async function draftsWithoutFile(
  db: Database,
  input: { newsletterId: number; slugs: readonly string[] },
): Promise<{ id: number; slug: string }[]> {
  return db
    .select({ id: issue.id, slug: issue.slug })
    .from(issue)
    .where(
      and(
        eq(issue.newsletterId, input.newsletterId),
        eq(issue.origin, "file"),
        eq(issue.state, "draft"),
        notInArray(issue.slug, [...input.slugs]),
      ),
    );
}
