import type { CoursePage } from "../../../../engine/catalogue.ts";
import { kindWords } from "../../course-words.ts";

/** Every day of the course, week by week. A lesson's key is its place on the page, where the article's links lead. */
export function Outline({ course }: { course: CoursePage }) {
  return (
    <section aria-labelledby="outline" className="mx-auto mt-20 max-w-6xl px-5 sm:px-8">
      <h2 id="outline" className="text-title">
        All {course.days} days
      </h2>
      <p className="mt-4 max-w-[62ch]">{course.rhythm}</p>
      <div className="mt-10 grid gap-12">
        {course.weeks.map((week, place) => (
          <div key={week.title} className="grid gap-x-12 gap-y-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
            <div>
              {course.weeks.length > 1 && <p className="text-small text-quiet">Week {place + 1}</p>}
              <h3 className="text-section">{week.title}</h3>
              <p className="mt-1 text-quiet">{week.aim}</p>
            </div>
            <ol className="grid">
              {week.lessons.map((lesson) => (
                <Day key={lesson.key} lesson={lesson} />
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}

type Lesson = CoursePage["weeks"][number]["lessons"][number];

function Day({ lesson: { key, day, title, kind, minutes } }: { lesson: Lesson }) {
  const cell = kind === "training" ? "bg-done text-done-ink" : "bg-rest text-rest-ink";
  return (
    <li
      id={key}
      className="grid scroll-mt-6 grid-cols-[2.75rem_minmax(0,1fr)] items-center gap-x-4 border-t border-line py-2.5 target:bg-surface sm:grid-cols-[2.75rem_minmax(0,1fr)_auto]"
    >
      <span
        className={`row-span-2 grid size-11 place-items-center rounded-cell font-display text-minor font-bold sm:row-span-1 ${cell}`}
      >
        <span className="sr-only">Day </span>
        {day}
      </span>
      <span className="font-semibold">{title}</span>
      <span className="col-start-2 text-small text-quiet sm:col-start-3">
        {kindWords[kind]}, {minutes} min
      </span>
    </li>
  );
}
