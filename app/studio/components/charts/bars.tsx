import { scaleBand, scaleLinear } from "d3-scale";
import { BottomAxis, LeftAxis, margin } from "./axes.tsx";
import { Drawing, type Sheet } from "./drawing.tsx";

type Bars = {
  title: string;
  /** What it comes to, in a sentence. */
  words: string;
  /** One bar each, such as the hours of a day. */
  bars: readonly { words: string; value: number }[];
  /** A level across all bars that has a meaning, such as what a provider takes in an hour. */
  level?: { words: string; value: number } | null;
  height?: number;
};

/** Upright bars side by side, for numbers of hours or days. */
export function BarChart({ title, words, height = 180, ...rest }: Bars) {
  return (
    <Drawing title={title} words={words} height={height}>
      {(sheet) => <Drawn sheet={sheet} {...rest} />}
    </Drawing>
  );
}

function Drawn({ sheet, bars, level = null }: { sheet: Sheet } & Pick<Bars, "bars" | "level">) {
  const floor = sheet.height - margin.bottom;
  const top = Math.max(4, ...bars.map(({ value }) => value));
  // A limit far above everything would flatten the bars; then it is said and not drawn.
  const isNear = level !== null && level.value <= top * 4;
  const y = scaleLinear([0, isNear ? Math.max(top, level.value * 1.1) : top], [floor, margin.top]).nice(4);
  const x = scaleBand(
    bars.map((_, place) => place),
    [margin.left, sheet.width - margin.right],
  ).padding(0.2);
  const at = (place: number) => (x(place) ?? 0) + x.bandwidth() / 2;
  return (
    <>
      <LeftAxis sheet={sheet} scale={y} />
      <BottomAxis sheet={sheet} words={bars.map((bar) => bar.words)} at={at} />
      {bars.map((bar, place) => (
        <rect
          key={bar.words}
          x={x(place)}
          y={y(bar.value)}
          width={x.bandwidth()}
          height={floor - y(bar.value)}
          className="fill-brand"
        >
          <title>{`${bar.words}: ${bar.value.toLocaleString("en-US")}`}</title>
        </rect>
      ))}
      {isNear ? (
        <>
          <line
            x1={margin.left}
            x2={sheet.width - margin.right}
            y1={y(level.value)}
            y2={y(level.value)}
            strokeWidth={1.5}
            className="stroke-alarm"
          />
          <text x={margin.left + 6} y={y(level.value) - 4} fontSize={12} className="fill-alarm">
            {level.words}
          </text>
        </>
      ) : null}
    </>
  );
}
