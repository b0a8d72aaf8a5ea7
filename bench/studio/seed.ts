import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { addLetters } from "./seed-letters.ts";

/** How many readers a statement makes: big enough that its cost is the rows, small enough to say how far it is. */
const setSize = 100_000;

/** The newest lessons of each run that have a delivery; older ones would only make the tables longer, not the pages slower. */
const keptLessons = 4;

/**
 * Fills a database with made-up readers, in sets and without an engine: two years of signups that grow, in sixteen
 * zones, most through the course or gone, some on their way at every lesson, paused or never confirmed, with tags, a
 * newsletter, suppressions, messages, what was done and what was seen. The same number is always the same reader.
 *
 * Nothing is due for three hours, so that a worker beside it stays idle.
 */
export async function seedReaders(
  db: Database,
  input: { readers: number; now: Date; say: (line: string) => void },
): Promise<void> {
  const { readers, now, say } = input;
  for (let from = 1; from <= readers; from += setSize) {
    const to = Math.min(from + setSize - 1, readers);
    await db.transaction(async (tx) => {
      await makeChance(tx);
      const made = { from, to, readers, nowAt: now.toISOString() };
      const span = { nowAt: made.nowAt, ...(await addReaders(tx, made)) };
      // Without it the planner takes these tables for empty until the set is committed.
      await tx.execute(sql`analyze reader`);
      await addEnrolments(tx, span);
      await tx.execute(sql`analyze enrolment`);
      await addDeliveries(tx, span);
      await addTraces(tx, span);
    });
    say(`seed: ${to.toLocaleString("en-US")} readers`);
  }
  await addLetters(db, { nowAt: now.toISOString() });
  await addDesk(db, { nowAt: now.toISOString() });
  await db.execute(
    sql`vacuum (analyze) reader, enrolment, delivery, completion, event, reader_tag, follow, consent, suppression, author_act, issue, planning`,
  );
}

/** The ids of the readers of a set, which follow each other as they were made. */
type Span = { first: number; last: number; nowAt: string };

/** A number from 0 to below 1 that belongs to a reader and a question, and is the same at every run. */
async function makeChance(db: Database): Promise<void> {
  await db.execute(sql`
    create or replace function pg_temp.chance(n bigint, question int) returns float8 language sql immutable parallel safe
    as 'select (hashint8extended(n, question) & 1048575) / 1048576.0'`);
}

const firstNames =
  "{Ada,Ben,Carmen,Dilan,Elif,Farid,Greta,Hiro,Ines,Jonas,Kofi,Lena,Maria,Nuria,Oskar,Priya,Quinn,Rosa,Samir,Tove,Uma,Viktor,Wanda,Ximena,Yusuf,Zoe}";
const lastNames =
  "{Almeida,Berger,Costa,Dubois,Eriksen,Fischer,Garcia,Hansen,Ito,Jansen,Kowalski,Lopez,Martin,Novak,Okafor,Petrov,Quist,Rossi,Schmidt,Tanaka,Ueda,Vogel,Weber,Yilmaz,Zhang}";
const zones =
  "{Europe/Berlin,Europe/Berlin,Europe/Berlin,America/New_York,America/New_York,America/Chicago,America/Los_Angeles,Europe/London,Europe/London,Europe/Paris,Europe/Madrid,America/Sao_Paulo,Asia/Kolkata,Asia/Tokyo,Australia/Sydney,Africa/Lagos}";

