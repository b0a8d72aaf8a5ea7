import { type Last, nextDue } from "../../domain/schedule.ts";
import { expectedInstant, type Span, scanZone } from "../../domain/zone-oracle.ts";

/** What is looked at: every hour of `minutes`, each local day from `fromDay` on, in one zone. */
export type Asked = { zone: string; fromDay: string; days: number; minutes: readonly number[] };

/** How many lessons were followed, and the first that went wrong in plain words. */
export type Followed = { lessons: number; skippedDays: number; moves: number; wrong: string | null };

const dayMs = 86_400_000;

/**
 * Follows one reader a send time through the years: a lesson each local day, planned by the engine's own calendar, and
 * held against what the zone's clock showed by another arithmetic. Wrong is a day without a lesson, a lesson too many,
 * one that counts for another day than its clock showed, and one at another instant than rule 3 says.
 */
export function followZone({ zone, fromDay, days, minutes }: Asked): Followed {
  const fromMs = Date.parse(`${fromDay}T00:00:00Z`);
  // Wider than what is asked about, for a zone's day begins up to 14 hours earlier. No zone moves twice in six hours.
  const span = { zone, fromMs: fromMs - 3 * dayMs, untilMs: fromMs + (days + 3) * dayMs, stepMs: 6 * 3_600_000 };
  const spans = scanZone(span);
  const expected = localDays({ spans, fromMs, days });
  const followed = { lessons: 0, skippedDays: days - expected.length, moves: spans.length - 1 };
  for (const minute of minutes) {
    const wrong = followHour({ zone, minute, spans, expected });
    if (wrong !== null) return { ...followed, wrong: `${zone} at minute ${minute}: ${wrong}` };
    followed.lessons += expected.length;
  }
  return { ...followed, wrong: null };
}

type Hour = { zone: string; minute: number; spans: readonly Span[]; expected: readonly number[] };

function followHour({ zone, minute, spans, expected }: Hour): string | null {
  const rhythm = { zone, sendMinute: minute, weekdays: 127, everyDays: 1 };
  let last: Last | null = null;
  let now = new Date(startOfDay(spans, expected[0] ?? 0));
  // At midnight the window of the evening before is open still; the reader who is followed begins with this day.
  const begin = { fromDay: dayName(expected[0] ?? 0) };
  for (const dayStart of expected) {
    const day = dayName(dayStart);
    const { slotAt, dueAt, closesAt } = nextDue({ rhythm, last, now, ...(last === null && begin) });
    const slotDay = localDate(spans, slotAt.getTime());
    if (slotDay !== dayStart) return `${day} has no lesson of its own: the next one counts for ${dayName(slotDay)}`;
    const rightMs = expectedInstant(spans, dayStart + minute * 60_000);
    if (dueAt.getTime() !== rightMs) {
      return `${day} is due at ${dueAt.toISOString()}, and the clock says ${new Date(rightMs).toISOString()}`;
    }
    if (dueAt > closesAt) return `${day} is closed before it is due`;
    now = dueAt;
    last = { slotAt, acceptedAt: dueAt, startedByConfirming: false };
  }
  return null;
}

/** The local dates that the zone's clock showed, as midnights written as if in UTC. */
function localDays({ spans, fromMs, days }: { spans: readonly Span[]; fromMs: number; days: number }): number[] {
  const all = Array.from({ length: days }, (_, index) => fromMs + index * dayMs);
  return all.filter((dayStart) => spans.some((span) => shows(span, dayStart)));
}

function shows({ fromMs, untilMs, offsetMs }: Span, dayStart: number): boolean {
  return fromMs + offsetMs < dayStart + dayMs && untilMs + offsetMs > dayStart;
}

function startOfDay(spans: readonly Span[], dayStart: number): number {
  const span = spans.find((one) => shows(one, dayStart));
  if (!span) throw new Error("the zone never shows this day");
  return Math.max(span.fromMs, dayStart - span.offsetMs);
}

function localDate(spans: readonly Span[], atMs: number): number {
  const span = spans.find(({ untilMs }) => atMs < untilMs);
  if (!span) throw new Error("the scan does not reach this far");
  return Math.floor((atMs + span.offsetMs) / dayMs) * dayMs;
}

function dayName(dayStart: number): string {
  return new Date(dayStart).toISOString().slice(0, 10);
}
