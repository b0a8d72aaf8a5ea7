import { describe, expect, it } from "vitest";
import { readAsked } from "./found-moves.ts";
import { readPlace } from "./kept-place.ts";
import { begin, resume } from "./run.ts";
import { stepsOf } from "./steps.ts";

const whole = { move: 1, at: 2, spentMs: 1_500.5, counted: 0, isOpen: true, done: [0] };
const asked = { name: "Dead bug", sets: 2, reps: 6, seconds: null, eachSide: false, restSeconds: 30 };

describe("what was kept when the page went away", () => {
  it("is read back as it was", () => {
    expect(readPlace(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it.each([null, 7, "x", [], {}, { ...whole, at: -1 }, { ...whole, spentMs: "1" }, { ...whole, done: [null] }])(
    "counts for nothing when it is not whole: %j",
    (stored) => expect(readPlace(stored)).toBeNull(),
  );

  it("comes back paused, and never beyond what the lesson asks for now", () => {
    const steps = stepsOf(asked);
    expect(resume(steps, { at: 1, spentMs: 99_999, counted: 4 })).toEqual({ ...begin(steps), at: 1, spentMs: 30_000 });
    expect(resume(steps, { at: 2, spentMs: 5, counted: 44 })).toEqual({ ...begin(steps), at: 2, counted: 5 });
    expect(resume(steps, { at: 44, spentMs: 0, counted: 0 })).toEqual(begin(steps));
  });
});

describe("a move in the page", () => {
  it("says what it asks for in its attributes", () => {
    expect(readAsked({ move: "Side plank", sets: "3", seconds: "15", eachSide: "", restSeconds: "20" })).toEqual({
      name: "Side plank",
      sets: 3,
      reps: null,
      seconds: 15,
      eachSide: true,
      restSeconds: 20,
    });
  });

  it.each([{}, { move: "X" }, { move: "X", sets: "3" }, { move: "X", sets: "0", reps: "5" }, { sets: "1", reps: "5" }])(
    "has no timer when they do not say it: %j",
    (data) => expect(readAsked(data)).toBeNull(),
  );
});
