/**
 * Draws that hang on nothing but the seed and a name. There is no stream to fall out of step with: leaving one act or
 * one fault out changes no other draw, which is what lets a failing run be shrunk.
 */
export class Chance {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** From 0 to below 1, always the same for the same name. */
  fraction(name: string): number {
    return mixed(`${this.#seed}/${name}`) / 2 ** 32;
  }

  happens(name: string, share: number): boolean {
    return this.fraction(name) < share;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(name: string, from: number, to: number): number {
    return from + Math.floor(this.fraction(name) * (to - from + 1));
  }

  pick<Item>(name: string, items: readonly Item[]): Item {
    const item = items[Math.floor(this.fraction(name) * items.length)];
    if (item === undefined) throw new Error(`there is nothing to pick from for ${name}`);
    return item;
  }

  /** One of these by their weights. */
  weighted<Item>(name: string, items: readonly (readonly [weight: number, item: Item])[]): Item {
    let left = this.fraction(name) * items.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new Error(`there is nothing to pick from for ${name}`);
  }
}

/** FNV-1a and the finish of MurmurHash3: a few hundred thousand draws a run must cost next to nothing. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
