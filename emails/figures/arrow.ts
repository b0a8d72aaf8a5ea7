import type { Camera } from "./camera.ts";
import type { Arrow, Beside } from "./figure.ts";
import { createPen, type Pen, type Point } from "./pen.ts";
import type { Skeleton } from "./skeleton.ts";
import type { Vector } from "./space.ts";

type Scene = { skeletons: readonly [Skeleton, Skeleton]; skeleton: Skeleton; lens: Camera };

/** An arrow as the data of an SVG path: its curve and its barbs. */
export function arrowPath(arrow: Arrow, scene: Scene): string {
  if ("around" in arrow) return circling(scene.skeleton.joints[arrow.joint], arrow, scene.lens);
  const { from, bend, to } = bowOf(arrow, scene);
  const pen = createPen().move(from).curve(bend, to);
  barbs(pen, { tip: to, from: bend });
  if (arrow.both) barbs(pen, { tip: from, from: bend });
  return pen.written();
}

/** What an arrow takes up of the drawing, as places that it does not go beyond. */
export function reachOf(arrow: Arrow, scene: Scene): Point[] {
  if ("around" in arrow) {
    const { x, y, r } = scene.lens.disc(scene.skeleton.joints[arrow.joint], arrow.around);
    return [
      { x: x - r, y: y - r },
      { x: x + r, y: y + r },
    ];
  }
  const { from, bend, to } = bowOf(arrow, scene);
  return [from, { x: (from.x + 2 * bend.x + to.x) / 4, y: (from.y + 2 * bend.y + to.y) / 4 }, to];
}

type Bow = { from: Point; bend: Point; to: Point };

function bowOf(arrow: Exclude<Arrow, { around: number }>, { skeletons: [before, after], skeleton, lens }: Scene): Bow {
  const { joint, bulge = 0 } = arrow;
  const [from, to] =
    "from" in arrow
      ? [beside(skeleton.joints[joint], arrow.from, lens), beside(skeleton.joints[joint], arrow.to, lens)]
      : [beside(before.joints[joint], arrow.beside, lens), beside(after.joints[joint], arrow.beside, lens)];
  const bend = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bulge * 2,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bulge * 2,
  };
  return { from, bend, to };
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
  const corner = { x: mid(end.x, before.x, x), y: mid(end.y, before.y, y) };
  const pen = createPen().move(start).arc(end, { r, large: true, counter: !clockwise });
  return barbs(pen, { tip: end, from: corner }).written();
}

/** From where the head of a bent arrow seems to come: half way back along the curve, a little outside of it. */
function mid(end: number, before: number, center: number): number {
  return end + (before - end) * 0.5 + (end - center) * 0.2;
}

function barbs(pen: Pen, { tip, from }: { tip: Point; from: Point }): Pen {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const barb = (turn: number) => ({ x: tip.x - 100 * Math.cos(angle + turn), y: tip.y - 100 * Math.sin(angle + turn) });
  return pen.move(barb(0.6)).line(tip).line(barb(-0.6));
}
