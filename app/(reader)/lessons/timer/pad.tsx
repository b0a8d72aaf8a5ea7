import type { KeyboardEvent } from "react";
import type { Run } from "./run.ts";
import type { Step } from "./steps.ts";
import { clockWords, phaseWord, placeWords } from "./words.ts";

type Shown = { step: Step; run: Run; sets: number; seconds: number | null; press: () => void };

/**
 * One big button, wherever the thumb is: it starts, stops, or counts. Its name says what a press does and stays the
 * same from second to second, so a screen reader does not read the clock aloud; what it shows is for the eye.
 */
export function Pad({ step, run, sets, seconds, press }: Shown) {
  const name = nameOf(step, run);
  return (
    <button
      type="button"
      onClick={press}
      onKeyDown={ignoreHeldKey}
      className={`flex min-h-56 grow touch-manipulation cursor-pointer select-none flex-col items-center justify-center gap-1 rounded-card px-4 py-6 ${grounds[step.kind]}`}
    >
      <span aria-hidden="true" className="contents">
        <span className="font-semibold text-lead">{placeWords(step, sets)}</span>
        <span className="font-bold font-display text-title">{phaseWord(step)}</span>
        <span className="timer-number font-display font-extrabold tabular-nums">
          {step.kind === "count" ? run.counted : clockWords((seconds ?? 0) * 1_000)}
        </span>
        {step.kind === "count" ? <span className="text-lead">of {step.reps}</span> : null}
      </span>
      <span className="mt-2 font-semibold">{name}</span>
    </button>
  );
}

function nameOf(step: Step, run: Run): string {
  if (step.kind === "count") return "Tap for each rep";
  if (run.sinceMs !== null) return "Tap to pause";
  return run.at === 0 && run.spentMs === 0 ? "Tap to start" : "Paused. Tap to go on";
}

const grounds = {
  ready: "bg-today text-today-ink",
  hold: "bg-brand text-brand-ink",
  count: "bg-brand text-brand-ink",
  rest: "bg-rest text-rest-ink",
} as const;

/** A key that is held down presses again and again; a rep is one press. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
