import { createPen, type Point } from "./pen.ts";

/** A joint as the drawing sees it: a disc of the body's thickness. Drawing units, y downward. */
export type Disc = Point & { readonly r: number };

const steps = 120;
const turn = (step: number) => (step * 2 * Math.PI) / steps;
const directions = Array.from({ length: steps }, (_, step) => [Math.cos(turn(step)), Math.sin(turn(step))] as const);

/**
 * The skin around some discs, as the data of an SVG path: the shortest band that holds them all, which is how a limb
 * that is thicker at one end looks. It walks once around and notes which disc is outermost in each direction.
 */
export function skinAround(discs: readonly Disc[]): string {
  const [first, ...rest] = outermost(discs);
  if (!first) return "";
  if (rest.length === 0) return whole(first.disc);
  const pen = createPen().move(pointOn(first.disc, first.from));
  pen.arc(pointOn(first.disc, first.to), { r: first.disc.r, large: first.to - first.from > steps / 2 });
  for (const { disc, from, to } of rest) {
    pen.line(pointOn(disc, from)).arc(pointOn(disc, to), { r: disc.r, large: to - from > steps / 2 });
  }
  return pen.close().written();
}

type Run = { disc: Disc; from: number; to: number };

function outermost(discs: readonly Disc[]): Run[] {
  const winners = directions.map(([cosine, sine]) => {
    const reach = (disc: Disc) => disc.x * cosine + disc.y * sine + disc.r;
    return discs.reduce((best, disc) => (reach(disc) > reach(best) + 1e-6 ? disc : best));
  });
  const start = winners.findIndex((disc, index) => disc !== winners.at(index - 1));
  if (start === -1) return winners[0] ? [{ disc: winners[0], from: 0, to: steps }] : [];
  const runs: Run[] = [];
  for (let step = start; step < start + steps; step += 1) {
    const disc = winners[step % steps] as Disc; // There is a winner for every step.
    const last = runs.at(-1);
    if (last?.disc === disc) last.to = step + 0.5;
    else runs.push({ disc, from: step - 0.5, to: step + 0.5 });
  }
  return runs;
}

function pointOn({ x, y, r }: Disc, step: number): Point {
  return { x: x + r * Math.cos(turn(step)), y: y + r * Math.sin(turn(step)) };
}

/** An arc cannot go all the way around, so it goes in two halves. */
function whole(disc: Disc): string {
  const { r } = disc;
  const half = { r, large: false };
  return createPen()
    .move(pointOn(disc, 0))
    .arc(pointOn(disc, steps / 2), half)
    .arc(pointOn(disc, 0), half)
    .close()
    .written();
}
