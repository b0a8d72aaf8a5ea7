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

function courseParts({ course: slug, state, place }: ReaderFilter): SQL[] {
  if (slug === undefined && state === undefined && place === undefined) return [];
  const parts = [sql`run.reader_id = ${reader.id}`];
  if (slug !== undefined) parts.push(sql`run.course_id = (select id from ${course} where slug = ${slug})`);
  if (state !== undefined) parts.push(sql`run.state = ${state}`);
  else parts.push(sql`run.state <> 'restarted'`);
  if (place !== undefined) parts.push(...placeParts(place, slug));
  // Whoever finished or left and came back again is where the newest run is.
  const isOver = state === "finished" || state === "left";
  if (isOver || state === undefined) parts.push(newestOnly(isOver));
  return [sql`exists (select from ${enrolment} run where ${sql.join(parts, sql` and `)})`];
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
