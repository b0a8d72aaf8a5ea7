import { type Day, dayNumberOf, dayOfNumber } from "./days.ts";
import { firstMsOfDay, instantMsOf, localDayNumberOf, localTimeOf } from "./zoned.ts";
import { namedZones, zoneNamed } from "./zones.ts";

export type { Day };

/**
 * Whether `zone` is the name of a zone that Node knows, such as "Europe/Berlin" or "UTC". Old names count, because
 * browsers report them ("Asia/Calcutta"); bare offsets such as "+02:00" do not, because they know no summer time.
 */
export function isZone(zone: string): boolean {
  return zoneNamed(zone) !== null;
}

/** The zones offered in the form, sorted, each once and by its name of today. */
export function zoneNames(): readonly string[] {
  return namedZones();
}

export function localDay(at: Date, zone: string): Day {
  return dayOfNumber(localDayNumberOf(at.getTime(), zone));
}

/** Minutes on the wall clock of `zone`, 0 to 1439. */
export function localMinute(at: Date, zone: string): number {
  return localTimeOf(at.getTime(), zone).minute;
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1;
}

export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumberOf(day) + days);
}

/**
 * The instant at which a wall clock in `zone` shows that minute of that day. A time that does not exist moves forward,
 * past midnight too (Nuuk jumps from 23:00 to 00:00 each spring); of an ambiguous one the first instant is taken.
 */
export function instantOf({ day, minute, zone }: { day: Day; minute: number; zone: string }): Date {
  if (!Number.isInteger(minute) || minute < 0 || minute >= 1440) throw new Error(`${minute} is no minute of a day`);
  return new Date(instantMsOf(dayNumberOf(day), minute, zone));
}

/** The instant at which a local date begins, also where midnight itself does not exist. */
export function startOfDay(day: Day, zone: string): Date {
  return new Date(firstMsOfDay(dayNumberOf(day), zone));
}

/** Reads "07:00" or "7:00" as 420. Null where the text is no time of day. */
export function parseSendTime(raw: string): number | null {
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(raw.trim());
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** 420 as "07:00", the form that a time field of a page takes. */
export function formatSendTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** 420 as "7:00 AM". Not by Intl, which puts a narrow no-break space that old mail clients show as a box. */
export function spokenSendTime(minute: number): string {
  const hour = Math.floor(minute / 60);
  return `${hour % 12 || 12}:${String(minute % 60).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}
