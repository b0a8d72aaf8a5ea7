import { keepFeedback } from "../../db/feedback.ts";
import { parseAddress } from "../../domain/addresses.ts";
import { type Heard, readWebhook, type WebhookRequest } from "../../mail/resend-webhook.ts";
import { type Context, hashAddress } from "../context.ts";

/**
 * `unconfigured`: there is no secret by which anything could be believed. `refused`: forged, stale or cut. `kept` and
 * `known`: about a message, for the first time or again. `ignored`: genuine, and nothing that is asked here.
 */
export type Hearing = "unconfigured" | "refused" | "kept" | "known" | "ignored";

/** Takes a webhook: it is only kept, so that the answer is quick. The worker that it wakes applies it. */
export async function hear(context: Context, request: WebhookRequest): Promise<Hearing> {
  const { mail } = context.settings;
  if (mail.kind !== "resend" || mail.webhookSecrets.length === 0) return "unconfigured";
  const reading = readWebhook(request, { secrets: mail.webhookSecrets });
  if (reading.kind !== "heard") return reading.kind;
  return (await keep(context, reading.heard)) ? "kept" : "known";
}

async function keep(context: Context, heard: Heard): Promise<boolean> {
  const { calendarAt, elapsedAt } = await context.clocks.read(context.db);
  const { webhookId, kind, sign, providerId, said } = heard;
  // Nothing was said in the future, whatever the clock of who says it.
  const agoMs = Math.max(0, elapsedAt.getTime() - (heard.saidAt ?? elapsedAt).getTime());
  const to = heard.to === null ? null : parseAddress(heard.to);
  return keepFeedback(context.db, {
    ...{ webhookId, kind, sign, providerId, said },
    tag: numberOf(heard.tag),
    addressHash: to?.kind === "ok" ? hashAddress(context, to.address) : null,
    saidAt: new Date(calendarAt.getTime() - agoMs),
    keptAt: elapsedAt,
  });
}

/** A delivery's number; another application's tag of that name may be anything. Zero is none, and not the same as no tag. */
function numberOf(tag: string | null): number | null {
  if (tag === null) return null;
  return /^[1-9]\d{0,14}$/.test(tag) ? Number(tag) : 0;
}
