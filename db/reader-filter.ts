import { type SQL, sql } from "drizzle-orm";
import { daysBefore, type ReaderFilter, signupSpan } from "../domain/reader-filter.ts";
import type { Database } from "./connect.ts";
import { course, lesson } from "./schema/courses.ts";
import { enrolment } from "./schema/enrolments.ts";
import { follow, newsletter } from "./schema/letters.ts";
import { reader, readerTag, suppression } from "./schema/readers.ts";

/**
 * The condition by which a filter picks rows of the table `reader`, to stand in a `where` beside anything else. `now` is
 * calendar time, from which days are counted back. Whoever asked to be erased is never among them.
 *
 * Each part is an `exists` or a plain comparison, so a reader is picked once however many enrolments match.
 */
export function matching(filter: ReaderFilter, now: Date): SQL {
  const parts = [
    sql`${reader.erasedAt} is null`,
    ...courseParts(filter),
    ...seenParts(filter, now),
    ...tagParts(filter),
    ...ownParts(filter),
    ...suppressionParts(filter),
  ];
  return sql.join(parts, sql` and `);
}

/** How many readers a filter picks, exactly. */
export async function countMatching(db: Database, input: { filter: ReaderFilter; now: Date }): Promise<number> {
  return db.$count(reader, matching(input.filter, input.now));
}

function courseParts(filter: ReaderFilter): SQL[] {
  if (filter.course === undefined && filter.state === undefined && filter.place === undefined) return [];
  return [sql`exists (select from ${enrolment} run where run.reader_id = ${reader.id} and ${runMatching(filter)})`];
}

/** The condition by which a filter picks rows of `enrolment`, there called `run`: of one course at most one of a reader. */
function runMatching({ course: slug, state, place }: ReaderFilter): SQL {
  const parts = [state === undefined ? sql`run.state <> 'restarted'` : sql`run.state = ${state}`];
  if (slug !== undefined) parts.push(sql`run.course_id = (select id from ${course} where slug = ${slug})`);
  if (place !== undefined) parts.push(...placeParts(place, slug));
  // Whoever finished or left and came back again is where the newest run is.
  const isOver = state === "finished" || state === "left";
  if (isOver || state === undefined) parts.push(newestOnly(isOver));
  return sql.join(parts, sql` and `);
}

/**
 * Up to `limit` ids of readers that a filter picks, the newest first, older than `beforeId` where one is given. By keys
 * and never by an offset, so the thousandth page costs what the first does.
 *
 * The way through depends on what is asked, because the planner cannot know that readers at one place of a course came
 * at about one time: by signup where that is bounded, along the runs of one course, and else along the readers. With a
 * million readers the wrong way was a walk past hundreds of thousands of rows to the first that matched.
 */
export async function listMatching(
  db: Database,
  input: { filter: ReaderFilter; now: Date; beforeId: number | null; limit: number },
): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`${listing(input)} limit ${input.limit}`);
  return rows.map(({ id }) => Number(id));
}

function listing({ filter, now, beforeId }: { filter: ReaderFilter; now: Date; beforeId: number | null }): SQL {
  const { fromAt, beforeAt } = signupSpan(filter);
  if (fromAt !== null || beforeAt !== null) {
    const older = sql`(created_at, id) < (select created_at, id from ${reader} before where before.id = ${beforeId})`;
    return sql`select id from ${reader} where ${matching(filter, now)} and ${beforeId === null ? sql`true` : older}
      order by created_at desc, id desc`;
  }
  const older = (id: SQL) => (beforeId === null ? sql`true` : sql`${id} < ${beforeId}`);
  if (filter.course === undefined) {
    return sql`select id from ${reader} where ${matching(filter, now)} and ${older(sql`id`)} order by id desc`;
  }
  const { course: _, state: __, place: ___, ...rest } = filter;
  // Said of both sides, because PostgreSQL carries only an equality over, and would walk all newer readers of a page.
  return sql`select run.reader_id as id from ${enrolment} run join ${reader} on ${reader.id} = run.reader_id
    where ${runMatching(filter)} and ${matching(rest, now)} and ${older(sql`run.reader_id`)} and ${older(sql`${reader.id}`)}
    order by run.reader_id desc`;
}

/** `about`: from what the database knows of its table anyway. `more`: there are more than so many. */
export type Counted = { kind: "exactly" | "about" | "more"; count: number };

const exactMs = 40;
const fewMs = 40;
const few = 1_000;

/**
 * How many a filter picks, as well as can be told while somebody waits for a page: exactly where that is quick, which it
 * is up to some hundred thousand readers, else whether there are more than a thousand. Who needs the number asks
 * `countMatching`. Null where not even that was to be had.
 */
