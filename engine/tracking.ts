import type { Filling } from "../domain/fill.ts";
import type { Publication } from "../domain/publication.ts";
import { mintTokens, type SigningKey } from "../domain/tokens.ts";
import type { Settings } from "./settings.ts";

/** What goes to somebody who has agreed to nothing yet, or to an address that may be a stranger's. */
const neverTracked: readonly (string | null)[] = ["confirm", "address-change", "address-changed"];

/** Whether a message may lead its links through us and carry the pixel: site, course or newsletter, and reader must all allow it. */
export function mayTrack(input: {
  settings: Pick<Settings, "tracking">;
  publication: Pick<Publication, "tracking">;
  readerTracking: boolean;
  notice: string | null;
}): boolean {
  const { settings, publication, readerTracking, notice } = input;
  return settings.tracking && publication.tracking && readerTracking && !neverTracked.includes(notice);
}

/**
 * What a version is filled with so that its links and its pixel are seen, or not. The choice is named as versions know
 * it that were compiled when there was a pixel and no honeypot; what such a version has no place for goes nowhere.
 */
export function trackingFilling(input: {
  delivery: { id: number; tracked: boolean };
  links: readonly string[];
  /** Where its links lead when they are seen, without the number. */
  clickUrl: string;
  siteUrl: string;
  key: SigningKey;
}): Filling {
  const { delivery, links, clickUrl, siteUrl, key } = input;
  const original = (number: number) => links[number] ?? fail(delivery.id, number);
  if (!delivery.tracked) return { values: {}, choices: { "open.pixel": "off" }, linkUrl: original };
  const { open } = mintTokens({ key, deliveryId: BigInt(delivery.id), purposes: ["open"] });
  return {
    values: { "links.open": `${siteUrl}/o/${open}`, "links.honeypot": `${clickUrl}?n=0` },
    choices: { "open.pixel": "on" },
    linkUrl: (number) => original(number) && `${clickUrl}?n=${number + 1}`,
  };
}

function fail(deliveryId: number, number: number): never {
  throw new Error(`the version of delivery ${deliveryId} has no link ${number}`);
}
