import { drawBend } from "../../domain/bend.ts";
import type { LessonKind } from "../../emails/parts/props.ts";

type Week = { lessons: readonly { day: number; kind: LessonKind }[] };

/**
 * A course as the bend of a running track around the rising sun: a lane for each week, a piece of tartan for each day,
 * infield green where the day is a rest. Day 1 lies on the innermost lane, at the left.
 */
export function TrackBend({ weeks }: { weeks: readonly Week[] }) {
  const bend = drawBend(weeks.map(({ lessons }) => lessons.length));
  const { size, laneWidth } = bend;
  const lessons = weeks.flatMap((week) => week.lessons);
  const days = bend.days.flatMap((piece, place) => {
    const lesson = lessons[place];
    return lesson ? [{ ...piece, ...lesson }] : [];
  });
  return (
    <svg
      viewBox={`${-size - 2} ${-size - 2} ${2 * size + 4} ${size + 2}`}
      width={2 * size + 4}
      height={size + 2}
      className="mx-auto h-auto max-w-full"
      role="img"
      aria-label={spoken(days)}
    >
      <path d={bend.sun} fill="var(--today)" />
      {bend.lanes.map((lane) => (
        <path key={lane} d={lane} fill="none" stroke="var(--surface)" strokeWidth={laneWidth} />
      ))}
      {days.map(({ day, kind, path, middle }) => (
        <g key={day}>
          <path
            d={path}
            fill="none"
            strokeWidth={laneWidth}
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

function spoken(days: readonly { kind: LessonKind }[]): string {
  const training = days.filter(({ kind }) => kind === "training").length;
  return `${days.length} days laid out as a track: ${training} for training, ${days.length - training} easy or for rest.`;
}
