import { asc, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { course, lesson } from "../schema/courses.ts";
import { type EnrolmentState, enrolment } from "../schema/enrolments.ts";
import { newsletter } from "../schema/letters.ts";
import { reader, readerTag, suppression } from "../schema/readers.ts";

/** One run of a reader, as a list of readers shows it. */
export type ListedRun = {
  courseTitle: string;
  state: EnrolmentState;
  /** The place of the newest lesson that they had, and of how many. */
  place: number | null;
  wait: string | null;
  pauseReason: string | null;
};

/** What a list shows of each of these readers, in the order in which they are asked for. */
export async function describeReaders(db: Database, input: { ids: readonly number[] }) {
  const ids = sql`any(${sql.param([...input.ids])}::bigint[])`;
  const rowsOf = db
    .select({
      id: reader.id,
      name: reader.name,
      address: reader.address,
      zone: reader.zone,
      createdAt: reader.createdAt,
      confirmedAt: reader.confirmedAt,
      lastSeenAt: reader.lastSeenAt,
      source: reader.source,
      suppressedFor: suppression.reason,
    })
    .from(reader)
    .leftJoin(suppression, sql`${suppression.addressHash} = ${reader.addressHash} and ${suppression.liftedAt} is null`)
    .where(sql`${reader.id} = ${ids}`);
  const tagsOfAll = db
    .select({ readerId: readerTag.readerId, tag: readerTag.tag })
    .from(readerTag)
    .where(sql`${readerTag.readerId} = ${ids}`)
    .orderBy(asc(readerTag.tag));
  const runsOfAll = db
    .selectDistinctOn([enrolment.readerId, enrolment.courseId], {
      readerId: enrolment.readerId,
      courseTitle: sql<string>`${course.facts} ->> 'title'`,
      state: enrolment.state,
      place: lesson.position,
      wait: enrolment.wait,
      pauseReason: enrolment.pauseReason,
    })
    .from(enrolment)
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .leftJoin(lesson, eq(lesson.id, enrolment.reachedLessonId))
    .where(sql`${enrolment.readerId} = ${ids}`)
    .orderBy(enrolment.readerId, enrolment.courseId, desc(enrolment.run));
  const [rows, tags, runs] = await Promise.all([rowsOf, tagsOfAll, runsOfAll]);
  const tagsOf = Map.groupBy(tags, ({ readerId }) => readerId);
  const runsOf = Map.groupBy(runs, ({ readerId }) => readerId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return input.ids.flatMap((id) => {
    const row = byId.get(id);
    const own = { tags: (tagsOf.get(id) ?? []).map(({ tag }) => tag), runs: runsOf.get(id) ?? [] };
    return row ? [{ ...row, ...own }] : [];
  });
}

export type ListedReader = Awaited<ReturnType<typeof describeReaders>>[number];

/** More than any author keeps in their head; what is beyond can still be typed. */
const longestChoice = 200;

/**
 * What can be chosen in a filter: courses, newsletters, and the tags and sources that occur. The last two are walked
 * along their indexes from one value to the next, which costs as many steps as there are values and not as readers.
 */
export async function listFilterChoices(db: Database) {
  const courses = db
    .select({ slug: course.slug, title: sql<string>`${course.facts} ->> 'title'` })
    .from(course)
    .orderBy(course.id)
    .limit(longestChoice);
  const newsletters = db
    .select({ slug: newsletter.slug, title: newsletter.title })
    .from(newsletter)
    .orderBy(asc(newsletter.title))
    .limit(longestChoice);
  const all = await Promise.all([courses, newsletters, listTags(db), listSources(db)]);
  return { courses: all[0], newsletters: all[1], tags: all[2], sources: all[3] };
}

export async function listTags(db: Database): Promise<string[]> {
  const rows = await db.execute<{ word: string }>(sql`
    with recursive walk as (
      (select tag as word from reader_tag order by tag limit 1)
      union all
      select (select tag from reader_tag where tag > walk.word order by tag limit 1) from walk where walk.word is not null)
    select word from walk where word is not null limit ${longestChoice}`);
  return rows.map(({ word }) => word);
}

async function listSources(db: Database): Promise<string[]> {
  const rows = await db.execute<{ word: string }>(sql`
    with recursive walk as (
      (select source as word from reader where source is not null order by source limit 1)
      union all
      select (select source from reader where source > walk.word order by source limit 1) from walk
      where walk.word is not null)
    select word from walk where word is not null limit ${longestChoice}`);
  return rows.map(({ word }) => word);
}
