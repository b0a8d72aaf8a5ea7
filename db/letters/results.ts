import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** What came back after acceptance. */
export type LetterFates = { delivered: number; failed: number; bounced: number; complained: number };

/** What went wrong after acceptance: few, whatever the number of letters, so many issues can be asked. */
export async function countFailures(
  db: Database,
  input: { issueId: number },
): Promise<Pick<LetterFates, "bounced" | "complained">> {
  const of = await fatesOf(db, { ...input, which: sql`fate in ('bounced', 'complained')` });
  return { bounced: of("bounced"), complained: of("complained") };
}

/**
 * Counted along an index of fates alone, and the copies taken off again that went to somebody who is counted without
 * them: a person counts once, by what is known of the first letter, or else of what was sent once more.
 */
async function fatesOf(db: Database, { issueId, which }: { issueId: number; which: SQL }) {
  const isKnownOnce = sql`exists (select from delivery other where other.issue_id = d.issue_id
    and other.reader_id = d.reader_id and other.copy < d.copy
    and (other.fate <> 'failed' or d.fate = 'failed'))`;
  const rows = await db.execute<{ fate: string; count: string }>(sql`
    select fate, count(*) as count from delivery
    where issue_id = ${issueId} and fate is not null and ${which} group by fate
    union all
    select fate, -count(*) from delivery d
    where issue_id = ${issueId} and copy > 0 and fate is not null and ${which} and ${isKnownOnce} group by fate`);
  return (fate: string) => rows.filter((row) => row.fate === fate).reduce((sum, { count }) => sum + Number(count), 0);
}

export async function countFates(db: Database, input: { issueId: number }): Promise<LetterFates> {
  const of = await fatesOf(db, { ...input, which: sql`true` });
  const [failed, bounced] = [of("failed"), of("bounced")];
  return { delivered: of("delivered"), failed, bounced, complained: of("complained") };
}

/** Readers who left by the issue's own link. */
export async function countLeftBecauseOf(db: Database, input: { issueId: number }): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`
    select count(*) as count from follow where left_issue_id = ${input.issueId}`);
  return Number(row?.count ?? 0);
}

/** How many people clicked anything, each once; machines are left out. */
export async function countPeopleWhoClicked(db: Database, input: { issueId: number }): Promise<number> {
  return countPeople(db, { ...input, which: sql`e.kind = 'clicked' and e.verdict = 'person' and e.link > 0` });
}

/** How many people opened it as far as that can be seen: weak evidence, for most machines open and many people hide. */
export async function countPeopleWhoOpened(db: Database, input: { issueId: number }): Promise<number> {
  return countPeople(db, { ...input, which: sql`e.kind = 'opened' and e.verdict = 'person'` });
}

/** Who got it once more is one person: the few copies there are count as the letter that they are copies of. */
async function countPeople(db: Database, { issueId, which }: { issueId: number; which: SQL }): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`
    select count(distinct coalesce(again.first_id, e.delivery_id)) as count
    from event e left join (
      select copied.id, first.id as first_id from delivery copied join delivery first
        on first.issue_id = copied.issue_id and first.reader_id = copied.reader_id and first.copy = 0
      where copied.issue_id = ${issueId} and copied.copy > 0) again on again.id = e.delivery_id
    where e.issue_id = ${issueId} and ${which}`);
  return Number(row?.count ?? 0);
}

/**
 * People's clicks by where the link leads, the most clicked first. Two versions of an issue (a correction, two subjects)
 * may number their links differently, so they are put together by their addresses.
 */
export async function listClicksByLink(
  db: Database,
  input: { issueId: number; limit: number },
): Promise<{ url: string; people: number; clicks: number }[]> {
  const rows = await db.execute<{ url: string; people: string; clicks: string }>(sql`
    select v.compiled -> 'links' ->> (c.link - 1) as url, sum(c.people) as people, sum(c.clicks) as clicks
    from (
      select d.version_id, e.link, count(distinct d.reader_id) as people, count(*) as clicks
      from event e join delivery d on d.id = e.delivery_id
      where e.issue_id = ${input.issueId} and e.kind = 'clicked' and e.verdict = 'person' and e.link > 0
      group by d.version_id, e.link) c
    join version v on v.id = c.version_id
    group by 1 order by 2 desc, 1 limit ${input.limit}`);
  return rows.map(({ url, people, clicks }) => ({ url, people: Number(people), clicks: Number(clicks) }));
}

/** The newsletter's issues that were sent before this one, the newest first. */
export async function listSentBefore(
  db: Database,
  input: { newsletterId: number; issueId: number; limit: number },
): Promise<{ issueId: number; title: string }[]> {
  const rows = await db.execute<{ id: string; title: string }>(sql`
    select id, title from issue where newsletter_id = ${input.newsletterId} and id <> ${input.issueId}
      and state in ('sending', 'sent') and published_at < coalesce(
        (select published_at from issue where id = ${input.issueId}), 'infinity')
    order by published_at desc limit ${input.limit}`);
  return rows.map(({ id, title }) => ({ issueId: Number(id), title }));
}

/** How the two subjects have done so far: letters of each that were accepted, and those of them that people clicked. */
export async function countTried(
  db: Database,
  input: { issueId: number },
): Promise<Record<"a" | "b", { accepted: number; clicked: number }>> {
  const rows = await db.execute<{ arm: string; accepted: string; clicked: string }>(sql`
    select d.arm, count(*) as accepted, count(c.delivery_id) as clicked
    from delivery d left join (
      select distinct delivery_id from event
      where issue_id = ${input.issueId} and kind = 'clicked' and verdict = 'person' and link > 0) c on c.delivery_id = d.id
    where d.issue_id = ${input.issueId} and d.state = 'accepted' and d.had_at is not null and d.copy = 0
    group by d.arm`);
  const of = (arm: string) => {
    const row = rows.find((one) => one.arm === arm);
    return { accepted: Number(row?.accepted ?? 0), clicked: Number(row?.clicked ?? 0) };
  };
  return { a: of("a"), b: of("b") };
}

/** Locks the run of one issue whose two subjects are to be held against each other. */
export async function claimDeciding(db: Database, input: { now: Date }): Promise<number | null> {
  const [row] = await db.execute<{ issueId: string }>(sql`
    select issue_id as "issueId" from issue_run where decide_at <= ${input.now.toISOString()}
    order by decide_at limit 1 for update skip locked`);
  return row ? Number(row.issueId) : null;
}

/** Whether a letter that tries a subject is still to be made or to go out, or its answer to come. */
export async function isStillTrying(db: Database, input: { issueId: number }): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from issue_run where issue_id = ${input.issueId} and plan_at is not null
    union all (select 1 from delivery where issue_id = ${input.issueId} and copy = 0
      and (state = 'batched' or (state = 'queued' and (held_for is null or held_for = 'pause'))) limit 1)`);
  return rows.length > 0;
}
