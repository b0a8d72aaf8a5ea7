import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import type { Measure } from "../schema/tallies.ts";

/** What the figures are of. */
export type Subject = { kind: "all" } | { kind: "courses" } | { kind: "course" | "newsletter"; id: number };

/** Days of UTC, both ends included. */
type Asked = { measures: readonly Measure[]; subject: Subject; from: string; to: string };

/** What stands and what was not folded in yet, as if it were one table: exact at the moment of the question. */
const tallies = sql`(select measure, day, course_id, newsletter_id, lesson_id, week_hour, count from tally
  union all select measure, day, course_id, newsletter_id, lesson_id, week_hour, count from tally_change) t`;

function isOf(subject: Subject): SQL {
  if (subject.kind === "all") return sql`true`;
  if (subject.kind === "courses") return sql`course_id is not null`;
  return subject.kind === "course" ? sql`course_id = ${subject.id}` : sql`newsletter_id = ${subject.id}`;
}

function isAsked({ measures, subject, from, to }: Asked): SQL {
  return sql`measure = any(${sql.param([...measures])}::text[]) and ${isOf(subject)}
    and day between ${from}::date and ${to}::date`;
}

/** How often each thing happened on each day; days without it are left out. */
export async function sumByDay(
  db: Database,
  asked: Asked,
): Promise<{ measure: Measure; day: string; count: number }[]> {
  const rows = await db.execute<{ measure: Measure; day: string; count: string }>(sql`
    select measure, day::text, sum(count) as count from ${tallies} where ${isAsked(asked)} group by measure, day
    having sum(count) <> 0`);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** At which hours of their own weeks people read; hours without anybody are left out. */
export async function sumByWeekHour(
  db: Database,
  asked: Omit<Asked, "measures">,
): Promise<{ weekHour: number; count: number }[]> {
  const rows = await db.execute<{ weekHour: number; count: string }>(sql`
    select week_hour as "weekHour", sum(count) as count from ${tallies} where ${isAsked({ ...asked, measures: ["read"] })}
    group by week_hour having sum(count) <> 0`);
  return rows.map(({ weekHour, count }) => ({ weekHour, count: Number(count) }));
}

/** Everything that was ever counted of a course's lessons; `lessonId` null is what came before the first. */
export async function sumByLesson(
  db: Database,
  input: { courseId: number },
): Promise<{ lessonId: number | null; measure: Measure; count: number }[]> {
  const rows = await db.execute<{ lessonId: string | null; measure: Measure; count: string }>(sql`
    select lesson_id as "lessonId", measure, sum(count) as count from ${tallies}
    where course_id = ${input.courseId} and (lesson_id is not null or measure = 'leftAt') group by lesson_id, measure
    having sum(count) <> 0`);
  return rows.map(({ lessonId, ...row }) => ({
    ...row,
    lessonId: lessonId === null ? null : Number(lessonId),
    count: Number(row.count),
  }));
}

/** What was counted of one lesson on each day. */
export async function sumLessonByDay(
  db: Database,
  input: { lessonId: number; measures: readonly Measure[]; from: string; to: string },
): Promise<{ measure: Measure; day: string; count: number }[]> {
  const { lessonId, ...asked } = input;
  const rows = await db.execute<{ measure: Measure; day: string; count: string }>(sql`
    select measure, day::text, sum(count) as count from ${tallies}
    where lesson_id = ${lessonId} and ${isAsked({ ...asked, subject: { kind: "all" } })}
    group by measure, day having sum(count) <> 0`);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The first day of which anything is known; null where nothing ever happened. */
export async function findFirstDay(db: Database, input: { subject: Subject }): Promise<string | null> {
  const [row] = await db.execute<{ day: string | null }>(sql`
    select min(day)::text as day from ${tallies} where ${isOf(input.subject)}`);
  return row?.day ?? null;
}

export type Chapter = { kind: "course" | "newsletter"; id: number; slug: string; title: string };

/** What figures may be asked of: courses in their order, then newsletters. */
export async function listChapters(db: Database): Promise<Chapter[]> {
  const rows = await db.execute<Omit<Chapter, "id"> & { id: string }>(sql`
    select 'course' as kind, id, slug, facts ->> 'title' as title, 1 as place, (facts ->> 'order')::numeric as nth from course
    union all select 'newsletter', id, slug, title, 2, id from newsletter order by place, nth limit 500`);
  return rows.map(({ kind, id, slug, title }) => ({ kind, id: Number(id), slug, title }));
}

/** How many lessons a course has that are not retired; of everything, the longest course. */
export async function countLessonsOfLongest(db: Database, input: { subject: Subject }): Promise<number> {
  const { subject } = input;
  const own = subject.kind === "course" ? sql`course_id = ${subject.id}` : sql`true`;
  const [row] = await db.execute<{ count: string }>(sql`
    select coalesce(max(count), 0) as count from (
      select count(*) as count from lesson where retired_at is null and ${own} group by course_id) of_course`);
  return Number(row?.count ?? 0);
}

export async function findCourseOfLesson(db: Database, input: { lessonId: number }): Promise<{ slug: string } | null> {
  const [row] = await db.execute<{ slug: string }>(sql`
    select c.slug from lesson l join course c on c.id = l.course_id where l.id = ${input.lessonId}`);
  return row ?? null;
}
