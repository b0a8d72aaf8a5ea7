import type { Figure } from "../../../figures/figure.ts";
import type { Leg, Pose } from "../../../figures/pose.ts";

const footFlat = (x: number, z: number): Leg => ({ stands: { x, z } });
const armsOnFloor = { forward: -6, out: 12 } as const;

const lyingKneesBent = {
  pelvis: { lean: -90 },
  place: { joint: "chest", at: [-44, 0, 0] },
  arms: armsOnFloor,
  right: { leg: footFlat(38, 9) },
  left: { leg: footFlat(38, -9) },
  touches: ["pelvis", "chest", "head", "right heel", "left heel", "right ball", "left ball"],
} satisfies Pose;

const bridge = {
  pelvis: { lean: -117 },
  spine: { bend: [0, 9, 18] },
  place: { joint: "chest", at: [-44, 0, 0] },
  arms: armsOnFloor,
  right: { leg: footFlat(38, 9) },
  left: { leg: footFlat(38, -9) },
  touches: ["chest", "head", "right heel", "left heel", "right ball", "left ball"],
} satisfies Pose;

/** Knees, hips and ribs in one line, on the shoulders. */
const highBridge = {
  ...bridge,
  pelvis: { lean: -127 },
  spine: { bend: [0, 8, 14] },
  head: { nod: 30 },
  arms: { ...armsOnFloor, forward: -21 },
} satisfies Pose;

const hugged = {
  leg: { forward: 122, knee: 128 },
  arm: { reaches: { joint: "left ankle", by: [6.5, 36, -8] }, elbowOut: 30, fingers: [0.3, 0, 1] },
} as const;
const hugging = { reaches: { joint: "left ankle", by: [6.5, 36, 8] }, elbowOut: 30, fingers: [0.3, 0, -1] } as const;

const sideLying = {
  pelvis: { tip: 86 },
  spine: { side: -8 },
  head: { nod: 0 },
  place: { joint: "right hip", at: [0, 0, 0] },
  touches: ["right hip"],
} satisfies Pose;

const pressing = {
  right: { reaches: { joint: "waist", by: [14, 6, 3] }, elbowOut: 20, fingers: [0.1, 0.5, -1] },
  left: { reaches: { joint: "waist", by: [16, 4, -3] }, elbowOut: 20, fingers: [0.1, 0.5, 1] },
} as const;

export const hipFigures = {
  gluteBridge: {
    start: lyingKneesBent,
    end: bridge,
    arrows: [{ joint: "pelvis", from: [-8, 16], to: [-8, 34] }],
    alt: "Lying on the back with bent knees and flat feet, the hips on the floor. Then the hips are lifted, so that knees, hips and ribs make one slanting line.",
  },
  singleLegBridge: {
    start: {
      ...lyingKneesBent,
      right: { leg: footFlat(38, 9), arm: hugging },
      left: hugged,
      touches: ["pelvis", "chest", "head", "right heel", "right ball"],
    },
    end: {
      ...bridge,
      right: { leg: footFlat(38, 9), arm: hugging },
      left: { ...hugged, leg: { forward: 112, knee: 128 } },
      touches: ["chest", "head", "right heel", "right ball"],
    },
    arrows: [{ joint: "pelvis", from: [6, -26], to: [6, -13] }],
    alt: "Lying on the back with one foot flat and both hands hugging the other knee to the chest. Then the hips are lifted on the one foot, the other knee still hugged.",
  },
  bridgeWalkout: {
    start: highBridge,
    end: {
      ...highBridge,
      pelvis: { lean: -122 },
      spine: { bend: [0, 8, 14] },
      head: { nod: 22 },
      arms: { ...armsOnFloor, forward: -16 },
      right: { leg: { stands: { x: 80, z: 9, toesUp: 35 } } },
      left: { leg: { stands: { x: 80, z: -9, toesUp: 35 } } },
      touches: ["chest", "head", "right heel", "left heel"],
    },
    arrows: [
      { joint: "right heel", from: [-43, 3], to: [-28, 3], bulge: 0.3 },
      { joint: "right heel", from: [-22, 3], to: [-7, 3], bulge: 0.3 },
    ],
    alt: "A bridge on the back with the feet close and the hips lifted. Then the heels have walked away until the legs are nearly straight, toes up, with the hips still off the floor.",
  },
  runnersHinge: {
    start: {
      place: { joint: "pelvis", at: [0, 83.5, 0] },
      arms: { forward: 4, elbow: 10 },
      right: { leg: { stands: { x: 2, z: 8.5 } } },
      left: { leg: { stands: { x: -22, z: -8.5, heelUp: 45 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    end: {
      pelvis: { lean: 76 },
      head: { nod: -8 },
      place: { joint: "pelvis", at: [-12, 81, 0] },
      arms: { forward: 76, elbow: 5 },
      right: { leg: { stands: { x: 2, z: 8.5 } } },
      left: { leg: { forward: -8, knee: 4, ankle: 5 } },
      touches: ["right heel", "right ball"],
    },
    arrows: [{ joint: "head", from: [-34, 52], to: [10, 20], bulge: 0.2 }],
    alt: "Standing on one leg with a soft knee, the other foot just behind. Then the trunk is tipped forward from the hip with a long back, the arms hang, and the free leg floats behind in line with the trunk.",
  },
  sideLegRaise: {
    view: { around: 76, above: 22 },
    start: {
      ...sideLying,
      right: { arm: { forward: 172, out: 4, elbow: 12 }, leg: { forward: 50, knee: 85, ankle: 10 } },
      left: { arm: { reaches: [22, 3, 30], fingers: [0.3, 0, 1] }, leg: { forward: 0, out: 2 } },
    },
    end: {
      ...sideLying,
      right: { arm: { forward: 172, out: 4, elbow: 12 }, leg: { forward: 50, knee: 85, ankle: 10 } },
      left: { arm: { reaches: [22, 3, 30], fingers: [0.3, 0, 1] }, leg: { forward: -8, out: 32 } },
    },
    things: [{ from: [-40, -1, -100], to: [48, 0, 118] }],
    arrows: [{ joint: "left ankle", beside: [10, 4], bulge: 0.1 }],
    alt: "Lying on one side, the lower knee bent and the top leg straight on top. Then the straight top leg is lifted and a touch back, the toes still pointing ahead.",
  },
  wallPress: {
    view: { around: 82 },
    start: {
      place: { joint: "pelvis", at: [0, 83.5, 0] },
      right: { arm: pressing.right, leg: { stands: { x: 0, z: 8 } } },
      left: { arm: pressing.left, leg: { stands: { x: 0, z: -8 } } },
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    end: {
      place: { joint: "pelvis", at: [0, 83, 0] },
      right: { arm: pressing.right, leg: { stands: { x: 0, z: 5 } } },
      left: { arm: pressing.left, leg: { forward: 88, out: 10, knee: 88, ankle: -4 } },
      touches: ["right heel", "right ball"],
    },
    things: [{ from: [43, 0, -31], to: [49, 170, -22] }],
    arrows: [{ joint: "left knee", from: [-4, 10], to: [9, 10] }],
    alt: "Standing tall beside a wall, the arms crossed in front. Then the knee that is nearest to the wall is lifted to hip height and pressed sideways into it, with the belt line level and the shoulders off the wall.",
  },
} satisfies Record<string, Figure>;
