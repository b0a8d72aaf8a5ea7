import { useEffect, useRef } from "react";
import type { FoundMove } from "./found-moves.ts";
import type { KeptPlace } from "./kept-place.ts";
import { MoveTimer } from "./move-timer.tsx";
import type { Run } from "./run.ts";

type Sheet = {
  moves: readonly FoundMove[];
  place: KeptPlace;
  keepRun: (move: number, run: Run) => void;
  finish: (move: number) => void;
  open: (move: number) => void;
  close: () => void;
};

/** Over the whole page, so that a thumb or an elbow finds nothing else. Escape and the browser's own "back" close it. */
export function TimerSheet({ moves, place, keepRun, finish, open, close }: Sheet) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    if (current?.open === false) current.showModal();
    return () => current?.close();
  }, []);
  const move = moves[place.move];
  const following = moves[place.move + 1];
  if (move === undefined) return null;
  return (
    <dialog
      ref={dialog}
      onClose={close}
      aria-label={`Timer: ${move.asked.name}`}
      className="m-0 h-dvh max-h-none w-full max-w-none overflow-y-auto overscroll-contain bg-ground text-ink"
    >
      <MoveTimer
        key={place.move}
        {...move}
        kept={place}
        lesson={{ move: place.move, moves: moves.length, done: place.done }}
        following={following === undefined ? null : { name: following.asked.name, open: () => open(place.move + 1) }}
        keepRun={keepRun}
        finish={() => finish(place.move)}
        close={close}
      />
    </dialog>
  );
}
