import { readFileSync } from "node:fs";
import { RelaxNGValidator, XmlDocument, XmlLibError } from "libxml2-wasm";

type FeedKind = "rss" | "atom";

const namespaces = { atom: "http://www.w3.org/2005/Atom", content: "http://purl.org/rss/1.0/modules/content/" };

/** What a specification asks for and no schema can say: in words, and as the places at which it is not so. */
const rules: Readonly<Record<FeedKind, readonly (readonly [words: string, places: string])[]>> = {
  atom: [
    ["4.1.1: the feed names no address of its own", "/atom:feed[not(atom:link[@rel='self'])]"],
    [
      "4.1.1: two links lead to the same thing elsewhere",
      "//atom:*[count(atom:link[not(@rel) or @rel='alternate']) > 1]",
    ],
    ["4.1.2: an entry has no author", "//atom:entry[not(atom:author or ../atom:author or atom:source/atom:author)]"],
    [
      "4.1.2: an entry has neither content nor a link to it",
      "//atom:entry[not(atom:content or atom:link[not(@rel) or @rel='alternate'])]",
    ],
    ["4.1.1: two entries have the same id", "//atom:entry[atom:id = preceding-sibling::atom:entry/atom:id]"],
    ["3.2.1: a name is empty", "//atom:name[normalize-space() = '']"],
    ["4.2.14: a title is empty", "//atom:title[normalize-space() = '']"],
  ],
  rss: [
    ["two items have the same guid", "//item[guid = preceding-sibling::item/guid]"],
    ["an item has its whole text twice", "//item[count(content:encoded) > 1]"],
    ["a title is empty", "//title[normalize-space() = '']"],
    ["the channel names no address of its own", "/rss/channel[not(atom:link[@rel='self'])]"],
  ],
};

/** Whose text is an address (RFC 4287, 4.2.6 and 4.2.7: ids and links, which are absolute where no base is given). */
const addresses = "//atom:id | //atom:uri | //atom:icon | //atom:logo | //atom:link/@href";
const moments = "//atom:updated | //atom:published";
/** RFC 4287, 3.3: stricter than the schema's own type, which lets a zone be missing. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** What is wrong with a feed, by the schema in this folder and by the rules above; nothing where all is right. */
export function faultsInFeed(xml: string, kind: FeedKind): string[] {
  let feed: XmlDocument;
  try {
    feed = XmlDocument.fromString(xml);
  } catch (error) {
    return inWords(error);
  }
  try {
    return [...faultsBySchema(feed, kind), ...faultsByRules(feed, kind)];
  } finally {
    feed.dispose();
  }
}

function faultsBySchema(feed: XmlDocument, kind: FeedKind): string[] {
  const schema = XmlDocument.fromString(readFileSync(new URL(`./${kind}.rng`, import.meta.url), "utf8"));
  const validator = RelaxNGValidator.fromDoc(schema);
  try {
    validator.validate(feed);
    return [];
  } catch (error) {
    return inWords(error);
  } finally {
    validator.dispose();
    schema.dispose();
  }
}

function faultsByRules(feed: XmlDocument, kind: FeedKind): string[] {
  const textsAt = (places: string) => feed.find(places, namespaces).map(({ content }) => content);
  return [
    ...rules[kind].flatMap(([words, places]) => (feed.find(places, namespaces).length > 0 ? [words] : [])),
    ...textsAt(addresses).flatMap((text) => (URL.canParse(text) ? [] : [`${text} is no absolute address`])),
    ...textsAt(moments).flatMap((text) => (moment.test(text) ? [] : [`${text} is no moment of RFC 3339`])),
  ];
}

function inWords(error: unknown): string[] {
  if (!(error instanceof XmlLibError)) throw error;
  return error.details.map(({ line, message }) => `line ${line}: ${message.trim()}`);
}
