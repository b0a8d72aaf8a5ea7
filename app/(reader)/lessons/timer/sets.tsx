import type { SetMark } from "./run.ts";

/** The sets as pieces of track, each in two halves where both sides are trained. */
export function Sets({ marks }: { marks: readonly (readonly SetMark[])[] }) {
  const done = marks.filter((sides) => sides.every((mark) => mark === "done")).length;
  return (
    <ol className="flex gap-2" aria-label={`Sets: ${done} of ${marks.length} done`}>
      {marks.map((sides, set) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a set is its number.
        <li key={set} className="flex max-w-20 grow gap-0.5">
          <span className="sr-only">
            Set {set + 1}: {sides.map((mark) => words[mark]).join(", ")}
          </span>
          {sides.map((mark, side) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a side is its number.
            <i key={side} aria-hidden="true" className={`h-4 grow border ${dots[mark]}`} />
          ))}
        </li>
      ))}
    </ol>
  );
}

const words: Readonly<Record<SetMark, string>> = { done: "done", now: "now", ahead: "to come" };

const dots: Readonly<Record<SetMark, string>> = {
  done: "rounded-cell border-done bg-done",
  now: "rounded-cell border-today bg-today",
  ahead: "rounded-cell border-edge bg-surface",
};
