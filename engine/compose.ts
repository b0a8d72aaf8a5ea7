import { createHash } from "node:crypto";
import { type Course, findCoursesById } from "../db/catalogue.ts";
import type { Now } from "../db/clock.ts";
import {
  changeQueued,
  changeVersions,
  claimQueued,
  closeUnsent,
  openBatch,
  type QueuedDelivery,
} from "../db/composing.ts";
import type { Database } from "../db/connect.ts";
import { holdLetters } from "../db/letters/holding.ts";
import { notePastWaits, type PastWait } from "../db/past-waits.ts";
import type { BatchSite } from "../db/schema/deliveries.ts";
import { pauseEnrolmentsOf } from "../db/settling.ts";
import { type Imprint, publicationOf } from "../domain/publication.ts";
import { batchBody, contentBytes } from "../mail/batch-body.ts";
import type { Message } from "../mail/transport.ts";
import { judgeQueued } from "./admit.ts";
import type { Context } from "./context.ts";
import { readGate } from "./gate.ts";
import { readImprint } from "./imprint.ts";
import { holdFrom } from "./letters/plan-issues.ts";
import { type ComposedMessage, composeMessages, type Member, type UnfitMember } from "./members.ts";
import { refreshQueued } from "./refresh.ts";
import { renameQueued } from "./rename-queued.ts";
import { mayTrack } from "./tracking.ts";

/** Request timeout < lease < 60 s: a dead worker's batch is taken over within a minute. */
export const leaseMs = 45_000;
export const requestTimeoutMs = 25_000;

/** Well under the provider's limit for a request, and the bound of what a worker holds in memory for one. */
const mostBatchBytes = 12_000_000;

/** A batch that has been recorded and may now be handed over. */
export type OpenBatch = {
  id: number;
  key: string;
  attemptToken: string;
  /** Elapsed time: from then on it is another worker's. */
  leaseUntil: Date;
  composedAt: Date;
  firstAttemptAt: Date;
  frozen: boolean;
  attempts: number;
  members: readonly Member[];
  messages: readonly Message[];
  /** The messages as bytes: what was hashed and recorded is what leaves. */
  body: Buffer<ArrayBuffer>;
};

/** `idle`: nothing is due. `cleared`: what was due needed no message or may not have one now; there may be more. */
export type Composed = { kind: "batch"; batch: OpenBatch } | { kind: "cleared" } | { kind: "idle" };

/**
 * Claims due deliveries, asks of each once more whether it may begin, and records the batch with its first attempt.
 * After the COMMIT the attempt has begun: whoever leaves later may still get this one message.
 */
export async function composeBatch(context: Context, input: { limit: number; isProbe?: boolean }): Promise<Composed> {
  return context.db.transaction(async (tx) => {
    const now = await context.clocks.read(tx);
    const claimed = await claimQueued(tx, { now: now.calendarAt, limit: input.limit });
    if (claimed.length === 0) return { kind: "idle" };
    // Read behind the claim: what a refused batch gave back comes after the wait or the halt that it brought with it.
    const gate = await readGate(tx, { now: now.elapsedAt });
    if (gate === "waiting" || (gate === "halted" && !input.isProbe)) return { kind: "cleared" };
    const courses = await findCoursesById(tx, { ids: claimed.flatMap(({ courseId }) => courseId ?? []) });
    const admitted = await admit(tx, { claimed: oneIfAlone(claimed), courses, now });
    if (admitted.length === 0) return { kind: "cleared" };
    const refreshed = await refreshQueued(tx, { admitted });
    const renamed = await renameQueued(tx, { admitted: refreshed });
    const batch = await record(context, tx, { admitted: renamed, now });
    return batch ? { kind: "batch", batch } : { kind: "cleared" };
  });
}

/** A delivery that spoiled a batch travels alone from then on. */
function oneIfAlone(claimed: readonly QueuedDelivery[]): readonly QueuedDelivery[] {
  const [first] = claimed;
  return first?.alone ? [first] : claimed.filter((delivery) => !delivery.alone);
}

