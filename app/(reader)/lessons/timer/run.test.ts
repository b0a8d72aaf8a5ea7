import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advance,
  back,
  begin,
  canUntap,
  go,
  isOver,
  leftMs,
  marksOf,
  pause,
  type Run,
  skip,
  stepOf,
  tap,
  untap,
} from "./run.ts";
import { type Asked, readyMs, stepsOf } from "./steps.ts";

const plank: Asked = { name: "Side plank", sets: 2, reps: null, seconds: 15, eachSide: true, restSeconds: 20 };
const bug: Asked = { name: "Dead bug", sets: 2, reps: 3, seconds: null, eachSide: false, restSeconds: 30 };

const started = (asked: Asked, nowMs = 0) => go(begin(stepsOf(asked)), nowMs);
const kindOf = (run: Run) => stepOf(run)?.kind ?? "over";
const taps = (run: Run, count: number, nowMs = 0) =>
  Array.from({ length: count }).reduce<Run>((now) => tap(now, nowMs), run);

describe("a timed move", () => {
  it("leads in, holds each side, and rests only between sets", () => {
    expect(stepsOf(plank).map(({ kind, set, side }) => `${kind} ${set} ${side}`)).toEqual([
      "ready 1 first",
      "hold 1 first",
      "ready 1 other",
      "hold 1 other",
      "rest 2 first",
      "hold 2 first",
      "ready 2 other",
      "hold 2 other",
    ]);
  });

  it("leads in to every set when there is no rest between them", () => {
    const kinds = stepsOf({ ...plank, eachSide: false, restSeconds: 0 }).map(({ kind }) => kind);
    expect(kinds).toEqual(["ready", "hold", "ready", "hold"]);
  });

  it("goes through its steps by the clock alone", () => {
    const run = started(plank, 1_000);
    expect(kindOf(advance(run, 1_000 + readyMs - 1))).toBe("ready");
    const holding = advance(run, 1_000 + readyMs);
    expect(kindOf(holding)).toBe("hold");
    expect(leftMs(holding, 1_000 + readyMs + 4_000)).toBe(11_000);
  });

  it("is where it should be after the page has slept through several steps", () => {
    const slept = advance(started(plank), readyMs + 15_000 + readyMs + 15_000 + 5_000);
    expect(stepOf(slept)).toMatchObject({ kind: "rest", set: 2 });
    expect(leftMs(slept, readyMs + 15_000 + readyMs + 15_000 + 5_000)).toBe(15_000);
  });

  it("ends after its last hold, and time stands still from then on", () => {
    const over = advance(started(plank), 3_600_000);
    expect(isOver(over)).toBe(true);
    expect(over.sinceMs).toBeNull();
    expect(advance(over, 9_999_999)).toBe(over);
  });

  it("loses no time to a pause", () => {
    const paused = pause(advance(started(plank), readyMs + 6_000), readyMs + 6_000);
    expect(leftMs(paused, 1_000_000)).toBe(9_000);
    expect(advance(paused, 1_000_000)).toBe(paused);
    expect(leftMs(go(paused, 1_000_000), 1_002_000)).toBe(7_000);
  });

  it("gives a rep its seconds where both are asked for", () => {
    const holds = stepsOf({ ...plank, sets: 1, eachSide: false, reps: 3, seconds: 10 });
    expect(holds.map((step) => (step.kind === "hold" ? step.rep : step.kind))).toEqual(["ready", 1, 2, 3]);
  });
});

describe("a move of reps", () => {
  it("counts taps, rests by the clock, and waits for the next tap however long that takes", () => {
    const resting = taps(started(bug), 3, 10_000);
    expect(kindOf(resting)).toBe("rest");
    const second = advance(resting, 10_000 + 30_000);
    expect(stepOf(second)).toMatchObject({ kind: "count", set: 2 });
    expect(kindOf(advance(second, 9_999_999))).toBe("count");
    expect(isOver(taps(second, 3, 60_000))).toBe(true);
  });

  it("begins with the first tap, without a button to start it", () => {
    expect(tap(begin(stepsOf(bug)), 5)).toMatchObject({ counted: 1, sinceMs: 5 });
  });

  it("goes straight to the other side, with no clock between", () => {
    const kinds = stepsOf({ ...bug, sets: 1, eachSide: true }).map(({ kind, side }) => `${kind} ${side}`);
    expect(kinds).toEqual(["count first", "count other"]);
  });

  it("takes a tap back, also the one that ended the set", () => {
    const two = taps(started(bug), 2);
    expect(untap(two, 0).counted).toBe(1);
    expect(untap(tap(two, 0), 0)).toMatchObject({ at: 0, counted: 2 });
    expect(untap(taps(started(bug), 3), 0)).toMatchObject({ at: 0, counted: 2 });
    expect(canUntap(started(bug))).toBe(false);
    expect(untap(started(bug), 0)).toEqual(started(bug));
  });

  it("takes back the tap that ended the move", () => {
    const over = taps(advance(taps(started(bug), 3, 0), 30_000), 3, 30_000);
    expect(isOver(over)).toBe(true);
    expect(untap(over, 31_000)).toMatchObject({ counted: 2, at: 2 });
  });
});

