import type { ReactNode } from "react";
import "./table.css";

/** `wide`: left out on a phone, because what it says is also to be had elsewhere. */
export type Column = { words: ReactNode; numbers?: boolean; wide?: boolean };

/**
 * A table that scrolls sideways in itself on a phone, and not the page with it. Its rows are `<tr>` with `<Cell>`s; the
 * first cell of a row may be a `<RowHead>`.
 *
 * With `isStacked` it does not scroll on a phone: each row becomes a block, each cell a line that begins with its
 * `label`.
 */
export function Table({
  caption,
  isCaptionSeen = false,
  isStacked = false,
  columns,
  children,
}: {
  caption: string;
  isCaptionSeen?: boolean;
  isStacked?: boolean;
  columns: readonly Column[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className={isStacked ? "sm:overflow-x-auto" : "overflow-x-auto"}>
      <table className={`w-full border-collapse text-small tabular-nums ${isStacked ? "stacked" : ""}`}>
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

type CellProps = {
  numbers?: boolean | undefined;
  wide?: boolean | undefined;
  /** What it is, said before it where the table is stacked. */
  label?: string | undefined;
  children?: ReactNode;
};

export function Cell({ numbers, wide, label, children }: CellProps) {
  return (
    <td data-label={label} className={`${cell} ${numbers ? "text-right" : ""} ${wide ? wideOnly : ""}`}>
      {children}
    </td>
  );
}

export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className={`${cell} text-left font-semibold`}>
      {children}
    </th>
  );
}
