import { join } from "node:path";
import type { Database } from "../../db/connect.ts";
import { dropNewsletterNotices, placeNewsletterNotice, readNewsletterNotices } from "../../db/letters/notices.ts";
import type { NoticeKind } from "../../db/schema/courses.ts";
import type { Compiled } from "../../domain/version.ts";
import { bundle } from "./bundle.ts";
import { hash, hashTools } from "./compile-changed.ts";

/** The notices of newsletters as their files are now; null where every newsletter has these already. */
export type ChangedNotices = {
  /** Of the sources: the same sources compile to the same text, so it stands for what was compiled. */
  sourceHash: string;
  notices: readonly { kind: NoticeKind; compiled: Compiled }[];
} | null;

type Changing = { root: string; folder: string; files: readonly string[] };

/** Compiles the notices of newsletters, unless every newsletter has what these files compile to. */
export async function compileChangedNotices(db: Database, { root, folder, files }: Changing): Promise<ChangedNotices> {
  const plain = await bundle({ root, files, folder: join(folder, "plain-notices"), watch: false });
  const sourceHash = hash(`${await hashTools(root)} ${await plain.sourceHash(files)}`);
  const standing = await readNewsletterNotices(db);
  const isCurrent = ({ notices }: (typeof standing)[number]) =>
    notices.length === files.length && notices.every(({ contentHash }) => contentHash === sourceHash);
  if (standing.every(isCurrent)) return null;
  // Imported here for the reason that `compileChanged` has.
  const { compileNewsletterNotices } = await import("./compile-course.ts");
  const watched = await bundle({ root, files, folder: join(folder, "watched-notices"), watch: true });
  const compiled = await compileNewsletterNotices({ files, plain, watched });
  return { sourceHash, notices: compiled.map(({ kind, compiled: version }) => ({ kind, compiled: version })) };
}

/** Gives every newsletter these notices, and takes away what no file stands for any more. */
export async function storeNewsletterNotices(
  db: Database,
  { notices, now }: { notices: ChangedNotices; now: Date },
): Promise<void> {
  if (notices === null) return;
  const contentHash = notices.sourceHash;
  for (const { newsletterId } of await readNewsletterNotices(db)) {
    for (const { kind, compiled } of notices.notices) {
      await placeNewsletterNotice(db, { newsletterId, kind, contentHash, compiled, createdAt: now });
    }
    await dropNewsletterNotices(db, { newsletterId, except: notices.notices.map(({ kind }) => kind) });
  }
}
