import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { picture } from "./schema/courses.ts";

export type StoredPicture = typeof picture.$inferSelect;

/** Which of these hashes have a picture already. */
export async function knownPictures(db: Database, input: { hashes: readonly string[] }): Promise<Set<string>> {
  if (input.hashes.length === 0) return new Set();
  const rows = await db
    .select({ hash: picture.hash })
    .from(picture)
    .where(inArray(picture.hash, [...input.hashes]));
  return new Set(rows.map(({ hash }) => hash));
}

export type Drawn = Omit<StoredPicture, "uploadedAt">;

/** Stores what is not there yet. A hash stands for one drawing for ever, so what is there is right. */
export async function storePictures(db: Database, input: { pictures: readonly Drawn[] }): Promise<void> {
  if (input.pictures.length === 0) return;
  await db
    .insert(picture)
    .values([...input.pictures])
    .onConflictDoNothing();
}

/** Stores what an author uploaded. The same once more is as if uploaded now; a course's own drawing stays the course's. */
export async function storeUpload(db: Database, input: StoredPicture & { uploadedAt: Date }): Promise<void> {
  const { uploadedAt } = input;
  await db
    .insert(picture)
    .values(input)
    .onConflictDoUpdate({
      target: picture.hash,
      set: { uploadedAt },
      setWhere: sql`${picture.uploadedAt} is not null`,
    });
}

/**
 * Deletes uploads from before that moment which no letter shows: neither the text of any, drafts too, nor a version that
 * was or may be sent, for whoever has an old letter still looks at its pictures. Says how many.
 */
export async function clearUploads(db: Database, input: { before: Date; limit: number }): Promise<number> {
  const rows = await db.execute(sql`
    delete from picture where hash = any(array(
      select p.hash from picture p where p.uploaded_at < ${input.before.toISOString()}
        and not exists (select from issue i where position(p.hash in i.markdown) > 0)
        and not exists (select from version v where v.issue_id is not null and position(p.hash in v.compiled::text) > 0)
      order by p.uploaded_at limit ${input.limit}))
    returning hash`);
  return rows.length;
}

export async function findPicture(db: Database, input: { hash: string }): Promise<StoredPicture | null> {
  const [found] = await db.select().from(picture).where(eq(picture.hash, input.hash));
  return found ?? null;
}

/** How large these pictures are, without their bytes. Unknown ones are left out. */
export async function pictureSizes(
  db: Database,
  input: { hashes: readonly string[] },
): Promise<Pick<StoredPicture, "hash" | "contentType" | "width" | "height">[]> {
  if (input.hashes.length === 0) return [];
  const { hash, contentType, width, height } = picture;
  return db
    .select({ hash, contentType, width, height })
    .from(picture)
    .where(inArray(hash, [...input.hashes]));
}
