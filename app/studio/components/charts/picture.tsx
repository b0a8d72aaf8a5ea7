import type { ReactNode } from "react";
import { Panel } from "../panel.tsx";
import { Cell, RowHead, Table } from "../table.tsx";

/** The numbers behind a picture: what its table shows and its file holds. The first column names the row. */
export type Numbers = { columns: readonly string[]; rows: readonly (readonly (string | number | null)[])[] };

/** A picture with its heading, what it says in words, and its numbers as a table and as a file. */
export function Picture({
  title,
  id,
  lead,
  numbers,
  file,
  children,
}: {
  title: string;
  id: string;
  /** What it says, and how it is counted. */
  lead: ReactNode;
  numbers: Numbers;
  /** Where its numbers are to be had as a file. */
  file: string;
  children: ReactNode;
}) {
  return (
    <Panel title={title} id={id}>
      <div className="mb-4 max-w-[62ch] text-quiet text-small">{lead}</div>
      {children}
      <details className="mt-4">
        <summary className="min-h-11 cursor-pointer content-center font-semibold text-small">
          {/* Said with its subject, because a page has several of these. */}
          The numbers<span className="sr-only">: {title}</span>
        </summary>
        <p className="pb-2 text-small">
          <a href={file} download className="inline-flex min-h-11 items-center">
            Download as CSV<span className="sr-only">: {title}</span>
          </a>
        </p>
        <div className="max-h-96 overflow-y-auto">
          <Table caption={title} columns={numbers.columns.map((words, place) => ({ words, numbers: place > 0 }))}>
            {numbers.rows.map(([name, ...cells]) => (
              <tr key={String(name)}>
                <RowHead>{name}</RowHead>
                {cells.map((cell, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column.
                  <Cell key={place} numbers>
                    {typeof cell === "number" ? cell.toLocaleString("en-US") : cell}
                  </Cell>
                ))}
              </tr>
            ))}
          </Table>
        </div>
      </details>
    </Panel>
  );
}
