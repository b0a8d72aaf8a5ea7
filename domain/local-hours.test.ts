import { expect, it } from "vitest";
import { firstInstant, lastInstant, localInstants, nextInstants } from "./local-hours.ts";

const iso = (instants: readonly { at: Date }[]) => instants.map(({ at }) => at.toISOString());

it("is seven in the morning at another instant in every zone", () => {
  const zones = ["Asia/Tokyo", "Europe/Berlin", "America/New_York"];
  expect(iso(localInstants({ day: "2026-06-01", minute: 420, zones }))).toEqual([
    "2026-05-31T22:00:00.000Z",
    "2026-06-01T05:00:00.000Z",
    "2026-06-01T11:00:00.000Z",
  ]);
});

it("moves an hour that a clock change leaves out forward, and takes the first of one that comes twice", () => {
  const zones = ["Europe/Berlin"];
  expect(iso(localInstants({ day: "2026-03-29", minute: 150, zones }))).toEqual(["2026-03-29T01:30:00.000Z"]);
  expect(iso(localInstants({ day: "2026-10-25", minute: 150, zones }))).toEqual(["2026-10-25T00:30:00.000Z"]);
});

it("begins on the Line Islands and ends a day later on the other side of the date line", () => {
  expect(firstInstant({ day: "2026-06-02", minute: 0 }).toISOString()).toBe("2026-06-01T10:00:00.000Z");
  expect(lastInstant({ day: "2026-06-02", minute: 0 }).getTime()).toBeGreaterThanOrEqual(
    new Date("2026-06-02T11:00:00.000Z").getTime(),
  );
});

it("comes the next time today where it has not gone by, and tomorrow where it has, also over a clock change", () => {
  const zones = ["America/New_York", "Europe/Berlin"];
  expect(iso(nextInstants({ minute: 420, from: new Date("2026-03-28T11:00:00Z"), zones }))).toEqual([
    "2026-03-28T11:00:00.000Z",
    "2026-03-29T05:00:00.000Z",
  ]);
});
