import {
  type AddressChange,
  confirmAddressChange,
  findNewestAddressChange,
  isAnothersAddress,
  moveReader,
  readAddressChange,
} from "../db/address-changes.ts";
import type { Database } from "../db/connect.ts";
import { recordConsents } from "../db/consents.ts";
import { type Enrolment, lockEnrolmentsOfReaders } from "../db/enrolments.ts";
import { liftSuppression, lockReaderAndHolder, type Reader, readReader, readSuppression } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { maskAddress } from "../domain/masked-address.ts";
import { type InNameOf, queueAddressNotice } from "./address-notices.ts";
import { addressWords } from "./consent-words.ts";
import type { Context } from "./context.ts";
import { removeReader } from "./erase.ts";
import { resumeResting } from "./pause.ts";
import { deliveryOf, linkToken } from "./token.ts";

/**
 * How a change of address stands, as seen from the letter that went to the new one. `overtaken`: a newer wish, or a
 * newer address, has taken its place. `withdrawn`: the reader took it back. `taken`: somebody reads with this very
 * address meanwhile, by their own yes, and two readers are never made one.
 */
export type AddressStanding = "waiting" | "done" | "overtaken" | "withdrawn" | "taken";

export type AddressConfirmation =
  | { kind: "unknown" }
  | { kind: "waiting" | "overtaken" | "withdrawn" | "taken"; address: string }
  | { kind: "done"; address: string; meToken: string };

/** What the page behind the letter to a new address shows. Reading it changes nothing. */
export async function readAddressConfirmation(
  context: Context,
  input: { token: string },
): Promise<AddressConfirmation> {
  const asked = await findAsked(context, input);
  const reader = asked && (await readReader(context.db, { id: asked.readerId }));
  if (!asked || !reader) return { kind: "unknown" };
  const { address } = asked.change;
  const kind = await standingOf(context.db, { change: asked.change, reader });
  if (kind !== "done") return { kind, address };
  return { kind, address, meToken: linkToken(context, { deliveryId: asked.deliveryId, purpose: "me" }) };
}

/** A press of the button, with what proves who agreed. */
export type AddressPress = { token: string; ip: string | null; userAgent: string | null };

export type ConfirmedAddress =
  | { kind: "unknown" }
  | { kind: "confirmed" }
  | { kind: Exclude<AddressStanding, "waiting"> };

/**
 * Moves a reader to the address whose owner presses the button: from the next message on, also what is queued already.
 * It is the owner's own consent, so it lifts what leaving or bouncing had suppressed there; a complaint is final. What
 * is on its way goes where it was going. The address before is told.
 *
 * Whoever presses reads there. So a signup from this address that nobody confirmed is theirs to overrule, and goes as
 * by an erasure, whoever typed it.
 */
export async function confirmAddress(context: Context, input: AddressPress): Promise<ConfirmedAddress> {
  const asked = await findAsked(context, input);
  if (!asked) return { kind: "unknown" };
  // Somebody may sign up with the address between the locks and the move. Then it is theirs to be judged anew.
  for (let tries = 0; tries < 3; tries += 1) {
    const outcome = await tryToConfirm(context, { asked, press: input });
    if (outcome.kind !== "again") return outcome;
  }
  throw new Error(`change of address ${asked.change.id} met another signup, again and again`);
}

type AskedChange = NonNullable<Awaited<ReturnType<typeof findAsked>>>;

function tryToConfirm(
  context: Context,
  { asked, press }: { asked: AskedChange; press: AddressPress },
): Promise<ConfirmedAddress | { kind: "again" }> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const { addressHash, address } = asked.change;
    const { reader, holder } = await lockReaderAndHolder(tx, { id: asked.readerId, addressHash });
    // Read again under the lock: a second press, or a wish that was taken back, may have come between.
    const change = reader && (await readAddressChange(tx, { id: asked.change.id }));
    if (!reader || !change) return { kind: "unknown" };
    const standing = await standingOf(tx, { change, reader });
    if (standing !== "waiting") return { kind: standing };
    const readerIds = [reader.id, ...(holder ? [holder.id] : [])];
    const enrolments = await lockEnrolmentsOfReaders(tx, { readerIds });
    // One who confirmed is "taken" above, so this one never did. What lies in the mailbox there is not theirs alone.
    if (holder) await removeReader(tx, { readerId: holder.id, mailboxOf: null, now });
    if (!(await moveReader(tx, { id: reader.id, address, addressHash }))) return { kind: "again" };
    await liftSuppression(tx, { addressHash, liftedAt: now });
    await recordChange(tx, { change, former: reader, press, now });
    const own = enrolments.filter(({ readerId }) => readerId === reader.id);
    await goOn(context, tx, { reader, enrolments: own, inNameOf: asked.inNameOf, change, now });
    return { kind: "confirmed" };
  });
}

async function findAsked(context: Context, { token }: { token: string }) {
  const delivery = await deliveryOf(context, { purpose: "address", token });
  if (delivery?.notice !== "address-change" || delivery.addressChangeId === null) return null;
  const change = await readAddressChange(context.db, { id: delivery.addressChangeId });
  const { id: deliveryId, readerId, enrolmentId, newsletterId } = delivery;
  return change && { deliveryId, readerId, inNameOf: { enrolmentId, newsletterId }, change };
}

async function standingOf(
  db: Database,
  { change, reader }: { change: AddressChange; reader: Reader },
): Promise<AddressStanding> {
  if (change.confirmedAt !== null) return reader.addressHash === change.addressHash ? "done" : "overtaken";
  if (change.withdrawnAt !== null) {
    const newest = await findNewestAddressChange(db, { readerId: reader.id });
    return newest?.id === change.id ? "withdrawn" : "overtaken";
  }
  const { addressHash } = change;
  if (await isAnothersAddress(db, { readerId: reader.id, addressHash })) return "taken";
  // Whoever complained is not told apart: what they asked for is that nothing comes.
  return (await readSuppression(db, { addressHash })) === "complained" ? "withdrawn" : "waiting";
}

/** The change, and the proof of who agreed to it. Where it was asked from is not known: that was a link of ours. */
async function recordChange(
  tx: Database,
  input: { change: AddressChange; former: Reader; press: AddressPress; now: Date },
): Promise<void> {
  const { change, former, press, now } = input;
  await confirmAddressChange(tx, {
    id: change.id,
    formerAddress: former.address,
    formerAddressHash: former.addressHash,
    confirmedAt: now,
  });
  await recordConsents(tx, [
    {
      readerId: former.id,
      purpose: "address",
      form: "page of a new address",
      words: addressWords,
      askedAt: change.askedAt,
      confirmedAt: now,
      confirmedIp: press.ip,
      confirmedUserAgent: press.userAgent,
    },
  ]);
}

/** Tells the old address, and lets go on what rested only because mail to the old one came back. */
async function goOn(
  context: Context,
  tx: Database,
  input: {
    reader: Reader;
    enrolments: readonly Enrolment[];
    inNameOf: InNameOf;
    change: AddressChange;
    now: Date;
  },
): Promise<void> {
  const { reader, enrolments, inNameOf, change, now } = input;
  await resumeResting(context, tx, { readerId: reader.id, enrolments });
  await queueAddressNotice(tx, {
    kind: "address-changed",
    occasion: `address:${change.id}`,
    ...{ reader, inNameOf, addressChangeId: change.id, now },
    values: { "notice.address": maskAddress(change.address) },
  });
  await wakeWorkers(tx);
}
