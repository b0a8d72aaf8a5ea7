import { wasConfirmationQueued } from "../db/confirmation-days.ts";
import type { Database } from "../db/connect.ts";
import { hasOpenConsent, recordConsents } from "../db/consents.ts";
import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { findFollowed } from "../db/letters/follows.ts";
import { findReaderByAddress, lockReader, type Reader, readSuppression } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { parseAddress } from "../domain/addresses.ts";
import { confirmationDay } from "./confirmation-day.ts";
import { returnWords } from "./consent-words.ts";
import type { Context } from "./context.ts";
import { queueNewsletterNotice } from "./letters/notices.ts";
import { takeAskingTurn, takeDomainTurn } from "./limits/rules.ts";
import type { TooOften } from "./limits/take-turns.ts";
import { queueNotice } from "./notices.ts";

export type Found = { kind: "received" } | { kind: "invalid"; message: string } | TooOften;

/**
 * Sends a reader their own link again, at most once a day. Everybody gets the same answer; an address that nobody
 * confirmed gets its confirmation again instead, and so does one from which mail came back, as the question whether it
 * goes on. One that left or is unknown gets nothing.
 */
export async function sendLinkAgain(context: Context, input: { email: string; ip: string | null }): Promise<Found> {
  const parsed = parseAddress(input.email);
  if (parsed.kind === "invalid") return parsed;
  const turn = await takeAskingTurn(context, { ip: input.ip });
  if (turn.kind === "too often") return turn;
  await context.db.transaction(async (tx) => {
    const found = await findReaderByAddress(tx, { address: parsed.address });
    // Locked, so that nothing is queued for one who is being erased, or moves elsewhere, at this moment.
    const reader = found && (await lockReader(tx, { id: found.id }));
    if (reader?.address !== parsed.address) return;
    const ban = await readSuppression(tx, { addressHash: reader.addressHash });
    if (ban !== null && ban !== "bounced") return;
    const { calendarAt: now } = await context.clocks.read(tx);
    if (ban === "bounced") await askAgain(tx, { reader, ip: input.ip, now });
    await sendTo({ ...context, db: tx }, { reader, mustAsk: ban === "bounced", ip: input.ip, now });
    await wakeWorkers(tx);
  });
  return { kind: "received" };
}

/** What the press of the button in that mail will prove: noted once, however often they ask. */
async function askAgain(tx: Database, { reader, ip, now }: { reader: Reader; ip: string | null; now: Date }) {
  if (await hasOpenConsent(tx, { readerId: reader.id })) return;
  const proof = { form: "find page", words: returnWords, askedAt: now, askedIp: ip };
  await recordConsents(tx, [{ readerId: reader.id, purpose: "address", ...proof }]);
}

type Sending = { reader: Reader; mustAsk: boolean; ip: string | null; now: Date };

/** In the name of what has begun, a course before a newsletter; or else of what waits to be confirmed. */
async function sendTo(context: Context, { reader, mustAsk, ip, now }: Sending): Promise<void> {
  const { db: tx } = context;
  const enrolments = await listEnrolmentsOfReader(tx, { readerId: reader.id });
  const begun = enrolments.find(({ state }) => ["active", "paused", "finished"].includes(state));
  const newsletter = await findFollowed(tx, { readerId: reader.id });
  const isFollowing = newsletter?.state === "following";
  const kind = (begun || isFollowing) && !mustAsk ? "find-link" : "confirm";
  const enrolment = begun ?? (isFollowing ? undefined : enrolments.find(({ state }) => state === "unconfirmed"));
  const day = await confirmationDay(tx, { kind, reader, now });
  if (kind === "confirm" && !(await mayAskThere(context, { reader, occasion: day.occasion, ip }))) return;
  if (enrolment) await queueNotice(tx, { kind, ...day, enrolment, now });
  else if (newsletter) await queueNewsletterNotice(tx, { kind, ...day, newsletter, reader, now });
}

/**
 * Whether the domain has a turn left for one who has confirmed nothing, which any form may have made up. It is refused in
 * silence: the answer is the same for everybody. Who has confirmed is known to be there, and asked once a day at most.
 */
async function mayAskThere(
  context: Context,
  { reader, occasion, ip }: { reader: Reader; occasion: string; ip: string | null },
): Promise<boolean> {
  const { address, addressHash, confirmedAt } = reader;
  if (confirmedAt !== null || (await wasConfirmationQueued(context.db, { addressHash, occasion }))) return true;
  return (await takeDomainTurn(context, { ip, address })).kind === "taken";
}
