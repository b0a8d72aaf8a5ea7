import type { Link, LinkReference, PhrasingContent } from "mdast";
import { readLink } from "./links.ts";
import { type Reading, typed } from "./reading.ts";
import { cutAtSlots } from "./slots.ts";
import { everyInline, type Inline } from "./tree.ts";

type Within = { reading: Reading; inLink?: boolean };

/** The words of one block, cut at their slots. */
export function readInlines(nodes: readonly PhrasingContent[], within: Within): Inline[] {
  return nodes.flatMap((node) => readInline(node, within));
}

function readInline(node: PhrasingContent, within: Within): Inline[] {
  const { reading } = within;
  switch (node.type) {
    case "text":
      // A line that merely ends in the source goes on in the letter.
      return cutAtSlots(node.value.replaceAll(/\s*\n\s*/g, " "), (message) => reading.tell(node, message));
    case "strong":
      return [{ kind: "bold", inlines: readInlines(node.children, within) }];
    case "emphasis":
      return [{ kind: "italic", inlines: readInlines(node.children, within) }];
    case "delete":
      return [{ kind: "struck", inlines: readInlines(node.children, within) }];
    case "inlineCode":
      return [{ kind: "code", value: node.value }];
    case "break":
      return [{ kind: "break" }];
    case "link":
      return readLinked(node, node.url, within);
    case "linkReference":
      return readLinked(node, reading.definitions.get(node.identifier)?.url ?? "", within);
    case "html":
      reading.tell(node, htmlWords(node.value));
      return [{ kind: "text", value: node.value }];
    case "image":
    case "imageReference":
      reading.tell(
        node,
        "has a picture among words: put it on a line of its own, with an empty line before and after.",
      );
      return [{ kind: "text", value: node.alt ?? "" }];
    case "footnoteReference":
      reading.tell(node, "has a footnote, which a mail has no bottom of the page for: say it in the text.");
      return [{ kind: "text", value: typed(node, reading) }];
    default:
      return [{ kind: "text", value: typed(node, reading) }];
  }
}

function readLinked(node: Link | LinkReference, url: string, within: Within): Inline[] {
  const { reading } = within;
  const inlines = readInlines(node.children, { ...within, inLink: true });
  if (within.inLink) return inlines;
  // "www.example.com" typed into a text is made a link by the parser, with the scheme of twenty years ago.
  const written = typed(node, reading);
  const read = readLink(/^www\./i.test(written) ? url.replace(/^http:/, "https:") : url);
  if (read.kind === "wrong") {
    reading.tell(node, read.message);
    return inlines;
  }
  if (
    !everyInline(inlines).some((inline) => inline.kind === "slot" || ("value" in inline && inline.value.trim() !== ""))
  ) {
    reading.tell(node, "has a link without words: say between the brackets where it leads.");
  }
  return [{ kind: "link", href: read.href, inlines, line: node.position?.start.line ?? 1 }];
}

export function htmlWords(html: string): string {
  const shown = html.length > 40 ? `${html.slice(0, 40)}…` : html;
  const cure = html.startsWith("<!--") ? "take it out" : "use Markdown, or write \\< where readers are to see a <";
  return `has HTML (${shown.replaceAll("\n", " ")}), which letters do not take: ${cure}.`;
}
