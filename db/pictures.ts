import { eq, inArray } from "drizzle-orm";
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

/** Stores what is not there yet. A hash stands for one drawing for ever, so what is there is right. */
export async function storePictures(db: Database, input: { pictures: readonly StoredPicture[] }): Promise<void> {
  if (input.pictures.length === 0) return;
  await db
    .insert(picture)
    .values([...input.pictures])
    .onConflictDoNothing();
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
