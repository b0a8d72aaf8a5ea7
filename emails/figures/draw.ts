import { type Joint, radiusOf } from "./body.ts";
import { arrowPath } from "./arrow.ts";
import { type Camera, cameraAt } from "./camera.ts";
import type { Box, Figure } from "./figure.ts";
import { short, skinAround } from "./outline.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { type Skeleton, workOut } from "./skeleton.ts";
import type { Vector } from "./space.ts";

/** How the drawing is inked: the attributes that give each thing its color. */
export type Inks = (name: string) => string;

export type Drawing = { svg: string; width: number; height: number };

const panel = { width: 320, margin: 16, tallest: 300, largest: 1.8, sky: 18, soil: 22 } as const;

/** The two positions side by side, on one scale and from one place. The same figure always gives the same text. */
export function draw(figure: Figure, inks: Inks): Drawing {
  const camera = cameraAt(figure.view ?? {});
  const skeletons = [workOut(figure.start), workOut(figure.end)] as const;
  const window = windowOn(figure, skeletons, camera);
  const height = Math.round(window.height);
  const positions = skeletons.map((skeleton, index) => {
    const lens = shifted(camera, window, index * panel.width);
    const ground = (figure.view?.above ?? 0) === 0 ? groundLine(index, window, inks) : "";
    const things = (figure.things ?? []).map((box) => thing(box, lens, inks)).join("");
    const here = (figure.arrows ?? []).filter(({ on }) => on === (index === 0 ? "start" : "end") || (index === 1 && !on));
    const arrows = here.map((arrow) => `<path ${inks("path")} d="${arrowPath(arrow, { skeletons, skeleton, lens })}"/>`);
    return `${things}${ground}${body(piecesOf(skeleton, lens), inks)}${arrows.join("")}`;
  });
  const width = panel.width * 2;
  const between = `<path ${inks("next")} d="M${panel.width - 6} ${short(height / 2 - 7)}l7 7l-7 7"/>`;
  return { svg: `${positions.join("")}${between}`, width, height };
}

type Window = { scale: number; left: number; top: number; height: number; horizon: number };

function windowOn(figure: Figure, skeletons: readonly Skeleton[], camera: Camera): Window {
  const discs = [
    ...skeletons.flatMap(({ joints }) =>
      Object.entries(joints).map(([name, place]) => camera.disc(place, radiusOf(name as Joint))),
    ),
    ...(figure.things ?? []).flatMap((box) => cornersOf(box).map((corner) => camera.disc(corner, 0))),
  ];
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
  return { scale, left: left * scale - spare / 2, top: top * scale - panel.sky, height, horizon: -top * scale + panel.sky };
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

function body(pieces: readonly Piece[], inks: Inks): string {
  return pieces.map(({ tone, far, path }) => `<path ${inks(far ? `${tone} far` : tone)} d="${path}"/>`).join("");
}

function groundLine(index: number, { horizon }: Window, inks: Inks): string {
  const from = index * panel.width + panel.margin;
  return `<path ${inks("ground")} d="M${from} ${short(horizon + 2)}h${panel.width - 2 * panel.margin}"/>`;
}

function thing(box: Box, lens: Camera, inks: Inks): string {
  return `<path ${inks("thing")} d="${skinAround(cornersOf(box).map((corner) => lens.disc(corner, 0.8)))}"/>`;
}

function cornersOf({ from, to }: Box): Vector[] {
  return [from[0], to[0]].flatMap((x) => [from[1], to[1]].flatMap((y) => [from[2], to[2]].map((z): Vector => [x, y, z])));
}
