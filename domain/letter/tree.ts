/** What an author may write in a letter: everything that a mail can hold, and nothing else. Lines count from 1. */
export type Inline =
  | { kind: "text"; value: string }
  | { kind: "slot"; name: TextSlot; otherwise: string | null }
  | { kind: "bold" | "italic" | "struck"; inlines: readonly Inline[] }
  | { kind: "code"; value: string }
  | { kind: "link"; href: string; inlines: readonly Inline[]; line: number }
  | { kind: "break" };

export type Block =
  | { kind: "paragraph"; inlines: readonly Inline[] }
  | { kind: "heading"; level: 2 | 3; inlines: readonly Inline[] }
  | { kind: "list"; ordered: boolean; start: number; items: readonly (readonly Block[])[] }
  | { kind: "quote"; blocks: readonly Block[] }
  | { kind: "picture"; name: string; alt: string; caption: string | null; line: number }
  | { kind: "code"; value: string }
  | { kind: "divider" };

/** Slots that may stand in the words of a letter, with what each holds. */
export const textSlots = {
  "reader.name": "the reader’s name",
  "site.name": "the name of this site",
  "site.postalAddress": "your postal address",
} as const;
export type TextSlot = keyof typeof textSlots;

/** Slots that a link may lead to. */
export const linkSlots = {
  "links.me": "the reader’s own page",
  "links.leave": "the page on which they leave",
  "links.web": "this letter on the web",
  "links.home": "this site",
} as const;

/**
 * Something the author must mend before the letter can go. `field` is where it stands, `line` its line there, and the
 * message ends with the cure.
 */
export type Complaint = {
  field: "text" | "subject" | "subjectB" | "preheader" | "title";
  line: number;
  message: string;
};

export type Letter = { blocks: readonly Block[]; complaints: readonly Complaint[] };

/** All inlines of a list, at any depth. */
export function everyInline(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) => ("inlines" in inline ? [inline, ...everyInline(inline.inlines)] : [inline]));
}

/** All blocks of a letter, at any depth. */
export function everyBlock(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === "list") return [block, ...block.items.flatMap(everyBlock)];
    return block.kind === "quote" ? [block, ...everyBlock(block.blocks)] : [block];
  });
}

/** The inlines of every block of a letter. */
export function inlinesOf(blocks: readonly Block[]): Inline[] {
  return everyBlock(blocks).flatMap((block) => ("inlines" in block ? everyInline(block.inlines) : []));
}
