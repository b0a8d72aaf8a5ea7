import {
  type AddressChange,
  addAddressChange,
  countAddressChanges,
  findAskedAddressChange,
  findOpenAddressChange,
  isAnothersAddress,
  reopenAddressChange,
  takeLetterOfDay,
  withdrawAddressChange,
} from "../db/address-changes.ts";
import { lockAddress } from "../db/confirmation-days.ts";
import type { Database } from "../db/connect.ts";
import { lockReader, type Reader, readSuppression } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { parseAddress, suggestAddress } from "../domain/addresses.ts";
import { localDay } from "../domain/calendar.ts";
import { maskAddress } from "../domain/masked-address.ts";
import { type InNameOf, queueAddressNotice } from "./address-notices.ts";
import { wasAskedToConfirm } from "./confirmation-day.ts";
import { type Context, hashAddress } from "./context.ts";
import { takeAskingTurn, takeDomainTurn } from "./limits/rules.ts";
import { type TooOften, waitPhrase } from "./limits/take-turns.ts";

export type AddressWish = {
  readerId: number;
  /** The enrolment in whose name the letter goes out; null where the reader's link came with a newsletter. */
  enrolmentId: number | null;
  newsletterId?: number | null;
  /** As somebody typed it. */
  typed: string;
  /** The address that was asked about already ("did you mean gmail.com?"); the same one again is taken as it is. */
  questioned: string;
  ip: string | null;
};

export type AskedAddress =
  | { kind: "unknown" }
  | { kind: "asked"; address: string }
  | { kind: "invalid"; message: string; suggestion: string | null };

const mostWishesPerDay = 3;
const dayMs = 86_400_000;

/**
 * Notes that a reader wants to be written to at another address, and asks there. Nothing changes before the button in
 * that letter is pressed. The answer is the same for an address that reads here already or that complained about us:
 * nothing is sent to those, so their confirmation can never come, and nobody learns who reads here.
 */
export async function askForAddress(context: Context, input: AddressWish): Promise<AskedAddress> {
  const parsed = parseAddress(input.typed);
  if (parsed.kind === "invalid") return { ...parsed, suggestion: null };
  const { address } = parsed;
  const suggestion = suggestAddress(address);
  if (suggestion !== null && input.questioned !== input.typed) {
    return { kind: "invalid", message: "Is this address right? If it is, send it once more.", suggestion };
  }
  const turn = await takeAskingTurn(context, { ip: input.ip });
  if (turn.kind === "too often") return refuse(askedTooOften(turn));
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    if (!reader) return { kind: "unknown" };
    if (reader.address === address) return refuse("This is the address that we write to already.");
    const wish = { reader, address, addressHash: hashAddress(context, address), ip: input.ip, now };
    const noted = await noteWish({ ...context, db: tx }, wish);
    if (noted.kind !== "noted") return refuse(noted.kind === "too many" ? tooMany : askedTooOften(noted));
    const inNameOf = { enrolmentId: input.enrolmentId, newsletterId: input.newsletterId ?? null };
    await askThere(tx, { reader, change: noted.change, inNameOf, now });
    await wakeWorkers(tx);
    return { kind: "asked", address };
  });
}

const tooMany = `You have asked for ${mostWishesPerDay} other addresses today. Please try again tomorrow.`;

function askedTooOften(turn: TooOften): string {
  return `That was asked for very often just now. Please try again ${waitPhrase(turn)}.`;
}

function refuse(message: string): AskedAddress {
  return { kind: "invalid", message, suggestion: null };
}

type Wish = { reader: Reader; address: string; addressHash: string; ip: string | null; now: Date };
type Noted = { kind: "noted"; change: AddressChange } | { kind: "too many" } | TooOften;

/**
 * The wish as it stands now: the open one, one of today that was taken back, or a new one. A new one takes its domain's
 * turn, also where nothing will be sent because the address is another reader's: the turn must not tell.
 */
async function noteWish(context: Context, input: Wish): Promise<Noted> {
  const { db: tx } = context;
  const { reader, address, addressHash, ip, now } = input;
  const since = new Date(now.getTime() - dayMs);
  const open = await findOpenAddressChange(tx, { readerId: reader.id });
  if (open?.addressHash === addressHash) return { kind: "noted", change: open };
  const earlier = await findAskedAddressChange(tx, { readerId: reader.id, addressHash, since });
  if (!earlier && (await countAddressChanges(tx, { readerId: reader.id, since })) >= mostWishesPerDay) {
    return { kind: "too many" };
  }
  await lockWished(tx, { addressHashes: [addressHash, ...(open ? [open.addressHash] : [])] });
  const turn = earlier ? null : await takeDomainTurn(context, { ip, address });
  if (turn?.kind === "too often") return turn;
  await withdrawAddressChange(tx, { readerId: reader.id, withdrawnAt: now });
  if (!earlier) {
    const former = { formerAddress: reader.address, formerAddressHash: reader.addressHash };
    const wish = { readerId: reader.id, address, addressHash, ...former, askedAt: now };
    return { kind: "noted", change: await addAddressChange(tx, wish) };
  }
  // The letter about it may be there already, and its button is good again.
  await reopenAddressChange(tx, { id: earlier.id });
  return { kind: "noted", change: earlier };
}

/**
 * Before a wish is changed that may have had its address's letter of the day: another reader who asks for that address holds
 * it and would wait for this change, while this one waits for the address. Always in one order, for two readers may change
 * their wishes crosswise, and before the domain's turn, as whoever asks for their link takes the two.
 */
async function lockWished(tx: Database, { addressHashes }: { addressHashes: readonly string[] }): Promise<void> {
  for (const addressHash of [...new Set(addressHashes)].sort()) await lockAddress(tx, { addressHash });
}

/** Asks at the new address, once a day whoever wishes for it, and not where a form's confirmation went today. */
async function askThere(
  tx: Database,
  { reader, change, inNameOf, now }: { reader: Reader; change: AddressChange; inNameOf: InNameOf; now: Date },
): Promise<void> {
  const { id, readerId, address, addressHash } = change;
  if (await isAnothersAddress(tx, { readerId, addressHash })) return;
  // Whoever left or bounced may be asked once, as by a signup; a complaint is final.
  if ((await readSuppression(tx, { addressHash })) === "complained") return;
  const day = localDay(now, "UTC");
  if (await wasAskedToConfirm(tx, { addressHash, day })) return;
  if (!(await takeLetterOfDay(tx, { id, day }))) return;
  await queueAddressNotice(tx, {
    kind: "address-change",
    occasion: `address:${id}:${day}`,
    ...{ reader, inNameOf, addressChangeId: id, now },
    values: { "notice.address": maskAddress(address) },
  });
}

export type TakenBack = { kind: "unknown" } | { kind: "done" | "already" };

/** Takes the open wish back; a letter that lies at the new address then opens nothing any more. */
export function takeAddressBack(context: Context, input: { readerId: number }): Promise<TakenBack> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    if (!reader) return { kind: "unknown" };
    const changed = await withdrawAddressChange(tx, { readerId: reader.id, withdrawnAt: now });
    return { kind: changed ? "done" : "already" };
  });
}
