import type { Metadata } from "next";
import { type Figures, readFigures } from "../../../engine/studio/figures.ts";
import { type Query, readAsked } from "../../(reader)/asked.ts";
import { requireAuthor } from "../author.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { type AskedFigures, besideOf, figuresPath, queryOf, readAskedFigures } from "./asked.ts";
import { FormToEnd, Growth, Hours } from "./components/growth.tsx";
import { Felt, LessonList, Retention } from "./components/lessons.tsx";
import { Picker } from "./components/picker.tsx";
import { BouncesAndComplaints } from "./components/trouble.tsx";

export const metadata: Metadata = { title: "Figures" };

/** Who comes, how far they go, when they read, and how mail fares, in pictures with their numbers. */
export default async function FiguresPage({ searchParams }: { searchParams: Query }) {
  const { context } = await requireAuthor("viewer");
  const { value } = await readAsked(searchParams);
  const asked = readAskedFigures(value);
  const figures = await readFigures(context, asked);
  return (
    <>
      <PageHeading
        title="Figures"
        lead="Counted from what happened, people apart from machines. Each picture has its numbers below it."
      />
      <Picker {...figures} />
      {figures.isEmpty ? (
        <NothingYet figures={figures} />
      ) : (
        <Pictures figures={figures} asked={asked} open={value("table")} />
      )}
    </>
  );
}

function Pictures({ figures, asked, open }: { figures: Figures; asked: AskedFigures; open: string }) {
  const part = { figures, beside: besideOf(asked, open) };
  const pathOf = (lessonId: number) => `${figuresPath}/lessons/${lessonId}?${queryOf(asked)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {/* Columns and no grid, whose rows would be as high as the higher of two pictures and leave holes. */}
      <div className="gap-6 lg:columns-2 [&>*:not(:last-child)]:mb-6 [&>*]:break-inside-avoid">
        <Growth {...part} />
        {figures.chapter?.kind === "newsletter" ? null : <FormToEnd {...part} />}
        {figures.lessons.length > 0 ? (
          <>
            <Retention {...part} />
            <Felt {...part} />
          </>
        ) : null}
        <Hours {...part} />
        <BouncesAndComplaints {...part} />
      </div>
      {figures.lessons.length > 0 ? (
        <LessonList figures={figures} pathOf={pathOf} />
      ) : (
        <ChooseCourse figures={figures} asked={asked} />
      )}
    </div>
  );
}

/** The pictures of lessons belong to one course. */
function ChooseCourse({ figures, asked }: { figures: Figures; asked: AskedFigures }) {
  const courses = figures.chapters.filter(({ kind }) => kind === "course");
  if (figures.chapter !== null || courses.length === 0) return null;
  return (
    <EmptyState
      title="Lesson by lesson"
      words="Where readers stop, how lessons felt, and each lesson’s own numbers are shown for one course."
    >
      {courses.map(({ slug, title }) => (
        <a key={slug} href={`${figuresPath}?${queryOf({ ...asked, about: `course:${slug}` })}`}>
          {title}
        </a>
      ))}
    </EmptyState>
  );
}

function NothingYet({ figures }: { figures: Figures }) {
  return (
    <EmptyState
      title="Nothing to count yet"
      words={
        figures.chapter === null
          ? "Figures begin with the first signup. Open your site as a reader sees it, and share its address; or bring readers you have from elsewhere."
          : `Nobody has signed up for “${figures.chapter.title}” yet. Share the address of its page.`
      }
    >
      <a href={figures.chapter?.kind === "course" ? `/courses/${figures.chapter.slug}` : "/"}>
        {figures.chapter?.kind === "course" ? "Open its page" : "Open the site"}
      </a>
    </EmptyState>
  );
}
