import { scaleLinear } from "d3-scale";
import type { HourAhead } from "../../../db/studio/today.ts";
import { localMinute, spokenSendTime } from "../../../domain/calendar.ts";
import type { Capacity } from "../../../engine/studio/today.ts";
import { Drawing, type Sheet } from "../components/charts/drawing.tsx";
import { Cell, RowHead, Table } from "../components/table.tsx";
import { count, counted } from "./words.ts";

type Props = { ahead: readonly HourAhead[]; capacity: Capacity; zone: string };

const margin = { left: 4, right: 4, top: 22, bottom: 26 } as const;

/** What falls due in each of the next hours, against what the provider takes in one. The table says the same. */
export function HoursAhead({ ahead, capacity, zone }: Props) {
  const total = ahead.reduce((sum, { lessons, others }) => sum + lessons + others, 0);
  return (
    <>
      <p className="mb-3 max-w-[62ch] text-small">{inWords({ ahead, capacity, zone, total })}</p>
      {total === 0 ? null : (
        <>
          <Legend hasOthers={ahead.some(({ others }) => others > 0)} />
          <Drawing
            title="The next 24 hours"
            words="Messages that fall due by the hour; the table below has the numbers."
          >
            {(sheet) => <Bars sheet={sheet} ahead={ahead} capacity={capacity} zone={zone} />}
          </Drawing>
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
      : `How many the provider takes in an hour is not known yet; this week’s busiest minute, kept up, would make ${perHour}.`;
  const lateMinutes = Math.ceil((sumOf(peak) / capacity.perHour) * 60);
  const isTooMuch = sumOf(peak) > capacity.perHour;
  return `${most} ${limit}${isTooMuch ? ` So that hour needs ${counted(lateMinutes, "minute")}, and some of it will be late.` : ""}`;
}

function Bars({ sheet, ahead, capacity, zone }: Props & { sheet: Sheet }) {
  const { width, height } = sheet;
  const peak = Math.max(...ahead.map(sumOf));
  const limit = capacity.kind === "unknown" ? 0 : capacity.perHour;
  // A limit far above everything would make the bars flat; then the words alone tell it.
  const isLimitSeen = limit > 0 && limit < peak * 4;
  const y = scaleLinear([0, Math.max(peak, isLimitSeen ? limit : 0)], [height - margin.bottom, margin.top]);
  const wide = (width - margin.left - margin.right) / ahead.length;
  const every = width < 400 ? 6 : 4;
  return (
    <>
      <line x1={margin.left} x2={width - margin.right} y1={y(0)} y2={y(0)} stroke="var(--edge)" />
      {ahead.map((hour, place) => {
        const x = margin.left + place * wide;
        const bar = { x: x + 1.5, width: wide - 3, y };
        return (
          <g key={hour.at.getTime()}>
            <title>{`${hourOf(hour, zone)}: ${count(sumOf(hour))}`}</title>
            <Bar {...bar} from={0} to={hour.lessons} fill="var(--done)" />
            <Bar {...bar} from={hour.lessons} to={sumOf(hour)} fill="var(--today)" />
            {place % every === 0 ? (
              <text x={x} y={height - 6} fill="var(--quiet)" fontSize="12">
                {hourOf(hour, zone).replace(":00", "")}
              </text>
            ) : null}
          </g>
        );
      })}
      {isLimitSeen ? <Limit sheet={sheet} y={y(limit)} kind={capacity.kind} perHour={limit} /> : null}
    </>
  );
}

function Limit({ sheet, y, kind, perHour }: { sheet: Sheet; y: number; kind: Capacity["kind"]; perHour: number }) {
  const right = sheet.width - margin.right;
  return (
    <>
      <line x1={margin.left} x2={right} y1={y} y2={y} stroke="var(--ink)" strokeDasharray="6 4" />
      <text x={right} y={y - 6} textAnchor="end" fill="var(--ink)" fontSize="12">
        {`${kind === "told" ? "takes" : "took"} ${count(Math.round(perHour))} an hour`}
      </text>
    </>
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