async function addReaders(
  db: Database,
  { from, to, readers, nowAt }: { from: number; to: number; readers: number; nowAt: string },
): Promise<{ first: number; last: number }> {
  await db.execute(sql`
    insert into reader (address, address_hash, name, zone, send_minute, created_at, confirmed_at, last_seen_at, source)
    select lower(first || '.' || last) || n || '@' || (array['example.com','example.org','example.net'])[1 + n % 3],
      'seed:' || n, case when pg_temp.chance(n, 1) < 0.8 then first || ' ' || last end,
      (${zones}::text[])[1 + n % 16], 300 + (pg_temp.chance(n, 2) * 60)::int * 15 % 960, at,
      case when pg_temp.chance(n, 3) < 0.92 then at + interval '20 minutes' end,
      case when pg_temp.chance(n, 3) < 0.92
        then least(at + pg_temp.chance(n, 4) * interval '60 days', ${nowAt}::timestamptz) end,
      (array['course page','course page','course page','article','api','import'])[1 + (pg_temp.chance(n, 5) * 6)::int % 6]
    from (
      select n, (${firstNames}::text[])[1 + n % 26] as first, (${lastNames}::text[])[1 + (n / 26) % 25] as last,
        -- Twice as many came in the last months as in the first.
        ${nowAt}::timestamptz - interval '730 days' * (1 - sqrt(n::float8 / ${readers})) - interval '1 hour' as at
      from generate_series(${from}::bigint, ${to}::bigint) n) as one`);
  const [row] = await db.execute<{ first: string; last: string }>(sql`
    select min(id) as first, max(id) as last from reader where address_hash in (${`seed:${from}`}, ${`seed:${to}`})`);
  return { first: Number(row?.first), last: Number(row?.last) };
}

async function addEnrolments(db: Database, span: Span): Promise<void> {
  for (const [place, share] of [
    [0, 0.88],
    [1, 0.14],
  ] as const) {
    await db.execute(sql`
      with known as (select id, (row_number() over (order by position))::int as day from lesson
        where retired_at is null and course_id = (select id from course order by id offset ${place} limit 1)),
      placed as (
        select r.*, (select count(*)::int from known) as days,
          floor(extract(epoch from ${span.nowAt}::timestamptz - r.confirmed_at) / 86400)::int as age,
          pg_temp.chance(r.id, ${10 + place}) as fortune, pg_temp.chance(r.id, ${20 + place}) as depth
        from reader r where r.id between ${span.first} and ${span.last} and pg_temp.chance(r.id, ${30 + place}) < ${share}),
      stood as (
        select *, case
          when confirmed_at is null then 'unconfirmed'
          when fortune < 0.25 and age > 2 then 'left'
          when fortune < 0.29 then 'paused'
          when age >= days * 1.5 then 'finished'
          else 'active' end as state,
          case when confirmed_at is null then 0
            when fortune < 0.29 then least(age, (depth * depth * days)::int)
            when age >= days * 1.5 then days
            else least(age, days - 1) end as had
        from placed)
      insert into enrolment (reader_id, course_id, run, state, asked, created_at, confirmed_at, ended_at,
        next_send_at, next_slot_at, wait, pause_reason, reached_lesson_id)
      select id, (select id from course order by id offset ${place} limit 1), 1, state,
        json_build_object('name', name, 'zone', zone, 'sendMinute', send_minute), created_at, confirmed_at,
        case when state in ('left', 'finished') then confirmed_at + had * interval '1 day' end,
        case when state = 'active' and depth < 0.9 then at end, case when state = 'active' and depth < 0.9 then at end,
        case when state = 'active' and depth >= 0.9 then 'completion' end,
        case when state = 'paused' then case when depth < 0.995 then 'reader' else 'refused' end end,
        (select known.id from known where day = had)
      from stood, lateral (select ${span.nowAt}::timestamptz + interval '3 hours' + depth * interval '24 hours' as at) due`);
  }
}

function addDeliveries(db: Database, span: Span) {
  return db.execute(sql`
    insert into delivery (kind, reader_id, course_id, enrolment_id, lesson_id, version_id, variant, tracked, planned_at,
      slot_at, closes_at, state, had_at, provider_id, reason)
    select 'lesson', e.reader_id, e.course_id, e.id, l.id, l.version_id, 'named', true, sent.at, sent.at,
      sent.at + interval '12 hours', sent.state, case when sent.state <> 'refused' then sent.at + interval '3 seconds' end,
      case when sent.state = 'accepted' then 'seed-' || e.id || '-' || l.id end,
      case sent.state when 'refused' then 'validation_error' when 'uncertain' then 'application_error' end
    from enrolment e
    join reader r on r.id = e.reader_id
    join lesson reached on reached.id = e.reached_lesson_id
    join lesson l on l.course_id = e.course_id and l.retired_at is null
      and l.position between reached.position - ${keptLessons - 1} and reached.position,
    lateral (select e.confirmed_at + (l.position - 1) * interval '1 day' as at,
      case when e.pause_reason = 'refused' and l.id = reached.id then 'refused'
        when pg_temp.chance(e.id * 64 + l.position, 40) < 0.00003 then 'uncertain' else 'accepted' end as state) sent
    where r.id between ${span.first} and ${span.last}`);
}

