import { type CourseDescription, declaredPacing } from "../domain/course-description.ts";
import type { Filling } from "../domain/fill.ts";
import { mintTokens, type Purpose, type SigningKey } from "../domain/tokens.ts";
import type { Settings } from "./settings.ts";

/** What goes to somebody who has agreed to nothing yet, or to an address that may be a stranger's. */
const neverTracked: readonly (string | null)[] = ["confirm", "address-change", "address-changed"];

/** Whether a message may lead its links through us and carry the pixel: site, course and reader must all allow it. */
export function mayTrack(input: {
  settings: Pick<Settings, "tracking">;
  course: CourseDescription;
  readerTracking: boolean;
  notice: string | null;
}): boolean {
  const { settings, course, readerTracking, notice } = input;
  return settings.tracking && declaredPacing(course).tracking && readerTracking && !neverTracked.includes(notice);
}

const purposes = ["click", "open"] as const satisfies readonly Purpose[];

/**
 * What a version is filled with so that its links and its pixel are seen, or not. The choice is named as versions know
 * it that were compiled when there was a pixel and no honeypot; what such a version has no place for goes nowhere.
 */
export function trackingFilling(input: {
  tracked: boolean;
  deliveryId: number;
  links: readonly string[];
  siteUrl: string;
  key: SigningKey;
}): Filling {
  const { tracked, deliveryId, links, siteUrl, key } = input;
  if (!tracked) {
    return { values: {}, choices: { "open.pixel": "off" }, linkUrl: (number) => linkAt({ links, number, deliveryId }) };
  }
  const tokens = mintTokens({ key, deliveryId: BigInt(deliveryId), purposes });
  const clickUrl = (place: number) => `${siteUrl}/r/${tokens.click}?n=${place}`;
  return {
    values: { "links.open": `${siteUrl}/o/${tokens.open}`, "links.honeypot": clickUrl(0) },
    choices: { "open.pixel": "on" },
    linkUrl(number) {
      linkAt({ links, number, deliveryId });
      return clickUrl(number + 1);
    },
  };
}

function linkAt({
  links,
  number,
  deliveryId,
}: {
  links: readonly string[];
  number: number;
  deliveryId: number;
}): string {
  const url = links[number];
  if (url === undefined) throw new Error(`the version of delivery ${deliveryId} has no link ${number}`);
  return url;
}
