import { claimProbe, giveProbeBack, noteLimit, waitWithSending } from "../db/sending.ts";
import type { Outcome } from "../mail/transport.ts";
import { type Composed, composeBatch, type OpenBatch, requestTimeoutMs } from "./compose.ts";
import type { Context } from "./context.ts";
import { readGate } from "./gate.ts";
import { probeEveryMs } from "./halt.ts";
import { journalOf } from "./journal.ts";
import { takeOver } from "./retry.ts";
import { settle } from "./settle.ts";

/** `resting`: the provider asked to wait, or sending is halted. */
export type Next = Composed | { kind: "resting" };

/**
 * The next batch to hand over: one that is to be taken over, because of its lease, or else a new one of what is due, as
 * large as it may be at this moment. While the provider asked to wait there is neither; a halt stops new ones alone.
 */
export async function takeNext(context: Context): Promise<Next> {
  const { elapsedAt: now } = await context.clocks.read(context.db);
  const gate = await readGate(context.db, { now });
  if (gate === "waiting") return { kind: "resting" };
  const taken = await takeOver(context);
  if (taken.kind !== "idle") return taken;
  if (gate === "halted") return composeProbe(context, { now });
  return composeBatch(context, { limit: context.mail.batchLimit });
}

/** While sending is halted, one real message may try now and then. One that needs none after all is no probe. */
async function composeProbe(context: Context, { now }: { now: Date }): Promise<Next> {
  const probe = { now, nextProbeAt: new Date(now.getTime() + probeEveryMs) };
  if (!(await claimProbe(context.db, probe))) return { kind: "resting" };
  const composed = await composeBatch(context, { limit: 1, isProbe: true });
  if (composed.kind !== "batch") await giveProbeBack(context.db, probe);
  return composed;
}

/**
 * Hands a recorded batch over, outside any transaction, and settles the answer. The clock is asked once more before the
 * first byte: a process that was stopped since the batch was recorded, or whose machine slept, may be the last of several
 * to come to it, and after a day the provider knows its key no more. Whoever takes it over knows what may be repeated.
 */
export async function handOver(context: Context, batch: OpenBatch): Promise<void> {
  const { elapsedAt } = await context.clocks.read(context.db);
  if (elapsedAt >= batch.leaseUntil) {
    context.log.warn({ batch: batch.id }, "a batch was left to whoever takes it over, for its lease is over");
    return;
  }
  const outcome = await context.mail.handOver({
    key: batch.key,
    messages: batch.messages,
    body: batch.body,
    at: batch.composedAt,
    timeoutMs: requestTimeoutMs,
    ...(context.mail.keepsJournal && { journal: journalOf(context, batch) }),
  });
  await keepPace(context, outcome);
  const settled = await settle(context, { batch, outcome });
  if (outcome.kind !== "accepted") {
    context.log.warn({ batch: batch.id, outcome: outcome.kind, settled }, "a batch was not simply accepted");
  }
}

/** Waits as long as the provider's headers say, all workers together, and keeps what they say of its limit. */
async function keepPace(context: Context, outcome: Outcome): Promise<void> {
  const { pace } = outcome;
  if (pace.limit !== undefined) await noteLimit(context.db, { perSecond: pace.limit });
  const stop = outcome.kind === "each" ? outcome.stop : outcome;
  const asked = stop?.kind === "deferred" ? (stop.retryAfterMs ?? pace.resetMs ?? 1_000) : null;
  const waitMs = asked ?? (pace.remaining === 0 ? (pace.resetMs ?? 1_000) : 0);
  if (waitMs <= 0) return;
  const { elapsedAt } = await context.clocks.read(context.db);
  await waitWithSending(context.db, { until: new Date(elapsedAt.getTime() + waitMs) });
}
