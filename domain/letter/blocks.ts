import type { BlockContent, DefinitionContent, Image, ImageReference, List, Paragraph, RootContent } from "mdast";
import { htmlWords, readInlines } from "./inlines.ts";
import { readPicture } from "./pictures.ts";
import { type Reading, typed } from "./reading.ts";
import type { Block } from "./tree.ts";

type Within = { reading: Reading; depth: number };

/** Beyond this, a list in a list is too narrow to read on a phone. */
const deepest = 4;

export function readBlocks(
  nodes: readonly (RootContent | BlockContent | DefinitionContent)[],
  within: Within,
): Block[] {
  return nodes.flatMap((node) => readBlock(node, within));
}

function readBlock(node: RootContent | BlockContent | DefinitionContent, within: Within): Block[] {
  const { reading, depth } = within;
  const deeper = { reading, depth: depth + 1 };
  switch (node.type) {
    case "paragraph":
      return readParagraph(node, reading);
    case "heading":
      // The title of the letter is its only heading of the first rank.
      return [{ kind: "heading", level: node.depth <= 2 ? 2 : 3, inlines: readInlines(node.children, { reading }) }];
    case "list":
      return isTooDeep(node, within) ? asTyped(node, reading) : [readList(node, deeper)];
    case "blockquote":
      if (isTooDeep(node, within)) return asTyped(node, reading);
      return [{ kind: "quote", blocks: readBlocks(node.children, deeper) }];
    case "code":
      return [{ kind: "code", value: node.value }];
    case "thematicBreak":
      return [{ kind: "divider" }];
    case "html":
      reading.tell(node, htmlWords(node.value));
      return asTyped(node, reading);
    case "table":
      reading.tell(node, "has a table, which does not fit a phone: make a list of it.");
      return asTyped(node, reading);
    case "footnoteDefinition":
      reading.tell(node, "has a footnote, which a mail has no bottom of the page for: say it in the text.");
      return asTyped(node, reading);
    default:
      return [];
  }
}

function isTooDeep(node: RootContent | BlockContent, { reading, depth }: Within): boolean {
  if (depth < deepest) return false;
  reading.tell(node, "is indented more than four times, which is too narrow on a phone: move it out.");
  return true;
}

function asTyped(node: RootContent | BlockContent | DefinitionContent, reading: Reading): Block[] {
  return [{ kind: "code", value: typed(node, reading) }];
}

function readList({ ordered, start, children }: List, within: Within): Block {
  const items = children.map((item) => {
    const blocks = readBlocks(item.children, within);
    return item.checked === undefined || item.checked === null ? blocks : [ticked(item.checked), ...blocks];
  });
  return { kind: "list", ordered: ordered ?? false, start: start ?? 1, items };
}

/** "- [x] Done": a mail has nothing to tick, so the mark is a letter. */
function ticked(checked: boolean): Block {
  return { kind: "paragraph", inlines: [{ kind: "text", value: checked ? "☑" : "☐" }] };
}

function readParagraph(node: Paragraph, reading: Reading): Block[] {
  const pictures = node.children.filter((child) => !(child.type === "text" && child.value.trim() === ""));
  if (pictures.every(isPicture)) return pictures.flatMap((picture) => readPicture(picture, reading));
  return [{ kind: "paragraph", inlines: readInlines(node.children, { reading }) }];
}

function isPicture(node: Paragraph["children"][number]): node is Image | ImageReference {
  return node.type === "image" || node.type === "imageReference";
}
