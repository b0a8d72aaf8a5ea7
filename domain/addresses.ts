import { run as checkSpelling, POPULAR_DOMAINS, POPULAR_TLDS } from "@zootools/email-spell-checker";
import { z } from "zod";

type ParsedAddress = { kind: "ok"; address: string } | { kind: "invalid"; message: string };

const longestLocalPart = 64;
const longestAddress = 254;
/** Beyond this nobody typed it, and it need not be read at all. */
const longestInput = 1_000;

/**
 * Zod's own pattern takes no "&" or "=" before the @, which RFC 5322 allows and mailboxes use, and no top-level domain
 * in IDNA form such as "xn--p1ai". These take a dot-atom, and a host name with at least one dot.
 */
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const localPattern = new RegExp(`^${atom}(?:\\.${atom})*$`, "i");
const domainPattern = new RegExp(`^(?:${label}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,57}[a-z0-9])$`);
const deliverable = z.email({
  pattern: new RegExp(`${localPattern.source.slice(0, -1)}@${domainPattern.source.slice(1)}`),
});

/**
 * An address as it is stored and compared: lower-case, its domain in IDNA form. Everything before the @ is kept but
 * for its case; tags and dots are never stripped. Each refusal says in a sentence what to mend.
 */
export function parseAddress(raw: string): ParsedAddress {
  if (raw.length > longestInput) return refuse(tooLong);
  const typed = raw.trim().normalize("NFC");
  const fault = faultOf(typed);
  if (fault) return refuse(fault);
  const at = typed.indexOf("@");
  const domain = encodeDomain(typed.slice(at + 1));
  if (domain === null) return refuse(wrongDomain);
  const address = `${typed.slice(0, at)}@${domain}`.toLowerCase();
  if (address.length > longestAddress) return refuse(tooLong);
  return deliverable.safeParse(address).success ? { kind: "ok", address } : refuse(wrongDomain);
}

/** Hosts of mail for everybody. The checker leaves out those that it knows by their first label alone. */
const mailHosts = POPULAR_DOMAINS.concat(
  ["yahoo.com", "hotmail.com", "outlook.com", "live.com", "fastmail.com", "mail.com", "email.com", "mail.ru"],
  ["yahoo.com.br", "yahoo.com.ar", "yahoo.com.mx", "yahoo.com.au", "hotmail.com.br", "outlook.com.br", "protonmail.ch"],
  ["gmx.com", "gmx.net", "gmx.de", "gmx.at", "gmx.ch", "t-online.de", "freenet.de", "posteo.de", "mailbox.org"],
);
/** "co" is taken out, since "yahoo.co" is a slip and no country's Yahoo. */
const topLevelDomains = POPULAR_TLDS.filter((domain) => domain !== "co");
const shortestHost = "yahoo.com".length;

/** With those that no slip is asked about. */
const sharedHosts = new Set([
  ...mailHosts,
  "mac.com",
  "pm.me",
  "163.com",
  "126.com",
  "yandex.ru",
  "yahoo.de",
  "orange.fr",
]);

/** Whether strangers to one another have their mail at this domain, so that nothing can be held against it as a whole. */
export function isSharedHost(domain: string): boolean {
  return sharedHosts.has(domain);
}

/**
 * The address that was probably meant, such as "ann@gmail.com" for "ann@gmial.com", or null. Only well-known hosts are
 * suggested, since the checker also guesses at top-level domains and would turn a company's own into another's, and no
 * short ones, since one letter beside "msn.com" is somebody's own as well.
 */
export function suggestAddress(address: string): string | null {
  const meant = checkSpelling({ email: address, domains: mailHosts, topLevelDomains });
  if (!meant || meant.domain.length < shortestHost || !mailHosts.includes(meant.domain)) return null;
  const parsed = parseAddress(meant.full);
  return parsed.kind === "ok" && parsed.address !== address ? parsed.address : null;
}

const tooLong = `This address is too long. An address has at most ${longestAddress} characters.`;
const wrongDomain = "Please check the part after the @. It should look like example.com.";

/** What is wrong with everything but the domain, in the order in which a reader would mend it. */
function faultOf(typed: string): string | null {
  if (typed === "") return "Please enter your email address.";
  // A line break or an angle bracket in an address could write headers of its own into a message.
  if (/[\s\p{C}\p{Z}"“”„,;:<>()[\]\\]/u.test(typed)) {
    return "Please enter one plain address, without spaces, quotes, commas or brackets.";
  }
  const [local, domain, ...more] = typed.split("@");
  if (!local || !domain || more.length > 0) return "Please enter an address with one @, like ann@example.com.";
  if (/\P{ASCII}/u.test(local)) {
    return "We cannot send to addresses with accents or other scripts before the @. Please use another address.";
  }
  if (local.length > longestLocalPart)
    return `Please use an address with at most ${longestLocalPart} characters before the @.`;
  return localPattern.test(local)
    ? null
    : "Please check the part before the @. Dots stand singly, between other characters.";
}

/**
 * The IDNA form of a domain, or null. The characters are looked at first, since a URL would quietly cut
 * "example.com/x" at the slash and decode "%61".
 */
function encodeDomain(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.。．｡-]+$/u.test(domain)) return null;
  return URL.parse(`https://${domain}`)?.hostname ?? null;
}

function refuse(message: string): ParsedAddress {
  return { kind: "invalid", message };
}
