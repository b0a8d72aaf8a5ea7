import { encodePhrase } from "./encoded-word.ts";

/** The course or newsletter a message belongs to: `id` is its slug, `host` the site's host name. */
type MailingList = { id: string; title: string; host: string };

/** The four fields of Feedback-ID. None of them may tell one reader from another. */
type Feedback = { message: string; list: string; kind: string; sender: string };

/**
 * What a message is to its reader. A `letter` (lesson, issue) belongs to a list; a `notice` too, but a machine wrote it;
 * a `confirmation` goes to somebody who is on no list yet, so there is nothing to leave.
 */
export type Occasion =
  | { kind: "letter" | "notice"; leaveUrl: string; list: MailingList; feedback: Feedback }
  | { kind: "confirmation"; feedback: Feedback };

/**
 * The headers beyond From, To and Subject: one-click unsubscribing (RFC 8058), the list's name (RFC 2919), the mark of
 * an automatic message (RFC 3834) and Gmail's Feedback-ID. All values are printable ASCII. Throws when a URL or an id
 * could not stand in its header, because all of them are of our own making.
 */
export function listHeaders(occasion: Occasion): Record<string, string> {
  const feedback = { "Feedback-ID": feedbackId(occasion.feedback) };
  const automatic = { "Auto-Submitted": "auto-generated" };
  if (occasion.kind === "confirmation") return { ...automatic, ...feedback };
  const list = { ...oneClick(occasion.leaveUrl), "List-Id": listId(occasion.list), ...feedback };
  return occasion.kind === "notice" ? { ...automatic, ...list } : list;
}

function oneClick(leaveUrl: string): Record<string, string> {
  if (!mayBeUnsubscribeUrl(leaveUrl)) throw new Error("List-Unsubscribe needs an https URL of plain ASCII.");
  return { "List-Unsubscribe": `<${leaveUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

// http only for a site on this very machine, where the demo runs.
function mayBeUnsubscribeUrl(text: string): boolean {
  if (!/^[!-;=?-~]+$/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function listId({ id, title, host }: MailingList): string {
  if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/i.test(id)) throw new Error(`"${id}" cannot stand in a List-Id.`);
  const domain = /^[a-z0-9]+([.-][a-z0-9]+)*$/i.test(host) ? host : "localhost";
  return `${encodePhrase(title)} <${id}.${domain}>`.trimStart();
}

function feedbackId({ message, list, kind, sender }: Feedback): string {
  return [message, list, kind, sender].map((part) => part.replace(/[^A-Za-z0-9._-]+/g, "-")).join(":");
}
