import { Resend } from "resend";
import { batchBody } from "./batch-body.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { unsendable } from "./message.ts";
import { limitPatience } from "./patience.ts";
import { checkKey } from "./resend-check.ts";
import { outcomeOf } from "./resend-outcome.ts";
import type { HandOver, Outcome, Transport } from "./transport.ts";
import { withoutKey } from "./without-key.ts";

type Log = { warn(fields: Record<string, string | number>, sentence: string): void };

/**
 * Mail by Resend's API. Throws at once, without quoting the key, when the key cannot stand in a header. Every request
 * goes to the batch endpoint in permissive mode, even a single message: one endpoint has one store of idempotency keys,
 * and one bad message spoils no other.
 */
export function resendTransport({ apiKey, baseUrl, log }: { apiKey: string; baseUrl: string; log?: Log }): Transport {
  // The SDK would fall back to the environment for an empty key, and quote the key in its error for a malformed one.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new Error("RESEND_API_KEY is empty or has a character no key can have.");
  const url = baseUrl.replace(/\/+$/, "");
  const client = new Resend(apiKey, { baseUrl: url });
  const inFlight = new Set<AbortController>();
  return {
    name: "resend",
    fingerprint: fingerprintOf(["resend", url, apiKey]),
    batchLimit: 100,
    async handOver(request) {
      const outcome = await attempt({ client, inFlight, request, apiKey });
      if (outcome.kind === "unknown") {
        log?.warn({ key: request.key, name: outcome.name }, "Resend's answer left open whether a batch was accepted");
      }
      return outcome;
    },
    check: () => checkKey({ url, apiKey }),
    async close() {
      for (const controller of inFlight) controller.abort();
    },
  };
}

async function attempt({ client, inFlight, request, apiKey }: Attempt): Promise<Outcome> {
  const fault = unsendable(request.messages);
  if (fault !== null) return fault;
  const controller = new AbortController();
  const endPatience = limitPatience(request.timeoutMs, () => controller.abort());
  inFlight.add(controller);
  try {
    const { data, error, headers } = await post({ client, request, signal: controller.signal });
    const answer = { data: withoutKey(data, apiKey), error: withoutKey(error, apiKey), headers };
    const outcome = outcomeOf(answer, request.messages.length);
    return outcome.kind === "unknown" && controller.signal.aborted ? gaveUp(request.timeoutMs) : outcome;
  } finally {
    endPatience();
    inFlight.delete(controller);
  }
}

type Attempt = { client: Resend; inFlight: Set<AbortController>; request: HandOver; apiKey: string };

/**
 * The SDK has no timeout, but hands what it is given on to fetch. So the body is ours, byte for byte what was hashed and
 * recorded; the SDK would build it a second time, which cost a third of what sending costs. A redirect is not followed:
 * fetch would turn the POST into a GET, or carry the mail to a place nobody set.
 */
function post({ client, request, signal }: { client: Resend; request: HandOver; signal: AbortSignal }) {
  return client.batch.send([], {
    body: request.body ?? batchBody(request.messages),
    idempotencyKey: request.key,
    batchValidation: "permissive",
    signal,
    redirect: "manual",
  });
}

const unpaced = { remaining: null, resetMs: null };

function gaveUp(timeoutMs: number): Outcome {
  const message = `No whole answer came within ${timeoutMs} ms, or the transport was closed.`;
  return { kind: "unknown", name: "timed_out", message, pace: unpaced };
}
