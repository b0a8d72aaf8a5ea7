import { expect, test } from "vitest";
import { firstNudge, nudgeAfter, nudgeDue } from "./nudges.ts";
import type { Rhythm } from "./rhythm.ts";

const berlin: Rhythm = { zone: "Europe/Berlin", sendMinute: 420, weekdays: 127, everyDays: 1 };
const afterDays = [2, 5];

function at(text: string): Date {
  return new Date(text);
}

test("the first nudge comes so many days after the last lesson, at the reader's hour", () => {
  const asked = { rhythm: berlin, lastDay: "2026-03-02", afterDays, now: at("2026-03-02T06:01Z") };
  expect(firstNudge(asked)).toEqual(at("2026-03-04T06:00Z"));
});

test("it keeps the hour on the wall when the clocks change", () => {
  const asked = { rhythm: berlin, lastDay: "2026-03-28", afterDays, now: at("2026-03-28T06:01Z") };
  expect(firstNudge(asked)).toEqual(at("2026-03-30T05:00Z"));
});

test("it waits for a weekday that the reader allows", () => {
  const asked = { rhythm: { ...berlin, weekdays: 0b0011111 }, lastDay: "2026-03-05", afterDays };
  expect(firstNudge({ ...asked, now: at("2026-03-05T06:01Z") })).toEqual(at("2026-03-09T06:00Z"));
});

test("a wait that begins late, as after a pause, is not nudged at once", () => {
  const asked = { rhythm: berlin, lastDay: "2026-03-02", afterDays, now: at("2026-03-20T12:00Z") };
  expect(firstNudge(asked)).toEqual(at("2026-03-22T06:00Z"));
});

test("the second comes after it by the difference, also when an outage held the first back, and then none", () => {
  const asked = { rhythm: berlin, afterDays };
  expect(nudgeAfter({ ...asked, nudges: 0, now: at("2026-03-04T06:00Z") })).toEqual(at("2026-03-07T06:00Z"));
  expect(nudgeAfter({ ...asked, nudges: 0, now: at("2026-03-09T15:00Z") })).toEqual(at("2026-03-12T06:00Z"));
  expect(nudgeAfter({ ...asked, nudges: 1, now: at("2026-03-07T06:00Z") })).toBeNull();
});

test("a course may declare no nudge at all", () => {
  expect(firstNudge({ rhythm: berlin, lastDay: "2026-03-02", afterDays: [], now: at("2026-03-02T06:01Z") })).toBeNull();
});

test("a nudge that is moved to an hour of today that has passed comes tomorrow", () => {
  expect(nudgeDue({ rhythm: berlin, day: "2026-03-04", now: at("2026-03-04T12:00Z") })).toEqual(
    at("2026-03-05T06:00Z"),
  );
});
