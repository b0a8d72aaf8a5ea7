import { createHash } from "node:crypto";
import type { BatchSite, DeliveryKind, DeliveryValues } from "../db/schema/deliveries.ts";
import type { Filler } from "../domain/fill.ts";
import type { Edition, Publication } from "../domain/publication.ts";
import { mintTokens, type Purpose, type SigningKey } from "../domain/tokens.ts";
import { senderNamed } from "../mail/address-field.ts";
import { listHeaders, type Occasion } from "../mail/list-headers.ts";
import type { Message } from "../mail/transport.ts";
import { trackingFilling } from "./tracking.ts";

/** What a message is made of; nothing else enters it, so the same parts give the same bytes at every attempt. */
export type MessageParts = {
  delivery: {
    id: number;
    kind: DeliveryKind;
    notice: string | null;
    values: DeliveryValues;
    address: string;
    tracked: boolean;
  };
  publication: Publication;
  /** The issue, of a letter. */
  edition: Edition | null;
  filler: Filler;
  links: readonly string[];
  site: BatchSite;
  key: SigningKey;
};

/** One block: the fourth costs next to nothing. */
const purposes = ["lesson", "me", "leave", "click"] as const satisfies readonly Purpose[];

/** Fills a version for one reader: the finished message, links, headers and all. Pure. */
export function composeMessage(parts: MessageParts): Message {
  const { delivery, publication, filler, links, site } = parts;
  const urls = linksOf(parts);
  const tracking = trackingFilling({ delivery, links, clickUrl: urls.click, siteUrl: site.url, key: parts.key });
  const filled = filler.fillInPieces({
    values: { ...delivery.values.values, ...slotsOf(parts, urls), ...tracking.values },
    choices: { ...delivery.values.choices, ...tracking.choices },
    linkUrl: tracking.linkUrl,
  });
  return {
    // Tells nothing of the token that it comes from, and is nobody else's even where another database counts from 1.
    get id() {
      return createHash("sha256").update(`message-id ${urls.leave}`).digest("hex").slice(0, 32);
    },
    from: publication.senderName === null ? site.from : senderNamed(site.from, publication.senderName),
    to: delivery.address,
    replyTo: publication.replyTo ?? site.replyTo,
    subject: filled.subject,
    // Joined for whoever reads them. A transport that takes the pieces never does, and is spared strings of 60 KB each,
    // which the garbage collector took a quarter of a worker's time to carry about.
    get html() {
      return filled.html.join("");
    },
    get text() {
      return filled.text.join("");
    },
    pieces: { html: filled.html, text: filled.text },
    headers: listHeaders(occasionOf(parts, urls)),
    tags: [{ name: "delivery", value: String(delivery.id) }],
  };
}

export type OwnLinks = Record<
  "lesson" | "letter" | "me" | "leave" | "click" | "home" | "pictures" | "oneClick",
  string
>;

/** Where a message's own links lead. Every token is derived from the delivery's id, so a retry has the same ones. */
export function linksOf(parts: Pick<MessageParts, "key" | "site"> & { delivery: { id: number } }): OwnLinks {
  const tokens = mintTokens({ key: parts.key, deliveryId: BigInt(parts.delivery.id), purposes });
  const { url } = parts.site;
  return {
    lesson: `${url}/lessons/${tokens.lesson}`,
    letter: `${url}/letter/${tokens.lesson}`,
    me: `${url}/me/${tokens.me}`,
    leave: `${url}/leave/${tokens.leave}`,
    click: `${url}/r/${tokens.click}`,
    oneClick: `${url}/api/leave/${tokens.leave}`,
    home: url,
    pictures: `${url}/pictures`,
  };
}

/** Where the one button of a notice leads. Their tokens are minted apart: each block of four costs a hash. */
function actionLink({ key, site, delivery, publication }: MessageParts, urls: OwnLinks): string {
  const mint = (purpose: Purpose) => mintTokens({ key, deliveryId: BigInt(delivery.id), purposes: [purpose] })[purpose];
  switch (delivery.notice) {
    case "confirm":
      return `${site.url}/confirm/${mint("confirm")}`;
    case "address-change":
      return `${site.url}/address/${mint("address")}`;
    case "nudge":
      return urls.lesson;
    case "pause-over":
      return `${urls.me}/pause?course=${publication.slug}`;
    case "finished":
      return publication.certificate ? `${urls.me}/certificate/${publication.slug}` : urls.me;
    default:
      return urls.me;
  }
}

/** Where a letter can be read in a browser: in the archive, or behind its own token where it is in none. */
function webLink({ site, publication, edition }: MessageParts, urls: OwnLinks): string {
  if (edition === null) return urls.lesson;
  return edition.private ? urls.letter : `${site.url}/letters/${publication.slug}/${edition.slug}`;
}

function slotsOf(parts: MessageParts, urls: OwnLinks): Record<string, string> {
  const { site } = parts;
  return {
    "links.lesson": urls.lesson,
    "links.me": urls.me,
    "links.leave": urls.leave,
    "links.home": urls.home,
    "links.pictures": urls.pictures,
    "links.web": webLink(parts, urls),
    "notice.action": actionLink(parts, urls),
    "site.name": site.name,
    "site.postalAddress": site.postalAddress,
  };
}

function occasionOf({ delivery, publication, site }: MessageParts, urls: OwnLinks): Occasion {
  const feedback = {
    message: delivery.notice ?? delivery.kind,
    list: publication.slug,
    kind: delivery.kind,
    sender: "dayletter",
  };
  // Whoever is asked at a new address may be a stranger: no way into the reader's page, the way out included.
  if (delivery.notice === "confirm" || delivery.notice === "address-change") return { kind: "confirmation", feedback };
  const list = { id: publication.slug, title: publication.title, host: new URL(site.url).hostname };
  return { kind: delivery.kind === "notice" ? "notice" : "letter", leaveUrl: urls.oneClick, list, feedback };
}
