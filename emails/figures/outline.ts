/** A joint as the drawing sees it: a disc of the body's thickness. Drawing units, y downward. */
export type Disc = { readonly x: number; readonly y: number; readonly r: number };

const steps = 120;
const directions = Array.from({ length: steps }, (_, index) => {
  const angle = (index * 2 * Math.PI) / steps;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/**
 * The skin around some discs, as the data of an SVG path: the shortest band that holds them all, which is how a limb
 * that is thicker at one end looks. It walks once around and notes which disc is outermost in each direction.
 */
export function skinAround(discs: readonly Disc[]): string {
  const runs = outermost(discs);
  const [first] = runs;
  if (!first) return "";
  if (runs.length === 1) return circle(first.disc);
  return `M${pointOn(first, "from")}${runs
    .map((run, index) => `${index === 0 ? "" : `L${pointOn(run, "from")}`}${arc(run)}`)
    .join("")}Z`;
}

type Run = { disc: Disc; from: number; to: number };

function outermost(discs: readonly Disc[]): Run[] {
  const winners = directions.map(([cosine, sine]) => {
    const reach = (disc: Disc) => disc.x * cosine + disc.y * sine + disc.r;
    return discs.reduce((best, disc) => (reach(disc) > reach(best) + 1e-9 ? disc : best));
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

function pointOn({ disc, ...run }: Run, end: "from" | "to"): string {
  const angle = (run[end] * 2 * Math.PI) / steps;
  return `${short(disc.x + disc.r * Math.cos(angle))} ${short(disc.y + disc.r * Math.sin(angle))}`;
}

function arc(run: Run): string {
  const large = run.to - run.from > steps / 2 ? 1 : 0;
  return `A${short(run.disc.r)} ${short(run.disc.r)} 0 ${large} 1 ${pointOn(run, "to")}`;
}

function circle({ x, y, r }: Disc): string {
  return `M${short(x - r)} ${short(y)}a${short(r)} ${short(r)} 0 1 1 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 1 ${short(-2 * r)} 0Z`;
}

/** One decimal is a twentieth of a pixel of the widest drawing. */
export function short(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded === 0 ? 0 : rounded}`.replace(/^(-?)0\./, "$1.");
}
