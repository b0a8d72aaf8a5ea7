import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import type { SuppressionReason } from "./schema/readers.ts";

/**
 * The statements of an import's steps: each takes some thousand rows at once. They run beside sending, so each addresses
 * its rows by unique keys and locks nothing but readers that it changes, in the order of their ids.
 */

/** Notes on which line each address stands, where it stands for the first time. */
export async function noteSeen(
  db: Database,
  input: { importId: number; seen: readonly { hash: bigint; line: number }[] },
): Promise<void> {
  const { importId, seen } = input;
  await db.execute(sql`
    insert into import_seen (import_id, hash, line)
    select ${importId}, hash, line from unnest(${sql.param(seen.map(({ hash }) => String(hash)))}::bigint[],
      ${sql.param(seen.map(({ line }) => line))}::int[]) with ordinality as one(hash, line, place) order by place
    on conflict do nothing`);
}

/** The line on which each of these addresses stands first. */
export async function firstLines(
  db: Database,
  input: { importId: number; hashes: readonly bigint[] },
): Promise<Map<bigint, number>> {
  const { importId, hashes } = input;
  const rows = await db.execute<{ hash: string; line: number }>(sql`
    select hash, line from import_seen
    where import_id = ${importId} and hash = any(${sql.param(hashes.map(String))}::bigint[])`);
  return new Map(rows.map(({ hash, line }) => [BigInt(hash), line]));
}

/** Takes away what an earlier pass noted. */
export async function forgetSeen(db: Database, input: { importId: number }): Promise<void> {
  await db.execute(sql`delete from import_seen where import_id = ${input.importId}`);
}

export async function forgetFaults(db: Database, input: { importId: number }): Promise<void> {
  await db.execute(sql`delete from import_fault where import_id = ${input.importId}`);
}

export type NewFault = {
  line: number;
  what: string;
  help: string;
  cells: readonly string[];
  addressHash: string | null;
};

export async function addFaults(db: Database, input: { importId: number; faults: readonly NewFault[] }): Promise<void> {
  const { importId, faults } = input;
  if (faults.length === 0) return;
  await db.execute(sql`
    insert into import_fault (import_id, line, what, help, cells, address_hash)
    select ${importId}, line, what, help, cells, "addressHash" from json_to_recordset(${JSON.stringify(faults)}::json)
      as one(line int, what text, help text, cells jsonb, "addressHash" text)`);
}

/** Which of these addresses must not be written to, and why. */
export async function listSuppressed(
  db: Database,
  input: { addressHashes: readonly string[] },
): Promise<Map<string, SuppressionReason>> {
  const rows = await db.execute<{ hash: string; reason: SuppressionReason }>(sql`
    select address_hash as hash, reason from suppression
    where address_hash = any(${sql.param([...input.addressHashes])}::text[]) and lifted_at is null`);
  return new Map(rows.map(({ hash, reason }) => [hash, reason]));
}

export type KnownReader = { id: number; zone: string; sendMinute: number };

/** Who of these addresses reads here already. To change them, they are locked, as everybody who changes a reader does. */
export async function listKnown(
  db: Database,
  input: { addressHashes: readonly string[]; lock: boolean },
): Promise<Map<string, KnownReader>> {
  const rows = await db.execute<{ id: string; hash: string; zone: string; sendMinute: number }>(sql`
    select id, address_hash as hash, zone, send_minute as "sendMinute" from reader
    where address_hash = any(${sql.param([...input.addressHashes])}::text[])
    order by id ${input.lock ? sql`for no key update` : sql``}`);
  return new Map(rows.map(({ id, hash, zone, sendMinute }) => [hash, { id: Number(id), zone, sendMinute }]));
}

