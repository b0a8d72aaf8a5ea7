/** The little that is used of html-to-text, which React Email's `toPlainText` converts with; its types are not installed. */
type Element = { children: readonly unknown[]; prev: unknown; parent: { prev: unknown } };
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
      options: { uppercase: false, leadingLineBreaks: selector === "h3" ? 2 : 3, trailingLineBreaks: 2 },
    })),
    { selector: "ul", options: { itemPrefix: "- ", leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: "td[data-text-format=weekCell]", format: "weekCell" },
  ],
  formatters: {
    weekCell(element, walk, builder) {
      builder.addInline(element.prev || element.parent.prev ? " · Day " : "Day ");
      walk(element.children, builder);
    },
  },
};
