import type { Figure } from "../../figures/figure.ts";
import type { Arm } from "../../figures/pose.ts";
import { standingOn } from "../../figures/stances.ts";

const tall = { joint: "pelvis", at: [0, 84, 0] } as const;
const wallAhead = [{ from: [50, 0, -60], to: [54, 175, 60] }] as const;

/** Two rails and the one post that the body does not hide. */
const fence = [
  { from: [-40, 84, -43], to: [70, 91, -43] },
  { from: [-40, 50, -43], to: [70, 57, -43] },
  { from: [45, 0, -43], to: [52, 100, -43] },
] as const;
const onFence = { reaches: [14, 93, -39], fingers: [-0.7, -0.4, -0.6] } satisfies Arm;

const striding = { back: { forward: -38, elbow: 88 }, front: { forward: 34, elbow: 92 } } as const;

export const figures = {
  ankleCircle: {
    view: { around: 54 },
    start: {
      place: { joint: "pelvis", at: [0, 84, 0] },
      right: { arm: { elbow: 12 }, leg: { stands: { x: -25, z: 4, look: 32, heelUp: 56 } } },
      left: { arm: onFence, leg: { stands: { x: 2, z: -8.5 } } },
      touches: ["left heel", "left ball", "right ball"],
    },
    end: {
      place: { joint: "pelvis", at: [0, 84, 0] },
      right: { arm: { elbow: 12 }, leg: { stands: { x: -25, z: 16, look: -32, heelUp: 56 } } },
      left: { arm: onFence, leg: { stands: { x: 2, z: -8.5 } } },
      touches: ["left heel", "left ball", "right ball"],
    },
    things: fence,
    arrows: [{ joint: "right heel", around: 13 }],
    alt: "Standing with one hand on a fence, the tip of the other shoe on the ground behind, its heel up and turned in. Then the heel has circled around the big toe and is turned out.",
  },
  toeHeelWalk: {
    start: {
      place: { joint: "pelvis", at: [0, 89, 0] },
      arms: { forward: 6, elbow: 30 },
      right: { leg: { stands: { x: 6, z: 7, heelUp: 46 } } },
      left: { leg: { stands: { x: -22, z: -7, heelUp: 54 } } },
      touches: ["right ball", "left ball"],
    },
    end: {
      place: { joint: "pelvis", at: [-2, 83.5, 0] },
      arms: { forward: 6, elbow: 30 },
      right: { leg: { stands: { x: 14, z: 7, toesUp: 30 } } },
      left: { leg: { stands: { x: -4, z: -7, toesUp: 17 } } },
      touches: ["right heel", "left heel"],
    },
    alt: "Walking tall on the toes with small steps, both heels high. Then walking just as tall on the heels, both feet with their toes pulled up.",
  },
  ankleBounce: {
    start: {
      pelvis: { lean: 3 },
      place: { joint: "pelvis", at: [-3, 83, 0] },
      arms: { forward: 1, elbow: 8 },
      ...standingOn({ x: 0 }),
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    end: {
      pelvis: { lean: 3 },
      place: { joint: "pelvis", at: [-2, 84.8, 0] },
      arms: { forward: 1, elbow: 8 },
      right: { leg: { stands: { x: 0, z: 8.5, heelUp: 10 } } },
      left: { leg: { stands: { x: 0, z: -8.5, heelUp: 10 } } },
      touches: ["right ball", "left ball"],
    },
    arrows: [{ joint: "right heel", from: [-10, -5], to: [-10, 11], both: true }],
    alt: "Standing free on flat feet with soft knees and hanging arms. Then the heels have bounced up a little while the toes stay where they are and the knees stay soft.",
  },
  legSwing: {
    start: {
      place: tall,
      right: { arm: { forward: 4, elbow: 12 }, leg: { stands: { x: 0, z: 8.5 } } },
      left: { arm: { reaches: [24, 126, -42], fingers: [0.2, 1, 0] }, leg: { forward: 52, knee: 12 } },
      touches: ["right heel", "right ball"],
    },
    end: {
      place: tall,
      right: { arm: { forward: 4, elbow: 12 }, leg: { stands: { x: 0, z: 8.5 } } },
      left: { arm: { reaches: [24, 126, -42], fingers: [0.2, 1, 0] }, leg: { forward: -24, knee: 22, ankle: 10 } },
      touches: ["right heel", "right ball"],
    },
    things: [{ from: [-20, 0, -47], to: [62, 175, -45] }],
    arrows: [{ joint: "left ankle", bulge: 0.16, beside: [0, -2], both: true }],
    alt: "Standing tall on one leg with a hand on a wall, the other leg swung forward, long and loose. Then the same leg has swung back like a pendulum.",
  },
  sideSwing: {
    view: { around: -84 },
    start: {
      place: tall,
      right: { arm: { reaches: [46, 146, 32], fingers: [0.1, 1, 0.2] }, leg: { forward: 16, out: -28, knee: 6 } },
      left: { arm: { reaches: [46, 146, -32], fingers: [0.1, 1, -0.2] }, leg: { stands: { x: 0, z: -6 } } },
      touches: ["left heel", "left ball"],
    },
    end: {
      place: tall,
      right: { arm: { reaches: [46, 146, 32], fingers: [0.1, 1, 0.2] }, leg: { out: 40, knee: 4 } },
      left: { arm: { reaches: [46, 146, -32], fingers: [0.1, 1, -0.2] }, leg: { stands: { x: 0, z: -6 } } },
      touches: ["left heel", "left ball"],
    },
    things: wallAhead,
    arrows: [{ joint: "right ankle", bulge: -0.16, beside: [0, -8], both: true }],
    alt: "Seen from behind, both hands on a wall, one leg swung across in front of the other. Then the same leg has swung out to the side, with the hips level.",
  },
  openTheGate: {
    view: { around: 78 },
    start: {
      place: tall,
      arms: { out: 10, elbow: 20, forward: 4 },
      right: { leg: { forward: 92, out: 4, knee: 92 } },
      left: { leg: { stands: { x: 0, z: -6 } } },
      touches: ["left heel", "left ball"],
    },
    end: {
      place: tall,
      arms: { out: 10, elbow: 20, forward: 4 },
      right: { leg: { forward: 88, out: 58, knee: 92 } },
      left: { leg: { stands: { x: 0, z: -6 } } },
      touches: ["left heel", "left ball"],
    },
    arrows: [{ joint: "right knee", from: [34, 16], to: [-2, 16], bulge: -0.16 }],
    alt: "Walking, seen from the front, one knee lifted ahead to hip height. Then that knee has been carried out to the side like a garden gate that opens.",
  },
  standingTurn: {
    view: { around: 90 },
    start: {
      pelvis: { turn: 18 },
      spine: { turn: 40 },
      head: { turn: 14 },
      place: { joint: "pelvis", at: [0, 80, 0] },
      right: {
        arm: { reaches: { joint: "waist", by: [10, 2, -5] }, elbowOut: 10, fingers: [-1, 0.1, -0.6] },
        leg: { stands: { x: 0, z: 22, heelUp: 36, look: 0 } },
      },
      left: {
        arm: { reaches: { joint: "pelvis", by: [-11, 7, 12] }, elbowOut: 30, fingers: [1, -0.3, 0.5] },
        leg: { stands: { x: 0, z: -22, look: -10 } },
      },
      touches: ["left heel", "left ball", "right ball"],
    },
    end: {
      pelvis: { turn: -18 },
      spine: { turn: -40 },
      head: { turn: -14 },
      place: { joint: "pelvis", at: [0, 80, 0] },
      left: {
        arm: { reaches: { joint: "waist", by: [10, 2, 5] }, elbowOut: 10, fingers: [-1, 0.1, 0.6] },
        leg: { stands: { x: 0, z: -22, heelUp: 36, look: 0 } },
      },
      right: {
        arm: { reaches: { joint: "pelvis", by: [-11, 7, -12] }, elbowOut: 30, fingers: [1, -0.3, -0.5] },
        leg: { stands: { x: 0, z: 22, look: 10 } },
      },
      touches: ["right heel", "right ball", "left ball"],
    },
    arrows: [{ joint: "head", from: [30, 12], to: [-30, 12], bulge: -0.16 }],
    alt: "Seen from the front, feet apart, the ribs turned to one side with loose arms wrapped around the body and the far heel up. Then all of it is turned to the other side.",
  },
  bow: {
    start: {
      place: { joint: "pelvis", at: [-2, 82.5, 0] },
      ...standingOn(
        { x: 0 },
        {
          right: { reaches: { joint: "right knee", by: [8, 32, 2] } },
          left: { reaches: { joint: "left knee", by: [8, 32, -2] } },
        },
      ),
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    end: {
      pelvis: { lean: 62 },
      head: { nod: -10 },
      place: { joint: "pelvis", at: [-22, 76, 0] },
      ...standingOn(
        { x: 0 },
        {
          right: { reaches: { joint: "right knee", by: [6, 4, 3] } },
          left: { reaches: { joint: "left knee", by: [6, 4, -3] } },
        },
      ),
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    arrows: [{ joint: "pelvis", from: [2, 20], to: [-20, 14], bulge: 0.1 }],
    alt: "Standing with soft knees, the hands on the fronts of the thighs. Then the seat is pushed back and the trunk folded forward with a long back, the hands at the knees.",
  },
  armCircle: {
    start: {
      place: tall,
      ...standingOn({ x: 0 }, { right: { forward: 2, elbow: 6 }, left: { forward: 0, elbow: 10 } }),
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    end: {
      place: tall,
      ...standingOn({ x: 0 }, { right: { forward: 172, elbow: 4 }, left: { forward: 0, elbow: 10 } }),
      touches: ["right heel", "right ball", "left heel", "left ball"],
    },
    arrows: [
      { joint: "right shoulder", from: [14, -40], to: [18, 40], bulge: -0.22 },
      { joint: "right shoulder", from: [-18, 40], to: [-14, -40], bulge: -0.22 },
    ],
    alt: "Standing tall with both arms hanging. Then one arm is straight up beside the ear, halfway through a large circle that goes up in front and down behind.",
  },
  tallMarch: {
    start: {
      place: { joint: "pelvis", at: [4, 89, 0] },
      right: { arm: striding.back, leg: { forward: 88, knee: 88, ankle: -14 } },
      left: { arm: striding.front, leg: { stands: { x: 0, z: -8.5, heelUp: 32 } } },
      touches: ["left ball"],
    },
    end: {
      place: { joint: "pelvis", at: [4, 89, 0] },
      right: { arm: striding.front, leg: { stands: { x: 0, z: 8.5, heelUp: 32 } } },
      left: { arm: striding.back, leg: { forward: 88, knee: 88, ankle: -14 } },
      touches: ["right ball"],
    },
    alt: "Marching tall on the ball of one foot, the other knee at hip height with the toes up, the opposite arm swung forward with a bent elbow. Then knee and arm of the other side are up.",
  },
  heelFlick: {
    start: {
      pelvis: { lean: 3 },
      place: { joint: "pelvis", at: [2, 87, 0] },
      right: { arm: { forward: -24, elbow: 78 }, leg: { forward: 4, knee: 132, ankle: 20 } },
      left: { arm: { forward: 14, elbow: 70 }, leg: { stands: { x: 0, z: -8.5, heelUp: 28 } } },
      touches: ["left ball"],
    },
    end: {
      pelvis: { lean: 3 },
      place: { joint: "pelvis", at: [2, 87, 0] },
      left: { arm: { forward: -24, elbow: 78 }, leg: { forward: 4, knee: 132, ankle: 20 } },
      right: { arm: { forward: 14, elbow: 70 }, leg: { stands: { x: 0, z: 8.5, heelUp: 28 } } },
      touches: ["right ball"],
    },
    arrows: [{ joint: "right heel", on: "start", from: [-26, -34], to: [-12, -2], bulge: 0.2 }],
    alt: "Jogging on the spot, one knee pointing down and its heel flicked up under the seat. Then the other heel is up under the seat.",
  },
  easySkip: {
    start: {
      pelvis: { lean: 5 },
      place: { joint: "pelvis", at: [0, 83, 0] },
      right: { arm: { forward: -30, elbow: 60 }, leg: { forward: 30, knee: 40, ankle: 0 } },
      left: { arm: { forward: 26, elbow: 60 }, leg: { stands: { x: -14, z: -8.5, heelUp: 20 } } },
      touches: ["left ball"],
    },
    end: {
      pelvis: { lean: 3 },
      place: { joint: "pelvis", at: [-8, 94.2, 0] },
      right: { arm: { forward: -34, elbow: 70 }, leg: { forward: 62, knee: 74, ankle: -8 } },
      left: { arm: { forward: 38, elbow: 80 }, leg: { forward: 3, knee: 6, ankle: 24 } },
      touches: [],
    },
    arrows: [{ joint: "left heel", from: [-9, -9], to: [-9, 5] }],
    alt: "Stepping forward onto one foot, arms loose. Then a low skip: that foot is just off the ground below the hips, while the other knee and the opposite arm swing forward.",
  },
  walkingLunge: {
    start: {
      place: { joint: "pelvis", at: [0, 83, 0] },
      arms: { forward: 2, elbow: 12 },
      right: { leg: { stands: { x: 10, z: 8.5 } } },
      left: { leg: { stands: { x: -18, z: -8.5, heelUp: 34 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    end: {
      pelvis: { lean: 2 },
      place: { joint: "pelvis", at: [20, 44, 0] },
      right: { arm: { forward: -4, elbow: 14 }, leg: { stands: { x: 58, z: 8.5 } } },
      left: { arm: { forward: 168, elbow: 4 }, leg: { stands: { x: -22, z: -8.5, heelUp: 62 } } },
      touches: ["right heel", "right ball", "left ball"],
    },
    arrows: [{ joint: "right knee", from: [-30, 26], to: [4, 18], bulge: 0.2 }],
    alt: "Walking, one foot a short step ahead. Then a long step forward has sunk into a lunge with both knees bent, and the arm on the side of the back leg is stretched up.",
  },
} satisfies Record<string, Figure>;
