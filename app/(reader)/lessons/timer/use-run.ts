import { useCallback, useEffect, useRef, useState } from "react";
import { advance, leftMs, pause, type Run } from "./run.ts";

type Change = (run: Run, nowMs: number) => Run;

/**
 * A run and what the clock says of it. The instant comes with each frame that the browser draws, so nothing here reads a
 * clock, a page in the background costs nothing, and the first frame after a sleep knows how long it was. It is drawn
 * anew once a second and at each step.
 */
export function useRun(start: Run) {
  const [run, setRun] = useState(start);
  const [seconds, setSeconds] = useState<number | null>(() => secondsOf(start, 0));
  const latest = useRef(run);
  const nowMs = useRef<number | null>(null);
  const put = useCallback((next: Run, atMs: number) => {
    latest.current = next;
    setRun(next);
    setSeconds(secondsOf(next, atMs));
  }, []);
  useEffect(() => {
    let frame = 0;
    const draw = (frameMs: number) => {
      nowMs.current = frameMs;
      put(advance(latest.current, frameMs), frameMs);
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [put]);
  const change = useCallback(
    (by: Change) => {
      const { current: atMs } = nowMs;
      // Nobody presses a button before it is drawn.
      if (atMs !== null) put(by(advance(latest.current, atMs), atMs), atMs);
    },
    [put],
  );
  /** What to keep of it when the page goes away. */
  const snapshot = useCallback((): Run => pause(latest.current, nowMs.current ?? 0), []);
  return { run, seconds, change, snapshot };
}

/** Whole seconds that are left, as a clock on the wall would count them. */
function secondsOf(run: Run, nowMs: number): number | null {
  const left = leftMs(run, nowMs);
  return left === null ? null : Math.ceil(left / 1_000);
}
