import type { Now } from "../db/clock.ts";
import type { Database } from "../db/connect.ts";
import { takeUpFeedback } from "../db/feedback.ts";
import { endBatch, freezeBatch, lockEnrolmentsOf, markUncertain, returnToQueue } from "../db/settling.ts";
import type { MessageOutcome } from "../domain/message-outcome.ts";
import { backoffMs } from "../domain/retry.ts";
import type { Outcome } from "../mail/transport.ts";
import type { OpenBatch } from "./compose.ts";
import type { Context } from "./context.ts";
import { noteHalt } from "./halt.ts";
import { moveOn } from "./move-on.ts";
import { settleEach } from "./settle-each.ts";

/** The provider keeps a key for 24 hours; an hour before that nothing is repeated any more. */
export const retryHorizonMs = 23 * 3_600_000;

/** `stale`: another worker has taken the batch over, and nothing was changed. */
export type Settled = "settled" | "frozen" | "returned" | "uncertain" | "stale";

/** Records what became of an attempt, and gives every enrolment in it its next step, in one transaction. */
export async function settle(context: Context, input: { batch: OpenBatch; outcome: Outcome }): Promise<Settled> {
  return context.db.transaction(async (tx) => {
    const settled = await book(context, tx, input);
    if (settled !== "stale" && settled !== "frozen")
      await takeUpFeedback(tx, { deliveryIds: input.batch.members.map(({ id }) => id) });
    return settled;
  });
}

async function book(context: Context, tx: Database, input: { batch: OpenBatch; outcome: Outcome }): Promise<Settled> {
  const { batch, outcome } = input;
  const now = await context.clocks.read(tx);
  switch (outcome.kind) {
    case "accepted": {
      const outcomes = outcome.ids.map((id) => ({ kind: "accepted" as const, id }));
      return settleEach(context, tx, { batch, now, outcomes, stop: null });
    }
    case "partly":
      return settleEach(context, tx, { batch, now, outcomes: outcomesOf(outcome), stop: null });
    case "each":
      return settleEach(context, tx, { batch, now, ...outcome });
    case "conflicted":
      return giveUp(tx, { batch, now, reason: outcome.name });
    case "unknown":
    case "inFlight":
      return freeze(context, tx, { batch, now, reason: outcome.name });
    case "deferred":
      return batch.frozen
        ? freeze(context, tx, { batch, now, reason: outcome.name })
        : giveBack(tx, { batch, reason: outcome.name, alone: false });
    case "halted":
      await noteHalt(context, tx, { halt: outcome, now });
      return batch.frozen
        ? freeze(context, tx, { batch, now, reason: outcome.name })
        : giveBack(tx, { batch, reason: outcome.name, alone: false });
    case "refused":
      return refuse(context, tx, { batch, now, outcome });
  }
}

type Step = { batch: OpenBatch; now: Now };

/** One message in one request: what became of the request is what became of the message. */
function refuse(
  context: Context,
  tx: Database,
  input: Step & { outcome: Extract<Outcome, { kind: "refused" }> },
): Promise<Settled> {
  const { batch, now, outcome } = input;
  if (batch.frozen) return freeze(context, tx, { batch, now, reason: outcome.name });
  // Refused as a whole: each travels alone from now on, so that the one at fault affects itself alone.
  if (batch.members.length > 1) return giveBack(tx, { batch, reason: outcome.name, alone: true });
  return settleEach(context, tx, { batch, now, outcomes: [outcome], stop: null });
}

function outcomesOf({ accepted, refused }: Extract<Outcome, { kind: "partly" }>): MessageOutcome[] {
  const placed = [
    ...accepted.map(({ index, id }) => ({ index, outcome: { kind: "accepted" as const, id } })),
    ...refused.map(({ index, ...refusal }) => ({ index, outcome: { kind: "refused" as const, ...refusal } })),
  ];
  return placed.sort((one, other) => one.index - other.index).map(({ outcome }) => outcome);
}

/** The outcome is open: the same key and bytes again, until 23 hours after the first attempt. */
async function freeze(context: Context, tx: Database, input: Step & { reason: string }): Promise<Settled> {
  const { batch, now, reason } = input;
  const horizonAt = batch.firstAttemptAt.getTime() + retryHorizonMs;
  if (now.elapsedAt.getTime() >= horizonAt) return giveUp(tx, input);
  const waitMs = backoffMs({ attempt: batch.attempts, random: context.randomness.fraction });
  const nextAttemptAt = new Date(Math.min(now.elapsedAt.getTime() + waitMs, horizonAt));
  const current = await freezeBatch(tx, {
    batchId: batch.id,
    attemptToken: batch.attemptToken,
    nextAttemptAt,
    lastError: reason,
  });
  return current ? "frozen" : "stale";
}

/** Dissolves a batch whose every attempt was definitely refused; its members queue again under new keys. */
async function giveBack(tx: Database, input: { batch: OpenBatch; reason: string; alone: boolean }): Promise<Settled> {
  const { batch, reason, alone } = input;
  if (!(await end(tx, { batch, state: "dissolved", lastError: reason }))) return "stale";
  await returnToQueue(tx, { ids: batch.members.map((member) => member.id), alone });
  return "returned";
}

/** Nobody will ever know: never resent by itself, always shown, and it counts as had. */
export async function giveUp(tx: Database, input: Step & { reason: string }): Promise<Settled> {
  const { batch, now, reason } = input;
  if (!(await end(tx, { batch, state: "uncertain", lastError: reason }))) return "stale";
  const deliveryIds = batch.members.map((member) => member.id);
  const enrolments = await lockEnrolmentsOf(tx, { deliveryIds });
  await markUncertain(tx, { ids: deliveryIds, hadAt: now.calendarAt, reason });
  await moveOn(tx, { enrolments, now: now.calendarAt });
  return "uncertain";
}

function end(
  tx: Database,
  input: { batch: OpenBatch; state: "dissolved" | "uncertain"; lastError: string | null },
): Promise<boolean> {
  const { batch, ...change } = input;
  return endBatch(tx, { batchId: batch.id, attemptToken: batch.attemptToken, ...change });
}
