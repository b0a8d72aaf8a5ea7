import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { readBlocks } from "./blocks.ts";
import { findHidden, normalizeText } from "./hidden-characters.ts";
import type { Reading } from "./reading.ts";
import type { Complaint, Letter } from "./tree.ts";

/** As long as a short novel's chapter. The html of it is near the 90 KB beyond which Gmail cuts a mail off. */
export const longestLetter = 60_000;

/**
 * Reads Markdown as a letter. It never fails: what a letter cannot hold is told, with its line and its cure, and shown
 * as the author typed it, so that a preview can be drawn of any text. HTML is among what is told; a letter has none.
 *
 * Some texts of this length take a Markdown parser minutes. Whoever calls this on a text from outside does so in a
 * process that can be ended.
 */
export function readLetter(markdown: string): Letter {
  const text = normalizeText(markdown);
  if (text.length > longestLetter) return { blocks: [], complaints: [tooLong(text.length)] };
  const complaints: Complaint[] = findHidden(text, "text");
  const root: Root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const reading: Reading = {
    source: text,
    definitions: definitionsIn(root),
    tell: (node, message) => {
      complaints.push({ field: "text", line: node.position?.start.line ?? 1, message });
    },
  };
  const blocks = readBlocks(root.children, { reading, depth: 0 });
  return { blocks, complaints: complaints.toSorted((one, other) => one.line - other.line) };
}

function tooLong(length: number): Complaint {
  const message = `is ${length.toLocaleString("en-US")} letters long, and a letter has at most 60,000: make two of it.`;
  return { field: "text", line: 1, message };
}

/** Addresses that stand at the end of a text, for links such as [this][1]. */
function definitionsIn(root: Root): Reading["definitions"] {
  const definitions = new Map<string, { url: string; title: string | null }>();
  const look = (node: Nodes): void => {
    if (node.type === "definition" && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
    }
    if ("children" in node) node.children.forEach(look);
  };
  look(root);
  return definitions;
}
