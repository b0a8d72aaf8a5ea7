import { expect, test } from "vitest";
import { zoneNames } from "../../../domain/calendar.ts";
import { typedZone } from "./typed-zone.ts";

test.each([
  ["America/New York", "America/New_York"],
  ["new york", "America/New_York"],
  [" Berlin ", "Europe/Berlin"],
  ["buenos aires", "America/Argentina/Buenos_Aires"],
])("understands %j as %s", (typed, zone) => {
  expect(typedZone(typed)).toBe(zone);
});

test.each(["Atlantis", "", "+02:00", "Europe/"])("leaves %j as it was, to be complained about", (typed) => {
  expect(typedZone(typed)).toBe(typed);
});

test("understands every zone of the list the way the form writes it", () => {
  const misread = zoneNames().filter((zone) => typedZone(zone.replaceAll("_", " ")) !== zone);
  expect(misread).toEqual([]);
});
