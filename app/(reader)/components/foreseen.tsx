import type { ChosenCourse } from "../../../engine/reader-choices.ts";
import { unbroken } from "../../unbroken.ts";

/** When the next lessons would come, by course; a single course needs no name. */
export function Foreseen({ courses }: { courses: readonly ChosenCourse[] }) {
  return <ComingList courses={courses}>{({ coming }) => wouldCome(coming)}</ComingList>;
}

function wouldCome({ at, when, words }: ChosenCourse["coming"]): string {
  if (when !== null) return `Your next lesson would then come ${when}.`;
  return at === null ? words : "Your next lesson would then come at once.";
}

/** When the next lessons come, by course. */
export function ComingList({
  courses,
  children = ({ coming }) => coming.words,
}: {
  courses: readonly ChosenCourse[];
  children?: (course: ChosenCourse) => string;
}) {
  const [only, ...others] = courses;
  if (only === undefined) return null;
  if (others.length === 0) return <p>{unbroken(children(only))}</p>;
  return (
    <ul className="grid gap-2">
      {courses.map((course) => (
        <li key={course.slug}>
          <strong className="font-semibold">{course.title}:</strong> {unbroken(children(course))}
        </li>
      ))}
    </ul>
  );
}
