import { addDays, type Day, localDay, localMinute, spokenSendTime, startOfDay } from "./calendar.ts";
import { dayNumberOf } from "./days.ts";

const minuteMs = 60_000;

/** By how many minutes the wall clock of a zone is ahead of UTC at an instant. */
export function utcOffsetMinutes(at: Date, zone: string): number {
  const wallMinutes = dayNumberOf(localDay(at, zone)) * 1440 + localMinute(at, zone);
  return wallMinutes - Math.floor(at.getTime() / minuteMs);
}

/** "UTC+5:30", "UTC-3", "UTC". */
export function spokenOffset(minutes: number): string {
  if (minutes === 0) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}

/** A change of the clock within a local day: at which minute it shows what, and what it shows then. */
export type ClockChange = { fromMinute: number; toMinute: number; byMinutes: number };

/** The change of the clock on a day, or null on a day like any other. */
export function clockChangeOn(day: Day, zone: string): ClockChange | null {
  const [beginAt, endAt] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
  const [before, after] = [utcOffsetMinutes(beginAt, zone), utcOffsetMinutes(new Date(endAt.getTime() - 1), zone)];
  if (before === after) return null;
  let [low, high] = [beginAt.getTime() / minuteMs, endAt.getTime() / minuteMs - 1];
  // The first minute that has the new offset: clocks change once a day at most.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (utcOffsetMinutes(new Date(middle * minuteMs), zone) === before) low = middle + 1;
    else high = middle;
  }
  const toMinute = localMinute(new Date(low * minuteMs), zone);
  return { fromMinute: (((toMinute - (after - before)) % 1440) + 1440) % 1440, toMinute, byMinutes: after - before };
}

/** "Clocks go forward by an hour at 2:00 AM". */
export function spokenClockChange({ fromMinute, byMinutes }: ClockChange): string {
  const span = Math.abs(byMinutes) === 60 ? "an hour" : `${Math.abs(byMinutes)} minutes`;
  return `Clocks go ${byMinutes > 0 ? "forward" : "back"} by ${span} at ${spokenSendTime(fromMinute)}`;
}

/** Whether a wall clock shows an hour that was asked for not at all on a day, or twice. */
export function oddity(minute: number, change: ClockChange | null): "skipped" | "twice" | null {
  if (!change) return null;
  const { fromMinute, toMinute } = change;
  if (toMinute > fromMinute) return minute >= fromMinute && minute < toMinute ? "skipped" : null;
  return minute >= toMinute && minute < fromMinute ? "twice" : null;
}
