import type { Database } from "../../db/connect.ts";
import {
  addDraft,
  type DraftFields,
  deleteDraft,
  editableStates,
  findIssue,
  findNewsletter,
  hasActed,
  type Issue,
  lastIssue,
  renameDraft,
  saveDraft,
} from "../../db/letters/drafts.ts";
import { normalizeLine, normalizeText } from "../../domain/letter/hidden-characters.ts";
import { longestLetter } from "../../domain/letter/read-letter.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";

type Author = { id: string; name: string };

export type StartedIssue = { kind: "started"; id: number } | { kind: "unknown" };

/** Begins a letter, empty or with the words of the last one to write over. */
export async function startIssue(
  context: Context,
  input: { newsletterId: number; from: "empty" | "last"; author: Author },
): Promise<StartedIssue> {
  return context.db.transaction(async (tx) => {
    const found = await findNewsletter(tx, { id: input.newsletterId });
    if (!found || found.retiredAt !== null) return { kind: "unknown" };
    const last = input.from === "last" ? await lastIssue(tx, input) : null;
    const { calendarAt: now } = await context.clocks.read(tx);
    const fields = last ? fieldsOf(last) : { title: "", subject: "", preheader: "", markdown: beginning };
    const slug = `draft-${context.randomness
      .id()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .slice(0, 40)}`;
    const id = await addDraft(tx, { newsletterId: found.id, slug, fields, now });
    await nameByTitle(tx, { id, title: fields.title });
    await recordAct(tx, { author: input.author, act: "issue begun", now, newsletterId: found.id, issueId: id });
    return { kind: "started", id };
  });
}

const beginning = "Hi {{reader.name | there}},\n\n";

export type SavedIssue =
  | { kind: "saved"; revision: number }
  /** Somebody saved it since: their text, to be held against the one that was sent. */
  | { kind: "conflict"; theirs: DraftFields & { revision: number } }
  | { kind: "closed"; message: string }
  | { kind: "wrong"; message: string };

/** Words are kept as they are, faults and all: a letter that is being written is not checked by saving it. */
export async function saveIssue(
  context: Context,
  input: { id: number; revision: number; fields: DraftFields; author: Author },
): Promise<SavedIssue> {
  const fields = normalized(input.fields);
  if (fields.markdown.length > 2 * longestLetter) return { kind: "wrong", message: tooLong };
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const revision = await saveDraft(tx, { ...input, fields, now });
    if (revision === null) return refused(tx, { ...input, fields });
    await nameByTitle(tx, { id: input.id, title: fields.title });
    await noteWriting(tx, { ...input, now });
    return { kind: "saved", revision };
  });
}

const tooLong = "The text is more than twice as long as a letter may be. Nothing was saved: make two letters of it.";
const anHourMs = 3_600_000;

async function noteWriting(tx: Database, input: { id: number; author: Author; now: Date }): Promise<void> {
  const { id: issueId, author, now } = input;
  const act = "issue written";
  const since = new Date(now.getTime() - anHourMs);
  if (await hasActed(tx, { issueId, authorId: author.id, act, since })) return;
  await recordAct(tx, { author, act, now, issueId });
}

async function refused(tx: Database, input: { id: number; fields: DraftFields }): Promise<SavedIssue> {
  const found = await findIssue(tx, { id: input.id });
  if (!found) return { kind: "closed", message: "This letter does not exist any more." };
  if (found.origin === "file") return { kind: "closed", message: "This letter is a file: change it there." };
  if (!editableStates.some((state) => state === found.state)) {
    return { kind: "closed", message: "This letter has gone out and stays as it was sent." };
  }
  // The same text from two tabs, or a save whose answer was lost on the way, is no conflict.
  const theirs = fieldsOf(found);
  if (isSame(theirs, input.fields)) return { kind: "saved", revision: found.revision };
  return { kind: "conflict", theirs: { ...theirs, revision: found.revision } };
}

/** A draft is called in URLs what its title says. Once it is scheduled, the name stays. */
async function nameByTitle(tx: Database, { id, title }: { id: number; title: string }): Promise<void> {
  const slug = slugOf(title);
  if (slug === "") return;
  for (const candidate of [slug, ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${slug}-${number}`)]) {
    if (await renameDraft(tx, { id, slug: candidate })) return;
  }
}

/** "What muscles does running work?" is "what-muscles-does-running-work". */
export function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/[’']/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, "");
}

/** Says whether there was a draft to delete. What was scheduled or sent is not deleted. */
export async function discardIssue(context: Context, input: { id: number; author: Author }): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const found = await findIssue(tx, input);
    if (!found || !(await deleteDraft(tx, input))) return false;
    const { calendarAt: now } = await context.clocks.read(tx);
    const { newsletterId, title } = found;
    await recordAct(tx, { author: input.author, act: "issue deleted", now, newsletterId, facts: { what: title } });
    return true;
  });
}

function normalized({ title, subject, preheader, markdown }: DraftFields): DraftFields {
  return {
    title: normalizeLine(title).slice(0, 200),
    subject: normalizeLine(subject).slice(0, 300),
    preheader: normalizeLine(preheader).slice(0, 300),
    markdown: normalizeText(markdown),
  };
}

function fieldsOf({ title, subject, preheader, markdown }: Issue | DraftFields): DraftFields {
  return { title, subject, preheader, markdown };
}

function isSame(one: DraftFields, other: DraftFields): boolean {
  return (Object.keys(one) as (keyof DraftFields)[]).every((field) => one[field] === other[field]);
}
