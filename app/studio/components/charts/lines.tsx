import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { BottomAxis, LeftAxis, margin } from "./axes.tsx";
import { Drawing, type Sheet } from "./drawing.tsx";
import { type Ink, inks, Legend } from "./legend.tsx";

/** A line; null where there is nothing to tell. Lines differ by their dashes as well as by their color. */
export type Series = { words: string; ink: Ink; values: readonly (number | null)[] };
/** A level across the picture that has a meaning. */
export type Level = { words: string; value: number };

type Lines = {
  title: string;
  /** What it comes to, in a sentence. */
  words: string;
  /** One for each value: days, weeks or lessons. */
  places: readonly string[];
  series: readonly Series[];
  levels?: readonly Level[];
  spoken?: (value: number) => string;
  /** The place that is marked, with the words beside it. */
  mark?: { place: number; words: string } | null;
  /** The top of the scale at least. */
  atLeast?: number;
};

/** Lines over days, weeks or lessons. */
export function LineChart({ title, words, series, ...rest }: Lines) {
  return (
    <>
      <Legend entries={series} />
      <Drawing title={title} words={words}>
        {(sheet) => <Drawn sheet={sheet} series={series} {...rest} />}
      </Drawing>
    </>
  );
}

function Drawn({
  sheet,
  places,
  series,
  levels = [],
  spoken,
  mark = null,
  atLeast = 4,
}: { sheet: Sheet } & Omit<Lines, "title" | "words">) {
  const values = series.flatMap((one) => one.values.flatMap((value) => value ?? []));
  const top = Math.max(atLeast, ...values, ...levels.map(({ value }) => value * 1.1));
  const y = scaleLinear([0, top], [sheet.height - margin.bottom, margin.top]).nice(4);
  const x = scalePoint(
    places.map((_, place) => place),
    [margin.left + 4, sheet.width - margin.right],
  );
  const at = (place: number) => x(place) ?? 0;
  return (
    <>
      <LeftAxis sheet={sheet} scale={y} {...(spoken ? { spoken } : {})} />
      <BottomAxis sheet={sheet} words={places} at={at} />
      {levels.map((level) => (
        <LevelLine key={level.words} sheet={sheet} y={y(level.value)} words={level.words} />
      ))}
      {series.map((one) => (
        <Path key={one.words} series={one} at={at} y={y} />
      ))}
      {mark === null ? null : <Mark sheet={sheet} x={at(mark.place)} words={mark.words} />}
    </>
  );
}

function Path({
  series: { ink, values },
  at,
  y,
}: {
  series: Series;
  at: (place: number) => number;
  y: (value: number) => number;
}) {
  const draw = line<number | null>()
    .digits(1)
    .defined((value) => value !== null)
    .x((_, place) => at(place))
    .y((value) => y(value ?? 0));
  // A single day between two without anything is no line; a dot shows it.
  const alone = values.flatMap((value, place) =>
    value !== null && (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null
      ? [{ value, place }]
      : [],
  );
  const { stroke, fill, dashes } = inks[ink];
  return (
    <>
      <path
        d={draw([...values]) ?? ""}
        fill="none"
        strokeWidth={2.25}
        strokeDasharray={dashes}
        strokeLinejoin="round"
        className={stroke}
      />
      {alone.map(({ value, place }) => (
        <circle key={place} cx={at(place)} cy={y(value)} r={3} className={fill} />
      ))}
    </>
  );
}

function LevelLine({ sheet, y, words }: { sheet: Sheet; y: number; words: string }) {
  return (
    <>
      <line x1={margin.left} x2={sheet.width - margin.right} y1={y} y2={y} strokeWidth={1.5} className="stroke-alarm" />
      <text x={margin.left + 6} y={y - 4} fontSize={12} className="fill-alarm">
        {words}
      </text>
    </>
  );
}

function Mark({ sheet, x, words }: { sheet: Sheet; x: number; words: string }) {
  const isRight = x > sheet.width / 2;
  return (
    <>
      <line x1={x} x2={x} y1={margin.top} y2={sheet.height - margin.bottom} strokeWidth={1.5} className="stroke-ink" />
      <text
        x={x + (isRight ? -6 : 6)}
        y={margin.top + 4}
        textAnchor={isRight ? "end" : "start"}
        fontSize={12}
        className="fill-ink font-semibold"
      >
        {words}
      </text>
    </>
  );
}
