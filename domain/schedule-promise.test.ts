import { describe, expect, test } from "vitest";
import { addDays, localDay, localMinute, weekdayOf } from "./calendar.ts";
import { type Due, firstDue, type Last, mayBegin, missedDue, nextDue, type Rhythm } from "./schedule.ts";

/** For a long run: every 5 minutes, a phase for each half hour, all 127 choices of weekdays in `masks`, every zone. */
const breadth = { minuteStep: 15, phases: 6, zones: ["Europe/Berlin", "America/Nuuk"] };
const oddZones = [
  "Pacific/Chatham",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "America/St_Johns",
  "Pacific/Kiritimati",
].concat([
  "Africa/Casablanca",
  "America/Havana",
  "Pacific/Pago_Pago",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Pacific/Easter",
]);
const masks = [127, 0b0011111, 0b1100000, 0b0000001, 0b1000000, 0b0010000, 0b0100101];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const tickMs = 6 * hourMs;
const lessonsOfACourse = 30;

/**
 * Of each lesson's allowed days at most one is missed before it is served; at the slower pace one more lies between.
 * So thirty lessons are out within sixty allowed days, and within ninety at the slower pace.
 */
const promisedDays = ({ everyDays }: Rhythm) => lessonsOfACourse * (1 + everyDays);

const sendMinutes = [1, 299, 301, 899, 901, 1259, 1261, 1439];
for (let minute = 0; minute < 1440; minute += breadth.minuteStep) sendMinutes.push(minute);

/** When the tick after the one at `nowMs` comes: at most six hours later. */
type Ticking = (nowMs: number, due: Due) => number;

const everySixHours: Ticking = (nowMs) => nowMs + tickMs;

/** Ticks that keep to the six hours and still do their worst: they step over every window that they can. */
const spiteful: Ticking = (nowMs, due) => {
  const latestMs = nowMs + tickMs;
  const falls = latestMs >= due.dueAt.getTime() && latestMs <= due.closesAt.getTime();
  const justBeforeMs = due.dueAt.getTime() - 1;
  return falls && justBeforeMs > nowMs ? justBeforeMs : latestMs;
};

type Run = { rhythm: Rhythm; startAt: Date; phaseMs: number; ticking: Ticking };

/**
 * A tick hands over what is due, or finds that a window has closed; a lesson found missed waits for the following
 * tick, which is harsher than the engine is.
 */
function* lessons({ rhythm, startAt, phaseMs, ticking }: Run): Generator<Last> {
  let last: Last | null = null;
  let due: Due = firstDue({ start: "next send time", rhythm, confirmedAt: startAt, last });
  for (let nowMs = startAt.getTime() + phaseMs; ; nowMs = ticking(nowMs, due)) {
    const now = new Date(nowMs);
    if (now < due.dueAt) continue;
    const verdict = mayBegin({ rhythm, slotAt: due.slotAt, last, now });
    if (verdict === "yes") {
      last = { slotAt: due.slotAt, acceptedAt: now, startedByConfirming: false };
      yield last;
      due = nextDue({ rhythm, last, now });
    } else if (verdict === "closed") {
      due = missedDue({ rhythm, last, now });
    } else {
      throw new Error(`A lesson that was due at ${due.dueAt.toISOString()} is "${verdict}" at ${now.toISOString()}`);
    }
  }
}

/** The day by which the promise must be kept: the sixtieth allowed one, counted from the first slot's day on. */
function lastPromisedDay(rhythm: Rhythm, startAt: Date): string {
  let day = localDay(
    firstDue({ start: "next send time", rhythm, confirmedAt: startAt, last: null }).slotAt,
    rhythm.zone,
  );
  for (let allowed = 0; ; day = addDays(day, 1)) {
    if ((rhythm.weekdays >> (weekdayOf(day) - 1)) & 1) allowed += 1;
    if (allowed === promisedDays(rhythm)) return day;
  }
}

function brokenPromise(run: Run): string | null {
  const { zone } = run.rhythm;
  const lastDay = lastPromisedDay(run.rhythm, run.startAt);
  let number = 0;
  let previous: Last | null = null;
  for (const last of lessons(run)) {
    const story = `${JSON.stringify(run)}: lesson ${number + 1} for ${localDay(last.slotAt, zone)}`;
    if (localDay(last.slotAt, zone) > lastDay) return `${story} is too late`;
    const earliest = previous && addDays(localDay(previous.slotAt, zone), run.rhythm.everyDays);
    if (earliest && localDay(last.slotAt, zone) < earliest) return `${story} is one too many`;
    if (previous && last.acceptedAt.getTime() - previous.acceptedAt.getTime() < 12 * hourMs)
      return `${story} is too soon`;
    previous = last;
    number += 1;
    if (number === lessonsOfACourse) return null;
  }
  return "The course never ends";
}

