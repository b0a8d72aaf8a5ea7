import type { Metadata } from "next";
import { type LessonLine, readCourseDesk } from "../../../../engine/courses/desk.ts";
import { requireAuthor } from "../../author.ts";
import { Note, Said } from "../../components/note.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { Cell, RowHead, Table } from "../../components/table.tsx";
import { coursePath, found, lessonPath, namesIn } from "../course-paths.ts";
import { CourseTabs } from "./course-tabs.tsx";

export const metadata: Metadata = { title: "A course" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The lessons of one course in today's order, with who is at each. */
export default async function CoursePage({ params, searchParams }: Props) {
  const { context } = await requireAuthor("viewer");
  const { slug } = await namesIn(params);
  const { said } = await searchParams;
  const desk = found(await readCourseDesk(context, { slug }));
  const { course, lessons, retired, live, notBegun, finished, waits } = desk;
  return (
    <>
      <PageHeading title={course.facts.title} back={{ href: "/studio/courses", words: "Courses" }}>
        {course.retiredAt === null ? <a href={`/courses/${slug}`}>Its page on the site</a> : null}
      </PageHeading>
      <CourseTabs slug={slug} here="lessons" waits={waits} />
      <Said said={said} words={{ applied: "The new order is in place. What it did to whom stands in the log." }} />
      {waits ? (
        <Note>
          A new order of the lessons has been published and waits for your word.{" "}
          <a href={coursePath(slug, "order")}>See whom it meets</a>
        </Note>
      ) : null}
      <Panel
        title={`${lessons.length} lessons`}
        aside={`${count(live)} under way, ${count(notBegun)} of them before Day 1; ${count(finished)} finished`}
      >
        <Lessons slug={slug} lessons={lessons} most={mostOf(lessons)} />
      </Panel>
      {retired.length === 0 ? null : (
        <Panel title="Retired" className="mt-6">
          <p className="mb-3 max-w-[62ch] text-quiet text-small">
            They come to nobody any more. Whoever had one keeps it on their page. To bring one back, put its file back
            and list it in course.ts.
          </p>
          <Lessons slug={slug} lessons={retired} most={mostOf(lessons)} isRetired />
        </Panel>
      )}
    </>
  );
}

type Listed = { slug: string; lessons: readonly LessonLine[]; most: number; isRetired?: boolean };

function Lessons({ slug, lessons, most, isRetired = false }: Listed) {
  return (
    <Table caption={isRetired ? "Retired lessons" : "Lessons in their order"} columns={columns}>
      {lessons.map(({ id, key, day, title, kind, minutes, standing, audience }) => (
        <tr key={id}>
          <Cell numbers>{isRetired ? "" : day}</Cell>
          <RowHead>
            <a href={lessonPath({ slug, key })}>{title}</a>
            {audience === "ahead" ? null : (
              <span className="block font-normal text-quiet">
                {audience === "new" ? "For those who confirmed after it came" : "Also for those who were past it"}
              </span>
            )}
          </RowHead>
          <Cell>{kind === "rest" ? "rest day" : kind}</Cell>
          <Cell numbers>{minutes === 0 ? "" : `${minutes} min`}</Cell>
          <Cell numbers>
            <Standing count={standing} most={most} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

/** How many have this as their newest lesson; the bar says at a glance where most are, the number says it to everybody. */
function Standing({ count: standing, most }: { count: number; most: number }) {
  if (standing === 0) return <span className="text-quiet">0</span>;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span aria-hidden="true" className="hidden w-24 justify-end sm:flex">
        <span className="h-2.5 rounded-cell bg-done" style={{ width: `${Math.max(4, (standing / most) * 100)}%` }} />
      </span>
      {count(standing)}
    </span>
  );
}

function mostOf(lessons: readonly LessonLine[]): number {
  return Math.max(1, ...lessons.map(({ standing }) => standing));
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

const columns = [
  { words: "Day", numbers: true },
  { words: "Lesson" },
  { words: "Kind" },
  { words: "Length", numbers: true },
  { words: "Readers at it", numbers: true },
];
