import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { spokenCount, spokenShare } from "../../../../../domain/figures/share.ts";
import { type OneLesson, readLessonFigures } from "../../../../../engine/studio/figures.ts";
import { type Query, readAsked } from "../../../../(reader)/asked.ts";
import { requireAuthor } from "../../../author.ts";
import { BarList } from "../../../components/charts/bar-list.tsx";
import { LineChart } from "../../../components/charts/lines.tsx";
import { Picture } from "../../../components/charts/picture.tsx";
import { NotKnown } from "../../../components/not-known.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { idOf } from "../../../readers/paths.ts";
import { figuresPath, queryOf, readAskedFigures, spanWords } from "../../asked.ts";
import { lessonNumbersOf } from "../../tables.ts";
import { shortDay } from "../../words.ts";

export const metadata: Metadata = { title: "A lesson’s figures" };

type Props = { params: Promise<{ id: string }>; searchParams: Query };

/** One lesson's own numbers. */
export default async function LessonFiguresPage({ params, searchParams }: Props) {
  const { context } = await requireAuthor("viewer");
  const asked = readAskedFigures((await readAsked(searchParams)).value);
  const lessonId = idOf((await params).id);
  const found = lessonId === null ? null : await readLessonFigures(context, { lessonId, spanName: asked.spanName });
  if (!found) notFound();
  const { lesson, course } = found;
  const file = (of: string) => `${figuresPath}/lessons/${lesson.id}/numbers?of=${of}&span=${asked.spanName}`;
  const back = `${figuresPath}?${queryOf({ about: `course:${course.slug}`, spanName: asked.spanName })}`;
  return (
    <>
      <PageHeading
        title={lesson.title}
        lead={
          lesson.position === null
            ? "Retired: nobody gets it any more."
            : `Lesson ${lesson.position} of “${course.title}”.`
        }
        back={{ href: back, words: `Figures of ${course.title}` }}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <OfAllTime found={found} file={file("became")} />
        <Aftermath found={found} />
        <div className="min-w-0 lg:col-span-2">
          <ByDay found={found} file={file("days")} />
        </div>
      </div>
    </>
  );
}

type Part = { found: OneLesson; file: string };

function OfAllTime({ found, file }: Part) {
  const { accepted = 0, uncertain = 0, done = 0, opened = 0, clicked = 0, machine = 0 } = found.lesson.counts;
  const had = accepted + uncertain;
  const row = (name: string, value: number, below?: string) => ({
    key: name,
    name,
    value,
    words: spokenShare(value, had),
    ...(below === undefined ? {} : { below }),
  });
  return (
    <Picture
      title="What became of it"
      id="became"
      lead="Of all time."
      numbers={lessonNumbersOf("became", found)}
      file={file}
    >
      {had === 0 ? (
        <p>Nobody has had this lesson yet.</p>
      ) : (
        <BarList
          label="What became of it"
          mostOf={had}
          rows={[
            { key: "had", name: "Had it", value: had, words: spokenCount(had) },
            row("Did it", done),
            row("Clicked something", clicked, "People alone, where it may be counted."),
            row("Opened it", opened, "People alone, and weak evidence: many programs hide it."),
            row("Only machines looked", machine, "Mail programs and scanners that fetch every message."),
          ]}
        />
      )}
    </Picture>
  );
}

function Aftermath({ found: { lesson, isTold } }: { found: OneLesson }) {
  const { easy = 0, right = 0, hard = 0, refused = 0, bounced = 0, complained = 0, again = 0 } = lesson.counts;
  const { kept } = lesson;
  const rows: [name: string, words: string | null][] = [
    ["Felt easy", spokenCount(easy)],
    ["Felt just right", spokenCount(right)],
    ["Felt hard", spokenCount(hard)],
    ["Left after it", `${spokenShare(kept.left, kept.decided)} who went on or left`],
    ["Refused by the provider", spokenCount(refused)],
    ["Came back", isTold ? spokenCount(bounced) : null],
    ["Marked as spam", isTold ? spokenCount(complained) : null],
    ["Sent once more by an author", spokenCount(again)],
  ];
  return (
    <Panel title="How it went">
      <dl className="grid gap-2">
        {rows.map(([name, words]) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-4 border-line border-b pb-2">
            <dt>{name}</dt>
            <dd className="font-semibold tabular-nums">{words ?? <NotKnown />}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function ByDay({ found, file }: Part) {
  const { days, spanName } = found;
  const none = days.bins.map(() => 0);
  const { accepted = 0, done = 0 } = days.totals;
  const said = `${spokenCount(accepted)} times sent, ${spokenCount(done)} times done.`;
  return (
    <Picture
      title={spanWords[spanName]}
      id="days"
      lead={`${said} By ${days.step}; days are those of UTC.`}
      numbers={lessonNumbersOf("days", found)}
      file={file}
    >
      <LineChart
        title="Sent and done"
        words={said}
        places={days.bins.map(({ from }) => shortDay(from))}
        series={[
          { words: "Sent", ink: "brand", values: days.series.accepted ?? none },
          { words: "Done", ink: "ink", values: days.series.done ?? none },
        ]}
      />
    </Picture>
  );
}
