import { expect, it, test } from "vitest";
import { decideSubject, differenceOf, wilson } from "./subject-test.ts";

/** The examples of Newcombe's article, table II, method 10, as b minus a. */
it.each([
  { b: [56, 70], a: [48, 80], low: 0.0524, high: 0.3339 },
  { b: [9, 10], a: [3, 10], low: 0.1705, high: 0.809 },
  { b: [6, 7], a: [2, 7], low: 0.0582, high: 0.8062 },
  { b: [5, 56], a: [0, 29], low: -0.0381, high: 0.1926 },
  { b: [0, 10], a: [0, 20], low: -0.1611, high: 0.2775 },
  { b: [0, 10], a: [0, 10], low: -0.2775, high: 0.2775 },
  { b: [10, 10], a: [0, 20], low: 0.6791, high: 1 },
  { b: [10, 10], a: [0, 10], low: 0.6075, high: 1 },
] as const)("the interval of $b against $a is the published one", ({ a, b, low, high }) => {
  const difference = differenceOf({ a: tried(a), b: tried(b) });
  expect(difference.low).toBeCloseTo(low, 4);
  expect(difference.high).toBeCloseTo(high, 4);
});

function tried([clicked, accepted]: readonly [number, number]) {
  return { accepted, clicked };
}

test("a share's own interval is Wilson's: 81 of 263 lies between 0.2553 and 0.3662", () => {
  const { low, high } = wilson({ accepted: 263, clicked: 81 });
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
});

test("a clear difference has a winner, on either side", () => {
  const [few, many] = [
    { accepted: 1_000, clicked: 20 },
    { accepted: 1_000, clicked: 60 },
  ];
  expect(decideSubject({ a: few, b: many }).winner).toBe("b");
  expect(decideSubject({ a: many, b: few }).winner).toBe("a");
});

test("a difference that chance makes as well has none", () => {
  expect(decideSubject({ a: { accepted: 50, clicked: 5 }, b: { accepted: 50, clicked: 8 } }).winner).toBe("unclear");
  expect(decideSubject({ a: { accepted: 0, clicked: 0 }, b: { accepted: 0, clicked: 0 } }).winner).toBe("unclear");
  expect(decideSubject({ a: { accepted: 5, clicked: 5 }, b: { accepted: 0, clicked: 0 } }).winner).toBe("unclear");
});
