import type { ChosenCourse } from "../../../engine/reader-choices.ts";
import { type Change, changePath } from "../paths.ts";

/** Where a change is about one course and the link did not say which; or where it is about none any more. */
export function WhichCourse({
  token,
  change,
  courses,
}: {
  token: string;
  change: Change;
  courses: readonly ChosenCourse[];
}) {
  if (courses.length === 0) return <p>There is no course of yours that this could be about at the moment.</p>;
  return (
    <>
      <p>Which course is it about?</p>
      <ul className="mt-2">
        {courses.map(({ slug, title }) => (
          <li key={slug}>
            <a className="inline-flex min-h-11 items-center" href={`${changePath(token, change)}?course=${slug}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
