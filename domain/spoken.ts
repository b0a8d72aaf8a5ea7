import { localDay, localMinute, spokenSendTime } from "./calendar.ts";

/** "Europe/Berlin" as "Berlin", "America/Argentina/Buenos_Aires" as "Buenos Aires". */
export function spokenZone(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

const days = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" });

/** A local date in words: "Tuesday, November 24". */
export function spokenDay(day: string): string {
  return days.format(new Date(`${day}T00:00:00Z`));
}

/** An instant on the wall clock of `zone`, in words: "Tuesday, November 24, at 7:00 AM". */
export function spokenInstant(at: Date, zone: string): string {
  return `${spokenDay(localDay(at, zone))}, at ${spokenSendTime(localMinute(at, zone))}`;
}

const dates = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** A local date with its year: "November 24, 2026". */
export function spokenDate(day: string): string {
  return dates.format(new Date(`${day}T00:00:00Z`));
}
