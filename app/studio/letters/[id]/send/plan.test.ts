import { expect, test } from "vitest";
import { planQuery, readChosen, readPlan, spokenMoment, usualChoice } from "./plan.ts";

const usual = usualChoice(new Date("2026-03-27T12:00:00Z"));
const choose = (over: Partial<typeof usual>) => ({ ...usual, ...over });
const alone = { triesSubjects: false };

test("a moment is meant in the author's own zone, also on the night when clocks change", () => {
  const chosen = choose({ when: "at", day: "2026-03-29", time: "08:00", zone: "Europe/Berlin" });
  expect(readPlan(chosen, alone)).toMatchObject({
    kind: "plan",
    when: { mode: "at", sendAt: new Date("2026-03-29T06:00:00Z") },
  });
  expect(spokenMoment(new Date("2026-03-29T06:00:00Z"), "Europe/Berlin")).toBe(
    "Sunday, March 29, 2026 at 8:00 AM, Berlin time",
  );
});

test("each reader's own hour needs no zone", () => {
  const chosen = choose({ when: "local", day: "2026-04-01", time: "07:30" });
  expect(readPlan(chosen, alone)).toMatchObject({ when: { mode: "local", day: "2026-04-01", minute: 450 } });
});

test.each([
  [{ when: "at", zone: "" }, "zone"],
  [{ when: "at", zone: "Nowhere/Atall" }, "zone"],
  [{ when: "at", zone: "UTC", day: "2026-02-30" }, "day"],
  [{ when: "local", time: "25:00" }, "time"],
] as const)("what is wrong with %j is said beside %s", (over, field) => {
  const read = readPlan(choose(over), alone);
  expect(read.kind === "wrong" && read.errors[field]).toBeTruthy();
});

test("two subjects are tried on a share and for a time that make sense", () => {
  const both = { triesSubjects: true };
  expect(readPlan(choose({ percent: "20", hours: "4" }), both)).toMatchObject({ trial: { percent: 20, minutes: 240 } });
  for (const percent of ["0", "101", "x", "2.5"]) {
    expect(readPlan(choose({ percent }), both)).toMatchObject({ kind: "wrong" });
  }
  expect(readPlan(choose({ hours: "0" }), both)).toMatchObject({ kind: "wrong" });
  expect(readPlan(choose({ percent: "x" }), alone)).toMatchObject({ kind: "plan", trial: null });
});

test("a choice survives its way through the address, and what is odd in it is as usual", () => {
  const chosen = choose({ to: "segment-7", when: "local", day: "2026-04-01" });
  expect(readChosen(new URLSearchParams(planQuery(chosen)), usual)).toEqual(chosen);
  expect(readPlan(chosen, alone)).toMatchObject({ segmentId: 7 });
  expect(readChosen(new URLSearchParams({ when: "<script>" }), usual).when).toBe("now");
});
