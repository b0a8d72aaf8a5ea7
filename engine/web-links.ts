import type { Context } from "./context.ts";
import { linkToken } from "./token.ts";

/** The slots that every form may hold, as a page of the site shows them to the reader of this delivery. */
export function webLinks(context: Context, deliveryId: number): Record<string, string> {
  const { siteUrl } = context.settings;
  const path = (purpose: "lesson" | "me" | "leave", folder: string) =>
    `${siteUrl}/${folder}/${linkToken(context, { deliveryId, purpose })}`;
  return {
    "links.lesson": path("lesson", "lessons"),
    "links.me": path("me", "me"),
    "links.leave": path("leave", "leave"),
    ...siteSlots(context),
  };
}

/** The same slots for somebody who is nobody's reader yet. */
export function visitorLinks(context: Context): Record<string, string> {
  const { siteUrl } = context.settings;
  return { "links.lesson": siteUrl, "links.me": siteUrl, "links.leave": siteUrl, ...siteSlots(context) };
}

/** The same slots in a test, which has no reader whose pages they could open: each leads to a page that says so. */
export function testLinks(context: Context): Record<string, string> {
  const path = (link: "web" | "lesson" | "me" | "leave") => `${context.settings.siteUrl}/test/${link}`;
  return {
    "links.web": path("web"),
    "links.lesson": path("lesson"),
    "links.me": path("me"),
    "links.leave": path("leave"),
    ...siteSlots(context),
  };
}

function siteSlots({ settings }: Context): Record<string, string> {
  return {
    "links.home": settings.siteUrl,
    "links.pictures": `${settings.siteUrl}/pictures`,
    "site.name": settings.siteName,
    "site.postalAddress": settings.postalAddress,
  };
}
