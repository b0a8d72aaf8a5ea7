import { eq, sql } from "drizzle-orm";
import type { CourseDescription } from "../domain/course-description.ts";
import type { CourseSettings } from "../domain/course-settings.ts";
import type { Database } from "./connect.ts";
import { course } from "./schema/courses.ts";

/** Keeps what was changed in the studio, and what holds because of it. */
export async function changeCourseSettings(
  db: Database,
  input: { id: number; declared: CourseDescription; settings: CourseSettings; facts: CourseDescription },
): Promise<void> {
  const { id, declared, settings, facts } = input;
  const own = Object.keys(settings).length === 0 ? null : declared;
  await db.update(course).set({ declared: own, settings, facts }).where(eq(course.id, id));
}

/** How many readers a setting may meet: under way, waiting to do a lesson, waiting for Day 1, through. */
export type Met = { live: number; waiting: number; notBegun: number; finished: number };

export async function countMet(db: Database, input: { courseId: number }): Promise<Met> {
  const [row] = await db.execute<Record<keyof Met, string>>(sql`
    select count(*) filter (where state in ('active', 'paused')) as live,
      count(*) filter (where wait = 'completion') as waiting,
      count(*) filter (where state in ('active', 'paused') and reached_lesson_id is null) as "notBegun",
      count(*) filter (where state = 'finished') as finished
    from enrolment where course_id = ${input.courseId} and state in ('active', 'paused', 'finished')`);
  const number = (raw: string | undefined) => Number(raw ?? 0);
  return {
    live: number(row?.live),
    waiting: number(row?.waiting),
    notBegun: number(row?.notBegun),
    finished: number(row?.finished),
  };
}
