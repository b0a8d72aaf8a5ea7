import { describe, expect, test } from "vitest";
import {
  firstDue,
  type Last,
  lastOf,
  mayBegin,
  missedDue,
  nextDue,
  type Rhythm,
  type Start,
  windowOf,
} from "./schedule.ts";

const everyDay = 127;
const berlin: Rhythm = { zone: "Europe/Berlin", sendMinute: 420, weekdays: everyDay, everyDays: 1 };

function at(text: string): Date {
  return new Date(text);
}

/** A lesson that went out at its slot. */
function had(slot: string, over: Partial<Last> = {}): Last {
  return { slotAt: at(slot), acceptedAt: at(slot), startedByConfirming: false, ...over };
}

test("the day of whatever counts for the latest one is had, also where the calendar was set back since", () => {
  const told = (slot: string, hadAt: string) => ({ slotAt: at(slot), hadAt: at(hadAt), startedByConfirming: true });
  const all = [told("2026-11-23T06:00Z", "2026-11-23T06:00Z"), told("2026-11-22T06:00Z", "2026-11-23T09:00Z")];
  const last = lastOf(all);
  const slotAt = at("2026-11-23T06:00Z");
  expect(mayBegin({ rhythm: berlin, slotAt, last, now: at("2026-11-23T07:00Z") })).toBe("had today");
  expect(lastOf([])).toBe(null);
});

