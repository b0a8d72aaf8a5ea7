import type { GuardLimits } from "../domain/feedback.ts";
import { limits } from "../domain/figures/limits.ts";
import { addressIn } from "../mail/address-field.ts";
import type { SmtpSettings } from "../mail/smtp-way.ts";
import { isLoopback } from "./loopback.ts";
import { readSmtpUrl } from "./smtp-url.ts";

/** Everything that Dayletter is told from outside, read once when a process starts and passed on in the context. */
export type Settings = {
  /** Null: the embedded database, whose address the supervisor finds. */
  databaseUrl: string | null;
  /** How mail leaves. `movableClock`: nothing real is at the other end, so a developer may move the calendar. */
  mail: MailSettings;
  movableClock: boolean;
  mailFrom: string;
  mailReplyTo: string | null;
  postalAddress: string;
  /** Without a slash at the end. */
  siteUrl: string;
  siteName: string;
  /** The first signs; the others are still believed, so that links in old mails go on working. */
  appSecrets: readonly string[];
  ownerEmail: string | null;
  port: number;
  dataDir: string;
  /** Whether opens and clicks are noted at all; a course and a reader can each say no for themselves. */
  tracking: boolean;
  /** The shares of messages above which sending halts. */
  guard: GuardLimits;
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** What could not be read and is done without, a line each; it stops nothing. They never repeat a secret. */
  warnings: readonly string[];
};

export type MailSettings =
  | { kind: "mailbox" }
  | ({ kind: "smtp" } & SmtpSettings)
  /** Of `webhookSecrets` any is believed, so that one can take another's place; without one no webhook is. */
  | { kind: "resend"; apiKey: string; baseUrl: string; webhookSecrets: readonly string[] };

/** `complaints` are one line each: the setting, what was found, what to do. They never repeat a secret. */
export type ParsedSettings = { kind: "ok"; settings: Settings } | { kind: "wrong"; complaints: readonly string[] };

/** Names and values as an environment holds them; a value of only blanks counts as absent. */
export type SettingsRecord = Readonly<Record<string, string | undefined>>;

const resendAddress = "https://api.resend.com";
const shortestSecret = 32;

const localDefaults = {
  mailFrom: "Dayletter <hello@dayletter.example>",
  postalAddress: "Dayletter, 1 Example Street, Sampletown",
};

/** Reads all settings and reports everything that is wrong with them at once, so that one restart is enough. */
export function parseSettings(record: SettingsRecord): ParsedSettings {
  const complaints: string[] = [];
  const warnings: string[] = [];
  const read: Reading = {
    text: (name) => record[name]?.trim() || null,
    complain: (complaint) => void complaints.push(complaint),
    warn: (warning) => void warnings.push(warning),
  };
  const port = readPort(read);
  const mail = readMail(read);
  const isReal = mail.kind !== "mailbox";
  const settings: Settings = {
    databaseUrl: readDatabaseUrl(read),
    mail,
    movableClock: mail.kind === "mailbox" || (mail.kind === "resend" && isLoopback(mail.baseUrl)),
    mailFrom: readMailFrom(read, isReal),
    mailReplyTo: readAddress(read, "MAIL_REPLY_TO"),
    postalAddress: read.text("POSTAL_ADDRESS") ?? missing(read, "POSTAL_ADDRESS", isReal, localDefaults.postalAddress),
    siteUrl: readSiteUrl(read, isReal, port),
    siteName: read.text("SITE_NAME") ?? "Dayletter",
    appSecrets: readSecrets(read),
    ownerEmail: readAddress(read, "OWNER_EMAIL") ?? (missing(read, "OWNER_EMAIL", isReal, "") || null),
    port,
    dataDir: readDataDir(read),
    tracking: readTracking(read),
    guard: {
      bounced: readLimit(read, "BOUNCE_LIMIT", limits.bounced.never),
      complained: readLimit(read, "COMPLAINT_LIMIT", limits.complained.never),
    },
    trustedProxies: (read.text("TRUSTED_PROXIES") ?? "").split(/[\s,]+/).filter((proxy) => proxy !== ""),
    warnings,
  };
  return complaints.length === 0 ? { kind: "ok", settings } : { kind: "wrong", complaints };
}

