import { type Filling, prepare } from "../../domain/fill.ts";
import { htmlLimitBytes } from "../../domain/message-size.ts";
import type { Part } from "../../domain/version.ts";
import { isUrl, longest, longestUrlBytes, longestValueBytes } from "../../engine/publish/limits.ts";
import { slotsIn } from "./fill.ts";
import type { Message } from "./messages.ts";

/**
 * Fills a message with the longest values there are, and weighs what came out. Publishing computes the same without
 * filling; here the two are held against each other, so that the computation cannot come to mean something else.
 */
export function findSizeFaults({ name, form, links }: Message): string[] {
  const filling = longestFilling({ form, links });
  const { html, text } = prepare(form).fill(filling);
  const sizeBytes = Buffer.byteLength(html);
  const computedBytes = longest(form.html, links);
  return [
    ...(sizeBytes > htmlLimitBytes
      ? [
          `${name}: is ${(sizeBytes / 1024).toFixed(1)} KB of html, and Gmail cuts long messages off: stay within 90 KB.`,
        ]
      : []),
    ...(computedBytes !== sizeBytes
      ? [`${name}: is ${sizeBytes} bytes when filled, but publishing computes ${computedBytes}.`]
      : []),
    ...(text.trim() === "" ? [`${name}: has no text part.`] : []),
  ];
}

/** An apostrophe takes six bytes in html, and there is room for a hundred. */
const longestText = "'".repeat(longestValueBytes / 6);

function longestFilling({ form, links }: Pick<Message, "form" | "links">): Filling {
  const slots = slotsIn(form.html).concat(slotsIn(form.text), slotsIn(form.subject), slotsIn(form.preheader));
  return {
    values: Object.fromEntries(slots.map((slot) => [slot, isUrl(slot) ? longestUrl : longestText])),
    choices: Object.fromEntries(
      form.html.flatMap((part) => (typeof part === "object" && "choice" in part ? [longestOption(part, links)] : [])),
    ),
    linkUrl: (number) => (links[number] ?? "").padEnd(longestUrlBytes, "a"),
  };
}

const longestUrl = "https://dayletter.example/".padEnd(longestUrlBytes, "a");

function longestOption(part: Extract<Part, { choice: string }>, links: Message["links"]): [string, string] {
  const sized = Object.entries(part.options).map(([option, parts]) => ({ option, bytes: longest(parts, links) }));
  const { option } = sized.reduce((one, other) => (other.bytes > one.bytes ? other : one));
  return [part.choice, option];
}
