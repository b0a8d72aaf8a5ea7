import type { MailElement } from "./document.ts";
import type { Mail } from "./fill.ts";

/**
 * Where a mail may lead and what it may load. Everything is https with a host: nothing is sent in the open, nothing
 * runs, and nothing hangs on where the mail is read. Our own links take the site's address when a message is filled, so
 * that a site on a developer's machine has loopback ones; what is written into a template has no such excuse.
 */
export function findLinkFaults({ name, document, text }: Mail): string[] {
  const inHtml = document.elements.flatMap((element) =>
    addressesOf(element).map((address) => ({ address, where: element.where })),
  );
  const inStyles = urlsInCss(document.css).map((address) => ({ address, where: "a style element" }));
  const inText = [...text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/\S*/gi)].map(([address]) => ({
    address,
    where: "the text part",
  }));
  return [...inHtml, ...inStyles, ...inText].flatMap(({ address, where }) => {
    const fault = faultOf(address);
    return fault === null ? [] : [`${name}: ${where} leads to "${address.slice(0, 80)}", ${fault}.`];
  });
}

/** The same ways lead out of both parts: whoever reads the text misses nothing. */
export function findUnequalLinks({ name, document, text }: Mail): string[] {
  const links = document.elements.filter(
    ({ tag, isHidden, attributes }) => tag === "a" && !isHidden && attributes.href,
  );
  const inHtml = new Set(links.map(({ attributes }) => attributes.href ?? ""));
  const inText = new Set(text.match(/https?:\/\/\S+/g) ?? []);
  if (text.trim() === "") return [`${name}: has no text part.`];
  return [
    ...[...inHtml].filter((url) => !inText.has(url)).map((url) => `${name}: its text part lacks the link to ${url}.`),
    ...[...inText].filter((url) => !inHtml.has(url)).map((url) => `${name}: its html lacks the link to ${url}.`),
  ];
}

const loading = ["href", "src", "background", "action", "poster", "data", "cite"] as const;

function addressesOf({ attributes }: MailElement): string[] {
  const plain = loading.flatMap((attribute) => attributes[attribute] ?? []);
  const sets = (attributes.srcset ?? "").split(",").flatMap((each) => each.trim().split(/\s+/)[0] || []);
  return [...plain, ...sets, ...urlsInCss(attributes.style ?? "")];
}

function urlsInCss(css: string): string[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']/g)].map(
    ([, url, imported]) => url ?? imported ?? "",
  );
}

function faultOf(address: string): string | null {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) return "which is no absolute address";
  if (scheme === "data") return "and Gmail and Outlook show nothing of what a mail carries that way";
  if (scheme !== "https") return `and a mail leads by https alone, not by ${scheme}`;
  return URL.canParse(address) ? null : "which is no address at all";
}