function brokenPromises(tried: {
  zones: readonly string[];
  minutes: readonly number[];
  starts: readonly string[];
  ticking: Ticking;
  phases: number;
  everyDays?: number;
}): string[] {
  const broken: string[] = [];
  for (const zone of tried.zones) {
    for (const sendMinute of tried.minutes) {
      for (const weekdays of masks) {
        for (const startAt of tried.starts.map((start) => new Date(start))) {
          for (let phase = 0; phase < tried.phases; phase += 1) {
            const phaseMs = Math.floor((tickMs * phase) / tried.phases);
            const rhythm = { zone, sendMinute, weekdays, everyDays: tried.everyDays ?? 1 };
            const story = brokenPromise({ rhythm, startAt, phaseMs, ticking: tried.ticking });
            if (story) broken.push(story);
          }
        }
      }
    }
  }
  return broken;
}

const february = "2026-02-20T13:17:00Z";
const august = "2026-08-25T03:41:00Z";
const worstMinutes = [0, 300, 899, 1080, 1260, 1410, 1439];

describe("thirty lessons are out within sixty allowed days", () => {
  test("at every send time, choice of weekdays and phase of a tick every six hours", { timeout: 120_000 }, () => {
    const tried = { zones: breadth.zones, minutes: sendMinutes, starts: [february], phases: breadth.phases };
    expect(brokenPromises({ ...tried, ticking: everySixHours })).toEqual([]);
  });

  test("though ticks that are six hours apart at most step over every window they can", { timeout: 120_000 }, () => {
    const tried = { zones: ["Europe/Berlin"], minutes: sendMinutes, starts: [february, august], phases: 1 };
    expect(brokenPromises({ ...tried, ticking: spiteful })).toEqual([]);
  });

  test("in zones with odd offsets and odd changes of the clock, in both halves of the year", {
    timeout: 120_000,
  }, () => {
    const tried = { zones: oddZones, minutes: worstMinutes, starts: [february, august], phases: 4 };
    expect(brokenPromises({ ...tried, ticking: everySixHours })).toEqual([]);
  });
});

describe("at the slower pace thirty lessons are out within ninety allowed days", () => {
  test("at every send time, choice of weekdays and phase of a tick every six hours", { timeout: 120_000 }, () => {
    const tried = { zones: breadth.zones, minutes: sendMinutes, starts: [february], phases: 3, everyDays: 2 };
    expect(brokenPromises({ ...tried, ticking: everySixHours })).toEqual([]);
  });

  test("though ticks that are six hours apart at most step over every window they can", { timeout: 120_000 }, () => {
    const tried = { zones: ["Europe/Berlin"], minutes: sendMinutes, starts: [august], phases: 1, everyDays: 2 };
    expect(brokenPromises({ ...tried, ticking: spiteful })).toEqual([]);
  });

  test("in zones with odd offsets and odd changes of the clock", { timeout: 120_000 }, () => {
    const tried = { zones: oddZones, minutes: worstMinutes, starts: [february, august], phases: 2, everyDays: 2 };
    expect(brokenPromises({ ...tried, ticking: everySixHours })).toEqual([]);
  });
});

test.each([0, 240, 420, 1080, 1439])(
  "no lesson of minute %i comes before five or the send time, nor after its window",
  (sendMinute) => {
    const rhythm = { zone: "Europe/Berlin", sendMinute, weekdays: 127, everyDays: 1 };
    const startAt = new Date("2026-05-01T02:10:00Z");
    let number = 0;
    for (const { slotAt, acceptedAt } of lessons({ rhythm, startAt, phaseMs: 0, ticking: everySixHours })) {
      const slotMinute = localMinute(slotAt, rhythm.zone);
      const servedMinute = slotMinute + (acceptedAt.getTime() - slotAt.getTime()) / minuteMs;
      expect(slotMinute).toBeGreaterThanOrEqual(Math.min(300, sendMinute));
      expect(servedMinute).toBeGreaterThanOrEqual(slotMinute);
      expect(servedMinute).toBeLessThanOrEqual(Math.max(21 * 60, sendMinute + 180));
      number += 1;
      if (number === 60) break;
    }
  },
);
