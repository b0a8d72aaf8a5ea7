import { expect, test } from "vitest";
import { addDays, localDay, zoneNames } from "./calendar.ts";
import { type Last, mayBegin, nextDue, type Rhythm } from "./schedule.ts";

/**
 * Every zone for ten months, so that each sees its clock move both ways, and the zones that have ever been strange for
 * the whole decade. For a long run give every zone the decade and every minute of the day.
 */
const usual = { zones: zoneNames(), fromDay: "2026-02-20", days: 290, minutes: [150, 1410] };
const strange = {
  zones: [
    "America/Nuuk",
    "America/Scoresbysund",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Gaza",
  ].concat([
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "America/Havana",
    "Pacific/Easter",
    "Atlantic/Azores",
    "Europe/Dublin",
  ]),
  fromDay: "2024-01-01",
  days: 4018,
  minutes: [0, 30, 150, 1380, 1439],
};

const restMs = 12 * 3_600_000;

/**
 * Follows one reader day by day. `lateness` is the part of the window that passes before each lesson is accepted.
 * Gives the first day that went wrong, or null.
 */
function firstWrongDay(chain: { rhythm: Rhythm; fromDay: string; days: number; lateness: number }): string | null {
  const { rhythm } = chain;
  let now = new Date(`${chain.fromDay}T00:00:00Z`);
  let last: Last | null = null;
  let day = localDay(nextDue({ rhythm, last, now }).slotAt, rhythm.zone);
  for (let passed = 0; passed < chain.days; passed += 1) {
    const due = nextDue({ rhythm, last, now });
    const roomMs = due.closesAt.getTime() - Math.max(due.dueAt.getTime(), now.getTime());
    now = new Date(Math.max(due.dueAt.getTime(), now.getTime()) + Math.floor(roomMs * chain.lateness));
    const story = `${rhythm.zone} ${rhythm.sendMinute} at lateness ${chain.lateness}: ${due.slotAt.toISOString()} for ${day}`;
    if (localDay(due.slotAt, rhythm.zone) !== day) return `${story} is another day's`;
    if (mayBegin({ rhythm, slotAt: due.slotAt, last, now }) !== "yes") return `${story} may not begin`;
    if (last && now.getTime() - last.acceptedAt.getTime() < restMs) return `${story} is too soon`;
    last = { slotAt: due.slotAt, acceptedAt: now, startedByConfirming: false };
    day = addDays(day, 1);
  }
  return null;
}

function wrongDays(tried: {
  zones: readonly string[];
  fromDay: string;
  days: number;
  minutes: readonly number[];
}): string[] {
  return tried.zones.flatMap((zone) =>
    tried.minutes.flatMap((sendMinute) =>
      [0, 0.999].flatMap((lateness) => {
        const rhythm = { zone, sendMinute, weekdays: 127, everyDays: 1 };
        return firstWrongDay({ rhythm, fromDay: tried.fromDay, days: tried.days, lateness }) ?? [];
      }),
    ),
  );
}

test("a reader in any zone has one lesson each local day, through every change of the clock", {
  timeout: 120_000,
}, () => {
  expect(wrongDays(usual)).toEqual([]);
});

test("so has a reader where the clock does strange things, for eleven years", { timeout: 120_000 }, () => {
  expect(wrongDays(strange)).toEqual([]);
});
