import { describe, expect, test } from "vitest";
import {
  addDays,
  formatSendTime,
  instantOf,
  isZone,
  localDay,
  localMinute,
  parseSendTime,
  spokenSendTime,
  weekdayOf,
  zoneNames,
} from "./calendar.ts";
import { daysAroundMoves, expectedInstant, instantsShowing, type Span, scanZone } from "./zone-oracle.ts";

/**
 * Zones with one history of moves (419 zones have some 70) are all tried, the first of each history more thoroughly.
 * For a long run set `plainDayStep` to 1, `everyZone` to `thorough`, and fill `thorough` with every fifth minute.
 */
const thorough = [0, 1, 30, 59, 60, 90, 119, 150, 180, 299, 420, 1260, 1380, 1410, 1439];
const breadth = { plainDayStep: 97, everyZone: [0, 150, 1410] };

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const fromMs = Date.UTC(2023, 11, 1);
const untilMs = Date.UTC(2035, 0, 31);
const firstDayMs = Date.UTC(2024, 0, 1);
const lastDayMs = Date.UTC(2034, 11, 31);

/** Names outside Node's own list that browsers and people still give. */
const aliases = ["UTC", "GMT", "Etc/GMT+5", "Etc/GMT-14", "US/Pacific", "US/Eastern", "EST5EDT", "Asia/Kolkata"].concat(
  [
    "Europe/Kyiv",
    "Asia/Ho_Chi_Minh",
    "America/Nuuk",
    "America/Argentina/Buenos_Aires",
    "Asia/Yangon",
    "Asia/Kathmandu",
  ],
  ["Australia/ACT", "Australia/LHI", "Brazil/East", "Canada/Newfoundland", "NZ", "NZ-CHAT", "Cuba", "Egypt", "Eire"],
  ["Iran", "Israel", "Jamaica", "Japan", "Navajo", "PRC", "Portugal", "Singapore", "Turkey", "Zulu", "CET", "EET"],
);
const zones = [...new Set([...zoneNames(), ...Intl.supportedValuesOf("timeZone"), ...aliases])];

function spansOf(zone: string): Span[] {
  return scanZone({ zone, fromMs, untilMs, stepMs: 5 * dayMs });
}

function dayName(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10);
}

