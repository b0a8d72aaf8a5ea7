import { expect, test } from "vitest";
import { bones, sides } from "./body.ts";
import { draw } from "./draw.ts";
import type { Figure } from "./figure.ts";
import { inlineOf, pictureOf } from "./picture.ts";
import type { Pose } from "./pose.ts";
import { type Skeleton, workOut } from "./skeleton.ts";
import { length, subtract } from "./space.ts";

const crouching: Pose = {
  pelvis: { lean: 30, tip: 10, turn: 20 },
  spine: { bend: 20, side: 10, turn: 15 },
  place: { joint: "pelvis", at: [-10, 50, 0] },
  right: { arm: { reaches: [30, 60, 20] }, leg: { stands: { x: 0, z: 10, heelUp: 30 } } },
  left: { arm: { forward: 70, out: 20, elbow: 40 }, leg: { forward: 60, out: 10, knee: 80 } },
  touches: ["right ball"],
};
const standing: Pose = { place: { joint: "pelvis", at: [0, 84, 0] }, touches: [] };
const figure: Figure = { start: standing, end: crouching, alt: "Standing. Then crouching." };

test("every bone is as long in one pose as in another, on both sides", () => {
  for (const pose of [standing, crouching]) {
    const { joints } = workOut(pose);
    for (const side of sides) {
      const apart = boneLengths(joints, side);
      expect(apart.map((each) => Math.round(each * 1000) / 1000)).toEqual([
        bones.thigh,
        bones.shin,
        bones.upperArm,
        bones.forearm,
        bones.hand,
      ]);
    }
  }
});

test("the same figure always gives the same drawing, and another pose another", () => {
  expect(draw(figure)).toEqual(draw(structuredClone(figure)));
  expect(pictureOf(structuredClone(figure)).hash).toBe(pictureOf(figure).hash);
  expect(pictureOf({ ...figure, end: standing }).hash).not.toBe(pictureOf(figure).hash);
});

test("whatever is added to the alternative text, the picture stays the one that readers have kept", () => {
  expect(pictureOf({ ...figure, alt: "Other words." }).hash).toBe(pictureOf(figure).hash);
});

test("a drawing stays within its own edges", () => {
  const { paths, width, height } = draw(figure);
  for (const { d } of paths) {
    const starts = [...d.matchAll(/M(-?\d+)[ ]?(-?\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    for (const [x, y] of starts) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
  }
});

test("a page inks the drawing by names, a letter's picture with colors of its own on paper of its own", () => {
  expect(inlineOf(figure).paths).toContain('<path class="leg far" d="M');
  expect(inlineOf(figure).paths).not.toContain("#");
  const { svg, width, height } = pictureOf(figure);
  expect(svg).toContain(`width="${width * 2}" height="${height * 2}"`);
  expect(svg).toMatch(/<rect [^>]*fill="#[0-9a-f]{6}"/);
});

function boneLengths(joints: Skeleton["joints"], side: "left" | "right"): number[] {
  const chain = ["hip", "knee", "ankle"] as const;
  const arm = ["shoulder", "elbow", "wrist", "fingers"] as const;
  return [chain, arm].flatMap((names) =>
    names.slice(1).map((name, index) => {
      const before = names[index] as (typeof arm)[number]; // One shorter than the list it is taken from.
      return length(subtract(joints[`${side} ${name}`], joints[`${side} ${before}`]));
    }),
  );
}
