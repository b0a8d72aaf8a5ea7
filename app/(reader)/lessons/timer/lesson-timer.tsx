"use client";

import { useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { type FoundMove, findMoves } from "./found-moves.ts";
import { type KeptPlace, keepPlace, keptPlace } from "./kept-place.ts";
import type { Run } from "./run.ts";
import { StartButton } from "./start-button.tsx";
import { TimerSheet } from "./timer-sheet.tsx";

/**
 * Gives every move of the lesson above it a button that opens a timer or a counter over the page. The lesson itself is
 * compiled markup and stays as it is; without a script it is simply read.
 */
export function LessonTimer() {
  const [moves, setMoves] = useState<FoundMove[]>([]);
  const [place, setPlace] = useState<KeptPlace>(nowhere);
  useEffect(() => {
    const found = findMoves(document);
    const kept = keptPlace();
    setMoves(found);
    if (kept !== null && kept.move < found.length) setPlace(kept);
  }, []);
  const keep = useCallback((change: Partial<KeptPlace>, ofMove?: number) => {
    setPlace((before) => {
      // A move that is left for the next one has nothing more to say.
      if (ofMove !== undefined && ofMove !== before.move) return before;
      const next = { ...before, ...change };
      keepPlace(next);
      return next;
    });
  }, []);
  const keepRun = useCallback(
    (move: number, { at, spentMs, counted }: Run) => keep({ at, spentMs, counted }, move),
    [keep],
  );
  const open = (move: number) => keep(move === place.move ? { isOpen: true } : { ...begun(move), isOpen: true });
  const close = useCallback(() => keep({ isOpen: false }), [keep]);
  const finish = (move: number) => keep({ ...begun(move), done: [...new Set([...place.done, move])] });
  return (
    <>
      {moves.map(({ asked, place: room }, move) =>
        createPortal(
          <StartButton
            asked={asked}
            isDone={place.done.includes(move)}
            isBegun={place.move === move && (place.at > 0 || place.spentMs > 0 || place.counted > 0)}
            open={() => open(move)}
          />,
          room,
          asked.name + String(move),
        ),
      )}
      {place.isOpen && moves.length > 0 ? (
        <TimerSheet moves={moves} place={place} keepRun={keepRun} finish={finish} open={open} close={close} />
      ) : null}
    </>
  );
}

const nowhere: KeptPlace = { move: 0, at: 0, spentMs: 0, counted: 0, isOpen: false, done: [] };

function begun(move: number): Pick<KeptPlace, "move" | "at" | "spentMs" | "counted"> {
  return { move, at: 0, spentMs: 0, counted: 0 };
}
