import type { LessonKind } from "../../emails/parts/props.ts";

type Week = { lessons: readonly { day: number; kind: LessonKind }[] };

/**
 * A course as the bend of a running track around the rising sun: a lane for each week, a piece of tartan for each day,
 * infield green where the day is a rest. Day 1 lies on the innermost lane, at the left.
 */
export function TrackBend({ weeks }: { weeks: readonly Week[] }) {
  const daysInLane = Math.max(7, ...weeks.map(({ lessons }) => lessons.length));
  const lanes = weeks.map((week, lane) => ({ radius: sunRadius + gap + lane * laneWidth + laneWidth / 2, ...week }));
  const size = sunRadius + gap + weeks.length * laneWidth;
  const days = lanes.flatMap((lane) =>
    lane.lessons.map((lesson, place) => ({
      ...lesson,
      ...arc(lane.radius, place / daysInLane, (place + 1) / daysInLane),
    })),
  );
  return (
    <svg
      viewBox={`${-size - 2} ${-size - 2} ${2 * size + 4} ${size + 2}`}
      width={2 * size + 4}
      height={size + 2}
      className="mx-auto h-auto max-w-full"
      role="img"
      aria-label={spoken(days)}
    >
      <path d={`M${-sunRadius} 0a${sunRadius} ${sunRadius} 0 0 1 ${2 * sunRadius} 0z`} fill="var(--today)" />
      {lanes.map(({ radius }) => (
        <path
          key={radius}
          d={curve(radius, 0, Math.PI)}
          fill="none"
          stroke="var(--surface)"
          strokeWidth={laneWidth - 4}
        />
      ))}
      {days.map(({ day, kind, path, middle }) => (
        <g key={day}>
          <path
            d={path}
            fill="none"
            strokeWidth={laneWidth - 4}
            stroke={kind === "training" ? "var(--done)" : "var(--rest)"}
          />
          <text
            transform={`translate(${middle.x} ${middle.y}) rotate(${middle.turn})`}
            textAnchor="middle"
            dominantBaseline="central"
            fill={kind === "training" ? "var(--done-ink)" : "var(--rest-ink)"}
            className="font-display text-[17px] font-bold"
          >
            {day}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** In the drawing's own units, which are pixels at its full size. */
const sunRadius = 64;
const gap = 10;
const laneWidth = 42;
const cellGap = 4;

/** One day's piece of its lane, from and to being parts of the whole bend, and where its number stands. */
function arc(radius: number, from: number, to: number) {
  const half = cellGap / 2 / radius;
  const at = ((from + to) / 2) * Math.PI;
  return {
    path: curve(radius, from * Math.PI + (from === 0 ? 0 : half), to * Math.PI - (to === 1 ? 0 : half)),
    middle: { ...point(radius, at), turn: round((at * 180) / Math.PI - 90) },
  };
}

/** Angles run from the left horizon (0) over the top to the right one (π). */
function curve(radius: number, from: number, to: number): string {
  const start = point(radius, from);
  const end = point(radius, to);
  return `M${start.x} ${start.y}A${radius} ${radius} 0 0 1 ${end.x} ${end.y}`;
}

function point(radius: number, angle: number) {
  return { x: round(-radius * Math.cos(angle)), y: round(-radius * Math.sin(angle)) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function spoken(days: readonly { kind: LessonKind }[]): string {
  const training = days.filter(({ kind }) => kind === "training").length;
  return `${days.length} days laid out as a track: ${training} for training, ${days.length - training} easy or for rest.`;
}
