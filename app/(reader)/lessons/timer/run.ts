import type { Step } from "./steps.ts";

/**
 * How far somebody is in a move. Nothing here reads a clock: every instant is handed in, in milliseconds of whatever
 * clock the caller has, so a page that slept for a minute is a minute further as soon as it asks.
 */
export type Run = {
  steps: readonly Step[];
  /** The step that one is at; behind the last one the move is done. */
  at: number;
  /** What of this step's time was spent before `sinceMs`. */
  spentMs: number;
  /** From when on the time runs; null while it is paused. */
  sinceMs: number | null;
  /** Reps counted in this step. */
  counted: number;
};

export function begin(steps: readonly Step[]): Run {
  return { steps, at: 0, spentMs: 0, sinceMs: null, counted: 0 };
}

/** Where somebody was before, as far as the lesson still has such a place; paused, whatever it was. */
export function resume(steps: readonly Step[], kept: Pick<Run, "at" | "spentMs" | "counted">): Run {
  const step = steps[kept.at];
  if (step === undefined) return begin(steps);
  const isCounted = step.kind === "count";
  return {
    ...begin(steps),
    at: kept.at,
    spentMs: isCounted ? 0 : Math.min(kept.spentMs, step.ms),
    counted: isCounted ? Math.min(kept.counted, step.reps - 1) : 0,
  };
}

export function stepOf(run: Run): Step | null {
  return run.steps[run.at] ?? null;
}

export function isOver(run: Run): boolean {
  return run.at >= run.steps.length;
}

/** How long the step still takes; null where it takes as long as the reader wants. */
export function leftMs(run: Run, nowMs: number): number | null {
  const step = stepOf(run);
  if (step === null || step.kind === "count") return null;
  return Math.max(0, step.ms - spentAt(run, nowMs));
}

function spentAt(run: Run, nowMs: number): number {
  return run.spentMs + (run.sinceMs === null ? 0 : Math.max(0, nowMs - run.sinceMs));
}

export function go(run: Run, nowMs: number): Run {
  return run.sinceMs !== null || isOver(run) ? run : { ...run, sinceMs: nowMs };
}

export function pause(run: Run, nowMs: number): Run {
  const now = advance(run, nowMs);
  return now.sinceMs === null ? now : { ...now, spentMs: spentAt(now, nowMs), sinceMs: null };
}

/**
 * Moves on through every step whose time is over, and is the same run where none is. What is left over goes into the
 * next step, up to one that the reader ends: reps wait.
 */
export function advance(run: Run, nowMs: number): Run {
  if (run.sinceMs === null) return run;
  let now = run;
  for (let left = leftMs(now, nowMs); left === 0; left = leftMs(now, nowMs)) now = behind(now, nowMs);
  return now;
}

/** The step after a timed one, begun at the instant at which that one ended. */
function behind(run: Run, nowMs: number): Run {
  const step = stepOf(run);
  const overMs = step === null || step.kind === "count" ? 0 : spentAt(run, nowMs) - step.ms;
  return to(run, run.at + 1, nowMs - overMs);
}

/** The beginning of a step. A run that has ended holds no time, and one that was paused stays paused. */
function to(run: Run, at: number, sinceMs: number): Run {
  const isEnd = at >= run.steps.length;
  return { ...run, at, spentMs: 0, counted: 0, sinceMs: isEnd || run.sinceMs === null ? null : sinceMs };
}

/** Counts a rep; the last one ends the step. */
export function tap(run: Run, nowMs: number): Run {
  const step = stepOf(run);
  if (step?.kind !== "count") return run;
  const going = go(run, nowMs);
  const counted = run.counted + 1;
  return counted >= step.reps ? to(going, run.at + 1, nowMs) : { ...going, counted };
}

/** Takes the last tap back, also the one that ended its set. */
export function untap(run: Run, nowMs: number): Run {
  if (run.counted > 0) return { ...run, counted: run.counted - 1 };
  const before = run.steps[run.at - 1];
  if (before?.kind !== "count") return run;
  return { ...to(run, run.at - 1, nowMs), counted: before.reps - 1 };
}

export function canUntap(run: Run): boolean {
  return run.counted > 0 || run.steps[run.at - 1]?.kind === "count";
}

export function skip(run: Run, nowMs: number): Run {
  return isOver(run) ? run : to(run, run.at + 1, nowMs);
}

/** Somebody who presses "back" just after a step began means the one before. */
const justBegunMs = 2_000;

export function back(run: Run, nowMs: number): Run {
  const isJustBegun = run.counted === 0 && spentAt(run, nowMs) < justBegunMs;
  return to(run, isJustBegun ? Math.max(0, run.at - 1) : run.at, nowMs);
}

export type SetMark = "done" | "now" | "ahead";

/** Each set, and in it each side, as a mark. */
export function marksOf(run: Run): SetMark[][] {
  const sets: SetMark[][] = [];
  for (const { set, side, place } of lastWorkOfEach(run.steps)) {
    const first = run.steps.findIndex((step) => step.set === set && step.side === side);
    const mark = run.at > place ? "done" : run.at >= first ? "now" : "ahead";
    sets[set - 1] = [...(sets[set - 1] ?? []), mark];
  }
  return sets;
}

/** Where the work of each set and side ends. */
function lastWorkOfEach(steps: readonly Step[]) {
  return steps.flatMap(({ set, side }, place) => {
    const following = steps[place + 1];
    return following?.set === set && following.side === side ? [] : [{ set, side, place }];
  });
}

/** How much of the move is behind one, from 0 to 1. */
export function shareDone(run: Run): number {
  return run.steps.length === 0 ? 1 : Math.min(1, run.at / run.steps.length);
}
