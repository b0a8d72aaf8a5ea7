import { useEffect, useRef } from "react";
import { Button } from "../../../components/button.tsx";

type Shown = { following: { name: string; open: () => void } | null; again: () => void; close: () => void };

/** After the last set: on to the next move, or back to the page and its "I did it". */
export function Finished({ following, again, close }: Shown) {
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <div className="flex min-h-64 grow flex-col items-center justify-center gap-4 rounded-card bg-rest px-5 py-6 text-center text-rest-ink">
      <p className="font-bold font-display text-title">Done</p>
      <p>{following === null ? "That was the last move of this lesson." : "Take the breath that you need."}</p>
      <Button ref={next} type="button" className="min-h-16 w-full" onClick={following?.open ?? close}>
        {following === null ? "Back to the lesson" : `Next: ${following.name}`}
      </Button>
      <button type="button" className="min-h-12 cursor-pointer px-4 underline underline-offset-4" onClick={again}>
        Once more
      </button>
    </div>
  );
}
