import { sql } from "drizzle-orm";
import { unsentNoMore } from "./composing.ts";
import type { Database } from "./connect.ts";
import { delivery } from "./schema/deliveries.ts";

/** What the provider's word makes of an address, and since when. */
export type Ban = { addressHash: string; reason: "bounced" | "complained"; since: Date };

/**
 * Suppresses addresses by the provider's word. The same rows come of it in whatever order the words came: a complaint
 * outlives everything, of two the first tells since when, and who left or was erased stays so where mail only bounced.
 */
export async function banAddresses(db: Database, input: { bans: readonly Ban[] }): Promise<void> {
  if (input.bans.length === 0) return;
  await db.execute(sql`
    insert into suppression (address_hash, reason, suppressed_at)
    select distinct on ("addressHash") "addressHash", reason, since
    from json_to_recordset(${JSON.stringify(input.bans)}::json) as one("addressHash" text, reason text, since timestamptz)
    order by "addressHash", reason = 'complained' desc, since
    on conflict (address_hash) do update
      set reason = excluded.reason, suppressed_at = excluded.suppressed_at, lifted_at = null
      where case when suppression.reason = 'complained'
          then excluded.reason = 'complained' and excluded.suppressed_at < suppression.suppressed_at
        when excluded.reason = 'complained' or suppression.lifted_at is not null then true
        else suppression.reason = 'bounced' and excluded.suppressed_at < suppression.suppressed_at end`);
}

/**
 * When the owners of these addresses last agreed to be written to, by their own press of a button. What came back before
 * is no reason to stop any more, whenever it is told. An import is the author's word and not theirs.
 */
export async function listAgreements(
  db: Database,
  input: { addressHashes: readonly string[] },
): Promise<Map<string, Date>> {
  const hashes = sql`any(${sql.param([...input.addressHashes])}::text[])`;
  const rows = await db.execute<{ hash: string; agreedAt: string }>(sql`
    select hash, max(at) as "agreedAt" from (
      select r.address_hash as hash, c.confirmed_at as at from reader r join consent c on c.reader_id = r.id
      where r.address_hash = ${hashes} and c.confirmed_at is not null and c.form not like 'import:%'
      union all
      select address_hash, lifted_at from suppression where address_hash = ${hashes} and lifted_at is not null) agreed
    group by hash`);
  return new Map(rows.map(({ hash, agreedAt }) => [hash, new Date(agreedAt)]));
}

/** Which of these addresses are of somebody who was erased: what is said of their messages finds no message any more. */
export async function listErased(db: Database, input: { addressHashes: readonly string[] }): Promise<Set<string>> {
  const rows = await db.execute<{ hash: string }>(sql`
    select address_hash as hash from suppression
    where reason = 'erased' and address_hash = any(${sql.param([...input.addressHashes])}::text[])`);
  return new Set(rows.map(({ hash }) => hash));
}

/** Locks the readers of these addresses, in the order of their ids, and says whose each is. */
export async function lockReadersOf(
  db: Database,
  input: { addressHashes: readonly string[] },
): Promise<Map<number, string>> {
  const rows = await db.execute<{ id: string; hash: string }>(sql`
    select id, address_hash as hash from reader
    where address_hash = any(${sql.param([...input.addressHashes])}::text[]) order by id for no key update`);
  return new Map(rows.map(({ id, hash }) => [Number(id), hash]));
}

/**
 * Ends what is queued for these readers, who must not be written to any more, and lets their runs rest for it: what was
 * handed over stays open in them until its answer. Who bounced may still be asked whether mail reaches them, where they
 * wish for it. The caller holds the readers and their enrolments.
 */
export async function restReaders(
  db: Database,
  input: { readerIds: readonly number[]; reason: "bounced" | "complained" },
): Promise<void> {
  if (input.readerIds.length === 0) return;
  const readers = sql`any(${sql.param([...input.readerIds])}::bigint[])`;
  const isAsking = input.reason === "bounced" ? sql`and ${delivery.notice} is distinct from 'confirm'` : sql``;
  const closed = await db
    .update(delivery)
    .set({ state: "suppressed", reason: `address ${input.reason}`, ...unsentNoMore })
    .where(
      sql`${delivery.readerId} = ${readers} and ${delivery.state} = 'queued' and ${delivery.addressChangeId} is null
        ${isAsking}`,
    )
    .returning({ id: delivery.id });
  const ids = sql`any(${sql.param(closed.map(({ id }) => id))}::bigint[])`;
  await db.execute(sql`
    update enrolment set
      open_delivery_id = case when open_delivery_id = ${ids} then null else open_delivery_id end,
      next_send_at = null, next_slot_at = null, wait = null, nudges = 0, nudge_at = null,
      pause_reason = case when state = 'active' then 'suppressed' else pause_reason end,
      state = case when state = 'active' then 'paused' else state end
    where reader_id = ${readers} and (state = 'active' or open_delivery_id = ${ids})`);
}
