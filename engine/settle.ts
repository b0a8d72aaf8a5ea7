import type { Now } from "../db/clock.ts";
import type { Database } from "../db/connect.ts";
import { takeUpFeedback } from "../db/feedback.ts";
import { resumeSending } from "../db/sending.ts";
import {
  type AcceptedKinds,
  countRefusedReaders,
  endBatch,
  freezeBatch,
  lockEnrolmentsOf,
  markAccepted,
  markRefused,
  markUncertain,
  pauseEnrolmentsOf,
  returnToQueue,
} from "../db/settling.ts";
import { wakeWorkers } from "../db/wake.ts";
import { backoffMs } from "../domain/retry.ts";
import type { Outcome } from "../mail/transport.ts";
import type { OpenBatch } from "./compose.ts";
import type { Context } from "./context.ts";
import { manyRefusals, noteHalt, tooManyRefusals } from "./halt.ts";
import { moveOn } from "./move-on.ts";

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
    case "accepted":
      return accept(context, tx, { batch, now, accepted: placed(outcome.ids), refused: [] });
    case "partly":
      return acceptPartly(context, tx, { batch, now, outcome });
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
type Refusal = { index: number; name: string };

function placed(ids: readonly string[]) {
  return ids.map((id, index) => ({ id, index }));
}

async function accept(
  context: Context,
  tx: Database,
  input: Step & { accepted: readonly { index: number; id: string }[]; refused: readonly Refusal[] },
): Promise<Settled> {
  const { batch, now } = input;
  const ended = {
    ...{ batch, state: "settled" as const, lastError: input.refused[0]?.name ?? null },
    ...{ accepted: kindsOf(batch, input.accepted), settledAt: now.calendarAt },
  };
  if (!(await end(tx, ended))) return "stale";
  const acceptedMembers = input.accepted.map(({ index, id }) => ({ id: memberId(batch, index), providerId: id }));
  const ids = acceptedMembers.map((member) => member.id);
  const enrolments = await lockEnrolmentsOf(tx, { deliveryIds: batch.members.map((member) => member.id) });
  await markAccepted(tx, { members: acceptedMembers, hadAt: now.calendarAt });
  await refuseMembers(tx, { batch, refused: input.refused });
  await moveOn(tx, {
    enrolments: enrolments.filter(({ openDeliveryId }) => ids.includes(openDeliveryId ?? -1)),
    now: now.calendarAt,
  });
  // One accepted message is the proof that whatever halted sending is over.
  if (ids.length > 0 && (await resumeSending(tx))) {
    context.log.info("sending has resumed");
    await wakeWorkers(tx);
  }
  return "settled";
}

function kindsOf(batch: OpenBatch, accepted: readonly { index: number }[]): AcceptedKinds {
  const kinds = { lesson: 0, notice: 0, issue: 0 };
  for (const { index } of accepted) {
    const kind = batch.members[index]?.kind;
    if (kind !== undefined) kinds[kind] += 1;
  }
  return kinds;
}

function memberId(batch: OpenBatch, index: number): number {
  const member = batch.members[index];
  if (!member) throw new Error(`the provider answered for place ${index} of batch ${batch.id}, which has none`);
  return member.id;
}

async function refuseMembers(tx: Database, input: { batch: OpenBatch; refused: readonly Refusal[] }): Promise<void> {
  const members = input.refused.map(({ index, name }) => ({ id: memberId(input.batch, index), reason: name }));
  await markRefused(tx, { members });
  await pauseEnrolmentsOf(tx, { deliveryIds: members.map((member) => member.id), pauseReason: "refused" });
}

/**
 * Some were accepted, some refused. When one error name has refused five different readers, the fault is ours and not
 * theirs: sending halts and nobody is failed for it.
 */
async function acceptPartly(
  context: Context,
  tx: Database,
  input: Step & { outcome: Extract<Outcome, { kind: "partly" }> },
): Promise<Settled> {
  const { batch, now, outcome } = input;
  const common = manyRefusals(outcome.refused);
  if (common === null) return accept(context, tx, { batch, now, ...outcome });
  const spared = outcome.refused.filter(({ name }) => name === common.name);
  const settled = await accept(context, tx, {
    batch,
    now,
    accepted: outcome.accepted,
    refused: outcome.refused.filter(({ name }) => name !== common.name),
  });
  if (settled === "stale") return "stale";
  await returnToQueue(tx, { ids: spared.map(({ index }) => memberId(batch, index)), alone: false });
  await noteHalt(context, tx, { halt: tooManyRefusals(common), now });
  return "settled";
}

async function refuse(
  context: Context,
  tx: Database,
  input: Step & { outcome: Extract<Outcome, { kind: "refused" }> },
): Promise<Settled> {
  const { batch, now, outcome } = input;
  if (batch.frozen) return freeze(context, tx, { batch, now, reason: outcome.name });
  // Refused as a whole: each travels alone from now on, so that the one at fault affects itself alone.
  if (batch.members.length > 1) return giveBack(tx, { batch, reason: outcome.name, alone: true });
  const before = await countRefusedReaders(tx, { reason: outcome.name, mostOf: 50 });
  if (before >= 4) {
    await noteHalt(context, tx, { halt: tooManyRefusals(outcome), now });
    return giveBack(tx, { batch, reason: outcome.name, alone: true });
  }
  if (!(await end(tx, { batch, state: "settled", lastError: outcome.name }))) return "stale";
  await lockEnrolmentsOf(tx, { deliveryIds: batch.members.map((member) => member.id) });
  await refuseMembers(tx, { batch, refused: [{ index: 0, name: outcome.name }] });
  return "settled";
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
  input: {
    batch: OpenBatch;
    state: "settled" | "dissolved" | "uncertain";
    lastError: string | null;
    accepted?: AcceptedKinds;
    settledAt?: Date;
  },
): Promise<boolean> {
  const { batch, ...change } = input;
  return endBatch(tx, { batchId: batch.id, attemptToken: batch.attemptToken, ...change });
}
