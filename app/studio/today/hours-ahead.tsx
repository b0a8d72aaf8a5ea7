import { scaleLinear } from "d3-scale";
import type { HourAhead } from "../../../db/studio/today.ts";
import { localMinute, spokenSendTime } from "../../../domain/calendar.ts";
import type { Capacity } from "../../../engine/studio/today.ts";
import { Cell, RowHead, Table } from "../components/table.tsx";
import { count, counted } from "./words.ts";

type Props = { ahead: readonly HourAhead[]; capacity: Capacity; zone: string };

const size = { width: 720, height: 200, left: 8, right: 8, top: 22, bottom: 26 } as const;

/** What falls due in each of the next hours, against what the provider takes in one. The table says the same. */
export function HoursAhead({ ahead, capacity, zone }: Props) {
  const total = ahead.reduce((sum, { lessons, others }) => sum + lessons + others, 0);
  return (
    <>
      <p className="mb-3 max-w-[62ch] text-small">{inWords({ ahead, capacity, zone, total })}</p>
      {total === 0 ? null : (
        <>
          <Legend hasOthers={ahead.some(({ others }) => others > 0)} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls on a phone has to be reachable by keyboard. */}
          <section aria-label="The hours as a picture" tabIndex={0} className="overflow-x-auto">
            <Bars ahead={ahead} capacity={capacity} zone={zone} />
          </section>
          <details className="mt-3">
            <summary className="inline-flex min-h-11 cursor-pointer items-center text-link text-small">
              The same as a table
            </summary>
            <HourTable ahead={ahead} zone={zone} />
          </details>
        </>
      )}
    </>
  );
}

function inWords({ ahead, capacity, zone, total }: Props & { total: number }): string {
  if (total === 0) return "Nothing falls due in the next 24 hours.";
  const peak = ahead.reduce((most, hour) => (sumOf(hour) > sumOf(most) ? hour : most));
  const most = `${counted(total, "message falls", "messages fall")} due, the most of them, ${count(sumOf(peak))}, from ${hourOf(peak, zone)} on.`;
  if (capacity.kind === "unknown") return most;
  const perHour = count(Math.round(capacity.perHour));
  const limit =
    capacity.kind === "told"
      ? `The provider takes up to ${perHour} an hour.`
      : `The provider has said no limit; the busiest minute of this week would make ${perHour} an hour.`;
  const lateMinutes = Math.ceil((sumOf(peak) / capacity.perHour) * 60);
  const isTooMuch = sumOf(peak) > capacity.perHour;
  return `${most} ${limit}${isTooMuch ? ` So that hour needs ${counted(lateMinutes, "minute")}, and some of it will be late.` : ""}`;
}

function Bars({ ahead, capacity, zone }: Props) {
  const peak = Math.max(...ahead.map(sumOf));
  const limit = capacity.kind === "unknown" ? 0 : capacity.perHour;
  // A limit far above everything would make the bars flat; then the words alone tell it.
  const isLimitSeen = limit > 0 && limit < peak * 4;
  const y = scaleLinear([0, Math.max(peak, isLimitSeen ? limit : 0)], [size.height - size.bottom, size.top]);
  const wide = (size.width - size.left - size.right) / ahead.length;
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      className="h-auto w-full min-w-[36rem]"
      role="img"
      aria-label="Messages that fall due by the hour; the table below has the numbers."
    >
      <line x1={size.left} x2={size.width - size.right} y1={y(0)} y2={y(0)} stroke="var(--edge)" />
      {ahead.map((hour, place) => (
        <g key={hour.at.getTime()}>
          <title>{`${hourOf(hour, zone)}: ${count(sumOf(hour))}`}</title>
          <Bar x={size.left + place * wide + 2} width={wide - 4} from={0} to={hour.lessons} y={y} fill="var(--done)" />
          <Bar
            x={size.left + place * wide + 2}
            width={wide - 4}
            from={hour.lessons}
            to={sumOf(hour)}
            y={y}
            fill="var(--today)"
          />
          {place % 4 === 0 ? (
            <text x={size.left + place * wide} y={size.height - 6} fill="var(--quiet)" fontSize="13">
              {hourOf(hour, zone).replace(":00", "")}
            </text>
          ) : null}
        </g>
      ))}
      {isLimitSeen ? (
        <>
          <line
            x1={size.left}
            x2={size.width - size.right}
            y1={y(limit)}
            y2={y(limit)}
            stroke="var(--ink)"
            strokeDasharray="6 4"
          />
          <text x={size.width - size.right} y={y(limit) - 6} textAnchor="end" fill="var(--ink)" fontSize="13">
            {`${capacity.kind === "told" ? "takes" : "took"} ${count(Math.round(limit))} an hour`}
          </text>
        </>
      ) : null}
    </svg>
  );
}

/** What the two colors are; without a letter or notice there is but one, and nothing to tell apart. */
function Legend({ hasOthers }: { hasOthers: boolean }) {
  if (!hasOthers) return null;
  return (
    <p className="mb-2 flex flex-wrap gap-x-5 text-small">
      <span className="inline-flex items-center gap-2">
        <span className="size-3 rounded-cell bg-done" aria-hidden="true" /> Lessons
      </span>
      <span className="inline-flex items-center gap-2">
        <span className="size-3 rounded-cell bg-today" aria-hidden="true" /> Letters and notices
      </span>
    </p>
  );
}

type BarProps = { x: number; width: number; from: number; to: number; y: (value: number) => number; fill: string };

function Bar({ x, width, from, to, y, fill }: BarProps) {
  if (to <= from) return null;
  const height = Math.max(1.5, y(from) - y(to));
  return <rect x={x} width={width} y={y(from) - height} height={height} fill={fill} rx="2" />;
}

function HourTable({ ahead, zone }: Pick<Props, "ahead" | "zone">) {
  return (
    <Table
      caption="What falls due in the next 24 hours"
      columns={[
        { words: "From" },
        { words: "Lessons", numbers: true },
        { words: "Letters and notices", numbers: true },
      ]}
    >
      {ahead.map(({ at, lessons, others }) => (
        <tr key={at.getTime()}>
          <RowHead>{hourOf({ at }, zone)}</RowHead>
          <Cell numbers>{count(lessons)}</Cell>
          <Cell numbers>{count(others)}</Cell>
        </tr>
      ))}
    </Table>
  );
}

function sumOf({ lessons, others }: HourAhead): number {
  return lessons + others;
}

function hourOf({ at }: Pick<HourAhead, "at">, zone: string): string {
  return spokenSendTime(localMinute(at, zone));
}
