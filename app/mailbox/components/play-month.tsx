"use client";

import { useRouter } from "next/navigation";
import { useEffect, useReducer, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import type { MonthDay } from "../month.ts";
import type { Morning } from "../morning.ts";
import { begin, type Play, wake } from "../play.ts";
import { MonthGrid } from "./month-grid.tsx";

/** Thirty mornings in about twenty seconds. */
const stepMs = 650;

type Played = { to: string; month: readonly MonthDay[] };

/** Presses "Next morning" thirty times and shows each day fill. It needs JavaScript, so it appears only with it. */
export function PlayMonth({ to, month }: Played) {
  const [play, setPlay] = useState<Play | null>(null);
  const isReady = useIsReady();
  const isStopped = useRef(false);
  const router = useRouter();

  async function start() {
    isStopped.current = false;
    let current = begin(month);
    setPlay(current);
    while (current.phase === "playing" && !isStopped.current) {
      const [morning] = await Promise.all([askForMorning(to), pause(stepMs)]);
      current = wake(current, morning);
      setPlay(current);
      // The clock above and the list below keep up.
      router.refresh();
    }
    if (current.phase === "playing") setPlay({ ...current, phase: "stopped" });
  }

  function stop() {
    isStopped.current = true;
  }

  if (!isReady) return null;
  const isPlaying = play?.phase === "playing";
  return (
    <div className="mt-4 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <p className="text-small">
          {play === null ? "Or watch thirty mornings pass in about twenty seconds." : play.words}
        </p>
        {isPlaying ? (
          <Button type="button" look="quiet" className="max-sm:w-full" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button type="button" look="quiet" className="max-sm:w-full" onClick={() => void start()}>
            {play === null ? "Play the month" : "Play another month"}
          </Button>
        )}
      </div>
      <p className="sr-only" aria-live="polite">
        {play?.announced}
      </p>
      {play === null ? null : <MonthGrid play={play} to={to} />}
    </div>
  );
}

/** False while the page is drawn by the server and until the browser has taken over. */
function useIsReady(): boolean {
  const [isReady, becomeReady] = useReducer(() => true, false);
  useEffect(becomeReady, []);
  return isReady;
}

async function askForMorning(to: string): Promise<Morning> {
  try {
    const response = await fetch("/mailbox/morning", {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ to }),
    });
    if (response.ok) return (await response.json()) as Morning;
    return { kind: "refused", message: "The site did not answer as it should. Its log says why." };
  } catch {
    return { kind: "refused", message: "The site does not answer. Is it still running?" };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
