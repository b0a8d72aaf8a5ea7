import { and, eq, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { authorAct } from "../schema/authors.ts";
import { version } from "../schema/courses.ts";
import { issue } from "../schema/letters.ts";
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

/** The contents that an issue would be sent with: of its one subject, or of both. */
export async function currentHashes(db: Database, input: { issueId: number }): Promise<string[]> {
  const rows = await db
    .select({ contentHash: version.contentHash })
    .from(issue)
    .innerJoin(version, or(eq(version.id, issue.versionId), eq(version.id, issue.versionBId)))
    .where(eq(issue.id, input.issueId))
    .orderBy(sql`${version.id} = ${issue.versionBId}`);
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
