import type { Figure } from "../../../figures/figure.ts";
import type { Leg, Pose } from "../../../figures/pose.ts";
import { kneeling, palmDown, palmOnWall } from "../../../figures/stances.ts";

const hands = { right: palmDown(54, 16), left: palmDown(54, -16) } as const;

const halfKneeling = {
  pelvis: { lean: -3 },
  place: { joint: "left knee", at: [0, 0, -8.5] },
  right: {
    arm: { reaches: { joint: "left shoulder", by: [11, -8, 8] }, elbowOut: 80, fingers: [0.2, 0.6, -1] },
    leg: { stands: { x: 44, z: 8.5 } },
  },
  left: {
    arm: { reaches: { joint: "right shoulder", by: [13, -12, -8] }, elbowOut: 80, fingers: [0.2, 0.6, 1] },
    leg: kneeling(-8),
  },
  touches: ["left knee", "right heel", "right ball"],
} satisfies Pose;

const seated = (right: Leg, left: Leg): Pose => ({
  pelvis: { lean: -24 },
  spine: { bend: 6 },
  head: { nod: 12 },
  place: { joint: "pelvis", at: [0, 0, 0] },
  right: { arm: { reaches: [-40, 3, 26], fingers: [-1, 0, 0.3], elbowOut: 40 }, leg: right },
  left: { arm: { reaches: [-40, 3, -26], fingers: [-1, 0, -0.3], elbowOut: 40 }, leg: left },
  touches: ["pelvis", "right wrist", "left wrist"],
});

export const mobilityFigures = {
  catCow: {
    start: {
      pelvis: { lean: 31 },
      spine: { bend: [26, 24, 20] },
      head: { nod: 34 },
      legs: kneeling(31),
      right: { arm: hands.right },
      left: { arm: hands.left },
      place: { joint: "left knee", at: [0, 0, -8.5] },
      touches: ["left knee", "right knee", "left wrist", "right wrist"],
    },
    end: {
      pelvis: { lean: 113 },
      spine: { bend: [-1, -30, -19] },
      head: { nod: -30 },
      legs: { ...kneeling(122), knee: 106 },
      right: { arm: hands.right },
      left: { arm: hands.left },
      place: { joint: "left knee", at: [0, 0, -8.5] },
      touches: ["left knee", "right knee", "left wrist", "right wrist"],
    },
    arrows: [
      { joint: "waist", on: "start", from: [4, 14], to: [4, 30] },
      { joint: "waist", on: "end", from: [4, 30], to: [4, 14] },
    ],
    alt: "On hands and knees with the back rounded up like a cat’s and the head hanging. Then the belly has sunk, the chest comes forward and the head looks up.",
  },
  lungeAndTurn: {
    view: { around: 38 },
    start: halfKneeling,
    end: { ...halfKneeling, spine: { turn: -46 }, head: { turn: -20 } },
    arrows: [{ joint: "head", from: [20, 12], to: [-22, 12], bulge: -0.3 }],
    alt: "Kneeling on one knee with the other foot in front and the arms crossed on the chest. Then the ribs are turned toward the front leg while the hips stay where they were.",
  },
  ankleRock: {
    start: {
      pelvis: { lean: 4 },
      place: { joint: "pelvis", at: [-6, 79.5, 0] },
      right: { arm: palmOnWall([39, 122, 15]), leg: { stands: { x: 17, z: 8.5 } } },
      left: { arm: palmOnWall([39, 122, -15]), leg: { stands: { x: -34, z: -8.5, heelUp: 25 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    end: {
      pelvis: { lean: 4 },
      place: { joint: "pelvis", at: [11, 70.5, 0] },
      right: { arm: palmOnWall([39, 122, 15]), leg: { stands: { x: 17, z: 8.5 } } },
      left: { arm: palmOnWall([39, 122, -15]), leg: { stands: { x: -34, z: -8.5, heelUp: 45 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    things: [{ from: [43, 0, -30], to: [49, 172, 30] }],
    arrows: [{ joint: "right knee", on: "start", from: [9, 0], to: [25, 0] }],
    alt: "Facing a wall, one foot flat close to it, the other behind. Then the front knee is bent over its toes until it nearly touches the wall, and the heel is still on the floor.",
  },
  hipSwitch: {
    view: { around: 74, above: 24 },
    start: seated(
      { stands: { x: 40, z: 23, look: 14 }, kneeOut: 58 },
      { stands: { x: 40, z: -23, look: 14 }, kneeOut: -21 },
    ),
    end: seated(
      { stands: { x: 40, z: 23, look: -14 }, kneeOut: -21 },
      { stands: { x: 40, z: -23, look: -14 }, kneeOut: 58 },
    ),
    things: [{ from: [-58, -1, -62], to: [84, 0, 62] }],
    arrows: [{ joint: "left knee", from: [-8, 14], to: [18, 4], bulge: 0.22 }],
    alt: "Seen from the front, sitting on the floor with wide feet and the hands behind, both knees fallen to one side. Then both knees have come over to the other side, the heels where they were.",
  },
} satisfies Record<string, Figure>;
