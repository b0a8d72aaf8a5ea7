import type { Camera } from "./camera.ts";
import type { Arrow, Beside } from "./figure.ts";
import { short } from "./outline.ts";
import type { Skeleton } from "./skeleton.ts";
import type { Vector } from "./space.ts";

type Point = { x: number; y: number };
type Scene = { skeletons: readonly [Skeleton, Skeleton]; skeleton: Skeleton; lens: Camera };

/** An arrow as the data of an SVG path: its curve and its barbs. */
export function arrowPath(arrow: Arrow, { skeletons: [before, after], skeleton, lens }: Scene): string {
  const { joint, bulge = 0, both = false } = arrow;
  if ("around" in arrow) return circling(skeleton.joints[joint], arrow, lens);
  const [from, to] =
    "from" in arrow
      ? [beside(skeleton.joints[joint], arrow.from, lens), beside(skeleton.joints[joint], arrow.to, lens)]
      : [beside(before.joints[joint], arrow.beside, lens), beside(after.joints[joint], arrow.beside, lens)];
  const bend = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bulge * 2,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bulge * 2,
  };
  return `M${point(from)}Q${point(bend)} ${point(to)}${barbs(to, bend)}${both ? barbs(from, bend) : ""}`;
}

function beside(place: Vector, [right, up]: Beside = [0, 0], lens: Camera): Point {
  const { x, y, r: unit } = lens.disc(place, 1);
  return { x: x + right * unit, y: y - up * unit };
}

/** Most of a circle, with the gap below its middle. */
function circling(
  place: Vector,
  { around, clockwise = false }: { around: number; clockwise?: boolean },
  lens: Camera,
): string {
  const { x, y, r } = lens.disc(place, around);
  const at = (angle: number): Point => ({ x: x + r * Math.cos(angle), y: y + r * Math.sin(angle) });
  const [start, end] = clockwise ? [at(2.2), at(0.7)] : [at(0.7), at(2.2)];
  const before = clockwise ? at(0.7 - 0.9) : at(2.2 + 0.9);
  const sweep = clockwise ? 1 : 0;
  const corner = {
    x: end.x + (before.x - end.x) * 0.5 + (end.x - x) * 0.2,
    y: end.y + (before.y - end.y) * 0.5 + (end.y - y) * 0.2,
  };
  return `M${point(start)}A${short(r)} ${short(r)} 0 1 ${sweep} ${point(end)}${barbs(end, corner)}`;
}

function barbs(tip: Point, from: Point): string {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const barb = (turn: number) => ({ x: tip.x - 10 * Math.cos(angle + turn), y: tip.y - 10 * Math.sin(angle + turn) });
  return `M${point(barb(0.6))}L${point(tip)}L${point(barb(-0.6))}`;
}

function point({ x, y }: Point): string {
  return `${short(x)} ${short(y)}`;
}
