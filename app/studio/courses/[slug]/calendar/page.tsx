import type { Metadata } from "next";
import { readCourseHead } from "../../../../../engine/courses/desk.ts";
import { imagine } from "../../../../../engine/courses/imagine.ts";
import { requireAuthor } from "../../../author.ts";
import { Note } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { coursePath, found, namesIn } from "../../course-paths.ts";
import { CourseTabs } from "../course-tabs.tsx";
import { Days } from "./days.tsx";
import { Months } from "./months.tsx";
import { WishForm } from "./wish-form.tsx";
import { type CalendarQuery, readWishes } from "./wishes.ts";

export const metadata: Metadata = { title: "What-if calendar" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<CalendarQuery> };

/** All dates of a course for somebody who does not exist, by the very code that sends. */
export default async function CalendarPage({ params, searchParams }: Props) {
  const { context } = await requireAuthor("viewer");
  const { slug } = await namesIn(params);
  const { wished, errors } = readWishes(await searchParams);
  const desk = found(await readCourseHead(context, { slug }));
  const { imagined, calendar } = found(await imagine(context, { slug, wished }));
  const { missed, isWhole } = calendar;
  return (
    <>
      <PageHeading
        title="What-if calendar"
        lead="When would each lesson come? Nobody is enrolled by this, and nothing is sent. The address of this page holds the whole question, so you can send it to somebody."
        back={{ href: coursePath(slug), words: desk.course.facts.title }}
      />
      <CourseTabs slug={slug} here="calendar" waits={desk.waits} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[24rem_minmax(0,1fr)]">
        <Panel title="What if">
          <WishForm slug={slug} imagined={imagined} errors={errors} />
        </Panel>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          {Object.keys(errors).length > 0 ? (
            <Note kind="wrong">Something in the form was not understood. The dates below leave it out.</Note>
          ) : null}
          {isWhole ? null : <Note kind="wrong">This goes on for more than two years; the end is cut off.</Note>}
          <Panel title="The months">
            <Months days={calendar.days} />
          </Panel>
          {missed.length === 0 ? null : (
            <Note>
              Never sent, because their days go by:{" "}
              {missed.map(({ number, title }) => `Day ${number}, ${title}`).join("; ")}. They stay open on the web.
            </Note>
          )}
          <Panel title="Every day">
            <Days days={calendar.days} />
          </Panel>
          <p className="max-w-[62ch] text-quiet text-small">
            This supposes that nothing is in the way: every lesson goes out when it is due, and each is done before the
            next. After an outage one lesson comes and the rest moves back, unless the course skips to today.
          </p>
        </div>
      </div>
    </>
  );
}
