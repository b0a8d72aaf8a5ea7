/**
 * What the tests hold our calendar against: the offsets of a zone, found by scanning what Intl prints. It shares no
 * code with `zoned.ts` or Temporal, only Node's zone data.
 */
export type Span = { fromMs: number; untilMs: number; offsetMs: number };

const dayMs = 86_400_000;

/** The spans of constant offset between two instants. A move is missed only where another undoes it within `stepMs`. */
export function scanZone(scan: { zone: string; fromMs: number; untilMs: number; stepMs: number }): Span[] {
  const offsetOf = offsetReader(scan.zone);
  const spans: Span[] = [];
  let span: Span = { fromMs: scan.fromMs, untilMs: scan.untilMs, offsetMs: offsetOf(scan.fromMs) };
  for (let atMs = scan.fromMs; atMs < scan.untilMs; atMs += scan.stepMs) {
    const nextMs = Math.min(atMs + scan.stepMs, scan.untilMs);
    const offsetMs = offsetOf(nextMs);
    if (offsetMs === span.offsetMs) continue;
    const moveMs = bisect({ lowMs: atMs, highMs: nextMs, before: (ms) => offsetOf(ms) === span.offsetMs });
    spans.push({ ...span, untilMs: moveMs });
    span = { fromMs: moveMs, untilMs: scan.untilMs, offsetMs: offsetOf(moveMs) };
    if (span.offsetMs !== offsetMs) throw new Error(`${scan.zone} moves twice within ${scan.stepMs} ms`);
  }
  return [...spans, span];
}

/** The instants at which a wall clock shows `localMs` (a local time written as if it were UTC), first one first. */
export function instantsShowing(spans: readonly Span[], localMs: number): number[] {
  return spans
    .filter(({ fromMs, untilMs, offsetMs }) => localMs - offsetMs >= fromMs && localMs - offsetMs < untilMs)
    .map(({ offsetMs }) => localMs - offsetMs)
    .sort((one, other) => one - other);
}

/** Rule 3 in its own words: the first instant that shows the time; else the time moved on by what the clock skipped. */
export function expectedInstant(spans: readonly Span[], localMs: number): number {
  const [first] = instantsShowing(spans, localMs);
  if (first !== undefined) return first;
  const before = spans.findLast(({ untilMs, offsetMs }) => untilMs + offsetMs <= localMs);
  if (!before) throw new Error("The scan does not reach this far");
  return localMs - before.offsetMs;
}

/** Local dates on which the wall clock moves, and those around them, as local midnights written as if in UTC. */
export function daysAroundMoves(spans: readonly Span[]): number[] {
  const days = spans.slice(1).flatMap(({ fromMs, offsetMs }) => {
    const moved = Math.floor((fromMs + offsetMs) / dayMs) * dayMs;
    return [-2, -1, 0, 1, 2].map((days) => moved + days * dayMs);
  });
  return [...new Set(days)];
}

function bisect(search: { lowMs: number; highMs: number; before: (ms: number) => boolean }): number {
  let { lowMs, highMs } = search;
  while (highMs - lowMs > 1_000) {
    const middleMs = Math.floor((lowMs + highMs) / 2_000) * 1_000;
    if (search.before(middleMs)) lowMs = middleMs;
    else highMs = middleMs;
  }
  return highMs;
}

function offsetReader(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (atMs) => {
    const [month = 0, day = 0, year = 0, ...clock] = (format.format(atMs).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, clock[0], clock[1], clock[2]) - Math.floor(atMs / 1_000) * 1_000;
  };
}
