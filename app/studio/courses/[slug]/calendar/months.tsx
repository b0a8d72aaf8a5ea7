import { addDays, weekdayOf } from "../../../../../domain/calendar.ts";
import { weekdayNames } from "../../../../../domain/course-description.ts";
import type { CalendarDay } from "../../../../../engine/courses/calendar.ts";

/** The months of a course at a glance: which lesson each date has. What the colors mean stands in words in each cell. */
export function Months({ days }: { days: readonly CalendarDay[] }) {
  const months = [...new Set(days.map(({ day }) => day.slice(0, 7)))];
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2 2xl:grid-cols-3">
        {months.map((month) => (
          <Month key={month} month={month} days={days} />
        ))}
      </div>
      <Legend />
    </>
  );
}

const names = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

function Month({ month, days }: { month: string; days: readonly CalendarDay[] }) {
  const known = new Map(days.map((day) => [day.day, day]));
  return (
    <table className="w-full table-fixed border-separate border-spacing-1 text-center text-small tabular-nums">
      <caption className="pb-1 text-left font-display font-bold text-body tracking-[-0.02em]">
        {names.format(new Date(`${month}-01T00:00:00Z`))}
      </caption>
      <thead>
        <tr>
          {weekdayNames.map((name) => (
            <th key={name} scope="col" abbr={name} className="font-normal text-quiet text-tiny">
              {name.slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, place) =>
              date === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the empty places of a week have no other name.
                <td key={place} />
              ) : (
                <DayCell key={date} date={date} day={known.get(date)} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The dates of a month in weeks from Monday on, null before its first and after its last. */
function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const lead = weekdayOf(first) - 1;
  const places = Array.from({ length: 42 }, (_, place) => {
    const date = addDays(first, place - lead);
    return date.startsWith(month) ? date : null;
  });
  return [0, 1, 2, 3, 4, 5].map((week) => places.slice(week * 7, week * 7 + 7)).filter((week) => week.some(Boolean));
}

function DayCell({ date, day }: { date: string; day: CalendarDay | undefined }) {
  const number = Number(date.slice(8));
  if (day === undefined) return <td className="py-1.5 text-quiet">{number}</td>;
  const marked = day.marks.length > 0 ? "outline-2 outline-ink" : "";
  return (
    <td className={`rounded-cell py-1 leading-tight ${looks[day.kind]} ${marked}`}>
      <span className="block text-tiny">
        {number}
        {day.marks.length > 0 ? <span aria-hidden="true"> *</span> : null}
      </span>
      <span className="block font-semibold">
        {day.lessons.length > 0 ? (
          <>
            <span className="sr-only">Day </span>
            {day.lessons.map((lesson) => lesson.number).join(", ")}
            {day.kind === "rest" ? <span className="sr-only">, a rest day</span> : null}
          </>
        ) : (
          <>
            <span aria-hidden="true">{day.kind === "paused" ? "‖" : "–"}</span>
            <span className="sr-only">{day.why}</span>
          </>
        )}
      </span>
      {day.marks.length > 0 ? <span className="sr-only">{day.marks.join(" ")}</span> : null}
    </td>
  );
}

const looks = {
  lesson: "bg-done text-done-ink",
  rest: "bg-rest text-rest-ink",
  off: "border border-edge border-dashed bg-missed text-missed-ink",
  paused: "border border-edge border-dashed bg-missed text-missed-ink",
} as const;

function Legend() {
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-2 text-small">
      <Sign look={looks.lesson} sign="3" words="lesson, by its day" />
      <Sign look={looks.rest} sign="7" words="rest day, a lesson too" />
      <Sign look={looks.off} sign="–" words="no lesson" />
      <Sign look={looks.paused} sign="‖" words="paused" />
      <Sign look="outline-2 outline-ink" sign="*" words="the clock changes, or a journey" />
    </ul>
  );
}

function Sign({ look, sign, words }: { look: string; sign: string; words: string }) {
  return (
    <li className="flex items-center gap-2">
      <span aria-hidden="true" className={`inline-grid size-7 place-items-center rounded-cell font-semibold ${look}`}>
        {sign}
      </span>
      {words}
    </li>
  );
}
