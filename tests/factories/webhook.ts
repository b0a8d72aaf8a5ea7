import { createHmac } from "node:crypto";
import type { WebhookRequest } from "../../mail/resend-webhook.ts";

export const webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** A webhook as Resend sends it, signed as the Standard Webhooks say; by the real clock, which the check goes by. */
export function signedWebhook(input: {
  id: string;
  body: unknown;
  secret?: string;
  ageSeconds?: number;
}): WebhookRequest {
  const { id, secret = webhookSecret, ageSeconds = 0 } = input;
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
  const raw = typeof input.body === "string" ? input.body : JSON.stringify(input.body);
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${raw}`).digest("base64");
  return { raw, headers: { id, timestamp: String(timestamp), signature: `v1,${signature}` } };
}

type Told = { providerId: string; to: string; deliveryId?: number | undefined; saidAt: Date };

/** The body of a webhook about one message. */
export function emailEvent(type: string, told: Told, more: Record<string, unknown> = {}) {
  const { providerId, to, deliveryId, saidAt } = told;
  return {
    type: `email.${type}`,
    created_at: saidAt.toISOString(),
    data: {
      email_id: providerId,
      created_at: saidAt.toISOString(),
      from: "Ada Runner <ada@example.com>",
      to: [to],
      subject: "Day 1",
      tags: deliveryId === undefined ? {} : { delivery: String(deliveryId) },
      ...more,
    },
  };
}

export const bounce = {
  permanent: {
    bounce: {
      type: "Permanent",
      subType: "NoEmail",
      message: "No such person.",
      diagnosticCode: ["550 5.1.1 unknown"],
    },
  },
  transient: {
    bounce: { type: "Transient", subType: "MailboxFull", message: "Full.", diagnosticCode: ["452 4.2.2 full"] },
  },
} as const;