describe("the next lesson", () => {
  test("comes at the reader's hour of the next day", () => {
    expect(nextDue({ rhythm: berlin, last: had("2026-11-22T06:00Z"), now: at("2026-11-22T06:01Z") })).toEqual({
      slotAt: at("2026-11-23T06:00Z"),
      dueAt: at("2026-11-23T06:00Z"),
      closesAt: at("2026-11-23T20:00Z"),
    });
  });

  test("keeps the hour on the wall when the clocks change", () => {
    const due = nextDue({ rhythm: berlin, last: had("2026-10-24T05:00Z"), now: at("2026-10-24T05:01Z") });
    expect(due.slotAt).toEqual(at("2026-10-25T06:00Z"));
  });

  test("is due at once when today's hour has passed and today has had none", () => {
    const due = nextDue({ rhythm: berlin, last: had("2026-11-21T06:00Z"), now: at("2026-11-22T15:00Z") });
    expect(due.dueAt).toEqual(at("2026-11-22T06:00Z"));
  });

  test("waits for tomorrow when today's window is closed", () => {
    const now = at("2026-11-22T20:00:00.001Z");
    expect(nextDue({ rhythm: berlin, last: had("2026-11-21T06:00Z"), now }).slotAt).toEqual(at("2026-11-23T06:00Z"));
  });

  test("comes once after an outage of many days, and the schedule shifts", () => {
    const due = nextDue({ rhythm: berlin, last: had("2026-11-10T06:00Z"), now: at("2026-11-22T07:00Z") });
    expect(due.slotAt).toEqual(at("2026-11-22T06:00Z"));
    const after = nextDue({ rhythm: berlin, last: had("2026-11-22T06:00Z"), now: at("2026-11-22T07:00:01Z") });
    expect(after.slotAt).toEqual(at("2026-11-23T06:00Z"));
  });

  test("leaves twelve hours after one that was accepted late", () => {
    const last = had("2026-11-21T06:00Z", { acceptedAt: at("2026-11-21T19:59Z") });
    const due = nextDue({ rhythm: berlin, last, now: at("2026-11-21T20:00Z") });
    expect(due).toMatchObject({ slotAt: at("2026-11-22T06:00Z"), dueAt: at("2026-11-22T07:59Z") });
  });

  test("gives up a day whose window ends before the twelve hours do", () => {
    const last = had("2026-11-21T06:00Z", { acceptedAt: at("2026-11-22T08:30Z") });
    const due = nextDue({ rhythm: berlin, last, now: at("2026-11-22T08:31Z") });
    expect(due.slotAt).toEqual(at("2026-11-23T06:00Z"));
  });

  test("may be Day 2 a few hours after a Day 1 that was started by confirming", () => {
    const last = had("2026-11-21T22:30Z", { startedByConfirming: true });
    expect(nextDue({ rhythm: berlin, last, now: at("2026-11-21T22:31Z") }).dueAt).toEqual(at("2026-11-22T06:00Z"));
  });

  test("is never on the date of a Day 1 that was started by confirming before the hour", () => {
    const last = had("2026-11-22T04:00Z", { startedByConfirming: true });
    expect(nextDue({ rhythm: berlin, last, now: at("2026-11-22T04:01Z") }).dueAt).toEqual(at("2026-11-23T06:00Z"));
  });

  test("keeps to the weekdays that the reader allows", () => {
    const rhythm = { ...berlin, weekdays: 0b0010101 };
    const due = nextDue({ rhythm, last: had("2026-11-20T06:00Z"), now: at("2026-11-20T06:01Z") });
    expect(due.slotAt).toEqual(at("2026-11-23T06:00Z"));
  });

  test("of a late hour is still served past midnight, and counts for its own day", () => {
    const rhythm = { ...berlin, sendMinute: 1380 };
    const now = at("2026-11-22T23:30Z");
    const due = nextDue({ rhythm, last: had("2026-11-21T22:00Z"), now });
    expect(due).toMatchObject({ slotAt: at("2026-11-22T22:00Z"), closesAt: at("2026-11-23T01:00Z") });
    const last = had("2026-11-22T22:00Z", { acceptedAt: now });
    expect(nextDue({ rhythm, last, now }).dueAt).toEqual(at("2026-11-23T22:00Z"));
  });

  test("in Nuuk counts for the Saturday whose last hour was skipped, and Sunday has its own", () => {
    const rhythm = { zone: "America/Nuuk", sendMinute: 1410, weekdays: everyDay, everyDays: 1 };
    const saturday = nextDue({ rhythm, last: had("2025-03-29T01:30Z"), now: at("2025-03-29T02:00Z") });
    expect(saturday).toMatchObject({ slotAt: at("2025-03-30T00:59Z"), dueAt: at("2025-03-30T01:30Z") });
    const sunday = nextDue({
      rhythm,
      last: { ...had("2025-03-30T01:30Z"), slotAt: saturday.slotAt },
      now: saturday.dueAt,
    });
    expect(sunday.dueAt).toEqual(at("2025-03-31T00:30Z"));
  });

  test("skips a day that a zone left out", () => {
    const rhythm = { zone: "Pacific/Apia", sendMinute: 420, weekdays: everyDay, everyDays: 1 };
    const due = nextDue({ rhythm, last: had("2011-12-29T17:00Z"), now: at("2011-12-29T17:01Z") });
    expect(due.slotAt).toEqual(at("2011-12-30T17:00Z"));
    const after = nextDue({ rhythm, last: had("2011-12-30T17:00Z"), now: at("2011-12-30T17:01Z") });
    expect(after.slotAt).toEqual(at("2011-12-31T17:00Z"));
  });

  test("cannot be asked for without a weekday", () => {
    const rhythm = { ...berlin, weekdays: 0 };
    expect(() => nextDue({ rhythm, last: null, now: at("2026-11-22T06:00Z") })).toThrow("weekdays 0");
  });
});

