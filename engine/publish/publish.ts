import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../../db/connect.ts";
import { storePictures } from "../../db/pictures.ts";
import { lockPublishing, readSourceHashes } from "../../db/publish.ts";
import { applyAll, type ChosenAudience, type ToldChange, tellPending } from "../courses/apply-all.ts";
import { compileChanged } from "./compile-changed.ts";
import { publishLetters } from "./letters.ts";
import { compileChangedNotices, storeNewsletterNotices } from "./newsletter-notices.ts";
import { drawMissing } from "./pictures.ts";
import { Refusal } from "./refusal.ts";
import { findSources } from "./sources.ts";
import { type Stored, storeCourses } from "./store.ts";

/**
 * `root` is the folder that `emails` lies in; building needs to write to `.build` there. `now` is calendar time. With
 * `apply`, a new order of lessons takes effect at once although readers are under way in it, with these audiences.
 */
export type Publishing = { db: Database; root: string; now: Date; apply?: { audiences: readonly ChosenAudience[] } };

export type PublishReport = Stored & {
  /** Courses whose new order waits for its author's word, with what it would mean. */
  waiting: readonly ToldChange[];
  /** Those whose new order took effect now. */
  applied: readonly ToldChange[];
};

/**
 * Makes the database hold what `root/emails` says of courses and notices, or throws a `Refusal` and changes nothing. Publishing the
 * same again changes nothing either, and takes a fraction of a second: a course with the same sources is not even
 * compiled. It wants a process of its own that ends, for templates are code, and React Email's Tailwind keeps state.
 */
export async function publishCourses({ db, root, now, apply }: Publishing): Promise<PublishReport> {
  const sources = await findSources(root);
  if (sources.courses.length === 0) throw new Refusal("emails/courses", "holds no course: add one.");
  await mkdir(join(root, ".build"), { recursive: true });
  const folder = await mkdtemp(join(root, ".build", "publish-"));
  try {
    const changed = await compileChanged({ root, folder, sources, known: await readSourceHashes(db) });
    const notices = await compileChangedNotices(db, { root, folder, files: sources.newsletterNoticeFiles });
    const pictures = await drawMissing(db, { changed, now });
    const report = await db.transaction(async (transaction) => {
      await lockPublishing(transaction);
      await storePictures(transaction, { pictures });
      await storeNewsletterNotices(transaction, { notices, now });
      const stored = await storeCourses(transaction, { slugs: sources.courses.map(({ slug }) => slug), changed, now });
      if (!apply) return { ...stored, waiting: await tellPending(transaction), applied: [] };
      return { ...stored, waiting: [], applied: await applyAll(transaction, { ...apply, now }) };
    });
    const letters = await publishLetters({ db, root, folder, now });
    return { ...report, published: [...report.published, ...letters] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
