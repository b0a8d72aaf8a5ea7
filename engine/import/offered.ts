import { type Course, type Lesson, listLessons, listLiveCourses } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { listNewsletters } from "../../db/importing.ts";
import type { Offered } from "../../domain/import/row.ts";
import { liveLessons } from "../passage.ts";

/** The courses and newsletters that a file may put people into, with what beginning them needs. */
export type Places = {
  offered: Offered;
  courses: ReadonlyMap<string, { course: Course; lessons: readonly Lesson[] }>;
  newsletters: ReadonlyMap<string, number>;
  /** What newsletters are called, by slug. */
  titles: ReadonlyMap<string, string>;
};

export async function readPlaces(db: Database): Promise<Places> {
  const courses = new Map<string, { course: Course; lessons: readonly Lesson[] }>();
  for (const course of await listLiveCourses(db)) {
    const lessons = liveLessons({ lessons: await listLessons(db, { courseId: course.id }) });
    courses.set(course.slug, { course, lessons });
  }
  const newsletters = await listNewsletters(db);
  const named = [...courses.values()].flatMap(({ course, lessons }) => {
    const place = { slug: course.slug, lessons: lessons.length };
    return [course.slug, course.facts.title].map((name) => [name.toLowerCase(), place] as const);
  });
  const letters = newsletters.flatMap(({ slug, title }) =>
    [slug, title].map((name) => [name.toLowerCase(), slug] as const),
  );
  return {
    offered: { courses: new Map(named), newsletters: new Map(letters) },
    courses,
    newsletters: new Map(newsletters.map(({ slug, id }) => [slug, id])),
    titles: new Map(newsletters.map(({ slug, title }) => [slug, title])),
  };
}
