import type { ReactNode } from "react";
import { Panel } from "../panel.tsx";

/** The numbers behind a picture: what its table shows and its file holds. The first column names the row. */
export type Numbers = { columns: readonly string[]; rows: readonly (readonly (string | number | null)[])[] };

/** A picture with its heading, what it says in words, and its numbers as a table and as a file. */
export function Picture({
  title,
  id,
  lead,
  numbers,
  file,
  table,
  children,
}: {
  title: string;
  id: string;
  /** What it says, and how it is counted. */
  lead: ReactNode;
  numbers: Numbers;
  /** Where its numbers are to be had as a file. */
  file: string;
  /**
   * Where a page has many pictures: the page with the table of this one open, or closed again. All tables together made
   * such a page three times as long. Without it the table is in the page, and opens by itself.
   */
  table?: { href: string; isOpen: boolean };
  children: ReactNode;
}) {
  return (
    <Panel title={title} id={id}>
      <div className="mb-4 max-w-[62ch] text-quiet text-small">{lead}</div>
      {children}
      <div className="mt-4 flex flex-wrap items-start gap-x-6 text-small">
        {/* Said with its subject, because a page has several of these. */}
        {table === undefined ? (
          <details className="min-w-0 open:w-full">
            <summary className="min-h-11 cursor-pointer content-center font-semibold">
              The numbers<span className="sr-only">: {title}</span>
            </summary>
            <NumbersTable caption={title} {...numbers} />
          </details>
        ) : (
          <a href={table.href} className="inline-block min-h-11 py-2.5 font-semibold">
            {table.isOpen ? "Without the numbers" : "The numbers"}
            <span className="sr-only">: {title}</span>
          </a>
        )}
        <a href={file} download className="inline-block min-h-11 py-2.5">
          Download as CSV<span className="sr-only">: {title}</span>
        </a>
      </div>
      {table?.isOpen ? <NumbersTable caption={title} {...numbers} /> : null}
    </Panel>
  );
}

/**
 * A long table of numbers. Its looks stand once on the table and not in each of some thousand cells, which made the page
 * ten times as long.
 */
function NumbersTable({ caption, columns, rows }: Numbers & { caption: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className="max-h-96 overflow-auto">
      <table className="w-full border-collapse text-right text-small tabular-nums [&_td]:border-line [&_td]:border-b [&_td]:px-2 [&_td]:py-2 [&_th]:border-line [&_th]:border-b [&_th]:px-2 [&_th]:py-2 [&_th]:font-semibold [&_tr>:first-child]:pl-0 [&_tr>:first-child]:text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-quiet">
          <tr>
            {columns.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={String(name)}>
              <th scope="row">{name}</th>
              {cells.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column.
                <td key={place}>{typeof cell === "number" ? cell.toLocaleString("en-US") : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
