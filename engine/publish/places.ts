import { Refusal } from "./refusal.ts";
import { type Sentinels, sentinelPattern } from "./sentinels.ts";
import { urlSlots } from "./template.ts";

/** Where text that a reader reads or hears may stand inside a tag. Anywhere else a value could change what the tag does. */
const readableAttributes: readonly string[] = ["alt", "title", "aria-label", "aria-description"];

const hiddenText = /<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1>/gi;
const tags = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const attributes = /([^\s=<>"']+)=("[^"]*"|'[^']*')/g;

/**
 * Refuses a slot where escaping as text does not make it safe: in a class, a style, an event handler, a script, a
 * comment. So a hostile name stays a name, whatever the template does with it.
 */
export function checkPlaces(html: string, input: { file: string; sentinels: Sentinels }): void {
  for (const [text] of html.matchAll(hiddenText)) refuseIn(text, "a comment, a style sheet or a script", input);
  for (const [tag] of html.matchAll(tags)) {
    for (const [, name = "", value = ""] of tag.matchAll(attributes)) {
      if (name.toLowerCase() === "src" && isOwnPicture(tag, value, input.sentinels)) continue;
      checkAttribute(name.toLowerCase(), value, input);
    }
    refuseIn(tag.replaceAll(attributes, ""), "a tag", input);
  }
}

function checkAttribute(name: string, value: string, input: { file: string; sentinels: Sentinels }): void {
  // `numberLinks` has looked at every href of a link; on any other element an href may not differ by reader.
  if (readableAttributes.includes(name)) return;
  for (const slot of slotsIn(value, input.sentinels)) {
    if (name === "href" && urlSlots.includes(slot)) continue;
    throw new Refusal(input.file, `puts the slot ${slot} into the attribute ${name}: place it in the text.`);
  }
}

/** An image of the site's own: its address is where the pictures lie and a name, with nothing of the reader's in it. */
function isOwnPicture(tag: string, value: string, sentinels: Sentinels): boolean {
  if (!/^<img\s/i.test(tag)) return false;
  const [first, ...rest] = sentinels.read(value.slice(1, -1));
  if (!first || !("mark" in first) || first.name !== "links.pictures") return false;
  return rest.length === 1 && rest.every((token) => "literal" in token && /^\/[\w.-]+$/.test(token.literal));
}

function refuseIn(text: string, where: string, { file, sentinels }: { file: string; sentinels: Sentinels }): void {
  const [slot] = slotsIn(text, sentinels);
  if (slot !== undefined) throw new Refusal(file, `puts the slot ${slot} into ${where}: place it in the text.`);
}

function slotsIn(text: string, sentinels: Sentinels): string[] {
  const written = text.match(sentinelPattern)?.join("") ?? "";
  return sentinels.read(written).flatMap((token) => ("mark" in token && token.mark === "slot" ? [token.name] : []));
}
