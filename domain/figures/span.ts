import { addDays, type Day, weekdayOf } from "../calendar.ts";
import { dayNumberOf } from "../days.ts";

export const spanNames = ["7", "30", "90", "365", "all"] as const;
export type SpanName = (typeof spanNames)[number];

/** A span of whole days of UTC, both ends included. */
export type Span = { from: Day; to: Day };

/** What a longer picture would squeeze into less than a pixel or two a day is drawn by weeks. */
const mostDaysByDay = 92;

/** The last days up to today; `all` begins with the first day of which anything is known, but is no shorter than a week. */
export function spanOf(input: { name: SpanName; today: Day; firstDay: Day | null }): Span {
  const { name, today, firstDay } = input;
  if (name !== "all") return { from: addDays(today, 1 - Number(name)), to: today };
  const week = addDays(today, -6);
  return { from: firstDay !== null && firstDay < week ? firstDay : week, to: today };
}

/**
 * The same span, so many days ago: of whoever signed up then it can be told whether they finished, which of those who
 * came yesterday nobody can know.
 */
export function spanBefore({ from, to }: Span, days: number): Span {
  return { from: addDays(from, -days), to: addDays(to, -days) };
}

/** A day, or a week from its Monday, of which one number is drawn. */
export type Bin = { from: Day; to: Day };

export function binsOf({ from, to }: Span): { step: "day" | "week"; bins: Bin[] } {
  const step = dayNumberOf(to) - dayNumberOf(from) < mostDaysByDay ? "day" : "week";
  const bins: Bin[] = [];
  for (let day = from; day <= to; ) {
    const end = step === "day" ? day : addDays(day, 7 - weekdayOf(day));
    bins.push({ from: day, to: end < to ? end : to });
    day = addDays(end, 1);
  }
  return { step, bins };
}

/** Adds the numbers of days up to those of the bins; of what lies outside nothing is counted. */
export function sumIntoBins(bins: readonly Bin[], byDay: ReadonlyMap<Day, number>): number[] {
  const sums = bins.map(() => 0);
  for (const [day, count] of byDay) {
    const place = bins.findIndex(({ from, to }) => from <= day && day <= to);
    if (place >= 0) sums[place] = (sums[place] ?? 0) + count;
  }
  return sums;
}
