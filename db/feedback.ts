import { and, asc, eq, sql } from "drizzle-orm";
import { fates, type GraveCounts } from "../domain/feedback.ts";
import type { Database } from "./connect.ts";
import type { DeliveryState } from "./schema/deliveries.ts";
import { feedback } from "./schema/feedback.ts";
import { workChannel } from "./wake.ts";

export type NewFeedback = Omit<typeof feedback.$inferInsert, "state" | "deliveryId" | "judgeAt">;

/** Keeps what a webhook said, once whatever its tries, and wakes the workers. Says whether it was new. */
export async function keepFeedback(db: Database, input: NewFeedback): Promise<boolean> {
  const rows = await db
    .insert(feedback)
    .values(input)
    .onConflictDoNothing()
    .returning({ woken: sql`pg_notify(${workChannel}, '')` });
  return rows.length > 0;
}

/** Whether the provider has ever told anything. */
export async function hasFeedback(db: Database): Promise<boolean> {
  const rows = await db.select({ id: feedback.id }).from(feedback).limit(1);
  return rows.length > 0;
}

/** What was said, and the message that it seems to be about. */
export type Matched = Pick<typeof feedback.$inferSelect, "id" | "kind" | "sign" | "saidAt" | "tag"> & {
  deliveryId: number | null;
  /** It names one that is on its way: whether it is the one, its answer tells. */
  namesOpen: boolean;
  /** The address that it is about; of no message of ours, null where it came with none that can be read. */
  addressHash: string | null;
};

type MatchedRow = Record<"id" | "saidAt", string> &
  Record<"tag" | "deliveryId", string | null> &
  Pick<Matched, "kind" | "sign" | "addressHash" | "namesOpen">;

/**
 * Claims what is to be applied, the oldest first, with the message that each is about: the one that got this id from the
 * provider, or the one that it names by its tag and that has no id yet. A tag is a number, and another Dayletter in the
 * same account has the same ones: so it is believed only for an address that this reader has or had.
 */
export async function claimFeedback(db: Database, input: { grave: boolean; limit: number }): Promise<Matched[]> {
  const rows = await db.execute<MatchedRow>(sql`
    with claimed as (
      select * from feedback where state = 'kept' and (coalesce(sign, '') in ('gone', 'complained')) = ${input.grave}
      order by id limit ${input.limit} for update skip locked)
    select f.id, f.kind, f.sign, f.said_at as "saidAt", f.tag, d.id as "deliveryId",
      coalesce(f.address_hash, d.recipient) as "addressHash",
      exists (select from delivery open where open.id = f.tag and open.state in ('queued', 'batched')) as "namesOpen"
    from claimed f left join lateral (
      select d.id, d.reader_id, ${recipient} as recipient from delivery d where d.provider_id = f.provider_id
      union all
      select d.id, d.reader_id, ${recipient} from delivery d
      where d.id = f.tag and d.provider_id is null and (
        exists (select from reader r where r.id = d.reader_id and r.address_hash = f.address_hash)
        or exists (select from address_change c where c.reader_id = d.reader_id
          and f.address_hash in (c.address_hash, c.former_address_hash)))
      limit 1) d on true
    order by f.id`);
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    tag: row.tag === null ? null : Number(row.tag),
    deliveryId: row.deliveryId === null ? null : Number(row.deliveryId),
    saidAt: new Date(row.saidAt),
  }));
}

/** Where a message went whose webhook does not say it; not known of one about a change of address. */
const recipient = sql`case when d.address_change_id is null
  then (select r.address_hash from reader r where r.id = d.reader_id) end`;

/** Locks these deliveries and tells their states. What somebody holds is left out: settling it may be under way. */
export async function lockMessages(
  db: Database,
  input: { ids: readonly number[] },
): Promise<Map<number, DeliveryState>> {
  if (input.ids.length === 0) return new Map();
  const rows = await db.execute<{ id: string; state: DeliveryState }>(sql`
    select id, state from delivery where id = any(${sql.param([...new Set(input.ids)])}::bigint[])
    order by id for no key update skip locked`);
  return new Map(rows.map(({ id, state }) => [Number(id), state]));
}

export type Applied = { id: number; deliveryId: number; addressHash: string | null; judgeAt: Date | null };

/**
 * Books what was said as applied, and gives the messages their fates. A fate only goes forward: whatever comes later, a
 * message that was complained of stays so.
 */
export async function applyFeedback(
  db: Database,
  input: { applied: readonly Applied[]; fates: readonly { deliveryId: number; fate: string }[] },
): Promise<void> {
  if (input.applied.length > 0) {
    await db.execute(sql`
      update feedback set state = 'applied', delivery_id = one."deliveryId", judge_at = one."judgeAt",
        address_hash = one."addressHash"
      from json_to_recordset(${JSON.stringify(input.applied)}::json) as one(id bigint, "deliveryId" bigint,
        "judgeAt" timestamptz, "addressHash" text)
      where feedback.id = one.id`);
  }
  if (input.fates.length === 0) return;
  await db.execute(sql`
    update delivery set fate = told.fate from (
      select distinct on ("deliveryId") "deliveryId", fate
      from json_to_recordset(${JSON.stringify(input.fates)}::json) as one("deliveryId" bigint, fate text)
      order by "deliveryId", ${rank(sql`fate`)} desc) told
    where delivery.id = told."deliveryId" and delivery.state in ('accepted', 'uncertain')
      and ${rank(sql`told.fate`)} > coalesce(${rank(sql`delivery.fate`)}, 0)`);
}

const rank = (fate: ReturnType<typeof sql>) => sql`array_position(${sql.param([...fates])}::text[], ${fate})`;