async function addTraces(db: Database, span: Span): Promise<void> {
  const mine = sql`r.id between ${span.first} and ${span.last}`;
  await db.execute(sql`
    insert into completion (enrolment_id, lesson_id, completed_at, felt)
    select d.enrolment_id, d.lesson_id, d.had_at + interval '2 hours',
      (array['easy','right','right','hard',null])[1 + (d.id % 5)]
    from delivery d join reader r on r.id = d.reader_id
    where ${mine} and d.state = 'accepted' and pg_temp.chance(d.id, 50) < 0.6`);
  await db.execute(sql`
    insert into event (delivery_id, kind, link, seen_at, verdict, facts)
    select d.id, 'opened', null, d.had_at + interval '1 hour', case when d.id % 4 = 0 then 'prefetch' else 'person' end,
      '{"method": "GET", "userAgent": "Mozilla/5.0", "network": "192.0.2.0/24", "purpose": null}'
    from delivery d join reader r on r.id = d.reader_id
    where ${mine} and d.state = 'accepted' and pg_temp.chance(d.id, 51) < 0.3`);
  await db.execute(sql`
    insert into reader_tag (reader_id, tag, tagged_at)
    select r.id, tag, r.created_at from reader r,
      unnest(array['club', 'marathon', 'coached', 'press', 'beta'], array[0.1, 0.05, 0.02, 0.002, 0.0002]) as one(tag, share)
    where ${mine} and pg_temp.chance(r.id, 60 + length(tag)) < share`);
  await db.execute(sql`
    insert into follow (reader_id, newsletter_id, state, changed_at)
    select r.id, (select min(id) from newsletter), case when r.confirmed_at is null then 'waiting' else 'following' end,
      r.created_at
    from reader r where ${mine} and pg_temp.chance(r.id, 70) < 0.4`);
  await db.execute(sql`
    insert into consent (reader_id, purpose, form, words, asked_at, confirmed_at)
    select r.id, 'course:runner-core', coalesce(r.source, 'api'), 'Send me a lesson every day.', r.created_at, r.confirmed_at
    from reader r where ${mine}`);
  await db.execute(sql`
    insert into suppression (address_hash, reason, suppressed_at)
    select r.address_hash, (array['left','bounced','bounced','complained'])[1 + r.id % 4], r.created_at + interval '9 days'
    from reader r where ${mine} and pg_temp.chance(r.id, 80) < 0.03`);
}

/** What an author left behind: kept filters, a list that was brought, and a log with a line for every tenth reader. */
async function addDesk(db: Database, { nowAt }: { nowAt: string }): Promise<void> {
  await db.execute(sql`
    insert into segment (name, filter, created_at, changed_at)
    values ('Runners who rest', '{"course": "runner-core", "state": "paused"}', ${nowAt}, ${nowAt}),
      ('Not seen for a season', '{"seen": {"notForDays": 90}}', ${nowAt}, ${nowAt})`);
  await db.execute(sql`
    insert into author_act (at, author_name, act, reader_id, facts)
    select confirmed_at, (array['Grace', 'Hedy', 'Joan'])[1 + id / 10 % 3],
      (array['reader paused', 'reader tagged', 'segment saved', 'test sent', 'readers exported'])[1 + id / 10 % 5], id,
      '{"reason": "asked by phone"}'
    from reader where id % 10 = 0 and confirmed_at is not null order by confirmed_at`);
}
