import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { BottomAxis, LeftAxis, margin } from "./axes.tsx";
import { Drawing, type Sheet } from "./drawing.tsx";

/** Parts of a whole, from below: a full color, stripes, and an outline, so that they differ without color as well. */
const looks = ["plain", "striped", "outlined"] as const;
type Look = (typeof looks)[number];

type Stacks = {
  title: string;
  words: string;
  /** Names of the parts, at most three, from below. */
  parts: readonly string[];
  /** Each with one number for each part. */
  columns: readonly { words: string; values: readonly number[] }[];
};

/** Upright bars of parts, each bar a whole of its own height. */
export function StackChart({ title, words, parts, columns }: Stacks) {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return (
    <>
      <ul className="mb-2 flex flex-wrap gap-x-5 gap-y-1 text-small">
        {parts.map((part, place) => (
          <li key={part} className="inline-flex items-center gap-2">
            <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden="true">
              <Stripes id={`${id}-key-${place}`} />
              <Part look={looks[place] ?? "plain"} stripes={`${id}-key-${place}`} shape="M1 1h14v14h-14z" />
            </svg>
            {part}
          </li>
        ))}
      </ul>
      <Drawing title={title} words={words}>
        {(sheet) => <Drawn id={`${id}-${sheet.width}`} sheet={sheet} parts={parts} columns={columns} />}
      </Drawing>
    </>
  );
}

function Drawn({ id, sheet, parts, columns }: { id: string; sheet: Sheet } & Pick<Stacks, "parts" | "columns">) {
  const sums = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const y = scaleLinear([0, Math.max(4, ...sums)], [sheet.height - margin.bottom, margin.top]).nice(4);
  const x = scaleBand(
    columns.map((_, place) => place),
    [margin.left, sheet.width - margin.right],
  ).padding(0.15);
  const layers = stack<{ values: readonly number[] }, number>()
    .keys(parts.map((_, place) => place))
    .value(({ values }, part) => values[part] ?? 0)([...columns]);
  return (
    <>
      <Stripes id={id} />
      <LeftAxis sheet={sheet} scale={y} />
      <BottomAxis
        sheet={sheet}
        words={columns.map((one) => one.words)}
        at={(place) => (x(place) ?? 0) + x.bandwidth() / 2}
      />
      {layers.map((layer) => (
        <Part
          key={layer.key}
          look={looks[layer.key] ?? "plain"}
          stripes={id}
          shape={layer
            .map(([from, to], place) =>
              box({ x: x(place) ?? 0, y: y(to), width: x.bandwidth(), height: y(from) - y(to) }),
            )
            .join("")}
        />
      ))}
    </>
  );
}

function Stripes({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={5} height={5} className="fill-rest" />
        <rect width={2} height={5} className="fill-rest-ink" />
      </pattern>
    </defs>
  );
}

type Box = { x: number; y: number; width: number; height: number };

function box({ x, y, width, height }: Box): string {
  const [w, h] = [round(width), round(height)];
  return h === 0 ? "" : `M${round(x)} ${round(y)}h${w}v${h}h${-w}z`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function Part({ look, stripes, shape }: { look: Look; stripes: string; shape: string }) {
  if (look === "striped") return <path d={shape} fill={`url(#${stripes})`} />;
  if (look === "plain") return <path d={shape} className="fill-brand" />;
  return <path d={shape} strokeWidth={1.25} className="fill-surface stroke-ink" />;
}
