import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";

/**
 * Notes of each first attempt and of each act which transaction made it, so that PostgreSQL itself can say which of the
 * two committed first: with `track_commit_timestamp` it keeps the instant of every COMMIT, to the microsecond. Of two
 * transactions that hold the same row one after the other, the second cannot have committed before the first.
 */
export async function noteTransactions(db: Database): Promise<void> {
  await db.execute(sql`create table race_note (reader_id bigint not null, what text not null, xid xid8 not null)`);
  for (const [name, what, table, when, reader] of notes) {
    await db.execute(sql`
      create function ${sql.raw(name)}() returns trigger language plpgsql as $$
      begin
        insert into race_note values (${sql.raw(reader)}, ${sql.raw(`'${what}'`)}, pg_current_xact_id());
        return null;
      end $$`);
    await db.execute(sql`create trigger ${sql.raw(name)} after ${sql.raw(when[0])} on ${sql.raw(table)}
      for each row ${sql.raw(when[1])} execute function ${sql.raw(name)}()`);
  }
}

/** Where it is told which reader's lesson has just been planned, or begun: "planned 7". */
export const raceChannel = "race";

/** Tells of each step when it is committed, so that an act can come at that moment, and at no guessed one. */
export async function tellOfSteps(db: Database): Promise<void> {
  await db.execute(sql`
    create function tell_step() returns trigger language plpgsql as $$
    begin
      perform pg_notify('race', tg_argv[0] || ' ' || new.reader_id);
      return null;
    end $$`);
  await db.execute(sql`create trigger tell_planned after insert on delivery
    for each row when (new.kind = 'lesson') execute function tell_step('planned')`);
  await db.execute(sql`create trigger tell_begun after update on delivery
    for each row when (old.state = 'queued' and new.state = 'batched') execute function tell_step('begun')`);
}

/** An enrolment that left, paused or rests; a reader who is gone, or emptied while a message is on its way. */
const notes = [
  [
    "note_begun",
    "begun",
    "delivery",
    ["update", "when (old.state = 'queued' and new.state = 'batched')"],
    "new.reader_id",
  ],
  [
    "note_rest",
    "act",
    "enrolment",
    ["update", "when (old.state = 'active' and new.state in ('left', 'paused'))"],
    "new.reader_id",
  ],
  ["note_emptied", "act", "reader", ["update", "when (old.erased_at is null and new.erased_at is not null)"], "new.id"],
  ["note_erased", "act", "reader", ["delete", "when (old.erased_at is null)"], "old.id"],
] as const;

/** Of one reader: by how many microseconds the act's COMMIT came after the first attempt's, null where there was none. */
export type Order = { readerId: number; begun: boolean; acted: boolean; leadMicros: number | null };

export async function readOrders(db: Database): Promise<Order[]> {
  const rows = await db.execute<{ readerId: string; begun: boolean; acted: boolean; lead: string | null }>(sql`
    select reader_id as "readerId", bool_or(what = 'begun') as begun, bool_or(what = 'act') as acted,
      round(extract(epoch from min(at) filter (where what = 'act') - max(at) filter (where what = 'begun')) * 1000000) as lead
    from (select reader_id, what, pg_xact_commit_timestamp(xid::xid) as at from race_note) noted
    group by reader_id`);
  return rows.map(({ readerId, begun, acted, lead }) => ({
    readerId: Number(readerId),
    ...{ begun, acted, leadMicros: lead === null ? null : Number(lead) },
  }));
}
