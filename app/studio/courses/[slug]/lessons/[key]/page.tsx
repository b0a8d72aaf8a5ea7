import type { Metadata } from "next";
import { htmlLimitBytes } from "../../../../../../domain/message-size.ts";
import { readCourseHead } from "../../../../../../engine/courses/desk.ts";
import { findSomebody, type LessonPreview, previewLesson } from "../../../../../../engine/courses/preview.ts";
import { isAllowed } from "../../../../../../engine/studio/author.ts";
import { Button } from "../../../../../components/button.tsx";
import { Field } from "../../../../../components/field.tsx";
import { asSeen } from "../../../../../mailbox/as-seen.ts";
import { LetterFrame } from "../../../../../mailbox/components/letter-frame.tsx";
import { requireAuthor } from "../../../../author.ts";
import { PageHeading } from "../../../../components/page-heading.tsx";
import { Panel } from "../../../../components/panel.tsx";
import { PressForm } from "../../../../components/press-form.tsx";
import { coursePath, found, lessonPath, namesIn } from "../../../course-paths.ts";
import { CourseTabs } from "../../course-tabs.tsx";
import { TestTold } from "./test-told.tsx";
import { type LessonQuery, readView, seenAs, type View, viewPath } from "./view.ts";
import { ViewSwitches } from "./view-switches.tsx";

export const metadata: Metadata = { title: "A lesson" };

type Props = { params: Promise<{ slug: string; key: string }>; searchParams: Promise<LessonQuery> };

/** One lesson as a reader would see it, in every form that a letter takes. */
export default async function LessonPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { slug, key } = await namesIn(params);
  const query = await searchParams;
  const view = readView(query);
  const { course, lesson, day, preview } = found(await previewLesson(context, { slug, key, as: seenAs(view) }));
  const { waits } = found(await readCourseHead(context, { slug }));
  const text = [query.find].flat().at(-1) ?? "";
  const people = text === "" ? null : await findSomebody(context, { text });
  const path = lessonPath({ slug, key });
  const kind = lesson.kind === "rest" ? "Rest day" : lesson.kind === "mobility" ? "Mobility" : "Training";
  return (
    <>
      <PageHeading
        title={`${day === null ? "Retired" : `Day ${day}`}: ${lesson.title}`}
        lead={`${kind}, ${lesson.minutes} minutes. Written in emails/courses/${slug}/${key}.tsx.`}
        back={{ href: coursePath(slug), words: course.facts.title }}
      />
      <CourseTabs slug={slug} here="lessons" waits={waits} />
      <TestTold query={query} address={author.address} wayOut={context.mail.name} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <ViewSwitches path={path} view={view} />
          <Envelope preview={preview} />
          <Shown preview={preview} view={view} />
        </div>
        {/* Before the letter on a narrow screen, where it would stand below a page that is ten screens long. */}
        <div className="grid min-w-0 gap-6 max-xl:order-first sm:max-xl:grid-cols-2">
          <Panel title="Send me a test">
            <SendTest path={path} view={view} address={author.address} mayAct={isAllowed(author, "owner")} />
          </Panel>
          <Panel title="As a reader of yours">
            <FindReader path={path} view={view} text={text} people={people} />
          </Panel>
        </div>
      </div>
    </>
  );
}

/** As it stands in an inbox, and whether it is small enough to arrive whole. */
function Envelope({ preview }: { preview: LessonPreview }) {
  const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0);
  return (
    <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-card bg-surface p-4 text-small">
      <dt className="text-quiet">Subject</dt>
      <dd className="font-semibold">{preview.subject}</dd>
      <dt className="text-quiet">Preview line</dt>
      <dd>{preview.preheader}</dd>
      <dt className="text-quiet">Shown for</dt>
      <dd>
        {preview.shownFor}
        {preview.greets ? "" : ". It places no name here"}
      </dd>
      <dt className="text-quiet">Size</dt>
      <dd>
        {kilobytes(preview.sizeBytes)} KB of {kilobytes(htmlLimitBytes)} KB. Longer letters are cut off by Gmail, so
        publishing refuses them.
      </dd>
    </dl>
  );
}

function Shown({ preview, view }: { preview: LessonPreview; view: View }) {
  if (view.show === "letter") {
    return <LetterFrame html={asSeen(preview.html, view.scheme)} width={view.width} scheme={view.scheme} />;
  }
  return (
    <section
      aria-label="The text part"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a mouse.
      tabIndex={0}
      className="mt-4 max-h-[80svh] overflow-auto rounded-card bg-surface p-4 sm:p-6"
    >
      <pre className="wrap-anywhere whitespace-pre-wrap font-mono text-small leading-relaxed">{preview.text}</pre>
    </section>
  );
}

type Acting = { path: string; view: View; address: string; mayAct: boolean };

function SendTest({ path, view, address, mayAct }: Acting) {
  if (!mayAct) return <p className="text-quiet">Only an owner may send a test.</p>;
  return (
    <>
      <p className="mb-4 text-small">
        To <strong className="wrap-anywhere">{address}</strong>, by the way that real mail takes, with “[Test]” before
        its subject. It counts for nobody, and its links lead to the site.
      </p>
      <PressForm action={`${path}/test`} values={{ name: view.name, view: viewPath(path, view) }}>
        <Button type="submit">Send me a test</Button>
      </PressForm>
    </>
  );
}

type Finding = { path: string; view: View; text: string; people: Awaited<ReturnType<typeof findSomebody>> | null };

function FindReader({ path, view, text, people }: Finding) {
  const asOne = (reader: number | null) => viewPath(path, { ...view, reader });
  return (
    <>
      <form method="get" action={path} className="grid gap-3">
        <Field id="find" label="Part of a name or address" defaultValue={text} autoComplete="off" />
        <div>
          <Button type="submit" look="quiet">
            Find
          </Button>
        </div>
      </form>
      {people?.length === 0 ? <p className="mt-3">Nobody has that in their name or address.</p> : null}
      {people && people.length > 0 ? (
        <ul className="mt-3 grid gap-1">
          {people.map(({ id, name, address }) => (
            <li key={id} className="min-w-0">
              <a href={asOne(id)} className="wrap-anywhere inline-flex min-h-11 items-center">
                {name === null ? address : `${name}, ${address}`}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {view.reader === null ? null : (
        <p className="mt-3">
          <a href={asOne(null)}>Back to somebody made up</a>
        </p>
      )}
    </>
  );
}
