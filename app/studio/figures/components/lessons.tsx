import { spokenCount, spokenPercent } from "../../../../domain/figures/share.ts";
import type { Figures, LessonFigures } from "../../../../engine/studio/figures.ts";
import { LineChart } from "../../components/charts/lines.tsx";
import { Picture } from "../../components/charts/picture.tsx";
import { StackChart } from "../../components/charts/stacks.tsx";
import { Panel } from "../../components/panel.tsx";
import { Cell, RowHead, Table } from "../../components/table.tsx";
import type { Beside } from "../asked.ts";
import { didShare, numbersOf } from "../tables.ts";

type Part = { figures: Figures; beside: Beside };

export function Retention({ figures, beside }: Part) {
  const { lessons, dropOff, leftBefore } = figures;
  const worst = dropOff === null ? null : lessons[dropOff];
  const said = worst
    ? `Most leave after “${worst.title}”: ${spokenPercent(worst.kept.leaving ?? 0)} (${spokenCount(worst.kept.left)} of ${spokenCount(worst.kept.decided)}).`
    : "No lesson has ten people yet who went on or left, so no drop-off can be told.";
  return (
    <Picture
      title="Who is still there, lesson by lesson"
      id="lessons"
      lead={
        <>
          {said} {leftBefore > 0 ? `${spokenCount(leftBefore)} left before the first lesson. ` : ""}Of all time. Whoever
          is under way counts up to where they are: at each lesson only those are asked who went on or left.
        </>
      }
      numbers={numbersOf("lessons", figures)}
      {...beside("lessons")}
    >
      <LineChart
        title="Who is still there, lesson by lesson"
        words={said}
        places={lessons.map((_, place) => String(place + 1))}
        spoken={(value) => `${Math.round(value * 100)}%`}
        atLeast={1}
        series={[
          { words: "Still there after it", ink: "brand", values: lessons.map(stillThere) },
          { words: "Did it, of those who had it", ink: "ink", values: lessons.map(didShare) },
        ]}
        mark={dropOff === null ? null : { place: dropOff, words: `Most leave after lesson ${dropOff + 1}` }}
      />
    </Picture>
  );
}

/** Nothing is drawn where nobody has decided yet. */
function stillThere({ kept: { decided, stillThere: share } }: LessonFigures): number | null {
  return decided === 0 ? null : share;
}

export function Felt({ figures, beside }: Part) {
  const { lessons } = figures;
  const sum = (part: "easy" | "right" | "hard") => lessons.reduce((all, { counts }) => all + (counts[part] ?? 0), 0);
  const said = `${spokenCount(sum("easy"))} times easy, ${spokenCount(sum("right"))} just right, ${spokenCount(sum("hard"))} hard.`;
  return (
    <Picture
      title="How lessons felt"
      id="felt"
      lead={`${said} What readers said when they did a lesson; not everybody says. Of all time.`}
      numbers={numbersOf("felt", figures)}
      {...beside("felt")}
    >
      {sum("easy") + sum("right") + sum("hard") === 0 ? (
        <p>Nobody has said how a lesson felt yet.</p>
      ) : (
        <StackChart
          title="How lessons felt"
          words={said}
          parts={["Hard", "Just right", "Easy"]}
          columns={lessons.map(({ counts: { easy = 0, right = 0, hard = 0 } }, place) => ({
            words: String(place + 1),
            values: [hard, right, easy],
          }))}
        />
      )}
    </Picture>
  );
}

/** The way to each lesson's own numbers. */
export function LessonList({ figures, pathOf }: { figures: Figures; pathOf: (lessonId: number) => string }) {
  return (
    <Panel title="Each lesson" id="each-lesson">
      <p className="mb-3 max-w-[62ch] text-quiet text-small">
        Of all time. That somebody opened a message is weak evidence: many programs hide it, and machines are left out.
        What people did is stronger.
      </p>
      <Table caption="Each lesson" columns={columns}>
        {figures.lessons.map((lesson) => (
          <Row
            key={lesson.id}
            lesson={lesson}
            path={pathOf(lesson.id)}
            isDropOff={lesson === figures.lessons[figures.dropOff ?? -1]}
          />
        ))}
      </Table>
    </Panel>
  );
}

const columns: readonly { words: string; numbers?: boolean; wide?: boolean }[] = [
  { words: "Lesson" },
  { words: "Had it", numbers: true },
  { words: "Did it", numbers: true },
  { words: "Opened", numbers: true, wide: true },
  { words: "Refused", numbers: true, wide: true },
  { words: "Left after it", numbers: true },
];

function Row({ lesson, path, isDropOff }: { lesson: LessonFigures; path: string; isDropOff: boolean }) {
  const { title, position, counts, kept } = lesson;
  const { accepted = 0, uncertain = 0, done = 0, opened = 0, refused = 0 } = counts;
  return (
    <tr>
      <RowHead>
        <a href={path} className="inline-block sm:min-w-40">
          {position === null ? "" : `${position}. `}
          {title}
        </a>
        {position === null ? " (retired)" : ""}
        {isDropOff ? <span className="block font-normal text-alarm">The largest share leaves here</span> : null}
      </RowHead>
      {[accepted + uncertain, done, opened, refused, kept.left].map((count, place) => (
        <Cell key={columns[place + 1]?.words} numbers wide={columns[place + 1]?.wide}>
          {spokenCount(count)}
        </Cell>
      ))}
    </tr>
  );
}
