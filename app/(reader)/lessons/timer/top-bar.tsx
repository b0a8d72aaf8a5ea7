import type { useSound } from "./use-sound.ts";

type Shown = {
  lesson: { move: number; moves: number; done: readonly number[] };
  /** Of the move that is open, from 0 to 1. */
  share: number;
  sound: ReturnType<typeof useSound>;
  close: () => void;
};

/** How far one is in the lesson, the switch for the sound, and the way back to the page. */
export function TopBar({ lesson, share, sound, close }: Shown) {
  return (
    <header className="grid gap-2">
      <div className="flex items-center justify-between gap-2">
        <button type="button" onClick={close} className={small}>
          Close
        </button>
        <p className="whitespace-nowrap text-quiet text-small">
          Move {lesson.move + 1} of {lesson.moves}
        </p>
        <button type="button" aria-pressed={sound.isOn} onClick={sound.toggle} className={small}>
          Sound{" "}
          <span aria-hidden="true" className="inline-block w-7 text-left text-quiet">
            {sound.isOn ? "on" : "off"}
          </span>
        </button>
      </div>
      <div aria-hidden="true" className="flex h-2 gap-1">
        {Array.from({ length: lesson.moves }, (_, move) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a move is its number.
          <i key={move} className="grow overflow-hidden rounded-cell bg-line">
            <i className="block h-full bg-done" style={{ width: `${widthOf(lesson, move, share)}%` }} />
          </i>
        ))}
      </div>
    </header>
  );
}

const small = "min-h-12 cursor-pointer whitespace-nowrap rounded-baton px-2 font-semibold text-ink hover:underline";

function widthOf({ move: open, done }: Shown["lesson"], move: number, share: number): number {
  if (move === open && share > 0) return Math.round(share * 100);
  return done.includes(move) ? 100 : 0;
}
