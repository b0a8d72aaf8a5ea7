import type { Metadata } from "next";
import { listCourseLines } from "../../../engine/courses/desk.ts";
import { requireAuthor } from "../author.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Panel } from "../components/panel.tsx";
import { Cell, RowHead, Table } from "../components/table.tsx";
import { coursePath } from "./course-paths.ts";

export const metadata: Metadata = { title: "Courses" };

/** Every course, with who is in it. */
export default async function CoursesPage() {
  const { context } = await requireAuthor("viewer");
  const courses = await listCourseLines(context);
  return (
    <>
      <PageHeading
        title="Courses"
        lead="Their lessons come from emails/courses, and their order too. Here you see who is where, try a lesson, set the pacing, and say what a new order does to readers under way."
      />
      {courses.length === 0 ? (
        <EmptyState
          title="No course yet"
          words={
            <>
              Make one with <code>npm run dayletter -- new course your-course</code>, and it is here after{" "}
              <code>npm run dayletter -- publish</code>.
            </>
          }
        />
      ) : (
        <Panel>
          <Table caption="Courses" columns={columns}>
            {courses.map(({ slug, title, isOffered, waits, counts }) => (
              <tr key={slug}>
                <RowHead>
                  <a href={coursePath(slug)}>{title}</a>
                  {isOffered ? null : <span className="block font-normal text-quiet">Not offered any more</span>}
                  {waits ? (
                    <a href={coursePath(slug, "order")} className="block font-semibold">
                      A new order waits for your word
                    </a>
                  ) : null}
                </RowHead>
                <Cell numbers>{(counts.active + counts.paused).toLocaleString("en-US")}</Cell>
                <Cell numbers>{counts.paused.toLocaleString("en-US")}</Cell>
                <Cell numbers>{counts.finished.toLocaleString("en-US")}</Cell>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
    </>
  );
}

const columns = [
  { words: "Course" },
  { words: "Under way", numbers: true },
  { words: "Of them paused", numbers: true },
  { words: "Finished", numbers: true },
];
