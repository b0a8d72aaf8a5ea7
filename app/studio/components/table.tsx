import type { ReactNode } from "react";

/** `wide`: left out on a phone, because what it says is also to be had elsewhere. */
export type Column = { words: ReactNode; numbers?: boolean; wide?: boolean };

/**
 * A table that scrolls sideways in itself on a phone, and not the page with it. Its rows are `<tr>` with `<Cell>`s; the
 * first cell of a row may be a `<RowHead>`.
 */
export function Table({
  caption,
  isCaptionSeen = false,
  columns,
  children,
}: {
  caption: string;
  isCaptionSeen?: boolean;
  columns: readonly Column[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-small tabular-nums">
        <caption className={isCaptionSeen ? "pb-2 text-left text-quiet" : "sr-only"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ words, numbers, wide }, place) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns neither move nor have another name.
                key={place}
                scope="col"
                className={`border-line border-b px-2 py-2 font-semibold text-quiet first:pl-0 last:pr-0 ${numbers ? "text-right" : "text-left"} ${wide ? wideOnly : ""}`}
              >
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

const wideOnly = "max-sm:hidden";
const cell = "border-line border-b px-2 py-2.5 align-top first:pl-0 last:pr-0";

export function Cell({
  numbers,
  wide,
  children,
}: {
  numbers?: boolean | undefined;
  wide?: boolean | undefined;
  children?: ReactNode;
}) {
  return <td className={`${cell} ${numbers ? "text-right" : ""} ${wide ? wideOnly : ""}`}>{children}</td>;
}

export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className={`${cell} text-left font-semibold`}>
      {children}
    </th>
  );
}
