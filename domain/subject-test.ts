/** How one of two subjects did: of so many readers who had it, so many clicked. */
export type Tried = { accepted: number; clicked: number };

/** The difference of two shares, b minus a, with its 95 % interval. */
export type Difference = { estimate: number; low: number; high: number };

/** `unclear`: the interval holds zero, so the two may as well be equally good. */
export type Decision = { winner: "a" | "b" | "unclear"; difference: Difference };

/** The 97.5th percentile of the normal distribution: 95 % lie between minus and plus this. */
const z = 1.959963984540054;

/**
 * Which of two subjects people clicked more often, if that can be said at all. The interval is Newcombe's hybrid score
 * interval (Statistics in Medicine 17, 1998, method 10): unlike the textbook's it is honest for few clicks and for none.
 */
export function decideSubject({ a, b }: { a: Tried; b: Tried }): Decision {
  const difference = differenceOf({ a, b });
  if (difference.low > 0) return { winner: "b", difference };
  return { winner: difference.high < 0 ? "a" : "unclear", difference };
}

/** Of nobody nothing is known: then the interval spans everything. */
export function differenceOf({ a, b }: { a: Tried; b: Tried }): Difference {
  const [inA, inB] = [wilson(a), wilson(b)];
  const estimate = inB.share - inA.share;
  return {
    estimate,
    low: Math.max(-1, estimate - Math.hypot(inB.share - inB.low, inA.high - inA.share)),
    high: Math.min(1, estimate + Math.hypot(inB.high - inB.share, inA.share - inA.low)),
  };
}

/** The Wilson score interval of one share. */
export function wilson({ accepted, clicked }: Tried): { share: number; low: number; high: number } {
  if (accepted === 0) return { share: 0, low: 0, high: 1 };
  const share = clicked / accepted;
  const square = z * z;
  const center = 2 * clicked + square;
  const spread = z * Math.sqrt(square + 4 * clicked * (1 - share));
  const whole = 2 * (accepted + square);
  return { share, low: Math.max(0, (center - spread) / whole), high: Math.min(1, (center + spread) / whole) };
}