type Reading = {
  text(name: string): string | null;
  complain(complaint: string): void;
  warn(warning: string): void;
};

const neededWith: Record<string, string> = {
  MAIL_FROM: "the sender of every mail, such as: Ada Runner <ada@yourdomain.example>",
  SITE_URL: "where readers reach this site, such as: https://letters.yourdomain.example",
  POSTAL_ADDRESS: "the address at the foot of every mail, which the law asks for",
  OWNER_EMAIL: "where Dayletter writes to when sending has stopped",
};

function missing(read: Reading, name: string, isReal: boolean, otherwise: string): string {
  if (isReal && read.text(name) === null) {
    read.complain(`${name} is not set, and real mail cannot go out without it: ${neededWith[name]}.`);
  }
  return otherwise;
}

function readMail(read: Reading): MailSettings {
  const apiKey = read.text("RESEND_API_KEY");
  const smtpUrl = read.text("SMTP_URL");
  if (apiKey !== null && smtpUrl !== null) {
    read.complain("RESEND_API_KEY and SMTP_URL are both set. Mail leaves by one of them: remove the other.");
  }
  if (apiKey !== null) return readResend(read, apiKey);
  for (const name of ["RESEND_BASE_URL", "RESEND_WEBHOOK_SECRET"]) {
    if (read.text(name) !== null) read.complain(`${name} is set without RESEND_API_KEY. Set both, or neither.`);
  }
  return smtpUrl === null ? { kind: "mailbox" } : readSmtp(read, smtpUrl);
}

function readSmtp(read: Reading, smtpUrl: string): MailSettings {
  const found = readSmtpUrl(smtpUrl);
  if (found.kind === "wrong") read.complain(found.complaint);
  // Whatever is wrong with it, mail is meant to leave: the other settings are read accordingly.
  return { kind: "smtp", ...(found.kind === "ok" ? found.smtp : unreadSmtp) };
}

const unreadSmtp: SmtpSettings = {
  server: { host: "", port: 587, tls: "required", login: null, name: null },
  connections: 1,
  perSecond: null,
};

function readResend(read: Reading, apiKey: string): MailSettings {
  const baseUrl = (read.text("RESEND_BASE_URL") ?? resendAddress).replace(/\/+$/, "");
  checkWebAddress(read, "RESEND_BASE_URL", baseUrl);
  if (/\s/.test(apiKey))
    read.complain("RESEND_API_KEY has white space inside. Copy it again from resend.com/api-keys.");
  return { kind: "resend", apiKey, baseUrl, webhookSecrets: readWebhookSecrets(read) };
}

/**
 * Two at once, while one takes the other's place. What is none of them is left out and warned of: letters go out as
 * well without it, and a slip in what listens to bounces should not keep readers from their lesson. What was found is not
 * repeated: it is a secret.
 */
function readWebhookSecrets(read: Reading): readonly string[] {
  const secrets = (read.text("RESEND_WEBHOOK_SECRET") ?? "").split(/[\s,]+/).filter((secret) => secret !== "");
  const readable = secrets.filter((secret) => /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(secret));
  if (readable.length < secrets.length) {
    read.warn(
      `RESEND_WEBHOOK_SECRET holds what is no signing secret, so ${readable.length === 0 ? "no webhook is believed, and bounces and complaints are not known" : "only webhooks of the others in it are believed"}. Copy it from the webhook's page at resend.com/webhooks; it begins with whsec_.`,
    );
  }
  return readable;
}

function readSiteUrl(read: Reading, isReal: boolean, port: number): string {
  const found = read.text("SITE_URL");
  if (found === null) return missing(read, "SITE_URL", isReal, `http://localhost:${port}`);
  const siteUrl = found.replace(/\/+$/, "");
  if (!checkWebAddress(read, "SITE_URL", siteUrl)) return siteUrl;
  const { pathname, search, hash } = new URL(siteUrl);
  if (pathname !== "/" || search !== "" || hash !== "") {
    read.complain(
      `SITE_URL is "${found}". Dayletter stands at the root of its own name: leave out what follows the host.`,
    );
  }
  if (!isReal && !isLoopback(siteUrl)) {
    read.complain(
      `SITE_URL is "${found}", which others can reach, but there is no way for mail to leave: everybody could read the mailbox. Set RESEND_API_KEY or SMTP_URL, or remove SITE_URL.`,
    );
  }
  return siteUrl;
}