export async function countAtOnce(db: Database, input: { filter: ReaderFilter; now: Date }): Promise<Counted | null> {
  const some = await countWithin(db, {
    ids: sql`${listing({ ...input, beforeId: null })} limit ${few}`,
    limitMs: fewMs,
  });
  if (some === null || some < few) return some === null ? null : { kind: "exactly", count: some };
  const all = sql`select id from ${reader} where ${matching(input.filter, input.now)}`;
  const exact = await countWithin(db, { ids: all, limitMs: exactMs });
  if (exact !== null) return { kind: "exactly", count: exact };
  if (Object.keys(input.filter).length > 0) return { kind: "more", count: few };
  return { kind: "about", count: await estimateReaders(db) };
}

async function countWithin(db: Database, { ids, limitMs }: { ids: SQL; limitMs: number }): Promise<number | null> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', ${String(limitMs)}, true)`);
      const [row] = await tx.execute<{ count: string }>(sql`select count(*) from (${ids}) picked`);
      return Number(row?.count ?? 0);
    });
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  }
}

/** What the last vacuum or analyze found, as the planner sees it. */
async function estimateReaders(db: Database): Promise<number> {
  const [row] = await db.execute<{ count: string }>(
    sql`select greatest(reltuples, 0)::bigint as count from pg_class where oid = 'reader'::regclass`,
  );
  return Number(row?.count ?? 0);
}

/** PostgreSQL's code for a statement that was cancelled, here by its time limit. */
function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === "57014";
}

function newestOnly(isOver: boolean): SQL {
  const later = sql`not exists (select from ${enrolment} later where later.reader_id = run.reader_id
    and later.course_id = run.course_id and later.run > run.run)`;
  return isOver ? later : sql`(run.state in ('unconfirmed', 'active', 'paused') or ${later})`;
}

function placeParts(place: NonNullable<ReaderFilter["place"]>, slug: string | undefined): SQL[] {
  if (place === "not begun") return [sql`run.reached_lesson_id is null and run.state in ('active', 'paused')`];
  const ofCourse = slug === undefined ? sql`true` : sql`course_id = (select id from ${course} where slug = ${slug})`;
  return [
    sql`run.reached_lesson_id = any(array(select id from ${lesson}
      where ${ofCourse} and position between ${place.from} and ${place.to}))`,
  ];
}

function seenParts({ seen }: ReaderFilter, now: Date): SQL[] {
  if (seen === undefined) return [];
  if (seen === "never") return [sql`${reader.lastSeenAt} is null`];
  if ("withinDays" in seen) return [sql`${reader.lastSeenAt} >= ${daysBefore(now, seen.withinDays).toISOString()}`];
  // Whoever never gave one has given none for these days; who came within them has not had the time to.
  const sinceAt = daysBefore(now, seen.notForDays).toISOString();
  return [sql`coalesce(${reader.lastSeenAt}, ${reader.createdAt}) < ${sinceAt}`];
}

function tagParts({ tags = [], withoutTags = [] }: ReaderFilter): SQL[] {
  const has = (tag: string) =>
    sql`exists (select from ${readerTag} tagged where tagged.reader_id = ${reader.id} and tagged.tag = ${tag})`;
  return [...tags.map(has), ...withoutTags.map((tag) => sql`not ${has(tag)}`)];
}

function ownParts(filter: ReaderFilter): SQL[] {
  const { source, zone, confirmed, newsletter: slug } = filter;
  const { fromAt, beforeAt } = signupSpan(filter);
  const parts: SQL[] = [];
  if (source !== undefined) parts.push(sql`${reader.source} = ${source}`);
  if (zone !== undefined) parts.push(sql`${reader.zone} = ${zone}`);
  if (confirmed !== undefined) parts.push(sql`${reader.confirmedAt} is ${confirmed ? sql`not null` : sql`null`}`);
  if (fromAt !== null) parts.push(sql`${reader.createdAt} >= ${fromAt.toISOString()}`);
  if (beforeAt !== null) parts.push(sql`${reader.createdAt} < ${beforeAt.toISOString()}`);
  if (slug !== undefined) {
    parts.push(sql`exists (select from ${follow} following where following.reader_id = ${reader.id}
      and following.state = 'following'
      and following.newsletter_id = (select id from ${newsletter} where slug = ${slug}))`);
  }
  return parts;
}

function suppressionParts({ suppressed }: ReaderFilter): SQL[] {
  if (suppressed === undefined) return [];
  const reason = suppressed === "none" || suppressed === "any" ? sql`true` : sql`ban.reason = ${suppressed}`;
  const exists = sql`exists (select from ${suppression} ban where ban.address_hash = ${reader.addressHash}
    and ban.lifted_at is null and ${reason})`;
  return [suppressed === "none" ? sql`not ${exists}` : exists];
}
