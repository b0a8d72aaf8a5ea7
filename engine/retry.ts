import type { Batch } from "../db/composing.ts";
import { takeUpFeedback } from "../db/feedback.ts";
import { claimOpenBatch, listMembers } from "../db/settling.ts";
import { outcomesIn } from "../domain/message-outcome.ts";
import { batchBody } from "../mail/batch-body.ts";
import { bodyHash, type Composed, leaseMs, type OpenBatch } from "./compose.ts";
import type { Context } from "./context.ts";
import { readImprint } from "./imprint.ts";
import { composeMessages, type Member } from "./members.ts";
import { giveUp, retryHorizonMs, settle } from "./settle.ts";

/**
 * Takes over one batch whose worker died or whose retry is due, ready to be handed over with the same bytes under the
 * same key. Whatever no longer matches what was committed (transport, key, base URL, a single byte) makes the batch
 * uncertain, unsent: another request could be a second mail.
 */
export async function takeOver(context: Context): Promise<Composed> {
  const { elapsedAt } = await context.clocks.read(context.db);
  const attemptToken = context.randomness.id();
  const leaseUntil = new Date(elapsedAt.getTime() + leaseMs);
  const claimed = await claimOpenBatch(context.db, { now: elapsedAt, attemptToken, leaseUntil });
  if (!claimed) return { kind: "idle" };
  const attempt = { claimed, attemptToken, leaseUntil };
  if (claimed.transport === "smtp") return clearByJournal(context, attempt);
  const batch = await rebuild(context, attempt);
  const mismatch = mismatchOf(context, { claimed, batch, elapsedAt });
  if (mismatch === null) return { kind: "batch", batch };
  context.log.error({ batch: claimed.id, mismatch }, "a batch of unknown outcome can no longer be repeated");
  await context.db.transaction(async (tx) => {
    const now = await context.clocks.read(tx);
    await giveUp(tx, { batch, now, reason: mismatch });
    await takeUpFeedback(tx, { deliveryIds: batch.members.map(({ id }) => id) });
  });
  return { kind: "cleared" };
}

type Attempt = { claimed: Batch; attemptToken: string; leaseUntil: Date };

/**
 * A way out without idempotency repeats nothing. The journal says which members may be out, which are settled and which
 * never began; the last go back to the queue, and may leave by whatever way out there is now.
 */
async function clearByJournal(context: Context, input: Attempt): Promise<Composed> {
  const { claimed, attemptToken, leaseUntil } = input;
  const members = await membersOf(context, claimed);
  const { id, key, composedAt, firstAttemptAt, frozen, attempts } = claimed;
  const frame = { id, key, attemptToken, leaseUntil, composedAt, firstAttemptAt, frozen, attempts };
  const batch = { ...frame, members, messages: [], body: batchBody([]) };
  const outcomes = outcomesIn(claimed.journal, members.length);
  await settle(context, { batch, outcome: { kind: "each", outcomes, stop: null, pace: unpaced } });
  context.log.warn({ batch: id, lost: outcomes.filter(({ kind }) => kind === "lost").length }, "a batch was cut short");
  return { kind: "cleared" };
}

const unpaced = { remaining: null, resetMs: null };

async function membersOf(context: Context, claimed: Batch): Promise<Member[]> {
  return (await listMembers(context.db, { batchId: claimed.id })).map((row): Member => {
    if (!row.values || row.address === null) throw new Error(`delivery ${row.id} is batched without values or address`);
    return { ...row, values: row.values, address: row.address };
  });
}

async function rebuild(context: Context, input: Attempt): Promise<OpenBatch> {
  const { claimed, attemptToken, leaseUntil } = input;
  const members = await membersOf(context, claimed);
  const key = context.keys.find(({ id }) => id === claimed.signingKeyId);
  const imprint = claimed.site.imprint ?? (await readImprint(context.db, members));
  // A member whose message can no longer be made is missing here, and the count tells.
  const made = key ? await composeMessages(context, { members, imprint, site: claimed.site, key }) : { composed: [] };
  const messages = made.composed.map(({ message }) => message);
  const { id, composedAt, firstAttemptAt, frozen, attempts } = claimed;
  const frame = { id, key: claimed.key, attemptToken, leaseUntil, composedAt, firstAttemptAt, frozen, attempts };
  return { ...frame, members, messages, body: batchBody(messages) };
}

function mismatchOf(
  context: Context,
  { claimed, batch, elapsedAt }: { claimed: Batch; batch: OpenBatch; elapsedAt: Date },
): string | null {
  if (elapsedAt.getTime() - claimed.firstAttemptAt.getTime() >= retryHorizonMs) return "no answer within 23 hours";
  if (claimed.transport !== context.mail.name) return "the transport has changed";
  if (claimed.fingerprint !== context.mail.fingerprint) return "the provider's key or address has changed";
  if (batch.messages.length !== claimed.members || bodyHash(batch.body) !== claimed.bodySha256) {
    return "the message can no longer be made as it was";
  }
  return null;
}
