import { Resend } from "resend";
import { z } from "zod";
import { type FeedbackKind, type Sign, signOfBounce } from "../domain/feedback.ts";
import { addressIn } from "./address-field.ts";

/** What a webhook said of one message. `said` is the provider's and the other mail server's own words, without addresses. */
export type Heard = {
  webhookId: string;
  kind: FeedbackKind;
  sign: Sign | null;
  providerId: string;
  /** The tag that every message of ours carries, as it came; null where there was none. */
  tag: string | null;
  /** The address as it came; null where there was not exactly one. */
  to: string | null;
  /** By the provider's clock; null where it cannot be read. */
  saidAt: Date | null;
  said: Said;
};

/** By the provider's names: such as "Transient", "MailboxFull", a sentence, and what the other mail server answered. */
export type Said = { type: string; subType: string; message: string; diagnosis: string };

/**
 * `refused`: forged, stale, cut or without what it needs. `ignored`: genuine, and about nothing that is asked here, such
 * as an open, which we note ourselves, or a contact.
 */
export type WebhookReading = { kind: "heard"; heard: Heard } | { kind: "ignored" } | { kind: "refused" };

export type WebhookRequest = {
  /** As it came, byte for byte: the signature is over it. */
  raw: string;
  headers: Record<"id" | "timestamp" | "signature", string | null>;
};

/** The SDK wants a key before it verifies, and never looks at it. */
const verifier = new Resend("unused");

/**
 * Reads a webhook of Resend after its signature was found good for one of the secrets (Standard Webhooks: an HMAC over
 * id, time and body, and at most 300 seconds old by this machine's clock, which the library asks itself).
 */
export function readWebhook(request: WebhookRequest, { secrets }: { secrets: readonly string[] }): WebhookReading {
  const webhookId = request.headers.id;
  if (webhookId === null || webhookId.length > 256) return { kind: "refused" };
  for (const secret of secrets) {
    const verified = verify(request, secret);
    if (verified !== null) return readVerified(webhookId, verified.body);
  }
  return { kind: "refused" };
}

function verify({ raw, headers }: WebhookRequest, webhookSecret: string): { body: unknown } | null {
  const { id, timestamp, signature } = headers;
  if (id === null || timestamp === null || signature === null) return null;
  try {
    const body: unknown = verifier.webhooks.verify({
      payload: raw,
      headers: { id, timestamp, signature },
      webhookSecret,
    });
    return { body };
  } catch {
    // Whatever it throws, by whichever class, says the same: this is not to be believed.
    return null;
  }
}

const text = z.string().catch("");

const Event = z.object({
  created_at: text,
  data: z.object({
    email_id: z.string().min(1).max(200),
    to: z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]),
    // Documented as an object, seen as a list.
    tags: z
      .union([
        z.record(z.string(), z.string()),
        z
          .array(z.object({ name: z.string(), value: z.string() }))
          .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
      ])
      .catch({}),
    bounce: z
      .object({ type: text, subType: text, message: text, diagnosticCode: z.array(z.string()).catch([]) })
      .optional()
      .catch(undefined),
    failed: z.object({ reason: text }).optional().catch(undefined),
    suppressed: z.object({ type: text, reason: text, message: text }).optional().catch(undefined),
  }),
});
type Event = z.infer<typeof Event>;

const kinds: Readonly<Record<string, FeedbackKind>> = {
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  "email.complained": "complained",
  "email.failed": "failed",
  "email.suppressed": "suppressed",
};

function readVerified(webhookId: string, body: unknown): WebhookReading {
  const typed = z.object({ type: z.string() }).safeParse(body);
  const type = typed.success ? typed.data.type : "";
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  const read = Event.safeParse(body);
  if (kind === undefined || !read.success) return { kind: "ignored" };
  const { created_at, data } = read.data;
  const said = saidOf(data);
  return {
    kind: "heard",
    heard: {
      ...{ webhookId, kind, sign: signOf(kind, said), providerId: data.email_id },
      tag: Object.hasOwn(data.tags, "delivery") ? (data.tags.delivery ?? null) : null,
      to: data.to.length === 1 ? addressIn(data.to[0] ?? "") : null,
      saidAt: instantOf(created_at),
      said,
    },
  };
}

function signOf(kind: FeedbackKind, said: Said): Sign | null {
  if (kind === "delivered") return "alive";
  if (kind === "complained") return "complained";
  if (kind === "bounced") return signOfBounce(said);
  if (kind !== "suppressed") return null;
  // The provider's own list holds those who bounced and those who complained; only the second are never asked again.
  return /complain/i.test(`${said.type} ${said.subType}`) ? "complained" : "gone";
}

function saidOf({ bounce, failed, suppressed }: Event["data"]): Said {
  const { type, subType, message } = {
    type: bounce?.type ?? suppressed?.type ?? "",
    subType: bounce?.subType ?? suppressed?.reason ?? "",
    message: bounce?.message ?? suppressed?.message ?? failed?.reason ?? "",
  };
  const diagnosis = (bounce?.diagnosticCode ?? []).join(" ");
  return { type: told(type), subType: told(subType), message: told(message), diagnosis: told(diagnosis) };
}

const mostTold = 500;

/** Another mail server's words may hold anything, and often the address, which is to stand in one place only. */
function told(words: string): string {
  return words
    .slice(0, 4 * mostTold)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, "(the address)")
    .trim()
    .slice(0, mostTold)
    .toWellFormed();
}

/** "2026-11-22T08:00:00.000Z", or as PostgreSQL writes it: "2026-11-22 08:00:00.123456+00". */
function instantOf(written: string): Date | null {
  const at = new Date(written.replace(/^(\S+) (\S+)$/, "$1T$2").replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(at.getTime()) ? null : at;
}