describe("a wall clock in any zone of the world, 2024 to 2034", () => {
  test("shows every send time at its first instant, and a skipped one moves forward", { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    const histories = new Set<string>();
    for (const zone of zones) {
      const spans = spansOf(zone);
      const minutes = histories.has(JSON.stringify(spans)) ? breadth.everyZone : thorough;
      histories.add(JSON.stringify(spans));
      const days = daysAroundMoves(spans);
      for (let ms = firstDayMs; ms <= lastDayMs; ms += breadth.plainDayStep * dayMs) days.push(ms);
      for (const localMs of days) {
        for (const minute of minutes) {
          const expected = expectedInstant(spans, localMs + minute * minuteMs);
          const found = instantOf({ day: dayName(localMs), minute, zone }).getTime();
          if (found !== expected) wrong.push(`${zone} ${dayName(localMs)} ${minute}: ${new Date(found).toISOString()}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("turns an instant into the date and minute that people there read", { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    for (const zone of zones) {
      for (const span of spansOf(zone)) {
        for (const atMs of [span.fromMs, span.fromMs + 1, span.fromMs + 5 * 3_600_000, span.untilMs - 1]) {
          const shown = new Date(atMs + span.offsetMs);
          const minute = shown.getUTCHours() * 60 + shown.getUTCMinutes();
          const at = new Date(atMs);
          if (localDay(at, zone) !== dayName(shown.getTime()) || localMinute(at, zone) !== minute) {
            wrong.push(`${zone} ${at.toISOString()}: ${localDay(at, zone)} ${localMinute(at, zone)}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("never moves twice within three days, which the look-up of offsets relies on", { timeout: 120_000 }, () => {
    const restless = zones.flatMap((zone) => {
      const spans = scanZone({ zone, fromMs, untilMs, stepMs: 2.5 * dayMs }).slice(1, -1);
      return spans.filter((span) => span.untilMs - span.fromMs < 3 * dayMs).map(() => zone);
    });
    expect(restless).toEqual([]);
  });

  test("has the oracle see skipped and doubled hours at all, so that the tests above mean something", () => {
    const spans = spansOf("Europe/Berlin");
    expect(instantsShowing(spans, Date.UTC(2026, 2, 29, 2, 30))).toEqual([]);
    expect(instantsShowing(spans, Date.UTC(2026, 9, 25, 2, 30))).toHaveLength(2);
  });
});

describe("known traps", () => {
  test.each([
    ["Berlin skips 02:30 in spring", "Europe/Berlin", "2026-03-29", 150, "2026-03-29T01:30:00.000Z"],
    ["Berlin has 02:30 twice in autumn", "Europe/Berlin", "2026-10-25", 150, "2026-10-25T00:30:00.000Z"],
    ["Cairo skips midnight", "Africa/Cairo", "2026-04-24", 0, "2026-04-23T22:00:00.000Z"],
    ["Lord Howe moves by half an hour", "Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03T15:45:00.000Z"],
    ["Nuuk skips the last hour of a Saturday", "America/Nuuk", "2025-03-29", 1410, "2025-03-30T01:30:00.000Z"],
    ["Apia skipped a whole Friday", "Pacific/Apia", "2011-12-30", 420, "2011-12-30T17:00:00.000Z"],
    ["Kathmandu stands at a quarter hour", "Asia/Kathmandu", "2026-11-22", 420, "2026-11-22T01:15:00.000Z"],
  ])("%s", (_, zone, day, minute, expected) => {
    expect(instantOf({ day, minute, zone }).toISOString()).toBe(expected);
  });

  test("an answer that was handed out can be changed without changing the next one", () => {
    const asked = { day: "2026-11-22", minute: 420, zone: "Europe/Berlin" };
    instantOf(asked).setFullYear(1999);
    expect(instantOf(asked).toISOString()).toBe("2026-11-22T06:00:00.000Z");
  });

  test("a minute or a date that does not exist on any calendar is refused", () => {
    const zone = "Europe/Berlin";
    for (const minute of [-1, 1440, 7.5, Number.NaN]) {
      expect(() => instantOf({ day: "2026-11-22", minute, zone })).toThrow("no minute of a day");
    }
    for (const day of ["2026-02-30", "2026-13-01", "22.11.2026", ""]) {
      expect(() => instantOf({ day, minute: 420, zone })).toThrow("is no date");
    }
  });
});

describe("local dates", () => {
  test("weekdays run from Monday 1 to Sunday 7", () => {
    const week = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"];
    expect(week.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(weekdayOf("1969-12-25")).toBe(4);
  });

  test("days are added across months, leap days and years", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });
});

describe("time zones that a reader gives", () => {
  test("every zone of Node's list and every old name is known", () => {
    expect(zones.filter((zone) => !isZone(zone))).toEqual([]);
  });

  test.each([
    "+02:00",
    "-05",
    "UTC+2",
    "GMT+2",
    "Mars/Olympus",
    "",
    "Europe/Berlin ",
    "Z",
    "Factory",
    "x".repeat(10_000),
  ])("%j is refused", (zone) => {
    expect(isZone(zone)).toBe(false);
  });

  test("the form offers each zone once, under its name of today", () => {
    const names = zoneNames();
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toEqual(expect.arrayContaining(["UTC", "Asia/Kolkata", "Europe/Kyiv", "America/Nuuk"]));
    expect(names).not.toEqual(expect.arrayContaining(["Asia/Calcutta"]));
    expect(names.length).toBeGreaterThan(400);
  });
});

describe("send times", () => {
  test.each([
    ["07:00", 420],
    ["7:00", 420],
    [" 00:00 ", 0],
    ["23:59", 1439],
    ["24:00", null],
    ["12:60", null],
    ["7", null],
    ["7:00 AM", null],
    ["-1:00", null],
    ["", null],
    ["٠٧:٠٠", null],
  ])("%j is read as minute %j", (raw, minute) => {
    expect(parseSendTime(raw)).toBe(minute);
  });

  test("every minute of the day is written so that it reads back as itself", () => {
    for (let minute = 0; minute < 1440; minute += 1) expect(parseSendTime(formatSendTime(minute))).toBe(minute);
  });

  test("times are spoken as an American reader says them", () => {
    expect([0, 5, 420, 719, 720, 1110, 1439].map(spokenSendTime)).toEqual([
      "12:00 AM",
      "12:05 AM",
      "7:00 AM",
      "11:59 AM",
      "12:00 PM",
      "6:30 PM",
      "11:59 PM",
    ]);
  });
});
