import { type Filling, prepare } from "../../domain/fill.ts";
import type { CompiledForm, Part } from "../../domain/version.ts";
import { plainProbe } from "../../engine/publish/probes.ts";
import { type MailDocument, parseMail } from "./document.ts";
import type { Message } from "./messages.ts";

/** A message as one reader would get it. */
export type Mail = Pick<Message, "name" | "kind"> & {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  document: MailDocument;
};

/**
 * Fills a message so that as much as possible of what was compiled is in it: the days of a week take all states in
 * turn, and every other choice its longest fragment (the pixel rather than none). `chosen` goes before both.
 */
export function fillMail(message: Message, chosen: Filling["choices"] = {}): Mail {
  const filled = prepare(message.form).fill({
    values: valuesFor(message.form),
    choices: { ...choicesFor(message.form), ...chosen },
    linkUrl: (number) => message.links[number] ?? ownUrl(`link-${number}`),
  });
  return mailOf(message, filled);
}

export function mailOf(
  { name, kind }: Pick<Message, "name" | "kind">,
  filled: Pick<Mail, "subject" | "preheader" | "html" | "text">,
): Mail {
  return { name, kind, ...filled, document: parseMail(filled.html) };
}

/** Where our own links lead in these mails: https, as on every site that is not on a developer's own machine. */
export function ownUrl(name: string): string {
  return `https://dayletter.example/${name.replaceAll(".", "/")}`;
}

function valuesFor(form: CompiledForm): Filling["values"] {
  const urls = slotsIn(form.html).filter((slot) => slot.startsWith("links."));
  const ours = [...urls, "notice.action"].map((slot) => [slot, ownUrl(slot)]);
  return { ...plainProbe.values, ...Object.fromEntries(ours) };
}

function choicesFor(form: CompiledForm): Filling["choices"] {
  const choices = form.html.filter((part) => typeof part === "object" && "choice" in part);
  return Object.fromEntries(choices.map((part, index) => [part.choice, optionOf(part, index)]));
}

type ChoicePart = Extract<Part, { choice: string }>;

function optionOf({ choice, options }: ChoicePart, index: number): string {
  const names = Object.keys(options);
  if (choice.startsWith("progress.week.")) return names[index % names.length] ?? "";
  return names.reduce((one, other) => (sizeOf(options[other]) > sizeOf(options[one]) ? other : one));
}

function sizeOf(parts: readonly Part[] | undefined): number {
  return JSON.stringify(parts ?? []).length;
}

export function slotsIn(parts: readonly Part[]): string[] {
  const slots = parts.flatMap((part) => {
    if (typeof part === "string" || "link" in part) return [];
    return "slot" in part ? [part.slot] : Object.values(part.options).flatMap(slotsIn);
  });
  return [...new Set(slots)];
}
