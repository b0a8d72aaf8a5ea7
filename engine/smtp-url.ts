import type { SmtpSettings } from "../mail/smtp-way.ts";
import { isLoopback } from "./loopback.ts";

/** What SMTP_URL says, or what is wrong with it, in words that never repeat the password. */
export type ReadSmtpUrl = { kind: "ok"; smtp: SmtpSettings } | { kind: "wrong"; complaint: string };

const form = "smtp://user:password@mail.yourdomain.example:587";
const known = new Set(["connections", "rate", "tls", "name"]);
const hostName = /^[A-Za-z0-9.:[\]_-]+$/;

/**
 * Reads an address such as `smtp://user:password@host:587?connections=5&rate=14`. Whatever is not this machine is spoken
 * to encrypted: from the first byte with `smtps://`, else by STARTTLS; `tls=off` is for a server in a network of one's own.
 */
export function readSmtpUrl(text: string): ReadSmtpUrl {
  const url = URL.parse(text);
  if (url === null || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "") {
    return wrong(`SMTP_URL is not the address of a mail server. Write it as: ${form}`);
  }
  const login = loginOf(url);
  if (login === "broken") return wrong(brokenLogin);
  if (!hostName.test(url.hostname) || (url.pathname !== "" && url.pathname !== "/") || url.hash !== "") {
    return wrong(`SMTP_URL holds more than user, password, host and port. Write it as: ${form}`);
  }
  const asked = url.searchParams;
  const odd = [...asked.keys()].find((key) => !known.has(key));
  if (odd !== undefined) return wrong(`SMTP_URL asks for "${odd}". After the ? it takes: ${[...known].join(", ")}.`);
  const connections = numberIn(asked.get("connections") ?? "5", 50);
  const perSecond = asked.has("rate") ? numberIn(asked.get("rate"), 10_000) : null;
  if (connections === "broken" || perSecond === "broken") {
    return wrong("In SMTP_URL connections is a number from 1 to 50, and rate one of messages per second from 1 on.");
  }
  const tls = tlsOf(url);
  if (tls === "broken") return wrong("In SMTP_URL tls is required or off; with smtps:// it is left out.");
  const name = asked.get("name");
  if (name !== null && !/^[A-Za-z0-9.-]{1,255}$/.test(name)) return wrong("In SMTP_URL name is a host's name.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (tls === "inside" ? 465 : 587));
  return { kind: "ok", smtp: { server: { host, port, tls, login, name }, connections, perSecond } };
}

const brokenLogin =
  "SMTP_URL has a user without a password, or a sign that must be written otherwise: @ as %40, : as %3A, / as %2F, % as %25.";

function wrong(complaint: string): ReadSmtpUrl {
  return { kind: "wrong", complaint };
}

function loginOf(url: URL): SmtpSettings["server"]["login"] | "broken" {
  if (url.username === "" && url.password === "") return null;
  if (url.username === "" || url.password === "") return "broken";
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    // A bare % is no beginning of a code.
    return "broken";
  }
}

function tlsOf(url: URL): SmtpSettings["server"]["tls"] | "broken" {
  const asked = url.searchParams.get("tls");
  if (url.protocol === "smtps:") return asked === null ? "inside" : "broken";
  if (asked !== null) return asked === "required" || asked === "off" ? asked : "broken";
  return isLoopback(url.href.replace(/^smtp/, "http")) ? "off" : "required";
}

function numberIn(text: string | null, most: number): number | "broken" {
  const number = /^\d{1,6}$/.test(text ?? "") ? Number(text) : 0;
  return number >= 1 && number <= most ? number : "broken";
}
