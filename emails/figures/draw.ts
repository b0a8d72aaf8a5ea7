import { arrowPath } from "./arrow.ts";
import { type Camera, cameraAt } from "./camera.ts";
import type { Box, Figure } from "./figure.ts";
import { skinAround } from "./outline.ts";
import { createPen, type Point } from "./pen.ts";
import { piecesOf, type Tone } from "./pieces.ts";
import { type Skeleton, workOut } from "./skeleton.ts";
import { cornersOf, panel, through, type Window, windowOn } from "./window.ts";

/** What a path of the drawing shows. A way of showing it, on paper of its own or in a page, gives each its color. */
export type Ink = Tone | `${Tone} far` | "thing" | "ground" | "arrow" | "next";

type InkedPath = { ink: Ink; d: string };

/** A drawing is nothing but paths, from the farthest to the nearest. Width and height are those of its view box. */
export type Drawing = { paths: readonly InkedPath[]; width: number; height: number };

/** The two positions side by side, on one scale and from one place. The same figure always gives the same paths. */
export function draw(figure: Figure): Drawing {
  const camera = cameraAt(figure.view ?? {});
  const skeletons = [workOut(figure.start), workOut(figure.end)] as const;
  const window = windowOn(figure, skeletons, camera);
  const lenses = [through(window, camera, 0), through(window, camera, panel.width)] as const;
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
