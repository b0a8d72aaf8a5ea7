import type { CourseSummary } from "../../engine/catalogue.ts";
import { courseFacts } from "./course-words.ts";

export function CourseList({ courses }: { courses: readonly CourseSummary[] }) {
  return (
    <section aria-labelledby="more-courses" className="mx-auto mt-20 max-w-6xl px-5 sm:px-8">
      <h2 id="more-courses" className="text-title">
        {courses.length === 1 ? "Another course" : "Other courses"}
      </h2>
      <ul className="mt-6 grid gap-4 md:grid-cols-2">
        {courses.map((course) => (
          <li key={course.slug} className="rounded-card bg-surface p-6">
            <h3 className="text-minor">
              <a href={`/courses/${course.slug}`}>{course.title}</a>
            </h3>
            <p className="mt-1 text-small text-quiet">{courseFacts(course)}</p>
            <p className="mt-3">{course.promise}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
