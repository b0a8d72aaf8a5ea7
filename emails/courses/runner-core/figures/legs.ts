import type { Figure } from "../../../figures/figure.ts";
import type { Arm } from "../../../figures/pose.ts";
import { handOnHip, palmOnWall } from "../../../figures/stances.ts";

const wall = { from: [47, 0, -30], to: [53, 172, 30] } as const;
const tips = (side: 1 | -1): Arm => palmOnWall([43, 128, 14 * side]);
const _jogging = { forward: 12, elbow: 80 } as const;

export const legFigures = {
  splitSquat: {
    start: {
      place: { joint: "pelvis", at: [0, 77, 0] },
      right: { arm: handOnHip.right, leg: { stands: { x: 30, z: 8.5 } } },
      left: { arm: handOnHip.left, leg: { stands: { x: -42, z: -8.5, heelUp: 40 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    end: {
      pelvis: { lean: 6 },
      place: { joint: "pelvis", at: [2, 44, 0] },
      right: { arm: handOnHip.right, leg: { stands: { x: 30, z: 8.5 } } },
      left: { arm: handOnHip.left, leg: { stands: { x: -42, z: -8.5, heelUp: 66 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    arrows: [{ joint: "pelvis", from: [-34, 34], to: [-34, 8] }],
    alt: "Standing in a long step, the back heel lifted and the hands on the hips. Then the body has sunk straight down between the feet until both knees are deeply bent.",
  },
  stepDown: {
    view: { around: 38 },
    start: {
      place: { joint: "pelvis", at: [0, 101, 0] },
      arms: { forward: 15, out: 12, elbow: 20 },
      left: { leg: { stands: { x: 0, z: -8, height: 18 } } },
      right: { leg: { forward: 4, out: 2, knee: 8 } },
      touches: [
        { joint: "left heel", height: 18 },
        { joint: "left ball", height: 18 },
      ],
    },
    end: {
      pelvis: { lean: 20 },
      place: { joint: "pelvis", at: [-12, 82, 0] },
      arms: { forward: 50, out: 8, elbow: 20 },
      left: { leg: { stands: { x: 0, z: -8, height: 18 } } },
      right: { leg: { stands: { x: 6, z: 11, toesUp: 14 } } },
      touches: [{ joint: "left heel", height: 18 }, { joint: "left ball", height: 18 }, "right heel"],
    },
    things: [{ from: [-26, 0, -34], to: [34, 18, 1] }],
    arrows: [{ joint: "right heel", from: [-14, 16], to: [-14, 2] }],
    alt: "Standing with one foot on a low step, the other foot hanging beside its edge. Then the standing knee has bent and the free heel brushes the floor.",
  },
  calfRaise: {
    start: {
      place: { joint: "pelvis", at: [0, 84, 0] },
      right: { arm: tips(1), leg: { stands: { x: 0, z: 8.5 } } },
      left: { arm: tips(-1), leg: { stands: { x: 0, z: -8.5 } } },
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    end: {
      place: { joint: "pelvis", at: [8, 91, 0] },
      right: { arm: tips(1), leg: { stands: { x: 0, z: 8.5, heelUp: 52 } } },
      left: { arm: tips(-1), leg: { stands: { x: 0, z: -8.5, heelUp: 52 } } },
      touches: ["right ball", "left ball"],
    },
    things: [wall],
    arrows: [{ joint: "right heel", from: [-14, -8], to: [-14, 8] }],
    alt: "Standing on flat feet with straight knees, fingertips on a wall. Then both heels are high and the weight is over the big toes, the knees still straight.",
  },
  bentKneeCalfRaise: {
    start: {
      pelvis: { lean: 14 },
      place: { joint: "pelvis", at: [-14, 70, 0] },
      right: { arm: tips(1), leg: { stands: { x: 0, z: 8.5 } } },
      left: { arm: tips(-1), leg: { stands: { x: 0, z: -8.5 } } },
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    end: {
      pelvis: { lean: 14 },
      place: { joint: "pelvis", at: [-6, 77, 0] },
      right: { arm: tips(1), leg: { stands: { x: 0, z: 8.5, heelUp: 36 } } },
      left: { arm: tips(-1), leg: { stands: { x: 0, z: -8.5, heelUp: 36 } } },
      touches: ["right ball", "left ball"],
    },
    things: [wall],
    arrows: [{ joint: "right heel", from: [-14, -7], to: [-14, 9] }],
    alt: "Facing a wall with the fingertips on it and the knees bent as if about to sit, feet flat. Then the heels are up and the knees are bent just as much.",
  },
  wallMarch: {
    start: {
      pelvis: { lean: 24 },
      place: { joint: "pelvis", at: [0, 78, 0] },
      right: { arm: palmOnWall([71, 128, 15]), leg: { stands: { x: -44, z: 8.5, heelUp: 24 } } },
      left: { arm: palmOnWall([71, 128, -15]), leg: { stands: { x: -44, z: -8.5, heelUp: 24 } } },
      touches: ["right ball", "left ball"],
    },
    end: {
      pelvis: { lean: 24 },
      place: { joint: "pelvis", at: [0, 78.2, 0] },
      right: { arm: palmOnWall([71, 128, 15]), leg: { forward: 112, knee: 94, ankle: -16 } },
      left: { arm: palmOnWall([71, 128, -15]), leg: { stands: { x: -44, z: -8.5, heelUp: 24 } } },
      touches: ["left ball"],
    },
    things: [{ from: [74, 0, -30], to: [80, 172, 30] }],
    arrows: [{ joint: "right knee", from: [-32, -30], to: [-15, -13], bulge: -0.15 }],
    alt: "Leaning on a wall with straight arms, the body one straight line from heels to head. Then one knee is lifted to hip height, toes up, and the other leg pushes long and straight.",
  },
  pogoHop: {
    start: {
      place: { joint: "pelvis", at: [0, 86.2, 0] },
      arms: { forward: 8, out: 6, elbow: 50 },
      right: { leg: { stands: { x: 0, z: 8.5, heelUp: 10 } } },
      left: { leg: { stands: { x: 0, z: -8.5, heelUp: 10 } } },
      touches: ["right ball", "left ball"],
    },
    end: {
      place: { joint: "pelvis", at: [1, 94.5, 0] },
      arms: { forward: 8, out: 6, elbow: 50 },
      legs: { forward: 3, knee: 5, ankle: 26 },
      touches: [],
    },
    arrows: [{ joint: "right heel", from: [-10, -12], to: [-10, 4], both: true }],
    alt: "Standing tall on the balls of the feet, the knees almost straight and the hands loose. Then both feet are about an inch off the floor, the toes pointing a little down, the legs as straight as before.",
  },
  skaterHop: {
    view: { around: 82 },
    start: {
      pelvis: { lean: 44, tip: 4 },
      place: { joint: "pelvis", at: [-20, 52, 34] },
      right: { arm: { forward: -20, out: 20, elbow: 40 }, leg: { stands: { x: 4, z: 38 } } },
      left: { arm: { forward: 50, out: 4, elbow: 50, turn: -30 }, leg: { forward: 6, out: -30, knee: 58, ankle: 20 } },
      touches: ["right heel", "right ball"],
    },
    end: {
      pelvis: { lean: 44, tip: -4 },
      place: { joint: "pelvis", at: [-20, 52, -34] },
      left: { arm: { forward: -20, out: 20, elbow: 40 }, leg: { stands: { x: 4, z: -38 } } },
      right: {
        arm: { forward: 50, out: 4, elbow: 50, turn: -30 },
        leg: { forward: 6, out: -30, knee: 58, ankle: 20 },
      },
      touches: ["left heel", "left ball"],
    },
    arrows: [{ joint: "left ankle", from: [-76, 6], to: [-16, 6], bulge: 0.22 }],
    alt: "Seen from the front, standing on one bent leg, the other foot lifted behind. Then, a wide hop to the side later, standing still on the other leg with the hip back and the knee over the foot.",
  },
} satisfies Record<string, Figure>;
