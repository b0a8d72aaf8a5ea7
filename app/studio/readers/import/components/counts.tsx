import type { ImportCounts } from "../../../../../db/schema/imports.ts";
import { importPath } from "../paths.ts";
import { countOf } from "../words.ts";

/** What became of the rows, or would; every row is in exactly one of the first seven lines. */
export function Counts({ id, counts, how }: { id: number; counts: ImportCounts; how: keyof typeof beginnings }) {
  const isForetold = how === "foretold";
  const leftOut = counts.suppressed + counts.twice + counts.faulty;
  const lines: readonly (readonly [count: number, words: string])[] = [
    [counts.added, counts.added === 1 ? "new reader" : "new readers"],
    [counts.changed, "here already, changed as you allowed"],
    [counts.known, "here already, left as they are"],
    [counts.stopped, "not to be written to from now on, because the file says they left, bounced or complained"],
    [counts.suppressed, "left out, because they left, bounced, complained or were erased here"],
    [counts.twice, "left out, because the same address stands further up"],
    [counts.faulty, "left out, because something in the row is wrong"],
  ];
  return (
    <div className="grid gap-4">
      <p>
        {beginnings[how]} <strong>{countOf(counts.rows)} rows</strong>.
      </p>
      <dl className="grid max-w-[62ch] gap-2">
        {lines
          .filter(([count], place) => count > 0 || place === 0)
          .map(([count, words]) => (
            <div key={words} className="flex gap-4 border-line border-b pb-2">
              <dt className="order-2">{words}</dt>
              <dd className="order-1 w-20 flex-none text-right font-semibold tabular-nums">{countOf(count)}</dd>
            </div>
          ))}
      </dl>
      <p className="text-quiet">
        {countOf(counts.enrolled)} {isForetold ? "would begin" : "began"} a course, {countOf(counts.followed)}{" "}
        {isForetold ? "would follow" : "follow"} a newsletter.
      </p>
      {leftOut === 0 ? null : (
        <p>
          <a href={`${importPath(id)}/faults`} download>
            Download the rows that are left out
          </a>{" "}
          <span className="text-quiet">
            with the line, what is wrong and what helps. Safe to open in a spreadsheet; mended, it can be imported as it
            is.
          </span>
        </p>
      )}
    </div>
  );
}

const beginnings = { foretold: "The whole file was read:", "so far": "So far:", "in all": "In all:" } as const;
