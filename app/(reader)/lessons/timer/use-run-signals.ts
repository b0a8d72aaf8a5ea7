import { useEffect, useRef } from "react";
import { type Run, stepOf } from "./run.ts";
import type { Signal } from "./signals.ts";

/** Gives a signal at each of the last three seconds before work begins, when it begins and when it ends. */
export function useRunSignals(input: { run: Run; seconds: number | null; give: (signal: Signal) => void }): void {
  const { run, seconds, give } = input;
  const isGoing = run.sinceMs !== null;
  const step = stepOf(run);
  const before = useRef(run.at);
  useEffect(() => {
    const last = run.steps[before.current];
    const isNew = before.current !== run.at;
    before.current = run.at;
    if (!isNew) return;
    if (step?.kind === "hold" || (step?.kind === "count" && last?.kind === "rest")) give("go");
    else if (last?.kind === "hold" || last?.kind === "count") give("stop");
  }, [run.at, run.steps, step, give]);
  useEffect(() => {
    const isLeadIn = step?.kind === "ready" || step?.kind === "rest";
    if (isGoing && isLeadIn && seconds !== null && seconds >= 1 && seconds <= 3) give("count");
  }, [isGoing, seconds, step, give]);
}
