/** The little that is used of html-to-text, which React Email's `toPlainText` converts with; its types are not installed. */
type Element = { children: readonly unknown[]; next: unknown };
type Builder = { addInline(text: string): void };
type Walk = (children: readonly unknown[], builder: Builder) => void;
type PlainTextOptions = {
  selectors: { selector: string; format?: string; options?: Record<string, unknown> }[];
  formatters: Record<string, (element: Element, walk: Walk, builder: Builder) => void>;
};

/**
 * How the plain-text part is made from a mail's html: `toPlainText(html, plainTextOptions)`, for every message, so that
 * both parts say the same. Titles keep their case, and the cells of a week stand in one line.
 */
export const plainTextOptions: PlainTextOptions = {
  selectors: [
    ...["h1", "h2", "h3"].map((selector) => ({
      selector,
      options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 },
    })),
    { selector: "ul", options: { itemPrefix: "- " } },
    { selector: "td[data-text-format=weekCell]", format: "weekCell" },
  ],
  formatters: {
    weekCell(element, walk, builder) {
      builder.addInline("Day ");
      walk(element.children, builder);
      if (element.next) builder.addInline(" · ");
    },
  },
};
