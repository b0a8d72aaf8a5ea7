import type { ScaleLinear } from "d3-scale";
import type { Sheet } from "./drawing.tsx";

/** The room around what is drawn: for numbers on the left and words below. */
export const margin = { top: 14, right: 10, bottom: 24, left: 40 } as const;

/** Whole numbers of the left edge, with a hairline for each. */
export function LeftAxis({
  sheet,
  scale,
  spoken = (value) => value.toLocaleString("en-US"),
}: {
  sheet: Sheet;
  scale: ScaleLinear<number, number>;
  spoken?: (value: number) => string;
}) {
  return scale.ticks(4).map((value) => (
    <g key={value} transform={`translate(0 ${scale(value)})`}>
      <line x1={margin.left} x2={sheet.width - margin.right} className="stroke-line" />
      <text x={margin.left - 6} y={4} textAnchor="end" fontSize={12} className="fill-quiet tabular-nums">
        {spoken(value)}
      </text>
    </g>
  ));
}

/** As many of the words below as there is room for, the first and the last in any case. */
export function BottomAxis({
  sheet,
  words,
  at,
}: {
  sheet: Sheet;
  words: readonly string[];
  at: (place: number) => number;
}) {
  const longest = Math.max(1, ...words.map((one) => one.length));
  const room = Math.max(1, Math.floor((sheet.width - margin.left) / (longest * 7 + 24)));
  const every = Math.max(1, Math.ceil((words.length - 1) / room));
  const last = words.length - 1;
  const shown = words.flatMap((one, place) =>
    place === last || (place % every === 0 && last - place >= every) ? [{ one, place }] : [],
  );
  return shown.map(({ one, place }) => (
    <text
      key={place}
      x={Math.min(at(place), sheet.width - margin.right)}
      y={sheet.height - 6}
      textAnchor={place === last && last > 0 ? "end" : place === 0 ? "start" : "middle"}
      fontSize={12}
      className="fill-quiet"
    >
      {one}
    </text>
  ));
}
