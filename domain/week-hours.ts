import { localDay, localMinute, weekdayOf } from "./calendar.ts";

export const hoursOfWeek = 168;

/** The hour of a week on the wall clock of `zone`: 0 begins with Monday's midnight, 167 ends with Sunday's. */
export function weekHourOf(at: Date, zone: string): number {
  return (weekdayOf(localDay(at, zone)) - 1) * 24 + Math.floor(localMinute(at, zone) / 60);
}
