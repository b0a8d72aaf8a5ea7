import type { Database } from "../../db/connect.ts";
import { lockEnrolmentsOfReaders } from "../../db/enrolments.ts";
import {
  type Applied,
  applyFeedback,
  claimFeedback,
  dropFeedback,
  lockMessages,
  type Matched,
  parkFeedback,
  parkNameless,
  tidyParked,
} from "../../db/feedback.ts";
import {
  type Ban,
  banAddresses,
  listAgreements,
  listErased,
  lockReadersOf,
  restReaders,
} from "../../db/suppressing.ts";
import { fateOf, newsTakesMs } from "../../domain/feedback.ts";
import type { Context } from "../context.ts";
import { guard } from "./guard.ts";

const portion = 500;
/** Of what locks readers, fewer at a time: composing passes them over meanwhile. */
const gravePortion = 50;

/** What fits no message is kept so long: longer than a batch may be open. */
const forgetAfterMs = 3 * 24 * 3_600_000;

/**
 * Applies what the provider has said, one portion of each sort, and returns how much. Every answer is worked out from
 * what has been said in all and not from what came last, so that order and repetition make no difference.
 */
export async function heed(context: Context): Promise<number> {
  const graver = await heedGrave(context);
  // In between: a complaint without a tag may be of somebody who was erased, and what is left stands before nobody.
  const nameless = await context.db.transaction((tx) => parkNameless(tx, { limit: portion }));
  const lighter = await heedLight(context);
  if (graver > 0 || lighter.neverSent > 0) await guard(context);
  return graver + nameless + lighter.count;
}

/** What changes nothing but the message that it is about. */
function heedLight(context: Context): Promise<{ count: number; neverSent: number }> {
  return context.db.transaction(async (tx) => {
    const { elapsedAt } = await context.clocks.read(tx);
    await tidyParked(tx, { keptBefore: new Date(elapsedAt.getTime() - forgetAfterMs) });
    const claimed = await claimFeedback(tx, { grave: false, limit: portion });
    const { applied, count } = await book(tx, { claimed });
    return { count, neverSent: applied.filter(({ kind }) => kind === "failed").length };
  });
}

/** What stops all mail to an address: readers are locked before their enrolments, and those before deliveries. */
function heedGrave(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const claimed = await claimFeedback(tx, { grave: true, limit: gravePortion });
    if (claimed.length === 0) return 0;
    const addressHashes = claimed.flatMap(({ addressHash }) => addressHash ?? []);
    const readers = await lockReadersOf(tx, { addressHashes });
    await lockEnrolmentsOfReaders(tx, { readerIds: [...readers.keys()] });
    const { applied, count } = await book(tx, { claimed });
    const agreed = await listAgreements(tx, { addressHashes });
    const bans = [...bansOf(applied), ...(await complaintsOfErased(tx, claimed))].filter(
      ({ reason, addressHash, since }) => reason === "complained" || isNews(since, agreed.get(addressHash)),
    );
    await ban(tx, { bans, readers });
    return count;
  });
}

function isNews(since: Date, agreedAt: Date | undefined): boolean {
  return agreedAt === undefined || since > agreedAt;
}

/** Suppresses addresses and lets their readers rest. The caller holds the readers and their enrolments. */
export async function ban(
  tx: Database,
  { bans, readers }: { bans: readonly Ban[]; readers: ReadonlyMap<number, string> },
): Promise<void> {
  await banAddresses(tx, { bans });
  for (const reason of ["complained", "bounced"] as const) {
    const hashes = new Set(bans.filter((one) => one.reason === reason).map(({ addressHash }) => addressHash));
    const readerIds = [...readers].flatMap(([id, hash]) => (hashes.has(hash) ? [id] : []));
    await restReaders(tx, { readerIds, reason });
  }
}

function bansOf(applied: readonly Matched[]): Ban[] {
  return applied.flatMap(({ addressHash, sign, saidAt }) =>
    addressHash === null
      ? []
      : [{ addressHash, reason: sign === "complained" ? "complained" : "bounced", since: saidAt }],
  );
}

/** Their messages are gone, but who complains shall not be asked even once more, should they ever sign up again. */
async function complaintsOfErased(tx: Database, claimed: readonly Matched[]): Promise<Ban[]> {
  const orphans = bansOf(claimed.filter(({ sign, deliveryId }) => sign === "complained" && deliveryId === null));
  if (orphans.length === 0) return [];
  const erased = await listErased(tx, { addressHashes: orphans.map(({ addressHash }) => addressHash) });
  return orphans.filter(({ addressHash }) => erased.has(addressHash));
}

type Booked = { applied: readonly Matched[]; count: number };

/** Gives the messages their fates, parks what is about an open one and drops what is about none of ours. */
async function book(tx: Database, { claimed }: { claimed: readonly Matched[] }): Promise<Booked> {
  const states = await lockMessages(tx, { ids: claimed.flatMap((one) => subjectOf(one) ?? []) });
  const applied: Matched[] = [];
  const booked: Applied[] = [];
  const parked: number[] = [];
  const foreign: number[] = [];
  for (const one of claimed) {
    const { id, deliveryId } = one;
    const subject = subjectOf(one);
    // Without a tag it may be of a message whose id we are about to learn: `parkNameless` puts it aside.
    if (subject === null && one.tag !== null) foreign.push(id);
    const state = subject === null ? undefined : states.get(subject);
    if (state === "queued" || state === "batched") parked.push(id);
    // Held by somebody who may be settling it at this moment, or settled just now: the next round looks again.
    if (deliveryId === null || state === undefined || state === "queued" || state === "batched") continue;
    applied.push(one);
    booked.push({ id, deliveryId, addressHash: one.addressHash, judgeAt: judgeAtOf(one) });
  }
  await applyFeedback(tx, { applied: booked, fates: fatesOf(applied) });
  await parkFeedback(tx, { ids: parked });
  await dropFeedback(tx, { ids: foreign });
  return { applied, count: applied.length + parked.length + foreign.length };
}

/**
 * The message whose state decides what is done: its own, or one on its way that it may be about. With an address that is
 * not its reader's, or without any, only the provider's id can tell, and that comes with the answer.
 */
function subjectOf({ deliveryId, namesOpen, tag }: Matched): number | null {
  return deliveryId ?? (namesOpen ? tag : null);
}

function judgeAtOf({ sign, saidAt, addressHash }: Matched): Date | null {
  return sign === "unwell" && addressHash !== null ? new Date(saidAt.getTime() + newsTakesMs) : null;
}

function fatesOf(applied: readonly Matched[]) {
  return applied.flatMap(({ kind, deliveryId }) => {
    const fate = fateOf(kind);
    return fate === null || deliveryId === null ? [] : [{ deliveryId, fate }];
  });
}
