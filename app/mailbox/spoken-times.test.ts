import { expect, test } from "vitest";
import { spokenArrival, spokenLead } from "./spoken-times.ts";

const zone = "Europe/Berlin";
const now = new Date("2026-11-24T06:00:00Z");
const arrived = (at: string) => spokenArrival({ at: new Date(at), now, zone });

test("a message of today shows its hour, an older one its day", () => {
  expect(arrived("2026-11-24T06:00:00Z")).toBe("7:00 AM");
  expect(arrived("2026-11-23T06:00:00Z")).toBe("Yesterday");
  expect(arrived("2026-11-20T06:00:00Z")).toBe("Fri, Nov 20");
});

test("today is the reader's today, not the server's", () => {
  expect(arrived("2026-11-23T23:30:00Z")).toBe("12:30 AM");
});

test("the calendar says how far it was moved, and nothing when it was not", () => {
  const hour = 3_600_000;
  expect(spokenLead(0)).toBeNull();
  expect(spokenLead(20_000)).toBeNull();
  expect(spokenLead(3 * 60_000)).toBe("some minutes");
  expect(spokenLead(hour)).toBe("an hour");
  expect(spokenLead(16 * hour)).toBe("16 hours");
  expect(spokenLead(40 * hour)).toBe("2 days");
  expect(spokenLead(30 * 24 * hour)).toBe("30 days");
});
