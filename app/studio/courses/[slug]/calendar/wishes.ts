import { addDays, instantOf, isZone, localDay, localMinute, parseSendTime } from "../../../../../domain/calendar.ts";
import type { CourseDescription } from "../../../../../domain/course-description.ts";
import { isDay } from "../../../../../domain/days.ts";
import { zoneNamed } from "../../../../../domain/zones.ts";
import type { Wished } from "../../../../../engine/courses/imagine.ts";

export type CalendarQuery = Readonly<Record<string, string | string[] | undefined>>;

/** Two pauses are enough to see what pauses do. */
export const pauseFields = [1, 2] as const;

export type Wishes = {
  wished: Wished;
  /** Beside each field: what was wrong with it. It is then left out. */
  errors: Readonly<Record<string, string>>;
};

/** Reads the form, which is the page's own address, so that what somebody sees can be sent to somebody else. */
export function readWishes(query: CalendarQuery): Wishes {
  const text = (field: string) => [query[field]].flat().at(-1)?.trim() ?? "";
  const errors: Record<string, string> = {};
  const zone = readZone(text("zone"), { field: "zone", errors });
  const sendMinute = text("time") === "" ? null : parseSendTime(text("time"));
  if (text("time") !== "" && sendMinute === null) errors.time = "Please choose a time of day, such as 7:00 AM.";
  const weekdays = [query.weekday].flat().reduce((bits, day) => bits | (1 << weekdayPlace(day)), 0) & 127;
  const start = readStart(text, errors);
  const confirmedAt = readMoment(text, { zone, errors });
  return {
    errors,
    wished: {
      ...(zone && { zone }),
      ...(sendMinute !== null && { sendMinute }),
      ...(weekdays !== 0 && { weekdays }),
      ...(text("pace") === "2" && { everyDays: 2 as const }),
      ...(start && { start }),
      ...(confirmedAt && { confirmedAt }),
      pauses: pauseFields.flatMap((number) => readPause(text, { number, errors })),
      travels: readTravel(text, errors),
    },
  };
}

type Text = (field: string) => string;
type Errors = Record<string, string>;

function weekdayPlace(raw: string | undefined): number {
  return /^[0-6]$/.test(raw ?? "") ? Number(raw) : 7;
}

/** Zones are shown with blanks, because people type "new york". */
function readZone(raw: string, { field, errors }: { field: string; errors: Errors }): string | null {
  if (raw === "") return null;
  const zone = zoneNamed(raw.replaceAll(" ", "_"));
  if (zone === null || !isZone(zone)) {
    errors[field] = "Please choose a time zone from the list, such as Europe/Berlin.";
    return null;
  }
  return zone;
}

function readStart(text: Text, errors: Errors): CourseDescription["start"] | null {
  const start = text("start");
  if (start === "confirmation" || start === "next send time" || start === "next Monday") return start;
  if (start !== "cohort") return null;
  if (isDay(text("cohort"))) return { cohortDay: text("cohort") };
  errors.cohort = "Please choose the day on which everybody begins.";
  return null;
}

/** A wall clock's moment, as a page's field of date and time gives it: "2026-03-27T18:30". */
function readMoment(text: Text, { zone, errors }: { zone: string | null; errors: Errors }): Date | null {
  const raw = text("confirmed");
  if (raw === "") return null;
  const [, day = "", time = ""] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(raw) ?? [];
  const minute = parseSendTime(time);
  if (isDay(day) && isNear(day) && minute !== null) return instantOf({ day, minute, zone: zone ?? "Europe/Berlin" });
  errors.confirmed = "Please choose a day and a time.";
  return null;
}

/** Clocks of other centuries are not what a course is planned by. */
function isNear(day: string): boolean {
  return day >= "2000-01-01" && day < "2100-01-01";
}

function readPause(text: Text, { number, errors }: { number: number; errors: Errors }) {
  const [fromDay, lastDay] = [text(`from${number}`), text(`to${number}`)];
  if (fromDay === "" && lastDay === "") return [];
  if (isDay(fromDay) && isDay(lastDay) && isNear(fromDay) && isNear(lastDay) && lastDay >= fromDay) {
    return [{ fromDay, untilDay: addDays(lastDay, 1) }];
  }
  errors[`to${number}`] = "Please choose the first and the last day of the pause, in this order.";
  return [];
}

function readTravel(text: Text, errors: Errors) {
  const [day, raw] = [text("travel"), text("there")];
  if (day === "" && raw === "") return [];
  const zone = readZone(raw, { field: "there", errors });
  if (!isDay(day) || !isNear(day)) errors.travel = "Please choose the day of the journey.";
  else if (raw === "") errors.there = "Please choose the time zone of where they go.";
  else if (zone) return [{ day, zone }];
  return [];
}

/** An instant as a page's field of date and time wants it. */
export function momentField(at: Date, zone: string): string {
  const minute = localMinute(at, zone);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${localDay(at, zone)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
