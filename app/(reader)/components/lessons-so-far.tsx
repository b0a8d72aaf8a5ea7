import type { ReaderDay } from "./all-days.tsx";
import { wordsOfMarks } from "./day-marks.tsx";

/** Every lesson that has come, by its title, the latest first. Closed at first: the picture above already links them. */
export function LessonsSoFar({ days, isOver }: { days: readonly ReaderDay[]; isOver: boolean }) {
  const had = days.filter(({ href }) => href !== null).toReversed();
  if (had.length === 0) return null;
  return (
    <details className="mt-4 rounded-card bg-surface px-4 sm:px-6">
      <summary className="cursor-pointer py-3.5 font-semibold">
        {had.length === 1 ? "Your lesson so far" : `Your ${had.length} lessons so far`}
      </summary>
      <ol reversed className="border-line border-t pb-2">
        {had.map(({ day, title, mark, href }) => (
          <li key={day} className="flex items-baseline gap-4 border-line border-b py-2.5 last:border-b-0">
            <span className="w-16 flex-none text-quiet text-small">Day {day}</span>
            <a className="flex-1" href={href ?? undefined}>
              {title}
            </a>
            <span className="text-quiet text-small">{wordsOfMarks({ isOver })[mark]}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
