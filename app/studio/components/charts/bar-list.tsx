import type { ReactNode } from "react";

/** Things under each other with a bar and their number: a funnel's steps, links by their clicks, sources. */
export function BarList({
  label,
  rows,
  mostOf,
}: {
  label: string;
  rows: readonly { key: string; name: ReactNode; value: number; words: ReactNode; below?: ReactNode }[];
  /** What a whole bar stands for; the largest value where it is not given. */
  mostOf?: number;
}) {
  const most = Math.max(1, mostOf ?? 0, ...rows.map(({ value }) => value));
  return (
    <ol aria-label={label} className="grid gap-3">
      {rows.map(({ key, name, value, words, below }) => (
        <li key={key} className="min-w-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-small">
            <span className="min-w-0 break-words font-semibold">{name}</span>
            <span className="tabular-nums">{words}</span>
          </div>
          <svg
            viewBox="0 0 100 6"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="mt-1 block h-4 w-full rounded-cell bg-sunk"
          >
            <rect width={(value / most) * 100} height={6} className="fill-brand" />
          </svg>
          {below === undefined ? null : <p className="mt-0.5 text-quiet text-small">{below}</p>}
        </li>
      ))}
    </ol>
  );
}
