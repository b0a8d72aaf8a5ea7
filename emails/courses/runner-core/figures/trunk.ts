import type { Figure } from "../../../figures/figure.ts";
import type { Pose } from "../../../figures/pose.ts";
import { kneeling, palmDown } from "../../../figures/stances.ts";

const onBack = {
  pelvis: { lean: -90 },
  place: { joint: "pelvis", at: [0, 0, 0] },
  touches: ["pelvis", "chest", "head"],
} satisfies Pose;

const onAllFours = {
  pelvis: { lean: 80 },
  head: { nod: -12 },
  legs: kneeling(80),
  right: { arm: palmDown(44, 16) },
  left: { arm: palmDown(44, -16) },
  place: { joint: "left knee", at: [0, 0, -8.5] },
  touches: ["left knee", "right knee", "left wrist", "right wrist"],
} satisfies Pose;

const highPlank = {
  pelvis: { lean: 71 },
  head: { nod: -10 },
  place: { joint: "chest", at: [0, 47, 0] },
  right: { arm: palmDown(2, 18), leg: { stands: { x: -134, z: 18, heelUp: 70 } } },
  left: { arm: palmDown(2, -18), leg: { stands: { x: -134, z: -18, heelUp: 70 } } },
  touches: ["left wrist", "right wrist", "left ball", "right ball"],
} satisfies Pose;

