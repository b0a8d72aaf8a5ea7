import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../../db/connect.ts";
import { storePictures } from "../../db/pictures.ts";
import { lockPublishing, readSourceHashes } from "../../db/publish.ts";
import { compileChanged } from "./compile-changed.ts";
import { drawMissing } from "./pictures.ts";
import { Refusal } from "./refusal.ts";
import { findSources } from "./sources.ts";
import { type PublishReport, storeCourses } from "./store.ts";

/** `root` is the folder that `emails` lies in; building needs to write to `.build` there. `now` is calendar time. */
export type Publishing = { db: Database; root: string; now: Date };

/**
 * Makes the database hold what `root/emails/courses` says, or throws a `Refusal` and changes nothing. Publishing the
 * same again changes nothing either, and takes a fraction of a second: a course with the same sources is not even
 * compiled. It wants a process of its own that ends, for templates are code, and React Email's Tailwind keeps state.
 */
export async function publishCourses({ db, root, now }: Publishing): Promise<PublishReport> {
  const sources = await findSources(root);
  if (sources.courses.length === 0) throw new Refusal("emails/courses", "holds no course: add one.");
  await mkdir(join(root, ".build"), { recursive: true });
  const folder = await mkdtemp(join(root, ".build", "publish-"));
  try {
    const changed = await compileChanged({ root, folder, sources, known: await readSourceHashes(db) });
    const pictures = await drawMissing(db, { changed, now });
    return await db.transaction(async (transaction) => {
      await lockPublishing(transaction);
      await storePictures(transaction, { pictures });
      return storeCourses(transaction, { slugs: sources.courses.map(({ slug }) => slug), changed, now });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
