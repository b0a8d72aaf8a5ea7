/**
 * One measured figure. `toFloor` is its ratio to the least that the work could cost (the same bytes without an engine),
 * `toPeer` to what others do the work with, both measured in the same run: on a busy machine only ratios stay.
 */
export type Figure = {
  suite: string;
  figure: string;
  unit: string;
  median: number;
  toFloor: number | null;
  toPeer: number | null;
};

/** What a figure must reach; without it, it is only told. */
export type Demand = { of: "median" | "toFloor" | "toPeer" } & ({ atLeast: number } | { atMost: number });

export type Measured = Figure & { demand?: Demand };

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [high, low] = [sorted[middle], sorted[sorted.length % 2 === 0 ? middle - 1 : middle]];
  if (high === undefined || low === undefined) throw new Error("there is no median of nothing");
  return (high + low) / 2;
}

export function isMet({ demand, ...figure }: Measured): boolean {
  if (demand === undefined) return true;
  const reached = figure[demand.of];
  if (reached === null) return false;
  return "atLeast" in demand ? reached >= demand.atLeast : reached <= demand.atMost;
}

/** "median ≥ 100". */
export function spokenDemand(demand: Demand): string {
  return "atLeast" in demand ? `${demand.of} ≥ ${demand.atLeast}` : `${demand.of} ≤ ${demand.atMost}`;
}
