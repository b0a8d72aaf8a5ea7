import { createHash } from "node:crypto";
import {
  type DraftFields,
  findIssue,
  findNewsletter,
  giveVersions,
  type Issue,
  storeIssueVersion,
} from "../../db/letters/drafts.ts";
import { pictureSizes } from "../../db/pictures.ts";
import { prepare } from "../../domain/fill.ts";
import { pictureNamesIn } from "../../domain/letter/pictures.ts";
import type { Complaint } from "../../domain/letter/tree.ts";
import { normaliseName } from "../../domain/names.ts";
import type { Compiled } from "../../domain/version.ts";
import type { Context } from "../context.ts";
import { nameValue, variantFor } from "../lesson-values.ts";
import { pictureName } from "../pictures.ts";
import type { IssueSource } from "../publish/written-issue.ts";
import { testLinks } from "../web-links.ts";
import type { Typesetter } from "./typesetter.ts";

type Drawing = { id: number; typesetter: Typesetter };

export type DrawnIssue = {
  subject: string;
  preheader: string;
  /** Null when the letter cannot be drawn at all. */
  html: string | null;
  text: string;
  complaints: readonly Complaint[];
  sizeBytes: number;
  limitBytes: number;
  words: number;
};

/** The letter as a reader of this name would get it, with these words in place of the stored ones. */
export async function previewIssue(
  context: Context,
  input: Drawing & { fields: DraftFields; name: string },
): Promise<DrawnIssue | null> {
  const source = await sourceOf(context, input);
  if (!source) return null;
  const set = await input.typesetter.preview({ ...source, ...input.fields });
  const { complaints, sizeBytes, limitBytes, words } = set;
  const filled = set.compiled && fillFor(context, set.compiled, input.name);
  return {
    subject: filled?.subject ?? "",
    preheader: filled?.preheader ?? "",
    html: filled?.html ?? null,
    text: filled?.text ?? "",
    complaints,
    sizeBytes,
    limitBytes,
    words,
  };
}

/** A letter whose links of ours lead to pages that say what they are for: nobody's, and good for looking. */
export function fillFor(context: Context, compiled: Compiled, typedName: string) {
  const read = normaliseName(typedName);
  const name = read.kind === "ok" ? read.name : null;
  const form = compiled.forms[variantFor(name)];
  if (!form) throw new Error(`a letter was compiled without the variant ${variantFor(name)}`);
  return prepare(form).fill({
    values: { ...testLinks(context), ...nameValue(name) },
    choices: { "open.pixel": "off" },
    linkUrl: (number) => compiled.links[number] ?? context.settings.siteUrl,
  });
}

export type PreparedIssue =
  | { kind: "prepared"; versionId: number; versionBId: number | null; revision: number }
  | { kind: "complaints"; complaints: readonly Complaint[] }
  | { kind: "unknown" };

/**
 * Compiles the stored text with all probes and stores it as a version of its own. A draft is sent with it; for a letter
 * on its way it is what a correction puts in place. The revision tells whether it is still the text that was looked at.
 */
export async function prepareIssue(context: Context, input: Drawing): Promise<PreparedIssue> {
  const found = await findIssue(context.db, input);
  const source = found && (await sourceOf(context, { ...input, found }));
  if (!found || !source) return { kind: "unknown" };
  const set = await input.typesetter.compile(source);
  if (set.complaints.length > 0 || set.compiled === null) return { kind: "complaints", complaints: set.complaints };
  const { compiled, compiledB } = set;
  return context.db.transaction(async (tx) => {
    const { calendarAt: createdAt } = await context.clocks.read(tx);
    const store = (one: Compiled) =>
      storeIssueVersion(tx, { issueId: input.id, contentHash: hashOf(one), compiled: one, createdAt });
    const versionId = await store(compiled);
    const versionBId = compiledB ? await store(compiledB) : null;
    const { revision } = found;
    await giveVersions(tx, { id: input.id, revision, versionId, versionBId });
    return { kind: "prepared", versionId, versionBId, revision };
  });
}

function hashOf(compiled: Compiled): string {
  return createHash("sha256").update(JSON.stringify(compiled)).digest("hex");
}

/** What a stored letter is set from; null when there is none, or when it is a file, which publishing sets. */
export async function sourceOf(
  context: Context,
  input: { id: number; fields?: DraftFields; found?: Issue },
): Promise<IssueSource | null> {
  const found = input.found ?? (await findIssue(context.db, input));
  if (!found || found.origin === "file") return null;
  const newsletter = await findNewsletter(context.db, { id: found.newsletterId });
  if (!newsletter) throw new Error(`issue ${found.id} has no newsletter`);
  const { title, subject, preheader, markdown }: DraftFields = input.fields ?? found;
  return {
    newsletter: { slug: newsletter.slug, title: newsletter.title },
    title,
    subject,
    subjectB: testOf(found),
    preheader,
    markdown,
    pictures: await sizesIn(context, markdown),
  };
}

/** A draft may yet be tried with it; of a letter on its way only what is being tried is sent. */
function testOf({ subjectB, testPercent, state }: Issue): string | null {
  return state === "draft" || testPercent !== null ? subjectB : null;
}

async function sizesIn({ db }: Context, markdown: string): Promise<IssueSource["pictures"]> {
  const hashes = pictureNamesIn(markdown).map((name) => name.slice(0, 32));
  const stored = await pictureSizes(db, { hashes });
  return Object.fromEntries(stored.map((one) => [pictureName(one), { width: one.width, height: one.height }]));
}
