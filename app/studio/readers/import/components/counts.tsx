import type { ImportFault, ReaderImport } from "../../../../../db/imports.ts";
import type { ImportCounts } from "../../../../../db/schema/imports.ts";
import { spokenZone } from "../../../../../domain/spoken.ts";
import { importPath } from "../paths.ts";
import { countOf } from "../words.ts";

export type Shown = {
  row: ReaderImport;
  /** The first rows that are left out. */
  faults: readonly ImportFault[];
  how: keyof typeof beginnings;
};

/** What became of the rows, or would; every row is in exactly one of the first seven lines. */
export function Counts({ row, faults, how }: Shown) {
  const { id, counts, plan } = row;
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
      <UnknownZones counts={counts} zone={plan?.zone ?? "UTC"} />
      {leftOut === 0 ? null : <LeftOut id={id} faults={faults} leftOut={leftOut} />}
    </div>
  );
}

function UnknownZones({ counts: { unknownZones }, zone }: { counts: ImportCounts; zone: string }) {
  if (unknownZones === undefined || unknownZones.readers === 0) return null;
  const words = unknownZones.words.map((word) => `“${word}”`).join(", ");
  const isOne = unknownZones.readers === 1;
  return (
    <p className="max-w-[62ch]">
      {countOf(unknownZones.readers)} of the new readers {isOne ? "has" : "have"} a time zone that nobody knows by that
      name: {words}. {isOne ? "That one gets" : "They get"} the one that you chose for all, {spokenZone(zone)} time.
    </p>
  );
}

function LeftOut({ id, faults, leftOut }: { id: number; faults: readonly ImportFault[]; leftOut: number }) {
  return (
    <div>
      <h3 className="font-semibold">{leftOut > faults.length ? "The first rows that are left out" : "Left out"}</h3>
      <ol className="mt-2 mb-3 grid max-w-[75ch] gap-2">
        {faults.map(({ id: fault, line, what, help }) => (
          <li key={fault} className="[overflow-wrap:anywhere]">
            <span className="font-semibold tabular-nums">Line {countOf(line)}:</span> {what}{" "}
            <span className="text-quiet">{help}</span>
          </li>
        ))}
      </ol>
      <p>
        <a href={`${importPath(id)}/faults`} download>
          Download {leftOut === 1 ? "it" : `all ${countOf(leftOut)}`} as a file
        </a>{" "}
        <span className="text-quiet">
          with the line, what is wrong and what helps. Safe to open in a spreadsheet; mended, it can be imported as it
          is.
        </span>
      </p>
    </div>
  );
}

const beginnings = { foretold: "The whole file was read:", "so far": "So far:", "in all": "In all:" } as const;
