import type { Asked } from "./steps.ts";

type Start = { asked: Asked; isDone: boolean; isBegun: boolean; open: () => void };

/** Below each move: high enough for a thumb, and named after its move for those who go from button to button. */
export function StartButton({ asked, isDone, isBegun, open }: Start) {
  const tool = asked.seconds === null ? "Count the reps" : "Start the timer";
  const words = isDone ? "Done. Once more?" : isBegun ? "Go on where you were" : tool;
  return (
    <button
      type="button"
      aria-label={`${words}: ${asked.name}`}
      onClick={open}
      className="flex h-16 w-full cursor-pointer items-center justify-center gap-3 rounded-baton border-2 border-edge bg-surface px-6 font-semibold text-ink hover:border-ink"
    >
      <svg
        viewBox="0 0 16 16"
        className="size-5 flex-none"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        {isDone ? (
          <path d="m2.5 8.5 3.5 3.5 7.5-8" strokeLinecap="round" strokeLinejoin="round" />
        ) : (
          <path d="M4.5 2.5v11l9-5.5Z" strokeLinejoin="round" />
        )}
      </svg>
      {words}
    </button>
  );
}
