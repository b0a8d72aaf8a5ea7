import type { Dayletter } from "./setup.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** An instant on the wall clock of a zone, by the browser's own rules of zones and not by ours: day and "07:00". */
export function wallClock(at: Date, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** How far a zone's wall clock is ahead of UTC at an instant, in hours. */
export function hoursAhead(at: Date, zone: string): number {
  const { day, time } = wallClock(at, zone);
  return Math.round((Date.parse(`${day}T${time}:00Z`) - at.getTime()) / (hourMs / 4)) / 4;
}

/** The day after `days` days, as the calendar counts. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** What the calendar says, to the minute. */
export async function readCalendar(dayletter: Dayletter): Promise<Date> {
  const said = await dayletter.command("clock");
  return new Date(`${/The calendar says (\S+ \S+) UTC/.exec(said)?.[1]}Z`);
}

/**
 * Moves the calendar on by the command line, so that the clocks of `zone` change about `days` days from then. A test
 * that began on another day would otherwise have no clock change in its month.
 */
export async function moveBeforeClockChange(
  dayletter: Dayletter,
  { zone, days }: { zone: string; days: number },
): Promise<void> {
  const now = await readCalendar(dayletter);
  const aimMs = clocksChangeAfter(new Date(now.getTime() + days * dayMs), zone).getTime() - days * dayMs;
  const hours = Math.floor((aimMs - now.getTime()) / hourMs);
  if (hours > 0) await dayletter.command("clock", "advance", `${hours}h`);
}

/** An instant within the last hour before the clocks of `zone` change next. */
export function clocksChangeAfter(from: Date, zone: string): Date {
  let at = from;
  for (const stepMs of [dayMs, hourMs]) {
    while (hoursAhead(at, zone) === hoursAhead(new Date(at.getTime() + stepMs), zone))
      at = new Date(at.getTime() + stepMs);
  }
  return at;
}