/** http is good enough on this machine; everywhere else a reader's links and our key need https. */
function checkWebAddress(read: Reading, name: string, found: string): boolean {
  const url = URL.parse(found);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    read.complain(`${name} is "${found}", which is not a web address. It begins with https:// and a host's name.`);
    return false;
  }
  if (url.username !== "" || url.password !== "") {
    read.complain(`${name} holds a user name or password. Leave them out.`);
    return false;
  }
  if (url.protocol === "http:" && !isLoopback(found)) {
    read.complain(`${name} is "${found}". Only an address on this machine may begin with http://; use https://.`);
    return false;
  }
  return true;
}

const bareAddress = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/;

function readMailFrom(read: Reading, isReal: boolean): string {
  const found = read.text("MAIL_FROM");
  if (found === null) return missing(read, "MAIL_FROM", isReal, localDefaults.mailFrom);
  // Read as every message will be: what the way out cannot read as one mailbox would halt sending.
  if (!bareAddress.test(addressIn(found) ?? "")) {
    read.complain(
      `MAIL_FROM is "${found}". Write it as: Ada Runner <ada@yourdomain.example>, and put quotes around a name with a comma.`,
    );
  }
  return found;
}

function readAddress(read: Reading, name: string): string | null {
  const found = read.text(name);
  if (found !== null && !bareAddress.test(found)) {
    read.complain(`${name} is "${found}", which is not a mail address such as: ada@yourdomain.example`);
  }
  return found;
}

function readSecrets(read: Reading): readonly string[] {
  const secrets = (read.text("APP_SECRET") ?? "").split(/[\s,]+/).filter((secret) => secret !== "");
  if (secrets.length === 0) {
    read.complain("APP_SECRET is not set. Make one with `openssl rand -base64 32`, keep it, and never change it.");
  }
  const shortest = Math.min(...secrets.map((secret) => secret.length));
  if (shortest < shortestSecret) {
    read.complain(
      `APP_SECRET has ${shortest} characters; it needs ${shortestSecret} or more. Make one with \`openssl rand -base64 32\`.`,
    );
  }
  return secrets;
}

function readDatabaseUrl(read: Reading): string | null {
  const found = read.text("DATABASE_URL");
  if (found !== null && !["postgres:", "postgresql:"].includes(URL.parse(found)?.protocol ?? "")) {
    // What was found may hold a password, so it is not repeated.
    read.complain("DATABASE_URL is not a PostgreSQL address. Write it as: postgres://name:password@host:5432/database");
  }
  return found;
}

function readPort(read: Reading): number {
  const found = read.text("PORT");
  if (found === null) return 3000;
  const port = /^\d{1,5}$/.test(found) ? Number(found) : 0;
  if (port < 1 || port > 65_535) read.complain(`PORT is "${found}". It is a number from 1 to 65535, such as 3000.`);
  return port;
}

function readDataDir(read: Reading): string {
  const found = read.text("DATA_DIR") ?? ".data";
  if (found.includes("\0")) read.complain("DATA_DIR holds a zero byte. Give it the path of a folder.");
  if (found === "/") read.complain('DATA_DIR is "/". Give it a folder of its own, such as /var/lib/dayletter.');
  return found;
}

function readTracking(read: Reading): boolean {
  const found = read.text("TRACKING") ?? "on";
  if (found !== "on" && found !== "off") {
    read.complain(`TRACKING is "${found}". It is on or off: whether opens and clicks are noted.`);
  }
  return found === "on";
}

/** A share, told in percent. */
function readLimit(read: Reading, name: string, usual: number): number | null {
  const found = read.text(name);
  if (found === null) return usual;
  if (found === "off") return null;
  const percent = /^\d{1,3}(\.\d{1,4})?$/.test(found) ? Number(found) : 0;
  if (percent <= 0 || percent > 100) {
    read.complain(`${name} is "${found}". It is a share in percent, such as ${usual * 100}, or off.`);
  }
  return percent / 100;
}
