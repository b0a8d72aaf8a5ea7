import { and, asc, eq, isNotNull, ne, notInArray, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { authorAct } from "./schema/authors.ts";
import { type DeliveryState, delivery, event, planning } from "./schema/deliveries.ts";
import { completion, enrolment, openedAhead, pastWait, readerChange } from "./schema/enrolments.ts";
import { follow } from "./schema/letters.ts";
import { addressChange, consent, reader, readerTag } from "./schema/readers.ts";
import { mailboxMessage } from "./schema/sending.ts";
import { reading } from "./schema/tallies.ts";

export type ErasedDelivery = {
  id: number;
  state: DeliveryState;
  enrolmentId: number | null;
  addressChangeId: number | null;
};

/**
 * Locks a reader against everything that could still hang a row on them, and returns all their deliveries, locked too.
 * The caller holds the lighter lock on the reader and the locks on all enrolments: planning, which holds an enrolment
 * and needs its reader's key, has ended by then. Asked for first, this lock and that one would wait for each other.
 */
export async function lockWhole(db: Database, input: { readerId: number }): Promise<ErasedDelivery[]> {
  await db.select({ id: reader.id }).from(reader).where(eq(reader.id, input.readerId)).for("update");
  // Before the deliveries, as settling takes them: what comes back to the queue asks whether its reader still follows.
  await db.select({ state: follow.state }).from(follow).where(eq(follow.readerId, input.readerId)).for("update");
  const { id, state, enrolmentId, addressChangeId } = delivery;
  return db
    .select({ id, state, enrolmentId, addressChangeId })
    .from(delivery)
    .where(eq(delivery.readerId, input.readerId))
    .orderBy(asc(delivery.id))
    .for("update");
}

/**
 * Keeps of a reader's consents what was agreed to and when, and takes away whose they are. What an imported row said of
 * its source was that person's own, and may hold anything.
 */
export async function disownConsents(db: Database, input: { readerId: number; withdrawnAt: Date }): Promise<void> {
  const { readerId, withdrawnAt } = input;
  await db
    .update(consent)
    .set({
      readerId: null,
      form: sql`case when ${consent.form} like 'import: %' then 'import' else ${consent.form} end`,
      askedIp: null,
      askedUserAgent: null,
      confirmedIp: null,
      confirmedUserAgent: null,
      withdrawnAt: sql`coalesce(${consent.withdrawnAt}, ${withdrawnAt.toISOString()})`,
    })
    .where(eq(consent.readerId, readerId));
}

/** What authors wrote down of why they did something for a reader, in words of their own, which may name them. */
export async function forgetReasons(db: Database, input: { readerId: number }): Promise<void> {
  await db
    .update(authorAct)
    .set({ facts: sql`${authorAct.facts} - 'reason'` })
    .where(eq(authorAct.readerId, input.readerId));
}

/** Throws away what the mailbox kept for a reader: by where each message went, for the reader may have moved since. */
export async function eraseMailbox(db: Database, input: { readerId: number; address: string | null }): Promise<void> {
  await db.execute(sql`
    delete from mailbox_message kept using delivery d, batch b
    where d.reader_id = ${input.readerId} and b.id = d.batch_id and kept.key = b.key and kept.index = d.batch_index`);
  if (input.address !== null) await db.delete(mailboxMessage).where(eq(mailboxMessage.address, input.address));
}

/** Deletes a reader with everything that hangs on them. What is no longer there is taken off what was planned. */
export async function deleteReader(db: Database, input: { readerId: number; now: Date }): Promise<void> {
  await countDeleted(db, { ...input, except: null });
  await db.delete(reader).where(eq(reader.id, input.readerId));
}

/** Counted for each issue apart, so that what an issue planned stays the sum of what became of it. A copy is none of it. */
async function countDeleted(
  db: Database,
  { readerId, except, now }: { readerId: number; except: DeliveryState | null; now: Date },
): Promise<void> {
  await db.execute(sql`
    insert into ${planning} (planned_at, planned, issue_id)
    select ${now.toISOString()}::timestamptz, -count(*), case when copy = 0 then issue_id end from ${delivery}
    where reader_id = ${readerId} and state is distinct from ${except} group by 3`);
}

/**
 * Deletes everything but the deliveries that are on their way, whose retry must be the same byte for byte, and what
 * they hang on; that is emptied of whatever says who it was. The address is free at once, for no address looks like
 * the mark that takes its place.
 */
export async function emptyReader(
  db: Database,
  input: { readerId: number; deliveries: readonly ErasedDelivery[]; now: Date },
): Promise<void> {
  const { readerId, now } = input;
  const onTheirWay = input.deliveries.filter(({ state }) => state === "batched");
  const enrolmentIds = [...new Set(onTheirWay.flatMap(({ enrolmentId }) => enrolmentId ?? []))];
  const changeIds = onTheirWay.flatMap(({ addressChangeId }) => addressChangeId ?? []);
  // Before anything goes: with a run, and with a change of address, its deliveries go too.
  await countDeleted(db, { readerId, except: "batched", now });
  await db
    .delete(enrolment)
    .where(and(eq(enrolment.readerId, readerId), notInArray(enrolment.id, [...enrolmentIds, 0])));
  for (const id of enrolmentIds) await emptyEnrolment(db, { id, onTheirWay, now });
  await db.delete(delivery).where(and(eq(delivery.readerId, readerId), ne(delivery.state, "batched")));
  await db.execute(sql`delete from ${event} using ${delivery}
    where ${delivery.readerId} = ${readerId} and ${event.deliveryId} = ${delivery.id}`);
  await db.execute(sql`delete from ${reading} using ${delivery}
    where ${delivery.readerId} = ${readerId} and ${reading.deliveryId} = ${delivery.id}`);
  await db.delete(follow).where(eq(follow.readerId, readerId));
  await db.delete(readerTag).where(eq(readerTag.readerId, readerId));
  await db.delete(readerChange).where(eq(readerChange.readerId, readerId));
  await db.delete(pastWait).where(eq(pastWait.readerId, readerId));
  await emptyAddressChanges(db, { readerId, keep: changeIds, now });
  await markErased(db, { readerId, now });
}

/** It has been left, so that what comes back from a batch is cancelled and never tried anew. */
async function emptyEnrolment(
  db: Database,
  input: { id: number; onTheirWay: readonly ErasedDelivery[]; now: Date },
): Promise<void> {
  const { id, now } = input;
  const open = sql.param(input.onTheirWay.map((one) => one.id));
  await db.delete(completion).where(eq(completion.enrolmentId, id));
  await db.delete(openedAhead).where(eq(openedAhead.enrolmentId, id));
  await db
    .update(enrolment)
    .set({
      state: "left",
      asked: { name: null, zone: "UTC", sendMinute: 0 },
      certificateName: null,
      nextSendAt: null,
      nextSlotAt: null,
      wait: null,
      pauseReason: null,
      resumeDay: null,
      resumeAt: null,
      nudgeAt: null,
      endedAt: sql`coalesce(${enrolment.endedAt}, ${now.toISOString()})`,
      openDeliveryId: sql`case when ${enrolment.openDeliveryId} = any(${open}::bigint[]) then ${enrolment.openDeliveryId} end`,
    })
    .where(eq(enrolment.id, id));
}

async function emptyAddressChanges(
  db: Database,
  { readerId, keep, now }: { readerId: number; keep: readonly number[]; now: Date },
): Promise<void> {
  const own = eq(addressChange.readerId, readerId);
  await db.delete(addressChange).where(and(own, notInArray(addressChange.id, [...keep, 0])));
  const mark = markOf(readerId);
  await db
    .update(addressChange)
    .set({
      address: mark,
      addressHash: mark,
      formerAddress: mark,
      formerAddressHash: mark,
      mailedDay: null,
      withdrawnAt: sql`case when ${addressChange.confirmedAt} is null
        then coalesce(${addressChange.withdrawnAt}, ${now.toISOString()}) end`,
    })
    .where(own);
}

async function markErased(db: Database, { readerId, now }: { readerId: number; now: Date }): Promise<void> {
  const mark = markOf(readerId);
  await db
    .update(reader)
    .set({
      address: mark,
      addressHash: mark,
      name: null,
      zone: "UTC",
      sendMinute: 0,
      dailyBudget: null,
      tracking: false,
      lastSeenAt: null,
      source: null,
      erasedAt: now,
    })
    .where(eq(reader.id, readerId));
}

/** No address has a colon and no @, and no hash is this short. */
function markOf(readerId: number): string {
  return `erased:${readerId}`;
}

/** What waited for the provider's answer and has it now, locked; what somebody else holds is passed over. */
export async function claimErasable(db: Database, input: { limit: number }): Promise<number[]> {
  const rows = await db
    .select({ id: reader.id })
    .from(reader)
    .where(and(isNotNull(reader.erasedAt), nothingOnItsWay))
    .orderBy(asc(reader.id))
    .limit(input.limit)
    .for("update", { skipLocked: true });
  return rows.map(({ id }) => id);
}

const nothingOnItsWay = sql`not exists (select 1 from ${delivery}
  where ${delivery.readerId} = ${reader.id} and ${delivery.state} = 'batched')`;
