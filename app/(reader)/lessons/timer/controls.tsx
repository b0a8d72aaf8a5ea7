type Shown = { back: () => void; undo: (() => void) | null; isCounted: boolean; skip: (() => void) | null };

/** Below the pad, where the thumb rests. */
export function Controls({ back, undo, isCounted, skip }: Shown) {
  return (
    <div className="grid auto-cols-fr grid-flow-col gap-2 pb-2">
      <button type="button" className={look} onClick={back}>
        Back
      </button>
      {isCounted ? (
        <button type="button" className={look} disabled={undo === null} onClick={() => undo?.()}>
          Undo a tap
        </button>
      ) : null}
      <button type="button" className={look} disabled={skip === null} onClick={() => skip?.()}>
        Skip
      </button>
    </div>
  );
}

const look =
  "min-h-14 cursor-pointer touch-manipulation rounded-baton border-2 border-edge px-4 font-semibold text-ink hover:border-ink disabled:cursor-default disabled:border-line disabled:text-quiet";
