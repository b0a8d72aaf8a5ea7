import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Database } from "../../db/connect.ts";
import { giveVersions, storeIssueVersion } from "../../db/letters/drafts.ts";
import {
  correctionHashes,
  currentHashes,
  dropFileCorrection,
  issueBySlug,
  keepFileCorrection,
  placeFileLetter,
} from "../../db/letters/files.ts";
import { type Issue, lockIssue } from "../../db/letters/issues.ts";
import type { Compiled } from "../../domain/version.ts";
import type { IssueDescription } from "../../emails/parts/props.ts";
import { Refusal } from "./refusal.ts";
import type { Template } from "./template.ts";

/** A letter by its file; `under` is its template under one of its subjects. */
export type Loaded = { description: IssueDescription; under(subject: string): Template };
type Letter = { key: string; file: string; newsletter: { id: number }; template: Loaded; watched: Template };

/** `correction`: the letter is on its way, and what its file says now waits to be sent from here on. */
type Placed = "draft" | "correction" | "as it was";
type Publishing = { db: Database; now: Date };

/** Compiling takes a moment and probing seconds, so only what compiles to something new is probed. */
export async function placeLetter({ db, now }: Publishing, letter: Letter): Promise<Placed> {
  const { key: slug, file, newsletter, watched } = letter;
  const known = await issueBySlug(db, { newsletterId: newsletter.id, slug });
  if (known && known.origin !== "file") {
    throw new Refusal(file, "has the name of a letter that was written in the studio: rename the file.");
  }
  if (known && !isOpen(known)) return "as it was";
  const { description, under } = letter.template;
  const { title, preheader } = description;
  const { subject, subjectB } = subjectsOf(description, known);
  const templates = [subject, ...(subjectB === null ? [] : [subjectB])].map(under);
  const { compile } = await import("./compile.ts");
  const hashes: string[] = [];
  for (const one of templates) hashes.push(hashOf(await compile(one)));
  const isSent = known !== null && hasTitle(known, title) && (await isWhatIsSent(db, { known, hashes }));
  if (isSent) return (await dropFileCorrection(db, { issueId: known.id })) ? "correction" : "as it was";
  if (known && isDeepStrictEqual(await correctionHashes(db, { issueId: known.id }), hashes)) return "as it was";
  const { compilePublishable } = await import("./publishable.ts");
  const compiled: Compiled[] = [];
  for (const one of templates) compiled.push(await compilePublishable({ template: one, watched }));
  const versions = compiled.map((one, place) => ({ compiled: one, contentHash: hashes[place] ?? hashOf(one) }));
  return store(db, {
    known,
    newsletterId: newsletter.id,
    slug,
    fields: { title, subject, subjectB, preheader },
    versions,
    now,
  });
}

function isOpen({ state }: Issue): boolean {
  return state === "draft" || state === "scheduled" || state === "sending" || state === "paused";
}

type Subjects = { subject: string; subjectB: string | null };

/**
 * While two subjects are being tried there have to be two: a file that has lost its second one goes on with that, and one
 * that has kept the second alone goes on with both, each for those who try it.
 */
function subjectsOf({ subject, subjectB }: IssueDescription, known: Issue | null): Subjects {
  if (subjectB !== undefined) return { subject, subjectB };
  if (known === null || known.testPercent === null) return { subject, subjectB: null };
  return { subject: known.subjectB === subject ? known.subject : subject, subjectB: known.subjectB };
}

/** The title is not compiled: a draft takes a new one, and of a letter on its way it is no correction by itself. */
function hasTitle(known: Issue, title: string): boolean {
  return known.state !== "draft" || known.title === title;
}

/** Of a letter on its way, a second subject is compared only where it is being tried: without that nobody gets it. */
async function isWhatIsSent(
  db: Database,
  { known, hashes }: { known: Issue; hashes: readonly string[] },
): Promise<boolean> {
  const current = await currentHashes(db, { issueId: known.id });
  const count = known.state === "draft" || known.testPercent !== null ? undefined : 1;
  return isDeepStrictEqual(current.slice(0, count), hashes.slice(0, count));
}

type Storing = {
  known: Issue | null;
  newsletterId: number;
  slug: string;
  fields: { title: string; subject: string; subjectB: string | null; preheader: string };
  versions: readonly { compiled: Compiled; contentHash: string }[];
  now: Date;
};

/** One that began or ended while it was compiled is left to the next publishing. */
async function store(db: Database, { known, newsletterId, slug, fields, versions, now }: Storing): Promise<Placed> {
  return db.transaction(async (tx): Promise<Placed> => {
    const held = known && (await lockIssue(tx, known));
    if (held?.state !== known?.state) return "as it was";
    const isDraft = !held || held.state === "draft";
    const issueId = isDraft ? await placeFileLetter(tx, { newsletterId, slug, fields, now }) : held.id;
    const ids: number[] = [];
    for (const one of versions) ids.push(await storeIssueVersion(tx, { issueId, ...one, createdAt: now }));
    const [versionId, versionBId = null] = ids;
    if (versionId === undefined) throw new Error(`the letter ${slug} was compiled to nothing`);
    if (isDraft) await giveVersions(tx, { id: issueId, versionId, versionBId });
    else await keepFileCorrection(tx, { issueId, versionId, versionBId, ...fields, publishedAt: now });
    return isDraft ? "draft" : "correction";
  });
}

function hashOf(compiled: Compiled): string {
  return createHash("sha256").update(JSON.stringify(compiled)).digest("hex");
}
