import { useEffect, useRef } from "react";
import { isOver, type Run } from "./run.ts";

type Keeping = {
  move: number;
  run: Run;
  snapshot: () => Run;
  keepRun: (move: number, run: Run) => void;
  finish: () => void;
};

/**
 * Keeps the place at every step and tap, when the timer is closed, and when the page goes out of sight, which on a phone
 * is the last moment that is certain. A move that is over is told once.
 */
export function useKeeping({ move, run, snapshot, keepRun, finish }: Keeping): void {
  const isDone = isOver(run);
  const told = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is these that mark a new place, and not each frame.
  useEffect(() => {
    if (!isDone) {
      told.current = false;
      keepRun(move, snapshot());
    } else if (!told.current) {
      told.current = true;
      finish();
    }
  }, [run.at, run.counted, run.sinceMs, isDone]);
  useEffect(() => {
    const keep = () => {
      if (!isDone) keepRun(move, snapshot());
    };
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    return () => {
      keep();
      removeEventListener("pagehide", keep);
      document.removeEventListener("visibilitychange", keep);
    };
  }, [move, isDone, keepRun, snapshot]);
}
