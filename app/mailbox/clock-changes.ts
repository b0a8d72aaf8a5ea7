import { addDays, type Day, instantOf } from "../../domain/calendar.ts";

export type ClockChange = "forward" | "back";

const hourMs = 3_600_000;

/** The days, from `from` on, on which the clocks of a zone change: those are not 24 hours long. */
export function clockChanges({ from, days, zone }: { from: Day; days: number; zone: string }): Map<Day, ClockChange> {
  const changes = new Map<Day, ClockChange>();
  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = addDays(from, ahead);
    const hours = (midnight(addDays(day, 1), zone) - midnight(day, zone)) / hourMs;
    if (hours !== 24) changes.set(day, hours < 24 ? "forward" : "back");
  }
  return changes;
}

function midnight(day: Day, zone: string): number {
  return instantOf({ day, minute: 0, zone }).getTime();
}
