import { Refusal } from "./refusal.ts";
import { type Sentinels, sentinelPattern } from "./sentinels.ts";
import { urlSlots } from "./template.ts";

/**
 * The numbered links of one message, shared by its html, text and web form and by all its variants. A number means a
 * place, not an address: the same address linked twice has two numbers, so that a click tells which of them it was.
 */
export type LinkTable = { readonly urls: string[]; numberOf(url: string, occurrence: number): number };

export function createLinkTable(): LinkTable {
  const urls: string[] = [];
  const numbers = new Map<string, number>();
  return {
    urls,
    numberOf(url, occurrence) {
      const place = `${occurrence} ${url}`;
      const number = numbers.get(place) ?? urls.push(url) - 1;
      numbers.set(place, number);
      return number;
    },
  };
}

const linkTag = /<(?:a|area|v:[a-z]+)\s(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const href = /(\shref=)(?:"([^"]*)"|'([^']*)')/i;

/**
 * Puts a link sentinel in place of every address that the author linked to, in document order. Links of our own (the
 * slots: leave, settings, lesson) stay slots, for they differ by reader and are never tracked.
 */
export function numberLinks(html: string, input: { file: string; sentinels: Sentinels; table: LinkTable }): string {
  const occurrences = new Map<string, number>();
  return html.replaceAll(linkTag, (tag) =>
    tag.replace(href, (attribute, before: string, double?: string, single?: string) => {
      const url = decodeAttribute(double ?? single ?? "");
      if (staysAsWritten(url, input)) return attribute;
      const occurrence = occurrences.get(url) ?? 0;
      occurrences.set(url, occurrence + 1);
      return `${before}"${input.sentinels.write("link", String(input.table.numberOf(url, occurrence)))}"`;
    }),
  );
}

/** Says whether an address is none that a reader could be redirected to. Refuses every address that a mail must not hold. */
function staysAsWritten(url: string, { file, sentinels }: { file: string; sentinels: Sentinels }): boolean {
  if (url.match(sentinelPattern)) {
    const [first, ...rest] = sentinels.read(url);
    const slots = [first, ...rest].flatMap((token) => (token && "mark" in token ? [token.name] : []));
    if (first && "mark" in first && slots.length === 1 && urlSlots.includes(first.name)) return true;
    throw new Refusal(file, `builds a link from the slot ${slots.join(" and ")}: use one of ${urlSlots.join(", ")}.`);
  }
  if (url.startsWith("#") || url.startsWith("mailto:")) return true;
  if (!isSafe(url)) throw new Refusal(file, `links to "${url}": links start with https:// and are absolute.`);
  return false;
}

function isSafe(url: string): boolean {
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:") return true;
  return protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', lt: "<", gt: ">", "#x27": "'", "#39": "'" };

/** React escapes five characters in attributes and no others. */
function decodeAttribute(value: string): string {
  return value.replaceAll(/&(amp|quot|lt|gt|#x27|#39);/g, (_, entity: string) => entities[entity] ?? "");
}

/**
 * A link whose words are its own address is written once in plain text, not twice. In the compiled html the address is
 * a sentinel and the words are not, so the words are made the sentinel too, for the text's sake alone.
 */
export function repeatAddresses(html: string, input: { sentinels: Sentinels; table: LinkTable }): string {
  return html.replaceAll(
    /(<a(?=\s)[^>]*\shref="(\uE001[\uE100-\uF8FF])"[^>]*>)([^<]*)(?=<\/a>)/g,
    (all, tag, sentinel, words) => {
      const [token] = input.sentinels.read(sentinel);
      const url = token && "mark" in token ? input.table.urls[Number(token.name)] : undefined;
      return decodeAttribute(words) === url ? `${tag}${sentinel}` : all;
    },
  );
}