/** Puts aside what is about a message whose answer is still open. */
export async function parkFeedback(db: Database, input: { ids: readonly number[] }): Promise<void> {
  if (input.ids.length === 0) return;
  await db.execute(sql`update feedback set state = 'parked' where id = any(${sql.param([...input.ids])}::bigint[])`);
}

/** It came without a tag, and no message has its id, which may be about to be learnt. */
const isNameless = sql`state = 'kept' and tag is null
  and not exists (select from delivery d where d.provider_id = feedback.provider_id)`;

/**
 * Puts aside what names no message yet, and says how much. Whoever settles a batch takes up what is parked and would miss
 * what is parked beside it, so all batches that are on their way are held first, each as soon as nobody settles it: what
 * these rows are about was recorded before they came. The caller holds nothing else and commits at once.
 */
export async function parkNameless(db: Database, input: { limit: number }): Promise<number> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from feedback where ${isNameless} order by id limit ${input.limit} for update skip locked`);
  if (rows.length === 0) return 0;
  const ids = sql.param(rows.map(({ id }) => Number(id)));
  await db.execute(sql`select from batch where state = 'open' order by id for share`);
  const parked = await db.execute(sql`
    update feedback set state = 'parked' where id = any(${ids}::bigint[]) and ${isNameless} returning id`);
  return parked.length;
}

/** Takes away what is about no message of ours. */
export async function dropFeedback(db: Database, input: { ids: readonly number[] }): Promise<void> {
  if (input.ids.length === 0) return;
  await db.execute(sql`delete from feedback where id = any(${sql.param([...input.ids])}::bigint[])`);
}

/**
 * Has what was parked for these messages looked at again. Called by whoever settles them, after their rows have changed:
 * whoever parks holds the message or, of what names none, the batch, so it is either parked by then or sees the settled one.
 */
export async function takeUpFeedback(db: Database, input: { deliveryIds: readonly number[] }): Promise<void> {
  const ids = sql`any(${sql.param([...input.deliveryIds])}::bigint[])`;
  await db.execute(sql`update feedback set state = 'kept' where state = 'parked' and tag = ${ids}`);
  await db.execute(sql`update feedback set state = 'kept' where state = 'parked'
    and provider_id = any(array(select provider_id from delivery where id = ${ids} and provider_id is not null))`);
}

/**
 * Of what came without a tag: has it looked at again where its message is there by now. What is too old is forgotten,
 * except where it names a message that is still open: that may be for longer than any batch, when no worker came by.
 */
export async function tidyParked(db: Database, input: { keptBefore: Date }): Promise<void> {
  await db.execute(sql`update feedback set state = 'kept' where state = 'parked' and tag is null
    and exists (select from delivery d where d.provider_id = feedback.provider_id)`);
  await db.execute(sql`delete from feedback where state = 'parked' and kept_at < ${input.keptBefore.toISOString()}
    and not exists (select from delivery d where d.id = feedback.tag and d.state in ('queued', 'batched'))`);
}

/** Some of the addresses that are to be judged by now. Not locked: an erasure holds the reader and comes here last. */
export async function listUnwell(db: Database, input: { now: Date; limit: number }): Promise<string[]> {
  const rows = await db.execute<{ hash: string }>(sql`
    select distinct address_hash as hash from (
      select address_hash from feedback where judge_at <= ${input.now.toISOString()} order by judge_at
      limit ${input.limit}) due
    where address_hash is not null`);
  return rows.map(({ hash }) => hash);
}

/** Notes that these addresses have been judged as of now. */
export async function noteJudged(db: Database, input: { addressHashes: readonly string[]; now: Date }): Promise<void> {
  await db.execute(sql`
    update feedback set judge_at = null where judge_at <= ${input.now.toISOString()}
      and address_hash = any(${sql.param([...input.addressHashes])}::text[])`);
}

/** Everything that was ever said of an address since a moment. */
export async function listSigns(db: Database, input: { addressHash: string; since: Date | null; until: Date }) {
  const rows = await db
    .select({ sign: feedback.sign, saidAt: feedback.saidAt })
    .from(feedback)
    .where(
      and(
        eq(feedback.addressHash, input.addressHash),
        eq(feedback.state, "applied"),
        sql`${feedback.sign} is not null and ${feedback.saidAt} <= ${input.until.toISOString()}`,
        input.since === null ? undefined : sql`${feedback.saidAt} > ${input.since.toISOString()}`,
      ),
    )
    .orderBy(asc(feedback.saidAt))
    .limit(10_000);
  return rows.flatMap(({ sign, saidAt }) => (sign === null ? [] : [{ sign, saidAt }]));
}

/** How much was handed over since a moment, and how much of that was for nobody, never sent or complained of. */
export async function countGrave(db: Database, input: { since: Date }): Promise<GraveCounts> {
  const since = input.since.toISOString();
  const [row] = await db.execute<Record<keyof GraveCounts, string>>(sql`
    select (select coalesce(sum(accepted_lessons + accepted_notices + accepted_issues), 0) from batch
        where settled_at >= ${since}) as messages,
      (select count(*) from delivery where fate = 'failed' and had_at >= ${since}) as failed,
      count(distinct d.id) filter (where f.kind = 'bounced') as bounced,
      count(distinct d.id) filter (where f.kind = 'complained') as complained
    from feedback f join delivery d on d.id = f.delivery_id
    where f.sign in ('gone', 'complained') and f.state = 'applied' and f.said_at >= ${since} and d.had_at >= ${since}`);
  const [messages, bounced] = [Number(row?.messages), Number(row?.bounced)];
  return { messages, bounced, failed: Number(row?.failed), complained: Number(row?.complained) };
}
