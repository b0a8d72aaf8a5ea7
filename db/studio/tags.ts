import { sql } from "drizzle-orm";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Database } from "../connect.ts";
import { matching } from "../reader-filter.ts";
import { reader } from "../schema/readers.ts";

type Tagging = { tag: string; now: Date };

/** Puts a word on one reader; says whether it was not there. */
export async function addTag(db: Database, input: Tagging & { readerId: number }): Promise<boolean> {
  const { tag, now, readerId } = input;
  const rows = await db.execute(sql`
    insert into reader_tag (reader_id, tag, tagged_at) values (${readerId}, ${tag}, ${now.toISOString()})
    on conflict do nothing returning reader_id`);
  return rows.length > 0;
}

export async function removeTag(db: Database, input: { tag: string; readerId: number }): Promise<boolean> {
  const rows = await db.execute(sql`
    delete from reader_tag where reader_id = ${input.readerId} and tag = ${input.tag} returning reader_id`);
  return rows.length > 0;
}

/**
 * Puts a word on up to `limit` readers that a filter picks and that do not have it, in one statement; returns how many.
 * In the order of their ids, since each row locks its reader's key, as everybody locks several readers.
 */
export async function tagMatching(
  db: Database,
  input: Tagging & { filter: ReaderFilter; limit: number },
): Promise<number> {
  const { tag, now, filter, limit } = input;
  const rows = await db.execute<{ count: string }>(sql`
    with tagged as (
      insert into reader_tag (reader_id, tag, tagged_at)
      select id, ${tag}, ${now.toISOString()} from ${reader}
      where ${matching(filter, now)}
        and not exists (select from reader_tag had where had.reader_id = ${reader.id} and had.tag = ${tag})
      order by id limit ${limit}
      on conflict do nothing returning 1)
    select count(*) as count from tagged`);
  return Number(rows[0]?.count ?? 0);
}

/** Takes a word from up to `limit` readers that a filter picks; returns how many. */
export async function untagMatching(
  db: Database,
  input: Tagging & { filter: ReaderFilter; limit: number },
): Promise<number> {
  const { tag, now, filter, limit } = input;
  const rows = await db.execute<{ count: string }>(sql`
    with untagged as (
      delete from reader_tag where tag = ${tag} and reader_id = any(array(
        select id from ${reader} where ${matching(filter, now)}
          and exists (select from reader_tag had where had.reader_id = ${reader.id} and had.tag = ${tag})
        order by id limit ${limit}))
      returning 1)
    select count(*) as count from untagged`);
  return Number(rows[0]?.count ?? 0);
}