export const trunkFigures = {
  ninetyNinetyBreath: {
    start: {
      ...onBack,
      breath: 5,
      legs: { forward: 90, knee: 90 },
      right: { arm: { reaches: { joint: "ribs", by: [16, -5, 7] }, elbowOut: 30, fingers: [-0.6, 0, -0.8] } },
      left: { arm: { reaches: { joint: "chest", by: [14, -8, -8] }, elbowOut: 30, fingers: [-0.3, 0, 1] } },
    },
    end: {
      ...onBack,
      legs: { forward: 90, knee: 90 },
      right: { arm: { reaches: { joint: "ribs", by: [11.5, -5, 7] }, elbowOut: 30, fingers: [-0.6, 0, -0.8] } },
      left: { arm: { reaches: { joint: "chest", by: [12, -8, -8] }, elbowOut: 30, fingers: [-0.3, 0, 1] } },
    },
    things: [
      { from: [8, 40, -20], to: [58, 45, 20] },
      { from: [10, 0, -20], to: [14, 40, 20] },
      { from: [52, 0, -20], to: [56, 40, 20] },
      { from: [55, 45, -20], to: [58, 92, 20] },
    ],
    arrows: [
      { joint: "ribs", on: "start", from: [-4, 22], to: [-4, 36] },
      { joint: "ribs", on: "end", from: [-4, 36], to: [-4, 22] },
    ],
    alt: "Lying on the back with the calves on a chair, one hand on the breastbone and one on the lowest ribs, the ribs rise with the breath in. Then, in the same position, they sink with the breath out.",
  },
  deadBug: {
    start: { ...onBack, arms: { forward: 90 }, legs: { forward: 90, knee: 90 } },
    end: {
      ...onBack,
      right: { arm: { forward: 168 }, leg: { forward: 90, knee: 90 } },
      left: { arm: { forward: 90 }, leg: { forward: 12, knee: 4, ankle: 10 } },
    },
    arrows: [{ joint: "right wrist", bulge: 0.12, beside: [0, 6] }],
    alt: "Lying on the back, both arms point at the ceiling and both knees are bent over the hips. Then one arm reaches back past the head while the opposite leg reaches long, just above the floor.",
  },
  birdDog: {
    start: onAllFours,
    end: {
      ...onAllFours,
      right: { arm: palmDown(44, 16), leg: { forward: -10, knee: 0, ankle: 20 } },
      left: { arm: { forward: 168 }, leg: kneeling(80) },
      touches: ["left knee", "right wrist"],
    },
    alt: "On hands and knees with a level back. Then one arm reaches forward and the opposite leg reaches back at hip height, both in line with the trunk.",
  },
  forearmPlank: {
    start: {
      pelvis: { lean: 70 },
      head: { nod: -10 },
      place: { joint: "chest", at: [0, 24.2, 0] },
      arms: { forward: 70, elbow: 90 },
      legs: { forward: -3, knee: 30, ankle: -20, toes: 78 },
      touches: ["left elbow", "right elbow", "left knee", "right knee"],
    },
    end: {
      pelvis: { lean: 82 },
      head: { nod: -12 },
      place: { joint: "chest", at: [0, 24.2, 0] },
      arms: { forward: 82, elbow: 90 },
      right: { leg: { stands: { x: -141.5, z: 9, heelUp: 76 } } },
      left: { leg: { stands: { x: -141.5, z: -9, heelUp: 76 } } },
      touches: ["left elbow", "right elbow", "left ball", "right ball"],
    },
    arrows: [{ joint: "right knee", from: [0, -19], to: [0, -8] }],
    alt: "Propped on forearms and knees, elbows under the shoulders. Then the knees are off the floor and the body is one straight line from head to heels.",
  },
  sidePlank: {
    view: { around: 108, above: 16 },
    start: {
      pelvis: { tip: 86 },
      spine: { side: -42 },
      head: { nod: 0 },
      place: { joint: "right hip", at: [0, 0, 0] },
      right: { arm: { out: 73, elbow: 90, turn: 20 }, leg: { knee: 90, ankle: 56 } },
      left: {
        arm: { reaches: { joint: "left hip", by: [4, 4, -8] }, elbowOut: 40 },
        leg: { out: -6, knee: 90, ankle: 56 },
      },
      touches: ["right hip", "right elbow", "right knee"],
    },
    end: {
      pelvis: { tip: 67 },
      place: { joint: "right knee", at: [0, 0, -43] },
      right: { arm: { out: 67, elbow: 90, turn: 20 }, leg: { knee: 90, ankle: 56 } },
      left: {
        arm: { reaches: { joint: "left hip", by: [4, 4, -8] }, elbowOut: 40 },
        leg: { out: -6, knee: 90, ankle: 56 },
      },
      touches: ["right elbow", "right knee"],
    },
    things: [{ from: [-58, -1, -72], to: [44, 0, 92] }],
    arrows: [{ joint: "left hip", from: [9, 12], to: [9, 28] }],
    alt: "Lying on one side, propped on the forearm, with bent knees and the hips on the floor. Then the hips are lifted, so that ear, shoulder, hip and knee make one slanting line.",
  },
  shoulderTap: {
    view: { around: 34 },
    start: highPlank,
    end: {
      ...highPlank,
      right: {
        arm: { reaches: { joint: "chest", by: [13, -3, 0] }, elbowOut: 30, fingers: [0.3, 0.1, -1] },
        leg: highPlank.right.leg,
      },
      touches: ["left wrist", "left ball", "right ball"],
    },
    alt: "A high plank on straight arms, feet wide. Then one hand is off the floor and taps the opposite shoulder while the body stays level.",
  },
  bearHover: {
    start: {
      ...onAllFours,
      place: { joint: "pelvis", at: [0, 39.6, 0] },
      right: { arm: palmDown(44, 16), leg: { stands: { x: -51, z: 8.5, heelUp: 70 } } },
      left: { arm: palmDown(44, -16), leg: { stands: { x: -51, z: -8.5, heelUp: 70 } } },
      touches: ["left knee", "right knee", "left wrist", "right wrist", "left ball", "right ball"],
    },
    end: {
      ...onAllFours,
      pelvis: { lean: 85 },
      place: { joint: "pelvis", at: [0, 45, 0] },
      right: { arm: palmDown(44, 16), leg: { stands: { x: -51, z: 8.5, heelUp: 70 } } },
      left: { arm: palmDown(44, -16), leg: { stands: { x: -51, z: -8.5, heelUp: 70 } } },
      touches: ["left wrist", "right wrist", "left ball", "right ball"],
    },
    arrows: [{ joint: "right knee", from: [14, -8], to: [14, 8] }],
    alt: "On hands and knees with the toes tucked under. Then the knees hover just above the floor under a flat back.",
  },
  proneSwimmer: {
    view: { around: 12, above: 38 },
    start: {
      pelvis: { lean: 90 },
      spine: { bend: [-4, -6, -8] },
      head: { nod: 8 },
      place: { joint: "pelvis", at: [0, 0, 0] },
      arms: { forward: 160, out: 8 },
      legs: { out: 4, ankle: 62 },
      touches: ["pelvis"],
    },
    end: {
      pelvis: { lean: 90 },
      spine: { bend: [-4, -6, -8] },
      head: { nod: 8 },
      place: { joint: "pelvis", at: [0, 0, 0] },
      arms: { forward: -14, out: 18 },
      legs: { out: 4, ankle: 62 },
      touches: ["pelvis"],
    },
    things: [{ from: [-112, -1, -46], to: [112, 0, 46] }],
    arrows: [{ joint: "right wrist", bulge: 0.25, beside: [0, -8] }],
    alt: "Lying face down with the chest a little off the floor and both arms stretched past the ears. Then the arms have swept around to the hips.",
  },
  seatedArmSwing: {
    start: {
      pelvis: { lean: -2 },
      place: { joint: "pelvis", at: [0, 0, 0] },
      legs: { forward: 88 },
      right: { arm: { forward: -50, elbow: 90 } },
      left: { arm: { forward: 35, elbow: 90 } },
      touches: ["pelvis"],
    },
    end: {
      pelvis: { lean: -2 },
      place: { joint: "pelvis", at: [0, 0, 0] },
      legs: { forward: 88 },
      right: { arm: { forward: 35, elbow: 90 } },
      left: { arm: { forward: -50, elbow: 90 } },
      touches: ["pelvis"],
    },
    arrows: [{ joint: "right wrist", from: [-20, -24], to: [4, -9], bulge: -0.2 }],
    alt: "Sitting tall on the floor with long legs and bent elbows, one elbow driven back. Then the arms have changed places and the trunk is as tall as before.",
  },
} satisfies Record<string, Figure>;
