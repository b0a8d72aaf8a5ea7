import { Temporal } from "temporal-polyfill";

/**
 * The arithmetic beneath `calendar.ts`, in plain numbers: instants are milliseconds since 1970 in UTC, local days are
 * counted from 1970-01-01. Temporal and Node's zone data decide; what they said is remembered, because ten thousand
 * readers of one zone ask the same few questions and one answer of Temporal costs some ten microseconds.
 */
const dayMs = 86_400_000;
const minuteMs = 60_000;
const minutesPerDay = 1440;

/** A UTC day of one zone. Where the clock moves within the day, `moveMs` is the first instant of the new offset. */
type OffsetDay = { beforeMs: number; afterMs: number; moveMs: number };
type ZoneMemory = { offsets: Map<number, OffsetDay>; instants: Map<number, number> };

/** Some 10 MB: every zone for half a year. */
const rememberedLimit = 100_000;
const memories = new Map<string, ZoneMemory>();
let remembered = 0;

/** The local day and the minute of that day at which a clock on the wall of `zone` stands at `atMs`. */
export function localTimeOf(atMs: number, zone: string): { dayNumber: number; minute: number } {
  const localMs = atMs + offsetMsAt(atMs, zone);
  const dayNumber = Math.floor(localMs / dayMs);
  return { dayNumber, minute: Math.floor((localMs - dayNumber * dayMs) / minuteMs) };
}

export function localDayNumberOf(atMs: number, zone: string): number {
  return Math.floor((atMs + offsetMsAt(atMs, zone)) / dayMs);
}

/**
 * Temporal's "compatible" reading: a time that does not exist moves forward, an ambiguous one is its first instant.
 * Where the clock stood the same a day before and stands the same a day after, there is nothing to read and the offset
 * decides; on the few other days Temporal does, once for each minute that is asked.
 */
export function instantMsOf(dayNumber: number, minute: number, zone: string): number {
  const localMs = dayNumber * dayMs + minute * minuteMs;
  const offsetMs = offsetMsAt(localMs - dayMs, zone);
  if (offsetMs === offsetMsAt(localMs + dayMs, zone)) return localMs - offsetMs;
  const key = dayNumber * minutesPerDay + minute;
  const known = memories.get(zone)?.instants.get(key);
  if (known !== undefined) return known;
  const local = plainDateTimeOf(dayNumber).add({ minutes: minute });
  const atMs = local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  memoryOf(zone).instants.set(key, atMs);
  return atMs;
}

/** The first instant of a local day, also where midnight itself does not exist. */
export function firstMsOfDay(dayNumber: number, zone: string): number {
  return plainDateTimeOf(dayNumber).toPlainDate().toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}

/**
 * An offset is looked up by UTC day: the same at both ends means the same all day, since no zone moves its clock
 * twice within two days (tested for every zone). In the rare day with a move, the move is searched once and kept.
 */
function offsetMsAt(atMs: number, zone: string): number {
  const utcDay = Math.floor(atMs / dayMs);
  const known = memories.get(zone)?.offsets.get(utcDay) ?? rememberOffsets(utcDay, zone);
  return atMs < known.moveMs ? known.beforeMs : known.afterMs;
}

function rememberOffsets(utcDay: number, zone: string): OffsetDay {
  const { offsets } = memoryOf(zone);
  const startMs = utcDay * dayMs;
  const beforeMs = offsets.get(utcDay - 1)?.afterMs ?? readOffsetMs(startMs, zone);
  const afterMs = offsets.get(utcDay + 1)?.beforeMs ?? readOffsetMs(startMs + dayMs, zone);
  const moveMs = beforeMs === afterMs ? startMs : findMove({ startMs, endMs: startMs + dayMs, zone, beforeMs });
  const fresh = { beforeMs, afterMs, moveMs };
  offsets.set(utcDay, fresh);
  return fresh;
}

function findMove(search: { startMs: number; endMs: number; zone: string; beforeMs: number }): number {
  let { startMs, endMs } = search;
  while (endMs - startMs > 1) {
    const middleMs = Math.floor((startMs + endMs) / 2);
    if (readOffsetMs(middleMs, search.zone) === search.beforeMs) startMs = middleMs;
    else endMs = middleMs;
  }
  return endMs;
}

function readOffsetMs(atMs: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return local.offsetNanoseconds / 1_000_000;
}

function plainDateTimeOf(dayNumber: number): Temporal.PlainDateTime {
  return new Temporal.PlainDateTime(1970, 1, 1).add({ days: dayNumber });
}

/** Makes room for one more answer. Forgetting everything at once is the simplest bound, and a refill is cheap. */
function memoryOf(zone: string): ZoneMemory {
  remembered += 1;
  if (remembered > rememberedLimit) {
    memories.clear();
    remembered = 1;
  }
  const known = memories.get(zone);
  if (known) return known;
  const fresh: ZoneMemory = { offsets: new Map(), instants: new Map() };
  memories.set(zone, fresh);
  return fresh;
}