describe("a missed lesson", () => {
  test("is due from five in the morning of the next allowed day, with the end of the usual window", () => {
    const rhythm = { ...berlin, sendMinute: 1380 };
    const due = missedDue({ rhythm, last: had("2026-11-20T22:00Z"), now: at("2026-11-22T01:01Z") });
    expect(due).toEqual({
      slotAt: at("2026-11-22T04:00Z"),
      dueAt: at("2026-11-22T04:00Z"),
      closesAt: at("2026-11-23T01:00Z"),
    });
    expect(windowOf({ rhythm, slotAt: due.slotAt }).closesAt).toEqual(due.closesAt);
  });

  test("keeps an hour that is earlier than five", () => {
    const rhythm = { ...berlin, sendMinute: 60 };
    const due = missedDue({ rhythm, last: null, now: at("2026-11-22T20:01Z") });
    expect(due.slotAt).toEqual(at("2026-11-23T00:00Z"));
  });

  test("waits for the next allowed weekday and for the twelve hours", () => {
    const rhythm = { ...berlin, sendMinute: 1380, weekdays: 0b0000001 };
    const due = missedDue({ rhythm, last: null, now: at("2026-11-24T02:01Z") });
    expect(due.slotAt).toEqual(at("2026-11-30T04:00Z"));
    const last = had("2026-11-29T19:00Z");
    expect(
      missedDue({ rhythm: { ...rhythm, weekdays: everyDay, everyDays: 1 }, last, now: at("2026-11-29T22:00Z") }),
    ).toMatchObject({
      slotAt: at("2026-11-30T04:00Z"),
      dueAt: at("2026-11-30T07:00Z"),
    });
  });
});

describe("the check before a lesson is handed over", () => {
  const slotAt = at("2026-11-22T06:00Z");
  const last = had("2026-11-21T06:00Z");

  test.each([
    ["a moment before the slot", "2026-11-22T05:59:59.999Z", "early"],
    ["at the slot", "2026-11-22T06:00Z", "yes"],
    ["at nine in the evening", "2026-11-22T20:00Z", "yes"],
    ["a moment later", "2026-11-22T20:00:00.001Z", "closed"],
  ])("%s", (_, now, verdict) => {
    expect(mayBegin({ rhythm: berlin, slotAt, last, now: at(now) })).toBe(verdict);
  });

  test("refuses a second lesson on one date, whatever the hour", () => {
    const check = { rhythm: berlin, slotAt: at("2026-11-22T19:00Z"), now: at("2026-11-22T19:00Z") };
    expect(mayBegin({ ...check, last: had("2026-11-22T05:00Z") })).toBe("had today");
    const nightly = { rhythm: { ...berlin, sendMinute: 1380 }, slotAt: at("2026-11-22T22:00Z") };
    const pastMidnight = { ...nightly, now: at("2026-11-22T23:30Z") };
    expect(mayBegin({ ...pastMidnight, last: had("2026-11-22T05:00Z") })).toBe("had today");
    expect(mayBegin({ ...pastMidnight, last: had("2026-11-21T22:00Z") })).toBe("yes");
  });

  test("refuses last night's late lesson after a Day 1 that was started by confirming past midnight", () => {
    const rhythm = { ...berlin, sendMinute: 1380 };
    const last = had("2026-11-21T23:10Z", { startedByConfirming: true });
    const check = { rhythm, slotAt: at("2026-11-21T22:00Z"), last, now: at("2026-11-21T23:30Z") };
    expect(mayBegin(check)).toBe("had today");
  });

  test("reads the date of the last lesson in the zone where the reader is now", () => {
    // 07:00 on the 22nd in Auckland is 10:00 on the 21st in Los Angeles.
    const auckland = had("2026-11-21T18:00Z");
    const rhythm = { ...berlin, zone: "America/Los_Angeles" };
    const check = { rhythm, last: auckland, now: at("2026-11-22T15:00Z"), slotAt: at("2026-11-22T15:00Z") };
    expect(mayBegin(check)).toBe("yes");
    expect(mayBegin({ ...check, slotAt: at("2026-11-22T08:00Z"), now: at("2026-11-22T08:00Z") })).toBe("yes");
    expect(mayBegin({ ...check, slotAt: at("2026-11-22T07:59Z"), now: at("2026-11-22T07:59Z") })).toBe("had today");
  });

  test("refuses a lesson within twelve hours, unless the last one was started by confirming", () => {
    const evening = had("2026-11-21T18:30Z");
    const now = at("2026-11-22T06:29:59.999Z");
    expect(mayBegin({ rhythm: berlin, slotAt, last: evening, now })).toBe("too soon");
    expect(mayBegin({ rhythm: berlin, slotAt, last: evening, now: at("2026-11-22T06:30Z") })).toBe("yes");
    expect(mayBegin({ rhythm: berlin, slotAt, last: { ...evening, startedByConfirming: true }, now })).toBe("yes");
  });

  test("closes a weekday that the reader has since taken away, but not to a start by confirming", () => {
    const rhythm = { ...berlin, weekdays: 0b0111111 };
    const check = { rhythm, slotAt, last: null, now: at("2026-11-22T06:00Z") };
    expect(mayBegin(check)).toBe("closed");
    expect(mayBegin({ ...check, startedByConfirming: true })).toBe("yes");
  });
});

