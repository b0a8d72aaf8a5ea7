import { claimProbe, readSending, waitWithSending } from "../db/sending.ts";
import type { Outcome } from "../mail/transport.ts";
import { type Composed, composeBatch, type OpenBatch, requestTimeoutMs } from "./compose.ts";
import type { Context } from "./context.ts";
import { probeEveryMs } from "./halt.ts";
import { settle } from "./settle.ts";

/** `resting`: the provider asked to wait, or sending is halted. */
export type Next = Composed | { kind: "resting" };

/** Composes the next batch of what is due, as large as it may be at this moment. */
export async function composeNext(context: Context): Promise<Next> {
  const allowed = await allowance(context);
  if (allowed === 0) return { kind: "resting" };
  return composeBatch(context, { limit: Math.min(allowed, context.mail.batchLimit) });
}

/** How many messages the next request may carry: none while waiting, one as the probe of a halt. */
async function allowance(context: Context): Promise<number> {
  const sending = await readSending(context.db);
  const { elapsedAt } = await context.clocks.read(context.db);
  if (sending.waitUntil !== null && sending.waitUntil > elapsedAt) return 0;
  if (sending.haltedAt === null) return Number.POSITIVE_INFINITY;
  const nextProbeAt = new Date(elapsedAt.getTime() + probeEveryMs);
  return (await claimProbe(context.db, { now: elapsedAt, nextProbeAt })) ? 1 : 0;
}

/** Hands a recorded batch over, outside any transaction, and settles the answer. */
export async function handOver(context: Context, batch: OpenBatch): Promise<void> {
  const outcome = await context.mail.handOver({
    key: batch.key,
    messages: batch.messages,
    body: batch.body,
    at: batch.composedAt,
    timeoutMs: requestTimeoutMs,
  });
  await keepPace(context, outcome);
  const settled = await settle(context, { batch, outcome });
  if (outcome.kind !== "accepted") {
    context.log.warn({ batch: batch.id, outcome: outcome.kind, settled }, "a batch was not simply accepted");
  }
}

/** Waits as long as the provider's headers say, all workers together. */
async function keepPace(context: Context, outcome: Outcome): Promise<void> {
  const { pace } = outcome;
  const asked = outcome.kind === "deferred" ? (outcome.retryAfterMs ?? pace.resetMs ?? 1_000) : null;
  const waitMs = asked ?? (pace.remaining === 0 ? (pace.resetMs ?? 1_000) : 0);
  if (waitMs <= 0) return;
  const { elapsedAt } = await context.clocks.read(context.db);
  await waitWithSending(context.db, { until: new Date(elapsedAt.getTime() + waitMs) });
}
