/** One day's piece of its lane, and the point in it where a number may stand, turned by so many degrees. */
export type BendPiece = { path: string; middle: { x: number; y: number; turn: number } };

/**
 * A course as the bend of a running track around the rising sun, in units that are pixels at its full size. The middle
 * of the sun is at 0, 0; what lies above has a negative y. Each lane is a week, the first innermost, with its days from
 * left to right.
 */
export type Bend = { size: number; sun: string; laneWidth: number; lanes: string[]; days: BendPiece[] };

const sunRadius = 64;
const gap = 10;
const laneWidth = 42;
const cellGap = 4;

/** The bend of a course whose weeks have so many days. */
export function drawBend(daysOfWeeks: readonly number[]): Bend {
  const most = Math.max(7, ...daysOfWeeks);
  const radii = daysOfWeeks.map((_, lane) => sunRadius + gap + lane * laneWidth + laneWidth / 2);
  return {
    size: sunRadius + gap + daysOfWeeks.length * laneWidth,
    sun: `M${-sunRadius} 0a${sunRadius} ${sunRadius} 0 0 1 ${2 * sunRadius} 0z`,
    laneWidth: laneWidth - cellGap,
    lanes: radii.map((radius) => curve(radius, 0, Math.PI)),
    days: radii.flatMap((radius, lane) =>
      Array.from({ length: daysOfWeeks[lane] ?? 0 }, (_, place) => piece(radius, place / most, (place + 1) / most)),
    ),
  };
}

/** `from` and `to` are parts of the whole bend. */
function piece(radius: number, from: number, to: number): BendPiece {
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

function point(radius: number, angle: number): { x: number; y: number } {
  return { x: round(-radius * Math.cos(angle)), y: round(-radius * Math.sin(angle)) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
