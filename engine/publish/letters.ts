import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ComponentType } from "react";
import { z } from "zod";
import type { Database } from "../../db/connect.ts";
import { addDraft, deleteDraft } from "../../db/letters/drafts.ts";
import { draftsWithoutFile, isUntouched } from "../../db/letters/files.ts";
import type { IssueProps, NewsletterFacts } from "../../emails/parts/props.ts";
import { type Bundle, bundle } from "./bundle.ts";
import { readDescription } from "./describe.ts";
import { readMarkdownFile } from "./front-matter.ts";
import { findOrMakeNewsletter } from "./newsletter-file.ts";
import { type Loaded, placeLetter } from "./place-letter.ts";
import { Refusal } from "./refusal.ts";
import { findLetters, type LetterSources } from "./sources.ts";

type Publishing = { db: Database; root: string; folder: string; now: Date };

/**
 * Makes drafts of the letters in `root/emails/newsletter`, to be looked at and sent in the studio; says which are new or
 * changed. What the file of a letter that is on its way says now waits there for its author; one that has gone out is left
 * as it was sent.
 */
export async function publishLetters(publishing: Publishing): Promise<string[]> {
  const sources = await findLetters(publishing.root);
  const published: string[] = [];
  for (const source of sources) {
    published.push(...(await publishOf(publishing, source)).map((key) => `${source.newsletter}/${key}`));
  }
  return published;
}

async function publishOf(publishing: Publishing, source: LetterSources): Promise<string[]> {
  const { db } = publishing;
  const newsletter = await findOrMakeNewsletter(publishing, source);
  // One that has ended sends nothing more, and its files keep nobody from publishing the rest.
  if (newsletter.retiredAt !== null) return [];
  const begun = await beginWith(publishing, { newsletterId: newsletter.id, source });
  const slugs = source.templates.map(({ key }) => key);
  for (const gone of await draftsWithoutFile(db, { newsletterId: newsletter.id, slugs })) await deleteDraft(db, gone);
  if (source.templates.length === 0) return begun;
  return [...begun, ...(await publishTemplates(publishing, { newsletter, source }))];
}

/**
 * What stands there in Markdown is a newsletter's first draft, to be written over. It is placed once, while nobody has
 * written a letter, and from then on it is the studio's.
 */
async function beginWith(
  { db, root, now }: Publishing,
  { newsletterId, source }: { newsletterId: number; source: LetterSources },
): Promise<string[]> {
  if (source.drafts.length === 0 || !(await isUntouched(db, { newsletterId }))) return [];
  for (const { key, file } of source.drafts) {
    const fields = readMarkdownFile(file, await readFile(join(root, file), "utf8"));
    await addDraft(db, { newsletterId, slug: key, fields, now });
  }
  return source.drafts.map(({ key }) => key);
}

type Templates = { newsletter: NewsletterFacts & { id: number }; source: LetterSources };

async function publishTemplates(publishing: Publishing, { newsletter, source }: Templates): Promise<string[]> {
  const { root, folder } = publishing;
  const files = source.templates.map(({ file }) => file);
  const plain = await bundle({ root, files, folder: join(folder, `letters-${source.newsletter}`), watch: false });
  const watched = await bundle({ root, files, folder: join(folder, `watched-${source.newsletter}`), watch: true });
  const published: string[] = [];
  for (const { key, file } of source.templates) {
    const letter = { key, file, newsletter, template: await load(plain, file, newsletter) };
    const { description, under } = await load(watched, file, newsletter);
    const placed = await placeLetter(publishing, { ...letter, watched: under(description.subject) });
    if (placed !== "as it was") published.push(placed === "draft" ? key : `${key}, whose change waits in the studio`);
  }
  return published;
}

const line = z.string().trim().min(1).max(200);
const issueSchema = z.strictObject({ title: line, subject: line, subjectB: line.optional(), preheader: line });

async function load(built: Bundle, file: string, newsletter: NewsletterFacts): Promise<Loaded> {
  // Imported here, because React is, and mostly there is no letter that is a file.
  const { issueTemplate } = await import("./template.ts");
  const { readLine, spokenLine } = await import("./lines.ts");
  const exported = await built.load(file);
  const description = readDescription(issueSchema, { file, name: "issue", exported: exported.issue });
  if (typeof exported.default !== "function") {
    throw new Refusal(file, "has no template: export a React component as its default.");
  }
  const { slug, title } = newsletter;
  const under = (subject: string) =>
    issueTemplate({
      file,
      component: exported.default as ComponentType<IssueProps>, // A function as default export is what the contract asks for.
      facts: { newsletter: { slug, title }, issue: { title: description.title, preheader: "" } },
      subject: spokenLine(readLine(file, subject)),
      preheader: spokenLine(readLine(file, description.preheader)),
    });
  const { subject, subjectB } = description;
  if (subjectB === subject) throw new Refusal(file, "has the same subject twice: two are tried only if they differ.");
  return { description, under };
}
