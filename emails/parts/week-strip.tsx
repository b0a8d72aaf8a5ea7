import type { CSSProperties, ReactElement } from "react";
import { type Coat, paint, rule } from "./paint.ts";
import type { CellState, LessonProps } from "./props.ts";
import { face } from "./prose.tsx";
import { colors, type Ground, radii, space } from "./theme.ts";

const cellsInRow = 7;

/**
 * The lesson's week as this reader has run it, one cell a day. Each cell is a choice among five fragments. These hold
 * no block elements, so that each becomes the same plain text wherever it stands, and publishing can cut there.
 */
export function WeekStrip({ lesson, progress }: Pick<LessonProps, "lesson" | "progress">): ReactElement {
  const days = lesson.weekDays.map(({ day }, index) => ({ day, choice: progress.week[index] }));
  return (
    <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0} style={{ tableLayout: "fixed" }}>
      <tbody>
        {rowsOf(days).map((row) => (
          <tr key={row[0]?.day}>
            {row.map(({ day, choice }) => (
              <td key={day} width="14%" style={{ padding: 1 }} data-text-format="weekCell">
                {choice?.pick(fragmentsOf(day))}
              </td>
            ))}
            {row.length < cellsInRow ? <td colSpan={cellsInRow - row.length} data-skip-in-text="true" /> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fragmentsOf(day: number): Record<CellState, ReactElement> {
  return {
    done: cell(day, "done", rule("done", paint("done", "doneInk", solid("done")))),
    today: cell(day, "today", rule("today", paint("today", "todayInk", solid("today")))),
    rest: cell(day, "rest", rule("rest", paint("rest", "restInk", solid("rest")))),
    missed: cell(day, "missed", rule("edge", paint("missed", "missedInk", hollow("dashed", "edge")))),
    frozen: cell(day, "kept", rule("rest", paint("missed", "missedInk", hollow("solid", "rest")))),
    coming: cell(day, "ahead", rule("line", paint("surface", "quiet", hollow("solid", "line")))),
  };
}

function cell(day: number, word: string, coat: Coat): ReactElement {
  const number = { ...face("lead"), lineHeight: "24px", fontWeight: 800, display: "block" };
  return (
    <span {...coat}>
      <span style={number}>{day}</span>{" "}
      <span className="day" style={label}>
        {word}
      </span>
    </span>
  );
}

/** As small as seven words must be to stand side by side on the narrowest phone; the head widens it on wider screens. */
const label: CSSProperties = { ...face("tiny"), fontSize: 11, letterSpacing: "-0.02em", display: "block" };

const shape: CSSProperties = {
  display: "block",
  padding: `${space.tight}px 0`,
  borderRadius: radii.cell,
  textAlign: "center",
};

function solid(ground: Ground): CSSProperties {
  return { ...shape, border: `1px solid ${colors.light[ground]}` };
}

function hollow(line: "dashed" | "solid", role: "edge" | "line" | "rest"): CSSProperties {
  return { ...shape, border: `1px ${line} ${colors.light[role]}` };
}

function rowsOf<Day>(days: readonly Day[]): Day[][] {
  const starts = days.map((_, index) => index).filter((index) => index % cellsInRow === 0);
  return starts.map((start) => days.slice(start, start + cellsInRow));
}
