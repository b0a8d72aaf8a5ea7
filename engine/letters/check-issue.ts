import { readVersion } from "../../db/catalogue.ts";
import { editableStates, findIssue } from "../../db/letters/drafts.ts";
import { findFileCorrection } from "../../db/letters/files.ts";
import { judgePreview, judgeSubject, unnamedLine } from "../../domain/letter/inbox-line.ts";
import type { Complaint } from "../../domain/letter/tree.ts";
import type { Compiled } from "../../domain/version.ts";
import type { Context } from "../context.ts";
import type { Typeset } from "../publish/written-issue.ts";
import { sourceOf } from "./draw-issue.ts";
import { type CheckedLink, checkLinks } from "./links/check-links.ts";
import type { Typesetter } from "./typesetter.ts";

/** One thing that was looked at. Only `stop` keeps a letter from being sent; `look` is for the author to decide. */
export type Check = { name: string; state: "good" | "look" | "stop"; words: string };

export type CheckedIssue = {
  compiled: Compiled | null;
  checks: readonly Check[];
  complaints: readonly Complaint[];
  /** What `askLinks` would ask, each once. */
  links: readonly { href: string; words: string; line: number }[];
};

/** Looks at a letter as it is stored, before it is sent. It asks nobody; the links are asked apart, for that takes time. */
export async function checkIssue(
  context: Context,
  input: { id: number; typesetter: Typesetter },
): Promise<CheckedIssue | null> {
  const found = await findIssue(context.db, input);
  if (!found) return null;
  if (found.origin === "file") {
    // What still waited when the letter was over never went out.
    const isOpen = editableStates.some((state) => state === found.state);
    const waiting = isOpen ? await findFileCorrection(context.db, { issueId: found.id }) : null;
    return checkedFile(context, waiting ?? found);
  }
  const source = await sourceOf(context, input);
  if (!source) return null;
  const set = await input.typesetter.preview(source);
  const { compiled, complaints, links } = set;
  const checks = [
    mended(set),
    ...lines(context, source),
    pictures(set),
    size(set),
    greeting(set, source.subject),
    frame(set),
  ];
  return { compiled, complaints, links, checks };
}

/**
 * Publishing has set and probed it, also what waits to be sent in its place; what differs between files is how their lines
 * look.
 */
async function checkedFile(
  context: Context,
  { versionId, ...source }: { versionId: number | null; subject: string; subjectB: string | null; preheader: string },
): Promise<CheckedIssue> {
  const compiled = versionId === null ? null : await readVersion(context.db, { id: versionId });
  const links = (compiled?.links ?? []).map((href) => ({ href, words: href, line: 1 }));
  return { compiled: compiled ?? null, complaints: [], links, checks: lines(context, source) };
}

export type LinkReport = CheckedLink & { words: string; line: number };

/** Asks each link of a letter whether it is there; see `checkLinks` for what is asked and what is not. */
export async function askLinks({ links }: Pick<CheckedIssue, "links">): Promise<LinkReport[]> {
  const states = await checkLinks({ hrefs: links.map(({ href }) => href) });
  return states.map((checked) => {
    const first = links.find(({ href }) => href === checked.href);
    return { ...checked, words: first?.words ?? "", line: first?.line ?? 1 };
  });
}

/** Fewer words than a greeting and one sentence have are seldom what somebody meant to send. */
const fewestWords = 8;

function mended({ complaints, words }: Typeset): Check {
  if (complaints.length > 0) {
    const count = complaints.length === 1 ? "One thing has" : `${complaints.length} things have`;
    return { name: "Text", state: "stop", words: `${count} to be put right first; you find the list below.` };
  }
  if (words >= fewestWords) return { name: "Text", state: "good", words: "Nothing in it has to be put right." };
  const count = words === 0 ? "no words" : words === 1 ? "one word" : `${words} words`;
  return { name: "Text", state: "look", words: `It has ${count}. Is that all you want to say?` };
}

/** The two lines of an inbox, as somebody without a name reads them. */
function lines(
  { settings }: Context,
  source: { subject: string; subjectB: string | null; preheader: string },
): Check[] {
  const read = (line: string) => unnamedLine(line, settings);
  const [subject, preheader] = [read(source.subject), read(source.preheader)];
  const other = source.subjectB === null ? [] : [{ name: "Other subject", ...judgeSubject(read(source.subjectB)) }];
  return [
    { name: "Subject", ...judgeSubject(subject) },
    ...other,
    { name: "Preview line", ...judgePreview({ subject, preheader }) },
  ];
}

function pictures({ pictures: shown }: Typeset): Check {
  if (shown.length === 0) return { name: "Pictures", state: "good", words: "There are none." };
  const missing = shown.filter(({ alt }) => alt === "").length;
  if (missing > 0)
    return { name: "Pictures", state: "stop", words: `${missing} of ${shown.length} have no description.` };
  const words = shown.length === 1 ? "The one has a description." : `All ${shown.length} have descriptions.`;
  return { name: "Pictures", state: "good", words };
}

function size({ sizeBytes, limitBytes, compiled }: Typeset): Check {
  if (compiled === null) return { name: "Size", state: "stop", words: "It could not be drawn, so it has none yet." };
  const words = `${Math.ceil(sizeBytes / 1024)} KB with the longest name; Gmail cuts letters above ${limitBytes / 1024} KB.`;
  return { name: "Size", state: sizeBytes > limitBytes ? "stop" : "good", words };
}

function greeting({ otherwise }: Typeset, subject: string): Check {
  if (otherwise !== null) {
    const words = `Readers are called by their name, and “${otherwise}” when they gave none.`;
    return { name: "Greeting", state: "good", words };
  }
  const inSubject = subject.includes("{{reader.name");
  return { name: "Greeting", state: "good", words: inSubject ? "The subject names the reader." : "It names nobody." };
}

/** The frame brings these along, and compiling refuses a letter without them. */
function frame({ complaints, compiled }: Typeset): Check {
  if (compiled === null || complaints.length > 0) {
    return { name: "Unsubscribe", state: "look", words: "Looked at once the rest is put right." };
  }
  return {
    name: "Unsubscribe",
    state: "good",
    words: "The way to leave, your postal address and the reason why they get it are in it.",
  };
}
