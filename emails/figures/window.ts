import { reachOf } from "./arrow.ts";
import { type Joint, radiusOf } from "./body.ts";
import type { Camera } from "./camera.ts";
import type { Box, Figure } from "./figure.ts";
import type { Disc } from "./outline.ts";
import type { Skeleton } from "./skeleton.ts";
import type { Vector } from "./space.ts";

/** One position's half of a drawing, in its units: a page's stroke of 30 is 3 on a panel of 320. */
export const panel = { width: 3200, margin: 160, tallest: 3500, largest: 18, sky: 180, soil: 200 } as const;

/** What both positions are seen through, so that whatever stays where it is stays there in the drawing too. */
export type Window = {
  /** Drawing units for a centimeter. */
  scale: number;
  left: number;
  top: number;
  height: number;
  /** Where the ground is, seen from the side. */
  horizon: number;
};

/** As large as both positions, their arrows and the things around them fit into a panel. */
export function windowOn(figure: Figure, skeletons: readonly [Skeleton, Skeleton], camera: Camera): Window {
  const discs = everything(figure, skeletons, camera);
  const left = Math.min(...discs.map(({ x, r }) => x - r));
  const right = Math.max(...discs.map(({ x, r }) => x + r));
  const top = Math.min(...discs.map(({ y, r }) => y - r));
  const bottom = Math.max(0, ...discs.map(({ y, r }) => y + r));
  const scale = Math.min(
    (panel.width - 2 * panel.margin) / (right - left),
    (panel.tallest - panel.sky - panel.soil) / (bottom - top),
    panel.largest,
  );
  return {
    scale,
    left: ((left + right) * scale - panel.width) / 2,
    top: top * scale - panel.sky,
    height: (bottom - top) * scale + panel.sky + panel.soil,
    horizon: panel.sky - top * scale,
  };
}

function everything(
  { things = [], arrows = [] }: Figure,
  skeletons: readonly [Skeleton, Skeleton],
  camera: Camera,
): Disc[] {
  const joints = skeletons.flatMap((skeleton) => Object.entries(skeleton.joints));
  return [
    ...joints.map(([name, place]) => camera.disc(place, radiusOf(name as Joint))),
    ...things.flatMap(cornersOf).map((corner) => camera.disc(corner, 0)),
    ...arrows.flatMap((arrow) => {
      const skeleton = skeletons[arrow.on === "start" ? 0 : 1];
      return reachOf(arrow, { skeletons, skeleton, lens: camera }).map((place) => ({ ...place, r: 2 }));
    }),
  ];
}

/** The camera that sees in the units of the drawing, so far to the right in it. */
export function through({ scale, left, top }: Window, camera: Camera, shift: number): Camera {
  const see = (place: Vector) => {
    const { x, y } = camera.see(place);
    return { x: x * scale - left + shift, y: y * scale - top };
  };
  return { see, disc: (place, radius) => ({ ...see(place), r: radius * scale }), nearness: camera.nearness };
}

export function cornersOf({ from, to }: Box): Vector[] {
  const ends = [from, to];
  return ends.flatMap(([x]) => ends.flatMap(([, y]) => ends.map(([, , z]): Vector => [x, y, z])));
}
