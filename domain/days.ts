/** A local calendar date, "2026-11-22". Days of this shape sort as text. */
export type Day = string;

const dayMs = 86_400_000;
const rememberedLimit = 5_000;
const numbers = new Map<Day, number>();
const names = new Map<number, Day>();

/** The count of days since 1970-01-01. Throws where the text is no date of the calendar. */
export function dayNumberOf(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) throw new Error(`"${day}" is no date`);
  return keep(day, Date.parse(`${day}T00:00:00Z`) / dayMs).dayNumber;
}

/** Whether a text is a date of the calendar. Date.parse reads "2026-02-30" as the second of March: such do not exist. */
export function isDay(text: string): boolean {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().slice(0, 10) === text;
}

export function dayOfNumber(dayNumber: number): Day {
  return names.get(dayNumber) ?? keep(new Date(dayNumber * dayMs).toISOString().slice(0, 10), dayNumber).day;
}

function keep(day: Day, dayNumber: number): { day: Day; dayNumber: number } {
  if (numbers.size >= rememberedLimit) {
    numbers.clear();
    names.clear();
  }
  numbers.set(day, dayNumber);
  names.set(dayNumber, day);
  return { day, dayNumber };
}
