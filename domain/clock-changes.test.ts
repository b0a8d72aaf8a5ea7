import { expect, test } from "vitest";
import { clockChangeOn, oddity, spokenClockChange, spokenOffset, utcOffsetMinutes } from "./clock-changes.ts";

test("tells by how much a zone is ahead of UTC", () => {
  expect(utcOffsetMinutes(new Date("2026-01-15T12:00:00Z"), "Europe/Berlin")).toBe(60);
  expect(utcOffsetMinutes(new Date("2026-07-15T12:00:00Z"), "Europe/Berlin")).toBe(120);
  expect(utcOffsetMinutes(new Date("2026-07-15T23:30:00Z"), "Asia/Kathmandu")).toBe(345);
  expect(utcOffsetMinutes(new Date("2026-01-01T02:00:00Z"), "America/St_Johns")).toBe(-210);
});

test("says an offset as people write it", () => {
  expect([0, 60, 345, -210].map(spokenOffset)).toEqual(["UTC", "UTC+1", "UTC+5:45", "UTC−3:30"]);
});

test("finds the change of a day, forward and back, by an hour and by half", () => {
  const told = (day: string, zone: string) => {
    const change = clockChangeOn(day, zone);
    return change && spokenClockChange(change);
  };
  expect(told("2026-03-29", "Europe/Berlin")).toBe("Clocks go forward by an hour at 2:00 AM");
  expect(told("2026-10-25", "Europe/Berlin")).toBe("Clocks go back by an hour at 3:00 AM");
  expect(told("2026-03-08", "America/New_York")).toBe("Clocks go forward by an hour at 2:00 AM");
  expect(told("2026-10-04", "Australia/Lord_Howe")).toBe("Clocks go forward by 30 minutes at 2:00 AM");
  expect(told("2026-03-28", "Europe/Berlin")).toBeNull();
  expect(told("2026-06-01", "UTC")).toBeNull();
});

test("knows an hour that does not exist, and one that comes twice", () => {
  const spring = clockChangeOn("2026-03-29", "Europe/Berlin");
  const autumn = clockChangeOn("2026-10-25", "Europe/Berlin");
  expect([119, 120, 179, 180].map((minute) => oddity(minute, spring))).toEqual([null, "skipped", "skipped", null]);
  expect([119, 120, 179, 180].map((minute) => oddity(minute, autumn))).toEqual([null, "twice", "twice", null]);
  expect(oddity(150, null)).toBeNull();
});
