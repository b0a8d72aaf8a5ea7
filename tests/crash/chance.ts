import { createHash } from "node:crypto";

/** Fractions from 0 to below 1 that look random and are the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash("sha256").update(`${seed}/${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
}
