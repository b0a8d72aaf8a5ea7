import type { Now } from "../db/clock.ts";
import type { Database } from "../db/connect.ts";
import { resumeSending } from "../db/sending.ts";
import {
  type AcceptedKinds,
  endBatch,
  lockEnrolmentsOf,
  markAccepted,
  markRefused,
  markUncertain,
  pauseEnrolmentsOf,
  returnToQueue,
} from "../db/settling.ts";
import { wakeWorkers } from "../db/wake.ts";
import type { MessageOutcome } from "../domain/message-outcome.ts";
import type { Stop } from "../mail/transport.ts";
import type { OpenBatch } from "./compose.ts";
import type { Context } from "./context.ts";
import { noteHalt } from "./halt.ts";
import type { Member } from "./members.ts";
import { moveOn } from "./move-on.ts";
import { haltOfMany, notedSetbacks, ofKind, type PutOff, type Settling, sortSetbacks } from "./setbacks.ts";

/**
 * Records what became of each member of a batch. What was accepted or may have been counts as had, and its enrolment
 * moves on; what was refused pauses its own; everything else goes back to the queue. `stop` is why a part was not tried.
 */
export async function settleEach(
  context: Context,
  tx: Database,
  input: { batch: OpenBatch; now: Now; outcomes: readonly MessageOutcome[]; stop: Stop | null },
): Promise<"settled" | "stale"> {
  const { batch, now, stop } = input;
  const all = pairs(batch, input.outcomes);
  const accepted = ofKind(all, "accepted");
  if (!(await end(tx, { batch, now, all, accepted }))) return "stale";
  const enrolments = await lockEnrolmentsOf(tx, { deliveryIds: idsOf(all) });
  const sorted = await sortSetbacks(context, tx, { all, now });
  await markAccepted(tx, {
    members: accepted.map(({ member, outcome }) => ({ id: member.id, providerId: outcome.id })),
    hadAt: now.calendarAt,
  });
  const lost = ofKind(all, "lost");
  for (const name of new Set(lost.map(({ outcome }) => outcome.name))) {
    const ids = idsOf(lost.filter(({ outcome }) => outcome.name === name));
    await markUncertain(tx, { ids, hadAt: now.calendarAt, reason: name });
  }
  await refuse(tx, sorted.refused);
  await giveBack(tx, { batch, untried: ofKind(all, "untried"), putOff: sorted.putOff });
  const had = new Set([...idsOf(accepted), ...idsOf(lost)]);
  await moveOn(tx, {
    enrolments: enrolments.filter(({ openDeliveryId }) => had.has(openDeliveryId ?? -1)),
    now: now.calendarAt,
  });
  if (accepted.length > 0) await resume(context, tx, now);
  const halt = stop?.kind === "halted" ? stop : (sorted.halt ?? (await haltOfMany(tx, sorted.putOff)));
  if (halt !== null) await noteHalt(context, tx, { halt, now });
  return "settled";
}

function pairs(batch: OpenBatch, outcomes: readonly MessageOutcome[]): Settling[] {
  if (outcomes.length !== batch.members.length) {
    throw new Error(`${outcomes.length} outcomes came for the ${batch.members.length} members of batch ${batch.id}`);
  }
  return batch.members.map((member, index) => ({ member, outcome: outcomes[index] ?? { kind: "untried" } }));
}

function idsOf(some: readonly { member: Member }[]): number[] {
  return some.map(({ member }) => member.id);
}

function end(
  tx: Database,
  input: { batch: OpenBatch; now: Now; all: readonly Settling[]; accepted: readonly { member: Member }[] },
): Promise<boolean> {
  const { batch, now, all, accepted } = input;
  const spoiled = all.flatMap(({ outcome }) => ("name" in outcome ? [outcome.name] : []));
  const kinds: AcceptedKinds = { lesson: 0, notice: 0, issue: 0 };
  for (const { member } of accepted) kinds[member.kind] += 1;
  return endBatch(tx, {
    ...{ batchId: batch.id, attemptToken: batch.attemptToken },
    ...{ state: "settled", lastError: spoiled[0] ?? null, accepted: kinds, settledAt: now.calendarAt },
  });
}

async function refuse(tx: Database, refused: readonly { member: Member; name: string }[]): Promise<void> {
  const members = refused.map(({ member, name }) => ({ id: member.id, reason: name }));
  await markRefused(tx, { members });
  await pauseEnrolmentsOf(tx, { deliveryIds: members.map(({ id }) => id), pauseReason: "refused" });
}

async function giveBack(
  tx: Database,
  input: { batch: OpenBatch; untried: readonly { member: Member }[]; putOff: readonly PutOff[] },
): Promise<void> {
  const { batch, untried, putOff } = input;
  await returnToQueue(tx, { ids: idsOf(untried), alone: false });
  await returnToQueue(tx, {
    ids: idsOf(putOff),
    alone: batch.members.length === 1,
    setbacks: { batchId: batch.id, members: notedSetbacks(putOff) },
  });
}

/** One accepted message is the proof that whatever halted sending is over. */
async function resume(context: Context, tx: Database, now: Now): Promise<void> {
  if (!(await resumeSending(tx, { now }))) return;
  context.log.info("sending has resumed");
  await wakeWorkers(tx);
}
