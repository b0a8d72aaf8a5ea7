import { type ComponentType, createElement } from "react";
import { findHidden, normalizeLine } from "../../domain/letter/hidden-characters.ts";
import { readLetter } from "../../domain/letter/read-letter.ts";
import { cutAtSlots } from "../../domain/letter/slots.ts";
import { type Complaint, everyBlock, type Inline, inlinesOf, type Letter } from "../../domain/letter/tree.ts";
import { htmlLimitBytes } from "../../domain/message-size.ts";
import type { Compiled } from "../../domain/version.ts";
import type { IssueProps, NewsletterFacts } from "../../emails/parts/props.ts";
import { compile } from "./compile.ts";
import { checkLimits, longest } from "./limits.ts";
import { type Line, spokenLine } from "./lines.ts";
import { Refusal } from "./refusal.ts";
import { issueTemplate, type Template } from "./template.ts";
import { verify } from "./verify.ts";

/** A letter as it stands in the studio, and what it needs to be drawn. */
export type IssueSource = {
  newsletter: NewsletterFacts;
  title: string;
  subject: string;
  /** The other subject of an A/B test. */
  subjectB: string | null;
  preheader: string;
  markdown: string;
  /** Pixels of the pictures that are stored, by name. */
  pictures: Readonly<Record<string, { width: number; height: number }>>;
};

/**
 * A letter that has been set. `compiled` is there whenever it can be drawn at all; it may be stored and sent only
 * without complaints and after probing.
 */
export type Typeset = {
  compiled: Compiled | null;
  compiledB: Compiled | null;
  complaints: readonly Complaint[];
  /** Every link and picture with its place in the text, for the check before sending. */
  links: readonly { href: string; words: string; line: number }[];
  pictures: readonly { name: string; alt: string; line: number }[];
  /** What readers without a name are called in the text, or null where nobody is called by name. */
  otherwise: string | null;
  /** Bytes of html with the longest values, and how many there may be. */
  sizeBytes: number;
  limitBytes: number;
  words: number;
};

/** The bundled part that draws a letter's blocks. */
export type LetterComponent = ComponentType<
  IssueProps & { blocks: Letter["blocks"]; pictures: IssueSource["pictures"] }
>;

/**
 * Sets a letter that was written in Markdown through the same compiling as every other message. With `probing` it is
 * also held against its template with hostile values, which a preview need not wait for.
 */
export async function typesetIssue(
  source: IssueSource,
  { component, probing }: { component: LetterComponent; probing: boolean },
): Promise<Typeset> {
  const letter = readLetter(source.markdown);
  const lines = readLines(source);
  const complaints = [...lines.complaints, ...letter.complaints, ...missingPictures(letter, source)];
  const drawing = { source, letter, component, probing };
  const set = await drawOrTell({ ...drawing, subject: lines.subject, preheader: lines.preheader }, complaints);
  const { subjectB } = lines;
  const setB =
    subjectB && (await drawOrTell({ ...drawing, subject: subjectB, preheader: lines.preheader }, complaints));
  return {
    compiled: set,
    compiledB: setB || null,
    complaints,
    ...placesOf(letter),
    sizeBytes: set ? sizeOf(set) : 0,
    limitBytes: htmlLimitBytes,
    words: countWords(letter),
  };
}

function readLines(source: IssueSource) {
  const complaints: Complaint[] = [];
  const read = (field: Exclude<Complaint["field"], "text">, text: string): Line => {
    complaints.push(...findHidden(text, field));
    const line = normalizeLine(text);
    if (line === "") complaints.push({ field, line: 1, message: `is empty: ${missing[field]}` });
    return cutAtSlots(line, (message) => complaints.push({ field, line: 1, message }));
  };
  read("title", source.title);
  const subject = read("subject", source.subject);
  const subjectB = source.subjectB === null ? null : read("subjectB", source.subjectB);
  if (source.subjectB !== null && normalizeLine(source.subjectB) === normalizeLine(source.subject)) {
    complaints.push({
      field: "subjectB",
      line: 1,
      message: "is the same as the first: write another, or leave it empty.",
    });
  }
  return { subject, subjectB, preheader: read("preheader", source.preheader), complaints };
}

const missing = {
  title: "give the letter a title; its page on the web is named by it.",
  subject: "say in one line what the letter is about.",
  subjectB: "write the other subject, or leave it empty.",
  preheader: "write the line that an inbox shows after the subject.",
} as const;

type Drawing = {
  source: IssueSource;
  letter: Letter;
  component: LetterComponent;
  probing: boolean;
  subject: Line;
  preheader: Line;
};

/** What compiling refuses is one more complaint; what it says begins with a file, and this letter has none. */
async function drawOrTell(drawing: Drawing, complaints: Complaint[]): Promise<Compiled | null> {
  const template = templateOf(drawing);
  try {
    const compiled = await compile(template);
    const isSound = complaints.length === 0;
    if (isSound) checkLimits(template, compiled);
    if (isSound && drawing.probing) await verify(template, compiled);
    return compiled;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.message.startsWith(template.file)
      ? error.message.slice(template.file.length + 1)
      : error.message;
    if (complaints.length === 0) complaints.push({ field: "text", line: 1, message });
    return null;
  }
}

const file = "letter";

function templateOf({ source, letter, component, subject, preheader }: Drawing): Template {
  const { newsletter, title, pictures } = source;
  return issueTemplate({
    file,
    // Not `component` itself: a letter brings its own blocks along.
    component: (props) => createElement(component, { ...props, blocks: letter.blocks, pictures }),
    facts: { newsletter, issue: { title: normalizeLine(title) || "Untitled", preheader: "" } },
    subject: (props) => (subject.length === 0 ? "Untitled" : spokenLine(subject)(props)),
    preheader: (props) => (preheader.length === 0 ? "…" : spokenLine(preheader)(props)),
  });
}

function missingPictures({ blocks }: Letter, { pictures }: IssueSource): Complaint[] {
  return everyBlock(blocks).flatMap((block) => {
    if (block.kind !== "picture" || Object.hasOwn(pictures, block.name)) return [];
    return [{ field: "text", line: block.line, message: "shows a picture that is not here: upload it again." }];
  });
}

function placesOf({ blocks }: Letter): Pick<Typeset, "links" | "pictures" | "otherwise"> {
  const named = inlinesOf(blocks).find((inline) => inline.kind === "slot" && inline.name === "reader.name");
  return {
    otherwise: named?.kind === "slot" ? named.otherwise : null,
    links: inlinesOf(blocks).flatMap((inline) =>
      inline.kind === "link" ? [{ href: inline.href, words: plain(inline.inlines), line: inline.line }] : [],
    ),
    pictures: everyBlock(blocks).flatMap((block) =>
      block.kind === "picture" ? [{ name: block.name, alt: block.alt, line: block.line }] : [],
    ),
  };
}

function plain(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ("inlines" in inline) return plain(inline.inlines);
      if ("value" in inline) return inline.value;
      return inline.kind === "slot" ? `{{${inline.name}}}` : " ";
    })
    .join("");
}

function sizeOf({ forms, links }: Compiled): number {
  return Math.max(...Object.values(forms).map(({ html }) => longest(html, links)));
}

function countWords({ blocks }: Letter): number {
  const texts = inlinesOf(blocks).flatMap((inline) => ("value" in inline ? [inline.value] : []));
  return texts.join(" ").match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
}
