import { type HtmlElement, HtmlValidate, Parser, StaticConfigLoader, walk } from "html-validate";

/** One element of a mail, with its attributes as a mail program understands them. */
export type MailElement = {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  /** All text inside it, in one line. */
  text: string;
  /** Neither seen nor read out: the preheader, an ornament, whatever only machines should find. */
  isHidden: boolean;
  /** Its place as a selector, for whoever looks for the fault. */
  where: string;
};

/** A mail taken apart: its elements in document order, its style elements joined, and what stands before `<html>`. */
export type MailDocument = { elements: readonly MailElement[]; css: string; doctype: string };

const parser = new Parser(await new HtmlValidate(new StaticConfigLoader({ root: true })).getConfigFor("mail.html"));

export function parseMail(html: string): MailDocument {
  const elements: HtmlElement[] = [];
  const document = parser.parseHtml(html);
  walk.depthFirst(document, (element) => elements.push(element));
  // Children are visited before their parents; what a reader meets first stands first.
  const inOrder = elements.sort((one, other) => one.location.offset - other.location.offset);
  return {
    elements: inOrder.map(toMailElement),
    css: document
      .querySelectorAll("style")
      .map(({ textContent }) => textContent)
      .join("\n"),
    doctype: /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? "",
  };
}

function toMailElement(element: HtmlElement): MailElement {
  const attributes = Object.fromEntries(
    element.attributes.map(({ key, value }) => [key.toLowerCase(), decode(value?.toString() ?? "")]),
  );
  return {
    tag: element.tagName.toLowerCase(),
    attributes,
    get text() {
      return decode(element.textContent).replaceAll(/\s+/g, " ").trim();
    },
    isHidden: isHidden(element),
    get where() {
      return element.generateSelector() ?? element.tagName;
    },
  };
}

function isHidden(element: HtmlElement): boolean {
  const hides =
    element.getAttributeValue("aria-hidden") === "true" ||
    /(?:^|;)\s*display\s*:\s*none/.test(element.getAttributeValue("style") ?? "");
  return hides || (element.parent !== null && isHidden(element.parent));
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: "\u00a0",
};

/** The entities that React writes, and those that an author may. */
function decode(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (entity, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (entities[name] ?? entity);
  });
}
