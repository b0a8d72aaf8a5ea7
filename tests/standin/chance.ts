/** Mulberry32: fractions from 0 to below 1; small, and the same sequence everywhere for the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How often something that was ordered happens; what is left out means always. */
export type Odds = { count?: number | undefined; skip?: number | undefined; probability?: number | undefined };

/** Decides at each chance whether it is one of those; `fired` says how often it was. */
export class Lot {
  readonly #odds: Odds;
  readonly #roll: () => number;
  #chances = 0;
  #fired = 0;

  constructor(odds: Odds & { seed?: number | undefined }) {
    this.#odds = odds;
    this.#roll = generator(odds.seed ?? 1);
  }

  get fired(): number {
    return this.#fired;
  }

  draw(): boolean {
    this.#chances += 1;
    const { skip = 0, count = Number.POSITIVE_INFINITY, probability } = this.#odds;
    if (this.#chances <= skip || this.#fired >= count) return false;
    if (probability !== undefined && this.#roll() >= probability) return false;
    this.#fired += 1;
    return true;
  }
}
