import type { Feeling } from "../../../db/schema/enrolments.ts";
import type { DayMark } from "../../../domain/streaks.ts";
import { MarkSign, wordsOfMarks } from "./day-marks.tsx";

/** A day of a course as its reader sees it; `href` leads to its lesson, once there is one to open. */
export type ReaderDay = { day: number; title: string; mark: DayMark; felt: Feeling | null; href: string | null };

/** All days of a course as track, a lane for each week; a day whose lesson has come leads to it. */
export function AllDays({ days, isOver }: { days: readonly ReaderDay[]; isOver: boolean }) {
  const markWords = wordsOfMarks({ isOver });
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <div>
      <ol className="grid gap-3">
        {weeks.map((week, index) => (
          <li key={week[0]?.day}>
            <h3 className="mb-1 font-semibold font-text text-quiet text-small">Week {index + 1}</h3>
            <ol className="week all-days">
              {week.map((day) => (
                <li key={day.day} data-mark={day.mark}>
                  <Cell {...day} word={markWords[day.mark]} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      <Legend marks={days.map(({ mark }) => mark)} words={markWords} />
    </div>
  );
}

function Cell({ day, title, mark, href, word }: ReaderDay & { word: string }) {
  const shown = (
    <>
      <b aria-hidden="true">{day}</b>
      <MarkSign mark={mark} />
      <span className="sr-only">
        Day {day}, {title}: {word.toLowerCase()}
      </span>
    </>
  );
  if (href === null) return shown;
  return (
    <a href={href} title={title}>
      {shown}
    </a>
  );
}

/** Explains only the marks that are in the picture. */
function Legend({ marks, words }: { marks: readonly DayMark[]; words: Readonly<Record<DayMark, string>> }) {
  const order: readonly DayMark[] = ["done", "today", "missed", "frozen", "rest", "coming"];
  return (
    <ul className="mt-5 flex flex-wrap gap-x-5 gap-y-2 text-small" aria-label="What the days mean">
      {order
        .filter((mark) => marks.includes(mark))
        .map((mark) => (
          <li key={mark} className="flex items-center gap-2">
            <span className="week legend">
              <span data-mark={mark}>
                <MarkSign mark={mark} />
              </span>
            </span>
            {words[mark]}
          </li>
        ))}
    </ul>
  );
}