/** Settles what may not begin and returns what may. */
async function admit(
  tx: Database,
  input: { claimed: readonly QueuedDelivery[]; courses: ReadonlyMap<number, Course>; now: Now },
): Promise<QueuedDelivery[]> {
  const before = new Map(input.claimed.map(({ id, versionId }) => [id, versionId]));
  const verdicts = await judgeQueued(tx, { ...input, now: input.now.calendarAt });
  const admitted: QueuedDelivery[] = [];
  const waits: PastWait[] = [];
  const held = { course: [] as number[], pause: [] as number[] };
  for (const [index, delivery] of input.claimed.entries()) {
    const verdict = verdicts[index];
    if (verdict?.kind === "admit") admitted.push({ ...delivery, versionId: verdict.versionId ?? delivery.versionId });
    if (verdict?.kind === "hold") held[verdict.hold].push(delivery.id);
    if (verdict?.kind === "put off") {
      await changeQueued(tx, { id: delivery.id, ...verdict.due });
      if (verdict.wait !== null) waits.push(verdict.wait);
    }
    if (verdict?.kind === "suppress") {
      await closeUnsent(tx, { ids: [delivery.id], state: "suppressed", reason: verdict.reason });
      await pauseEnrolmentsOf(tx, { deliveryIds: [delivery.id], pauseReason: "suppressed" });
    }
    if (verdict?.kind === "cancel") await verdict.cancel(tx);
  }
  await holdLetters(tx, { ids: held.course, hold: { for: "course", ...holdFrom(input.now.calendarAt) } });
  await holdLetters(tx, { ids: held.pause, hold: { for: "pause" } });
  await notePastWaits(tx, { waits, now: input.now.calendarAt });
  await changeVersions(tx, { versions: admitted.filter((one) => before.get(one.id) !== one.versionId) });
  return admitted;
}

async function record(
  context: Context,
  tx: Database,
  input: { admitted: readonly QueuedDelivery[]; now: Now },
): Promise<OpenBatch | null> {
  const { now } = input;
  const [key] = context.keys;
  if (!key) throw new Error("there is no key to sign with");
  const imprint = await readImprint(tx, input.admitted);
  const site = { ...siteOf(context), imprint };
  // On the transaction's own connection: a second one from a pool whose every lane waits for a second one never comes.
  const filling = { db: tx, versions: context.versions };
  const members = input.admitted.map((delivery) => memberOf(context, { delivery, imprint }));
  const made = await composeMessages(filling, { members, imprint, site, key });
  await setApart(context, tx, made.unfit);
  const fitting = fittingOf(made.composed);
  if (fitting.length === 0) return null;
  const taken = fitting.map(({ member }) => member);
  const messages = fitting.map(({ message }) => message);
  const body = batchBody(messages);
  const frame = {
    key: `dayletter-${context.randomness.id()}`,
    attemptToken: context.randomness.id(),
    leaseUntil: new Date(now.elapsedAt.getTime() + leaseMs),
    composedAt: now.calendarAt,
    firstAttemptAt: now.elapsedAt,
  };
  const id = await openBatch(tx, {
    ...frame,
    transport: context.mail.name,
    fingerprint: context.mail.fingerprint,
    site,
    signingKeyId: key.id,
    bodySha256: bodyHash(body),
    members: taken,
  });
  return { id, ...frame, frozen: false, attempts: 1, members: taken, messages, body };
}

/**
 * With its first attempt it is decided whether a message is tracked: its reader's row is locked, so that a reader who
 * wants no counting gets none with the very next message, also one that was planned before.
 */
function memberOf(
  { settings }: Pick<Context, "settings">,
  { delivery, imprint }: { delivery: QueuedDelivery; imprint: Imprint },
): Member {
  const { values } = delivery;
  if (!values) throw new Error(`delivery ${delivery.id} is queued without values`);
  const publication = publicationOf(imprint, delivery);
  return { ...delivery, values, tracked: mayTrack({ ...delivery, settings, publication }) };
}

/** A message that cannot be made is refused like one that the provider refuses: its enrolment pauses and shows why. */
async function setApart(context: Context, tx: Database, unfit: readonly UnfitMember[]): Promise<void> {
  for (const { member, error } of unfit) {
    context.log.error({ delivery: member.id, version: member.versionId, err: error }, "a message could not be made");
    await closeUnsent(tx, { ids: [member.id], state: "refused", reason: "the message could not be made" });
    await pauseEnrolmentsOf(tx, { deliveryIds: [member.id], pauseReason: "refused" });
  }
}

/** The messages that fit into one request; at least one, since a single one is bounded by publishing. */
function fittingOf(composed: readonly ComposedMessage[]): readonly ComposedMessage[] {
  let bytes = 0;
  const end = composed.findIndex(({ message }) => {
    bytes += contentBytes(message);
    return bytes > mostBatchBytes;
  });
  return end === -1 ? composed : composed.slice(0, Math.max(1, end));
}

export function bodyHash(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

function siteOf({ settings }: Context): BatchSite {
  return {
    url: settings.siteUrl,
    name: settings.siteName,
    postalAddress: settings.postalAddress,
    from: settings.mailFrom,
    replyTo: settings.mailReplyTo,
  };
}
