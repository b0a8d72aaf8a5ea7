import type { DayMark } from "../../../domain/streaks.ts";

type Shown = {
  days: readonly { day: number; mark: DayMark }[];
  /** The day whose lesson is being read. */
  current: number;
  /** It was ticked by the press that led here, so its square may be seen to fill. */
  justDone: boolean;
};

/** The week of a lesson, in the words of the mail. */
export function Week({ days, current, justDone }: Shown) {
  return (
    <ol className="week">
      {days.map(({ day, mark }) => (
        <li
          key={day}
          data-mark={mark}
          aria-current={day === current ? "true" : undefined}
          className={day === current && justDone ? "just-done" : undefined}
        >
          <b>
            <span className="sr-only">Day </span>
            {day}
          </b>
          {mark === "coming" ? "ahead" : mark}
        </li>
      ))}
    </ol>
  );
}
