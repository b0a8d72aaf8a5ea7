import { ownLink } from "./slots.ts";
import { linkSlots } from "./tree.ts";

export type ReadLink = { kind: "link"; href: string } | { kind: "wrong"; message: string };

const longestAddress = 2_000;

/**
 * Where a link may lead: an https address, a mail address, or one of the reader's own pages, which stays written as
 * its slot. Everything else is refused with its cure; `javascript:` and `data:` are among it.
 */
export function readLink(url: string): ReadLink {
  const own = ownLink(url);
  if (own !== null) return { kind: "link", href: own };
  if (/\{\{|%7B%7B/i.test(url)) return { kind: "wrong", message: unknownSlot };
  if (/^mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/i.test(url)) return { kind: "link", href: url };
  if (/^http:\/\//i.test(url)) {
    return {
      kind: "wrong",
      message: `links to ${shown(url)}, which anybody on the way can read: begin it with https://.`,
    };
  }
  if (!/^https:\/\//i.test(url) || !URL.canParse(url)) {
    return { kind: "wrong", message: `links to ${shown(url)}: a link is a whole address that begins with https://.` };
  }
  const { username, password, href } = new URL(url);
  if (username !== "" || password !== "") {
    return { kind: "wrong", message: `links to ${shown(url)} with a name before the @: take that out of the address.` };
  }
  if (href.length > longestAddress) {
    return { kind: "wrong", message: "has a link of more than 2,000 letters: link to a shorter address." };
  }
  return { kind: "link", href };
}

const unknownSlot = `links to a slot that does not exist: the slots for links are ${Object.entries(linkSlots)
  .map(([name, leads]) => `{{${name}}} (${leads})`)
  .join(", ")}.`;

function shown(url: string): string {
  if (url === "") return "nothing";
  return `“${url.length > 60 ? `${url.slice(0, 60)}…` : url}”`;
}
