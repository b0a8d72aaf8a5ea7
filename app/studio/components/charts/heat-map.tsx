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
      {hours.map((count, place) => {
        const [row, column] = [Math.floor(place / 24), place % 24];
        const part = Math.sqrt(count / most);
        const [width, height] = [(wide - 1.5) * part, (high - 3) * part];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the hour, which is what it is known by.
          <g key={place} transform={`translate(${left + column * wide} ${row * high})`}>
            <rect width={wide - 1.5} height={high - 3} rx={2} className="fill-sunk" />
            {count === 0 ? null : (
              <rect
                x={(wide - 1.5 - width) / 2}
                y={(high - 3 - height) / 2}
                width={width}
                height={height}
                rx={1.5}
                className="fill-brand"
              >
                <title>{`${days[row]} ${hourWords(column)}: ${count.toLocaleString("en-US")}`}</title>
              </rect>
            )}
          </g>
        );
      })}
    </>
  );
}

/** "6 AM". */
export function hourWords(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? "AM" : "PM"}`;
}
