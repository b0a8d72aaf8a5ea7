import type { ImportCounts } from "../../../../../db/schema/imports.ts";
import { importPath } from "../paths.ts";
import { countOf } from "../words.ts";

/** What became of the rows, or would; every row is in exactly one of the first seven lines. */
export function Counts({ id, counts, isForetold = false }: { id: number; counts: ImportCounts; isForetold?: boolean }) {
  const leftOut = counts.suppressed + counts.twice + counts.faulty;
  const lines: readonly (readonly [count: number, words: string])[] = [
    [counts.added, "new readers"],
    [counts.changed, "read here already and are changed as you allowed"],
    [counts.known, "read here already and stay as they are"],
    [counts.stopped, "are kept from being written to, because the file says that they left, bounced or complained"],
    [counts.suppressed, "stay out, because they left, bounced, complained or were erased here"],
    [counts.twice, "stand in the file twice; the first row counts"],
    [counts.faulty, "cannot be taken as they are"],
  ];
  return (
    <div className="grid gap-4">
      <p>
        {isForetold ? "The whole file was read: " : "So far, or in all: "}
        <strong>{countOf(counts.rows)} rows</strong>.
      </p>
      <dl className="grid max-w-[62ch] gap-2">
        {lines
          .filter(([count], place) => count > 0 || place === 0)
          .map(([count, words]) => (
            <div key={words} className="flex gap-4 border-line border-b pb-2">
              <dt className="order-2">{words}</dt>
              <dd className="order-1 w-28 flex-none text-right font-semibold tabular-nums">{countOf(count)}</dd>
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
