import { htmlLimitBytes } from "../../domain/message-size.ts";
import type { Compiled, CompiledForm, Part } from "../../domain/version.ts";
import { Refusal } from "./refusal.ts";
import { type Template, urlSlots } from "./template.ts";

/** A name of 100 characters, each of which takes six bytes once escaped. */
export const longestValueBytes = 600;

/** Our own links are the site's address, a path and a token; a tracked link stands in place of the author's address. */
export const longestUrlBytes = 300;

/** What every message owes its reader and the law, checked before it can be sent to anybody. */
export function checkLimits(template: Template, compiled: Compiled): void {
  for (const [variant, form] of Object.entries(compiled.forms)) {
    checkSize(template, form, compiled.links);
    if (!mentions(form.html, "site.postalAddress") || !mentions(form.text, "site.postalAddress")) {
      throw new Refusal(template.file, "shows no postal address in its mail: place site.postalAddress.");
    }
    if (template.mustOfferLeaving && !(linksTo(form.html, "links.leave") && mentions(form.text, "links.leave"))) {
      throw new Refusal(template.file, "has no way out in its mail: link to links.leave.");
    }
    if (variant === "unnamed" && Object.values(form).some((parts) => mentions(parts, "reader.name"))) {
      throw new Refusal(
        template.file,
        "places reader.name for readers who gave none: place it only where variant.named is true.",
      );
    }
  }
}

function checkSize(template: Template, form: CompiledForm, links: readonly string[]): void {
  const sizeBytes = longest(form.html, links);
  if (sizeBytes <= htmlLimitBytes) return;
  const kilobytes = (sizeBytes / 1024).toFixed(1);
  throw new Refusal(
    template.file,
    `is ${kilobytes} KB of html with the longest values, and Gmail cuts long messages off: stay within 90 KB.`,
  );
}

/** The bytes of an output when every value is as long as it may be and every choice takes its longest fragment. */
export function longest(parts: readonly Part[], links: readonly string[]): number {
  return parts.reduce((bytes, part) => {
    if (typeof part === "string") return bytes + Buffer.byteLength(part);
    if ("slot" in part) return bytes + (isUrl(part.slot) ? longestUrlBytes : longestValueBytes);
    if ("link" in part) return bytes + Math.max(longestUrlBytes, escapedBytes(links[part.link] ?? ""));
    return bytes + Math.max(...Object.values(part.options).map((option) => longest(option, links)));
  }, 0);
}

function escapedBytes(url: string): number {
  return Buffer.byteLength(url.replaceAll("&", "&amp;"));
}

/** Says whether what is filled in there is an address of our own making. */
export function isUrl(slot: string): boolean {
  return slot.startsWith("links.") || urlSlots.includes(slot);
}

function mentions(parts: readonly Part[], slot: string): boolean {
  return parts.some((part) => typeof part !== "string" && "slot" in part && part.slot === slot);
}

function linksTo(parts: readonly Part[], slot: string): boolean {
  return parts.some((part, index) => {
    if (typeof part === "string" || !("slot" in part) || part.slot !== slot) return false;
    const before = parts[index - 1];
    return typeof before === "string" && /<a\s[^>]*\shref="$|<a href="$/.test(before);
  });
}