describe("skip and back", () => {
  it("skip goes to the beginning of the next step", () => {
    const holding = skip(started(plank), 2_000);
    expect(leftMs(holding, 2_000)).toBe(15_000);
  });

  it("back begins the step anew, or goes to the one before when it has only just begun", () => {
    const holding = advance(started(plank), readyMs + 8_000);
    const anew = back(holding, readyMs + 8_000);
    expect([kindOf(anew), leftMs(anew, readyMs + 8_000)]).toEqual(["hold", 15_000]);
    expect(kindOf(back(anew, readyMs + 8_500))).toBe("ready");
    expect(kindOf(back(started(plank), 100))).toBe("ready");
  });

  it("keep a paused move paused", () => {
    const paused = pause(started(plank), 1_000);
    expect(skip(paused, 2_000).sinceMs).toBeNull();
    expect(leftMs(skip(paused, 2_000), 9_000)).toBe(15_000);
  });
});

describe("the dots", () => {
  it("show each set and each side as done, now or ahead", () => {
    expect(marksOf(started(plank))).toEqual([
      ["now", "ahead"],
      ["ahead", "ahead"],
    ]);
    expect(marksOf(advance(started(plank), 2 * readyMs + 31_000))).toEqual([
      ["done", "done"],
      ["now", "ahead"],
    ]);
    expect(marksOf(advance(started(plank), 3_600_000))).toEqual([
      ["done", "done"],
      ["done", "done"],
    ]);
  });
});

const anyAsked: fc.Arbitrary<Asked> = fc
  .record({
    name: fc.constant("Any"),
    sets: fc.integer({ min: 1, max: 5 }),
    reps: fc.option(fc.integer({ min: 1, max: 12 })),
    seconds: fc.option(fc.integer({ min: 1, max: 300 })),
    eachSide: fc.boolean(),
    restSeconds: fc.integer({ min: 0, max: 90 }),
  })
  .filter(({ reps, seconds }) => reps !== null || seconds !== null);

const acts = { go, pause, advance, tap, untap, skip, back };
const anyAct = fc.record({
  act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
  afterMs: fc.integer({ min: 0, max: 40_000 }),
});

it("whatever is pressed and however long one waits, the run stays within its steps and its times", () => {
  fc.assert(
    fc.property(anyAsked, fc.array(anyAct, { maxLength: 60 }), (asked, pressed) => {
      let run = begin(stepsOf(asked));
      let nowMs = 1_000_000;
      for (const { act, afterMs } of pressed) {
        nowMs += afterMs;
        run = acts[act](advance(run, nowMs), nowMs);
        const step = stepOf(run);
        expect(run.at).toBeGreaterThanOrEqual(0);
        expect(run.at).toBeLessThanOrEqual(run.steps.length);
        if (step?.kind === "count") expect(run.counted).toBeLessThan(step.reps);
        else expect(run.counted).toBe(0);
        if (step !== null && step.kind !== "count") expect(leftMs(run, nowMs)).toBeLessThanOrEqual(step.ms);
        expect(marksOf(run)).toHaveLength(asked.sets);
      }
    }),
  );
});

it("one jump of the clock leads to the same place as many small steps", () => {
  fc.assert(
    fc.property(
      anyAsked,
      fc.integer({ min: 1, max: 400_000 }),
      fc.integer({ min: 7, max: 5_000 }),
      (asked, endMs, byMs) => {
        let walked = started(asked);
        for (let nowMs = 0; nowMs < endMs; nowMs += byMs) walked = advance(walked, nowMs);
        const jumped = advance(started(asked), endMs);
        walked = advance(walked, endMs);
        expect(walked.at).toBe(jumped.at);
        expect(leftMs(walked, endMs)).toBe(leftMs(jumped, endMs));
      },
    ),
  );
});
