import { arrowPath, reachOf } from "./arrow.ts";
import { type Joint, radiusOf } from "./body.ts";
import { type Camera, cameraAt } from "./camera.ts";
import type { Box, Figure } from "./figure.ts";
import { skinAround } from "./outline.ts";
import { createPen, type Point } from "./pen.ts";
import { piecesOf, type Tone } from "./pieces.ts";
import { type Skeleton, workOut } from "./skeleton.ts";
import type { Vector } from "./space.ts";

/** What a path of the drawing shows. A way of showing it, on paper of its own or in a page, gives each its color. */
export type Ink = Tone | `${Tone} far` | "thing" | "ground" | "arrow" | "next";

type InkedPath = { ink: Ink; d: string };

/** A drawing is nothing but paths, from the farthest to the nearest. Width and height are those of its view box. */
export type Drawing = { paths: readonly InkedPath[]; width: number; height: number };

const panel = { width: 3200, margin: 160, tallest: 3500, largest: 18, sky: 180, soil: 200 } as const;

/** The two positions side by side, on one scale and from one place. The same figure always gives the same paths. */
export function draw(figure: Figure): Drawing {
  const camera = cameraAt(figure.view ?? {});
  const skeletons = [workOut(figure.start), workOut(figure.end)] as const;
  const window = windowOn(figure, skeletons, camera);
  const lenses = [shifted(camera, window, 0), shifted(camera, window, panel.width)] as const;
  const height = Math.round(window.height);
  return {
    paths: [
      ...position("start", { figure, skeletons, lens: lenses[0], window }),
      ...position("end", { figure, skeletons, lens: lenses[1], window }),
      { ink: "next", d: chevron({ x: panel.width, y: height / 2 }) },
    ],
    width: panel.width * 2,
    height,
  };
}

type Positioned = { figure: Figure; skeletons: readonly [Skeleton, Skeleton]; lens: Camera; window: Window };

function position(which: "start" | "end", { figure, skeletons, lens, window }: Positioned): Drawing["paths"] {
  const skeleton = skeletons[which === "start" ? 0 : 1];
  const { things = [], arrows = [], view = {} } = figure;
  const here = arrows.filter(({ on = "end" }) => on === which);
  const pieces = piecesOf(skeleton, lens).map(({ tone, far, path }): InkedPath => {
    return { ink: far ? `${tone} far` : tone, d: path };
  });
  return [
    ...things.map((box): InkedPath => ({ ink: "thing", d: outlineOf(box, lens) })),
    ...(view.above ? [] : [{ ink: "ground", d: groundLine(which, window) } as const]),
    ...pieces,
    ...here.map((arrow): InkedPath => ({ ink: "arrow", d: arrowPath(arrow, { skeletons, skeleton, lens }) })),
  ];
}

type Window = { scale: number; left: number; top: number; height: number; horizon: number };

function windowOn(figure: Figure, skeletons: readonly [Skeleton, Skeleton], camera: Camera): Window {
  const discs = [
    ...skeletons.flatMap(({ joints }) =>
      Object.entries(joints).map(([name, place]) => camera.disc(place, radiusOf(name as Joint))),
    ),
    ...(figure.things ?? []).flatMap((box) => cornersOf(box).map((corner) => camera.disc(corner, 0))),
  ];
  const arrows = (figure.arrows ?? []).flatMap((arrow) => {
    const skeleton = skeletons[arrow.on === "start" ? 0 : 1];
    return reachOf(arrow, { skeletons, skeleton, lens: camera }).map((place) => ({ ...place, r: 2 }));
  });
  discs.push(...arrows);
  const left = Math.min(...discs.map(({ x, r }) => x - r));
  const right = Math.max(...discs.map(({ x, r }) => x + r));
  const top = Math.min(...discs.map(({ y, r }) => y - r));
  const bottom = Math.max(0, ...discs.map(({ y, r }) => y + r));
  const scale = Math.min(
    (panel.width - 2 * panel.margin) / (right - left),
    (panel.tallest - panel.sky - panel.soil) / (bottom - top),
    panel.largest,
  );
  const height = (bottom - top) * scale + panel.sky + panel.soil;
  const spare = panel.width - (right - left) * scale;
  return {
    scale,
    left: left * scale - spare / 2,
    top: top * scale - panel.sky,
    height,
    horizon: -top * scale + panel.sky,
  };
}

/** The camera that sees in the units of the drawing, in one of its panels. */
function shifted(camera: Camera, { scale, left, top }: Window, shift: number): Camera {
  const see = (place: Vector) => {
    const { x, y } = camera.see(place);
    return { x: x * scale - left + shift, y: y * scale - top };
  };
  return {
    see,
    disc: (place, radius) => ({ ...see(place), r: radius * scale }),
    nearness: camera.nearness,
  };
}

function groundLine(which: "start" | "end", { horizon }: Window): string {
  const start = { x: (which === "start" ? 0 : panel.width) + panel.margin, y: horizon + 15 };
  return createPen()
    .move(start)
    .line({ x: start.x + panel.width - 2 * panel.margin, y: start.y })
    .written();
}

/** Between the two positions, so that nobody reads them from right to left. */
function chevron({ x, y }: Point): string {
  return createPen()
    .move({ x: x - 35, y: y - 70 })
    .line({ x: x + 35, y })
    .line({ x: x - 35, y: y + 70 })
    .written();
}

function outlineOf(box: Box, lens: Camera): string {
  return skinAround(cornersOf(box).map((corner) => lens.disc(corner, 0.8)));
}

function cornersOf({ from, to }: Box): Vector[] {
  return [from[0], to[0]].flatMap((x) =>
    [from[1], to[1]].flatMap((y) => [from[2], to[2]].map((z): Vector => [x, y, z])),
  );
}
