import type { StudioCourse } from "../../../../../engine/studio/reader-story.ts";
import { actWords } from "../act-words.ts";
import { actPath, courseActs } from "../acts.ts";

type Props = { courses: readonly StudioCourse[]; readerId: number; isOwner: boolean };

/** The answer for each course, in a sentence, and what can be done about it. */
export function Courses({ courses, readerId, isOwner }: Props) {
  if (courses.length === 0) return <p>They are in no course, so no lesson is due to them.</p>;
  return (
    <ul className="grid gap-5">
      {courses.map((course) => (
        <li key={course.enrolment.id} className="grid gap-1">
          <h3 className="font-display font-bold">
            <a href={`/studio/courses/${encodeURIComponent(course.slug)}`} className="text-ink">
              {course.title}
            </a>
          </h3>
          <p className={`max-w-[70ch] ${course.answer.tone === "trouble" ? "text-alarm" : ""}`}>
            {course.answer.tone === "trouble" ? <strong>Needs you. </strong> : null}
            {course.answer.words}
          </p>
          {isOwner ? <Acts course={course} readerId={readerId} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Acts({ course, readerId }: { course: StudioCourse; readerId: number }) {
  const acts = courseActs(course);
  if (acts.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-5">
      {acts.map((kind) => (
        <li key={kind}>
          <a href={actPath(readerId, kind, course.slug)} className="inline-flex min-h-11 items-center text-small">
            {kind === "pause" && course.enrolment.state === "paused" ? "Pause until another day" : actWords[kind].link}
            <span className="sr-only"> in {course.title}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
