import { addDays, type Day, instantOf, localDay, zoneNames } from "./calendar.ts";

/** When it is this minute of this day in each of these zones; clock changes are kept as for every local time. */
export function localInstants(input: {
  day: Day;
  minute: number;
  zones: readonly string[];
}): { zone: string; at: Date }[] {
  const { day, minute, zones } = input;
  return zones.map((zone) => ({ zone, at: instantOf({ day, minute, zone }) }));
}

/** When the first zone of the world has come to this minute of this day. */
export function firstInstant(input: { day: Day; minute: number }): Date {
  const all = localInstants({ ...input, zones: zoneNames() });
  return new Date(Math.min(...all.map(({ at }) => at.getTime())));
}

/** When the last zone of the world has come to this minute of this day. */
export function lastInstant(input: { day: Day; minute: number }): Date {
  const all = localInstants({ ...input, zones: zoneNames() });
  return new Date(Math.max(...all.map(({ at }) => at.getTime())));
}

/** When it is this minute the next time in each of these zones, not before `from`. */
export function nextInstants(input: {
  minute: number;
  from: Date;
  zones: readonly string[];
}): { zone: string; at: Date }[] {
  const { minute, from, zones } = input;
  return zones.map((zone) => {
    const today = localDay(from, zone);
    const at = instantOf({ day: today, minute, zone });
    return { zone, at: at < from ? instantOf({ day: addDays(today, 1), minute, zone }) : at };
  });
}
