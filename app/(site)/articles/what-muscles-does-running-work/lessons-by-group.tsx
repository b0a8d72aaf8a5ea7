import type { LessonOfGroup } from "../../../../engine/catalogue.ts";

/** The lessons that train one group, by course: a cell for each day, which leads to its place in the course's outline. */
export function LessonsByGroup({ lessons }: { lessons: readonly LessonOfGroup[] }) {
  const courses = Map.groupBy(lessons, ({ courseSlug }) => courseSlug);
  return [...courses].map(([slug, ofCourse]) => (
    <div key={slug} className="mt-4">
      <p className="text-small text-quiet">Trained in {ofCourse[0]?.courseTitle} on these days</p>
      <ul className="mt-1.5 flex flex-wrap gap-1">
        {ofCourse.map(({ key, day, title }) => (
          <li key={key}>
            <a
              href={`/courses/${slug}#${key}`}
              title={title}
              className="grid size-9 place-items-center rounded-cell border border-line bg-surface text-small text-ink no-underline hover:border-ink"
            >
              <span className="sr-only">Day </span>
              {day}
              <span className="sr-only">, {title}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}
