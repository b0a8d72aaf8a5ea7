import type { Image, ImageReference } from "mdast";
import type { Reading } from "./reading.ts";
import type { Block } from "./tree.ts";

const ownPicture = /^(?:https?:\/\/[^/]+)?\/pictures\/([0-9a-f]{32}\.(?:png|jpg))$/;

/** The names of the pictures of ours that a text shows, found without reading it as Markdown. */
export function pictureNamesIn(markdown: string): string[] {
  const found = markdown.matchAll(/\/pictures\/([0-9a-f]{32}\.(?:png|jpg))/g);
  return [...new Set(Array.from(found, ([, name = ""]) => name))];
}

/** A picture on a line of its own. Only those uploaded here, so that no other site learns who reads. */
export function readPicture(node: Image | ImageReference, reading: Reading): Block[] {
  const given = node.type === "image" ? node : reading.definitions.get(node.identifier);
  const name = ownPicture.exec(given?.url ?? "")?.[1];
  const alt = (node.alt ?? "").trim();
  if (name === undefined) {
    reading.tell(node, "shows a picture of another site, which could count your readers: save it and upload it here.");
    return [{ kind: "paragraph", inlines: [{ kind: "text", value: alt }] }];
  }
  if (alt === "") {
    reading.tell(
      node,
      "has a picture without a description: say between the brackets what is to be seen, ![a stride](…).",
    );
  }
  return [{ kind: "picture", name, alt, caption: given?.title?.trim() || null, line: node.position?.start.line ?? 1 }];
}
