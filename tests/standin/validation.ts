import type { Refusal } from "./answers.ts";

/** A message as it arrived and passed: only what the stand-in itself reads. */
export type Email = {
  from: string;
  to: string | string[];
  subject: string;
  html?: string;
  text?: string;
  tags?: { name: string; value: string }[];
};

export type Checked = { kind: "ok"; email: Email } | { kind: "bad"; refusal: Refusal };

export type Rules = {
  /** Domains that `from` may use; null: any. */
  verifiedDomains: readonly string[] | null;
  /** Resend refuses `@example.com` and `@test.com`; a test may lift that. */
  allowExamples: boolean;
  inBatch: boolean;
};

const mailbox = /^(?:[^<>]*<([^\s<>@,;]+@[^\s<>@,;]+)>|([^\s<>@,;]+@[^\s<>@,;]+))$/;
const tagPart = /^[A-Za-z0-9_-]{1,256}$/;
const examples = new Set(["example.com", "test.com"]);
const format = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";

/** Checks one message as Resend does, the first fault winning. */
export function checkEmail(value: unknown, rules: Rules): Checked {
  if (!isRecord(value)) return bad(invalid("Each email must be an object."));
  const fault =
    fromFault(value.from, rules) ??
    recipientFault("to", value.to, rules) ??
    (value.cc === undefined ? null : recipientFault("cc", value.cc, rules)) ??
    (value.bcc === undefined ? null : recipientFault("bcc", value.bcc, rules)) ??
    (value.reply_to === undefined ? null : recipientFault("reply_to", value.reply_to, rules)) ??
    subjectFault(value.subject) ??
    bodyFault(value) ??
    headersFault(value.headers) ??
    tagsFault(value.tags) ??
    attachmentFault(value.attachments, rules);
  // Every field that Email names has just been checked.
  return fault === null ? { kind: "ok", email: value as Email } : bad(fault);
}

/** The recipients, in the form that the log keeps. */
export function recipientsOf({ to }: Email): string[] {
  return Array.isArray(to) ? to : [to];
}

/** The address inside `Name <address>`, or null. */
export function addressOf(text: unknown): string | null {
  const found = typeof text === "string" ? mailbox.exec(text) : null;
  return found?.[1] ?? found?.[2] ?? null;
}

function fromFault(from: unknown, { verifiedDomains }: Rules): Refusal | null {
  if (from === undefined || from === "") return missing("from");
  const domain = addressOf(from)?.split("@")[1]?.toLowerCase();
  if (domain === undefined) return invalid(`Invalid \`from\` field. ${format}`);
  if (verifiedDomains === null || verifiedDomains.includes(domain)) return null;
  const message = `The ${domain} domain is not verified. Please, add and verify your domain.`;
  return { status: 403, name: "validation_error", message };
}

function recipientFault(field: string, value: unknown, { allowExamples }: Rules): Refusal | null {
  const list = Array.isArray(value) ? value : [value];
  if (value === undefined || value === "" || list.length === 0) return missing(field);
  if (list.length > 50) return invalid(`The \`${field}\` field must have at most 50 recipients.`);
  const addresses = list.map(addressOf);
  if (addresses.includes(null)) return invalid(`Invalid \`${field}\` field. ${format}`);
  if (allowExamples || !addresses.some((address) => examples.has(address?.split("@")[1]?.toLowerCase() ?? "")))
    return null;
  return invalid(`Invalid \`${field}\` field. Use a testing address instead of domains like \`example.com\`.`);
}

function subjectFault(subject: unknown): Refusal | null {
  if (subject === undefined) return missing("subject");
  if (typeof subject !== "string") return invalid("The `subject` field must be a string.");
  return /[\r\n]/.test(subject) ? invalid("The `\\n` is not allowed in the `subject` field.") : null;
}

function bodyFault({ html, text }: Record<string, unknown>): Refusal | null {
  if (html === undefined && text === undefined) return missing("html` or `text");
  const strings = [html, text].every((part) => part === undefined || typeof part === "string");
  return strings ? null : invalid("The `html` and `text` fields must be strings.");
}

function headersFault(headers: unknown): Refusal | null {
  if (headers === undefined) return null;
  if (!isRecord(headers)) return invalid("The `headers` field must be an object.");
  const fits = Object.entries(headers).every(
    ([name, value]) => /^[!-9;-~]+$/.test(name) && typeof value === "string" && !/[\r\n\0]/.test(value),
  );
  return fits ? null : invalid("The `headers` field has an invalid name or value.");
}

function tagsFault(tags: unknown): Refusal | null {
  if (tags === undefined) return null;
  if (!Array.isArray(tags) || tags.length > 75) return invalid("The `tags` field must be an array of at most 75 tags.");
  const fits = tags.every((tag) => isRecord(tag) && isTagPart(tag.name) && isTagPart(tag.value));
  return fits ? null : invalid("Tags should only contain ASCII letters, numbers, underscores, or dashes.");
}

function isTagPart(part: unknown): boolean {
  return typeof part === "string" && tagPart.test(part);
}

function attachmentFault(attachments: unknown, { inBatch }: Rules): Refusal | null {
  if (attachments === undefined) return null;
  const message = inBatch
    ? "Attachments are not supported in batch emails."
    : "Attachments are not supported by this stand-in.";
  return { status: 422, name: "invalid_attachment", message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bad(fault: Refusal): Checked {
  return { kind: "bad", refusal: fault };
}

function missing(field: string): Refusal {
  return { status: 422, name: "missing_required_field", message: `Missing \`${field}\` field.` };
}

function invalid(message: string): Refusal {
  return { status: 422, name: "validation_error", message };
}
