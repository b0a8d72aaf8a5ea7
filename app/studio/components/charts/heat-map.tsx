import { Drawing, type Sheet } from "./drawing.tsx";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * A week of hours. How much an hour holds is shown by the size of its square, and so to whoever sees no color as well.
 * `hours` are 168 numbers from Monday's midnight.
 */
export function HeatMap({ title, words, hours }: { title: string; words: string; hours: readonly number[] }) {
  return (
    <Drawing title={title} words={words} height={196}>
      {(sheet) => <Drawn sheet={sheet} hours={hours} />}
    </Drawing>
  );
}

function Drawn({ sheet, hours }: { sheet: Sheet; hours: readonly number[] }) {
  const left = 34;
  const most = Math.max(1, ...hours);
  const wide = (sheet.width - left) / 24;
  const high = (sheet.height - 22) / 7;
  /** One path for all squares: an element for each made the page longer than everything else on it. */
  const squares = (counts: readonly number[], partOf: (count: number) => number) =>
    counts
      .map((count, place) => {
        const [width, height] = [(wide - 1.5) * partOf(count), (high - 3) * partOf(count)];
        const x = left + (place % 24) * wide + (wide - 1.5 - width) / 2;
        const y = Math.floor(place / 24) * high + (high - 3 - height) / 2;
        return width === 0 ? "" : `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
      })
      .join("");
  return (
    <>
      {days.map((day, row) => (
        <text key={day} x={0} y={row * high + high / 2 + 4} fontSize={12} className="fill-quiet">
          {day}
        </text>
      ))}
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={left + hour * wide} y={sheet.height - 4} fontSize={12} className="fill-quiet">
          {hourWords(hour)}
        </text>
      ))}
      <path d={squares(hours, () => 1)} className="fill-sunk" />
      <path d={squares(hours, (count) => Math.sqrt(count / most))} className="fill-brand" />
    </>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** "6 AM". */
export function hourWords(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? "AM" : "PM"}`;
}
