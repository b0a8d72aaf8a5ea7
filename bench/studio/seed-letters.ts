import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";

/**
 * A letter that has gone to everybody who follows, as it looks a day later; one that is on its way, a third of it out and
 * the rest due at later hours; and one that is being written.
 */
export async function addLetters(db: Database, { nowAt }: { nowAt: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const now = sql`${nowAt}::timestamptz`;
    const yesterday = sql`${now} - interval '1 day'`;
    await draft(tx, { slug: "seeded-draft", at: yesterday });
    await sendAll(tx, { ...(await compiled(tx, { slug: "seeded-sent", at: yesterday })), at: yesterday });
    await sendThird(tx, { ...(await compiled(tx, { slug: "seeded-under-way", at: now })), now });
  });
}

type Letter = { id: string; versionId: string };

async function draft(tx: Database, { slug, at }: { slug: string; at: SQL }): Promise<string> {
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into issue (newsletter_id, slug, origin, title, subject, markdown, state, created_at, changed_at)
    values ((select min(id) from newsletter), ${slug}, 'written', 'A letter', 'A letter for runners', '# Hello', 'draft',
      ${at}, ${at}) returning id`);
  if (!made) throw new Error("no letter came of the seed");
  return made.id;
}

async function compiled(tx: Database, input: { slug: string; at: SQL }): Promise<Letter> {
  const id = await draft(tx, input);
  const [version] = await tx.execute<{ id: string }>(sql`
    insert into version (issue_id, content_hash, compiled, created_at)
    select ${id}, 'seeded', compiled, ${input.at} from version order by id limit 1 returning id`);
  if (!version) throw new Error("no version came of the seed");
  return { id, versionId: version.id };
}

async function sendAll(tx: Database, { id, versionId, at }: Letter & { at: SQL }): Promise<void> {
  await tx.execute(sql`
    update issue set state = 'sent', mode = 'now', version_id = ${versionId}, published_at = ${at}, sent_at = ${at}
    where id = ${id}`);
  await tx.execute(sql`
    insert into delivery (kind, reader_id, newsletter_id, issue_id, arm, version_id, variant, tracked, planned_at, slot_at,
      state, had_at, provider_id)
    select 'issue', reader_id, newsletter_id, ${id}::bigint, 'a', ${versionId}::bigint, 'named', true, ${at}, ${at},
      'accepted', ${at}, 'seed-letter-' || reader_id
    ${followers}`);
  await tx.execute(sql`
    insert into event (delivery_id, kind, link, seen_at, verdict, facts)
    select id, 'clicked', 1, had_at + interval '2 hours', 'person',
      '{"method": "GET", "userAgent": "Mozilla/5.0", "network": "192.0.2.0/24", "purpose": null}'
    from delivery where issue_id = ${id}::bigint and id % 20 = 0`);
  await countPlanned(tx, { id, at });
}

/** What is still to come is due three hours later at the earliest, so that a worker beside it stays idle. */
async function sendThird(tx: Database, { id, versionId, now }: Letter & { now: SQL }): Promise<void> {
  await tx.execute(sql`
    update issue set state = 'sending', mode = 'local', local_day = (${now} at time zone 'UTC')::date, local_minute = 480,
      version_id = ${versionId}, published_at = ${now}
    where id = ${id}`);
  await tx.execute(sql`
    insert into issue_run (issue_id, plan_at, planned_through) select ${id}, null, max(reader_id) ${followers}`);
  await tx.execute(sql`
    insert into delivery (kind, reader_id, newsletter_id, issue_id, arm, version_id, variant, values, tracked, planned_at,
      slot_at, due_at, state, had_at, provider_id)
    select 'issue', reader_id, newsletter_id, ${id}::bigint, 'a', ${versionId}::bigint, 'unnamed',
      case when not is_out then '{"choices": {}, "values": {}}'::jsonb end, is_out, ${now}, at,
      case when not is_out then at end, case when is_out then 'accepted' else 'queued' end,
      case when is_out then at end, case when is_out then 'seed-under-way-' || reader_id end
    from (select *, case when is_out then ${now} else ${now} + (3 + reader_id % 20) * interval '1 hour' end as at
      from (select *, reader_id % 3 = 0 as is_out ${followers}) as one) as two`);
  await countPlanned(tx, { id, at: now });
}

const followers = sql`from follow where newsletter_id = (select min(id) from newsletter) and state = 'following'`;

/** Counted on its own, as planning does. */
async function countPlanned(tx: Database, { id, at }: { id: string; at: SQL }): Promise<void> {
  await tx.execute(sql`
    insert into planning (planned_at, planned, issue_id)
    select ${at}, count(*), ${id}::bigint from delivery where issue_id = ${id}::bigint having count(*) > 0`);
}