/** Which of these readers agreed here with a press of their own, and did not take it back. */
export async function listWithOwnConsent(db: Database, input: { readerIds: readonly number[] }): Promise<Set<number>> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct reader_id as id from consent
    where reader_id = any(${sql.param([...input.readerIds])}::bigint[])
      and confirmed_at is not null and withdrawn_at is null and form not like 'import:%'`);
  return new Set(rows.map(({ id }) => Number(id)));
}

/** `readerId:courseId` of every course that these readers are or were in: nobody is put into one again. */
export async function listRuns(db: Database, input: { readerIds: readonly number[] }): Promise<Set<string>> {
  const rows = await db.execute<{ run: string }>(sql`
    select distinct reader_id || ':' || course_id as run from enrolment
    where reader_id = any(${sql.param([...input.readerIds])}::bigint[])`);
  return new Set(rows.map(({ run }) => run));
}

/** `readerId:newsletterId` of every newsletter that these readers follow or have left. */
export async function listSettledFollows(db: Database, input: { readerIds: readonly number[] }): Promise<Set<string>> {
  const rows = await db.execute<{ one: string }>(sql`
    select reader_id || ':' || newsletter_id as one from follow
    where reader_id = any(${sql.param([...input.readerIds])}::bigint[]) and state <> 'waiting'`);
  return new Set(rows.map(({ one }) => one));
}

export type NewReader = { address: string; addressHash: string; name: string | null; zone: string; sendMinute: number };

/** Adds readers, confirmed by what the author stated. Whoever was there a moment before is passed over. Ids by hash. */
export async function addReaders(
  db: Database,
  input: { readers: readonly NewReader[]; now: Date },
): Promise<Map<string, number>> {
  const now = input.now.toISOString();
  const rows = await db.execute<{ id: string; hash: string }>(sql`
    insert into reader (address, address_hash, name, zone, send_minute, source, created_at, confirmed_at)
    select address, "addressHash", name, zone, "sendMinute", 'import', ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(input.readers)}::json)
      as one(address text, "addressHash" text, name text, zone text, "sendMinute" int) order by "addressHash"
    on conflict do nothing returning id, address_hash as hash`);
  return new Map(rows.map(({ id, hash }) => [hash, Number(id)]));
}

/** What of readers is changed; a null leaves it as it is. `confirmedAt` counts only for those who never confirmed. */
export type ReaderChange = {
  id: number;
  name: string | null;
  zone: string | null;
  sendMinute: number | null;
  confirmedAt: Date | null;
};

/** Locks the runs of these readers, whose rows are locked, in the one order in which settling takes those of a batch. */
export async function lockRunsOf(db: Database, input: { readerIds: readonly number[] }): Promise<void> {
  if (input.readerIds.length === 0) return;
  await db.execute(sql`
    select from enrolment where reader_id = any(${sql.param([...input.readerIds])}::bigint[])
    order by id for no key update`);
}

export async function changeReaders(db: Database, input: { changes: readonly ReaderChange[] }): Promise<void> {
  if (input.changes.length === 0) return;
  await db.execute(sql`
    update reader set name = coalesce(one.name, reader.name), zone = coalesce(one.zone, reader.zone),
      send_minute = coalesce(one."sendMinute", reader.send_minute),
      confirmed_at = coalesce(reader.confirmed_at, one."confirmedAt")
    from json_to_recordset(${JSON.stringify(input.changes)}::json)
      as one(id bigint, name text, zone text, "sendMinute" int, "confirmedAt" timestamptz)
    where reader.id = one.id`);
}

export async function addTags(
  db: Database,
  input: { tagged: readonly { readerId: number; tag: string }[]; now: Date },
): Promise<void> {
  const { tagged } = input;
  if (tagged.length === 0) return;
  await db.execute(sql`
    insert into reader_tag (reader_id, tag, tagged_at)
    select id, tag, ${input.now.toISOString()}::timestamptz from unnest(
      ${sql.param(tagged.map(({ readerId }) => readerId))}::bigint[], ${sql.param(tagged.map(({ tag }) => tag))}::text[])
      as one(id, tag)
    on conflict do nothing`);
}

export type NewRun = {
  readerId: number;
  courseId: number;
  asked: { name: string | null; zone: string; sendMinute: number };
  nextSendAt: Date;
  nextSlotAt: Date;
  /** The lessons before the one they begin with, which count as had. */
  passedLessonIds: readonly number[];
};

/** Begins courses for readers who never were in them. Returns `readerId:courseId` of those that this call began. */
export async function beginRuns(db: Database, input: { runs: readonly NewRun[]; now: Date }): Promise<Set<string>> {
  if (input.runs.length === 0) return new Set();
  const now = input.now.toISOString();
  const rows = await db.execute<{ run: string }>(sql`
    insert into enrolment (reader_id, course_id, run, state, asked, next_send_at, next_slot_at, passed_lesson_ids,
      passed_at, reached_lesson_id, created_at, confirmed_at)
    select "readerId", "courseId", 1, 'active', asked, "nextSendAt", "nextSlotAt", passed.ids,
      case when cardinality(passed.ids) > 0 then ${now}::timestamptz end, passed.ids[cardinality(passed.ids)],
      ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(input.runs)}::json)
      as one("readerId" bigint, "courseId" bigint, asked jsonb, "nextSendAt" timestamptz, "nextSlotAt" timestamptz,
        "passedLessonIds" jsonb),
      lateral (select array(select jsonb_array_elements_text("passedLessonIds")::bigint) as ids) as passed
    on conflict do nothing returning reader_id || ':' || course_id as run`);
  return new Set(rows.map(({ run }) => run));
}

/** Who waited or was new follows now; who left a newsletter is not brought back. Returns `readerId:newsletterId`. */
export async function follow(
  db: Database,
  input: { follows: readonly { readerId: number; newsletterId: number }[]; now: Date },
): Promise<Set<string>> {
  const { follows } = input;
  if (follows.length === 0) return new Set();
  const rows = await db.execute<{ one: string }>(sql`
    insert into follow (reader_id, newsletter_id, state, changed_at)
    select reader_id, newsletter_id, 'following', ${input.now.toISOString()}::timestamptz from unnest(
      ${sql.param(follows.map(({ readerId }) => readerId))}::bigint[],
      ${sql.param(follows.map(({ newsletterId }) => newsletterId))}::bigint[]) as one(reader_id, newsletter_id)
    on conflict (reader_id, newsletter_id) do update set state = 'following', changed_at = excluded.changed_at
      where follow.state = 'waiting'
    returning reader_id || ':' || newsletter_id as one`);
  return new Set(rows.map(({ one }) => one));
}

export type ImportedConsent = { readerId: number; purpose: string; form: string; words: string; at: Date };

export async function addConsents(db: Database, input: { consents: readonly ImportedConsent[] }): Promise<void> {
  if (input.consents.length === 0) return;
  await db.execute(sql`
    insert into consent (reader_id, purpose, form, words, asked_at, confirmed_at)
    select "readerId", purpose, form, words, at, at from json_to_recordset(${JSON.stringify(input.consents)}::json)
      as one("readerId" bigint, purpose text, form text, words text, at timestamptz)`);
}

/** Suppresses addresses; what is in force stays as it is, but that a complaint outlives every other reason. */
export async function suppressAddresses(
  db: Database,
  input: { stops: readonly { addressHash: string; reason: SuppressionReason }[]; now: Date },
): Promise<void> {
  const { stops } = input;
  if (stops.length === 0) return;
  await db.execute(sql`
    insert into suppression (address_hash, reason, suppressed_at)
    select hash, reason, ${input.now.toISOString()}::timestamptz from unnest(
      ${sql.param(stops.map(({ addressHash }) => addressHash))}::text[],
      ${sql.param(stops.map(({ reason }) => reason))}::text[]) as one(hash, reason) order by hash
    on conflict (address_hash) do update
      set reason = excluded.reason, suppressed_at = excluded.suppressed_at, lifted_at = null
      where suppression.reason <> 'complained' and (suppression.lifted_at is not null or excluded.reason = 'complained')`);
}

export async function listNewsletters(db: Database): Promise<{ id: number; slug: string; title: string }[]> {
  const rows = await db.execute<{ id: string; slug: string; title: string }>(
    sql`select id, slug, title from newsletter order by title, id limit 200`,
  );
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}
