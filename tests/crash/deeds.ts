import { atRandom, lostAcknowledgements, namedPoints, type Point, type Supply } from "./points.ts";
import type { Seen } from "./wire.ts";

/** One thing that a run does to the processes. `point` is what the report calls its moment. */
export type Deed = { point: string; supply: Supply } & (
  | { kind: "kill"; at: Point }
  | { kind: "restart" }
  | { kind: "lost"; isIt: (seen: Seen) => boolean }
);

/**
 * Every fourth kill comes at random, the others go through the named points in turn; restarts and lost acknowledgements
 * are spread evenly among them.
 */
export function deedsOf(input: { kills: number; restarts: number; lost: number; only?: readonly string[] }): Deed[] {
  const { kills, restarts, lost, only } = input;
  const points = namedPoints.filter(({ name }) => only === undefined || only.includes(name));
  let named = 0;
  const next = (index: number): Point => {
    if (only === undefined && index % 4 === 3) return atRandom;
    named += 1;
    return points[(named - 1) % points.length] ?? atRandom;
  };
  const placed = [
    ...spread(kills, (index): Deed => {
      const at = next(index);
      return { kind: "kill", at, point: at.name, supply: at.supply };
    }),
    ...spread(restarts, (): Deed => ({ kind: "restart", point: "the database", supply: "mail" })),
    ...spread(lost, (index): Deed => {
      const one = lostAcknowledgements[index % lostAcknowledgements.length];
      if (one === undefined) throw new Error("there is no acknowledgement to lose");
      return { kind: "lost", point: one.name, ...one };
    }),
  ];
  return placed.toSorted((one, other) => one.place - other.place).map(({ deed }) => deed);
}

function spread(count: number, make: (index: number) => Deed): { place: number; deed: Deed }[] {
  return Array.from({ length: count }, (_, index) => ({ place: (index + 0.5) / count, deed: make(index) }));
}
