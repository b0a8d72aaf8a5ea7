import type { DraftFields } from "../../db/letters/drafts.ts";
import { Refusal } from "./refusal.ts";

/** Reads a letter's file in Markdown: between two lines of three dashes, its title, subject and preheader; then its text. */
export function readMarkdownFile(file: string, text: string): DraftFields {
  const [, head, markdown] = /^---\n([\s\S]*?)\n---\n+([\s\S]*)$/.exec(text.replaceAll("\r\n", "\n")) ?? [];
  if (head === undefined || markdown === undefined) {
    throw new Refusal(file, 'has no head: begin it with "---", then title, subject and preheader, then "---".');
  }
  const lines = new Map(head.split("\n").map((line) => splitAt(line)));
  const field = (name: string): string => {
    const value = lines.get(name)?.trim();
    if (!value) throw new Refusal(file, `says no ${name} in its head: add "${name}: …".`);
    return value;
  };
  return { title: field("title"), subject: field("subject"), preheader: field("preheader"), markdown };
}

function splitAt(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1)];
}