describe("Day 1", () => {
  const begin = (start: Start, confirmedAt: string, over: { rhythm?: Rhythm; last?: Last } = {}) =>
    firstDue({ start, rhythm: berlin, confirmedAt: at(confirmedAt), last: null, ...over });

  test("of a course that starts on confirmation goes out at once, at any hour of any day", () => {
    const now = "2026-11-22T22:50Z";
    const due = begin("confirmation", now, { rhythm: { ...berlin, weekdays: 0b0000001 } });
    expect(due).toEqual({ slotAt: at(now), dueAt: at(now), closesAt: at("2026-11-23T01:50Z") });
  });

  test("of a restart on confirmation waits for tomorrow when today has had a lesson", () => {
    const due = begin("confirmation", "2026-11-22T14:00Z", { last: had("2026-11-22T06:00Z") });
    expect(due.dueAt).toEqual(at("2026-11-23T06:00Z"));
  });

  test("of a restart on confirmation waits for the twelve hours when yesterday's was late", () => {
    const due = begin("confirmation", "2026-11-22T05:00Z", { last: had("2026-11-21T19:00Z") });
    expect(due.dueAt).toEqual(at("2026-11-22T07:00Z"));
  });

  test("at the next send time is strictly ahead", () => {
    expect(begin("next send time", "2026-11-22T05:59:59Z").dueAt).toEqual(at("2026-11-22T06:00Z"));
    expect(begin("next send time", "2026-11-22T06:00Z").dueAt).toEqual(at("2026-11-23T06:00Z"));
    const nightly = { ...berlin, sendMinute: 1380 };
    expect(begin("next send time", "2026-11-22T23:30Z", { rhythm: nightly }).dueAt).toEqual(at("2026-11-23T22:00Z"));
  });

  test("next Monday is today when it is Monday and the hour is still to come", () => {
    expect(begin("next Monday", "2026-11-23T05:00Z").dueAt).toEqual(at("2026-11-23T06:00Z"));
    expect(begin("next Monday", "2026-11-23T06:00Z").dueAt).toEqual(at("2026-11-30T06:00Z"));
    expect(begin("next Monday", "2026-11-24T06:00Z").dueAt).toEqual(at("2026-11-30T06:00Z"));
  });

  test("next Monday without Mondays is the first allowed day from that Monday on", () => {
    const rhythm = { ...berlin, weekdays: 0b1000100 };
    expect(begin("next Monday", "2026-11-26T12:00Z", { rhythm }).dueAt).toEqual(at("2026-12-02T06:00Z"));
  });

  test("of a cohort is on the cohort's day, or the next slot when that has passed", () => {
    const start = { cohortDay: "2026-12-07" };
    expect(begin(start, "2026-11-22T12:00Z").dueAt).toEqual(at("2026-12-07T06:00Z"));
    expect(begin(start, "2026-12-07T12:00Z").slotAt).toEqual(at("2026-12-07T06:00Z"));
    expect(begin(start, "2026-12-09T22:00Z").dueAt).toEqual(at("2026-12-10T06:00Z"));
    expect(begin(start, "2027-06-01T22:00Z").dueAt).toEqual(at("2027-06-02T05:00Z"));
  });

  test.each<Start>(["next send time", "next Monday", { cohortDay: "2026-11-22" }])(
    "after a restart with %j keeps clear of the earlier run's last lesson",
    (start) => {
      const last = had("2026-11-22T18:00Z");
      const due = begin(start, "2026-11-22T18:01Z", { last });
      expect(mayBegin({ rhythm: berlin, slotAt: due.slotAt, last, now: due.dueAt })).toBe("yes");
    },
  );
});
