import { mailboxPath } from "../address.ts";
import type { MonthDay } from "../month.ts";
import type { Play } from "../play.ts";

/** The calendar while it fills: a day whose letter came is laid in tartan and leads to the letter. */
export function MonthGrid({ play, to }: { play: Play; to: string }) {
  const changes = play.days.filter(({ change }) => change !== null);
  return (
    <div className="mt-4">
      <ol className="grid grid-cols-7 gap-1" aria-label="The month, from Monday to Sunday">
        {play.days.map((day) => (
          <li key={day.day}>
            <Cell {...day} isToday={day.day === play.today} to={to} />
          </li>
        ))}
      </ol>
      {changes.map(({ day, spoken, change }) => (
        <p key={day} className="mt-3 flex items-center gap-2 text-small">
          <Clock />
          {spoken}: the clocks go {change}. The letter keeps its hour.
        </p>
      ))}
    </div>
  );
}

type Shown = MonthDay & { isToday: boolean; to: string };

function Cell({ label, spoken, change, mail, isToday, to }: Shown) {
  const [first, ...others] = mail;
  const look = isToday
    ? "bg-today text-today-ink border-today"
    : first === undefined
      ? "bg-sunk text-quiet border-line"
      : "bg-brand text-brand-ink border-brand";
  const inside = (
    <>
      <span className="flex justify-between gap-1 font-display max-sm:flex-col font-bold text-small leading-tight">
        <span aria-hidden="true">{label}</span>
        <span className="sr-only">{spoken}</span>
        {change === null ? null : <Clock />}
      </span>
      {first === undefined ? null : (
        <span className="line-clamp-3 text-tiny max-sm:sr-only">
          {first.subject}
          {others.length > 0 ? ` and ${others.length} more` : ""}
        </span>
      )}
    </>
  );
  const box = `flex h-full min-h-11 flex-col gap-1 overflow-hidden rounded-cell border p-1.5 no-underline sm:min-h-22 sm:p-2 ${look}`;
  if (first === undefined) return <div className={box}>{inside}</div>;
  return (
    <a className={box} href={mailboxPath({ id: first.id, place: { to } })}>
      {inside}
    </a>
  );
}

function Clock() {
  return (
    <svg
      viewBox="0 0 16 16"
      className="size-3.5 flex-none"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      role="img"
    >
      <title>The clocks change</title>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 4.5V8l2.5 1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
