import type { Side } from "./body.ts";
import type { Arm, Leg, Pose } from "./pose.ts";
import type { Vector } from "./space.ts";

/** A palm flat on the floor, the fingers ahead. */
export function palmDown(x: number, z: number): Arm {
  return { reaches: [x, 3, z], fingers: [1, 0, 0], elbowOut: 20 };
}

/** A palm on a wall that one faces, the fingers up. */
export function palmOnWall(at: Vector): Arm {
  return { reaches: at, fingers: [0.1, 1, 0], elbowOut: 20 };
}

/** Kneeling with the top of the foot on the floor: the shin rises a little from the knee to the ankle. */
export function kneeling(forward: number): Leg {
  return { forward, knee: 97, ankle: 64, toes: -16 };
}

export const handOnHip = {
  right: { reaches: { joint: "right hip", by: [1, 9, 7] }, elbowOut: 25 },
  left: { reaches: { joint: "left hip", by: [1, 9, -7] }, elbowOut: 25 },
} satisfies Record<string, Arm>;

/** Both feet flat side by side, and what the arms do meanwhile. */
export function standingOn({ x }: { x: number }, arms: Partial<Record<Side, Arm>> = {}): Pick<Pose, Side> {
  const leg = (z: number): Leg => ({ stands: { x, z } });
  const { right, left } = arms;
  return {
    right: { leg: leg(8.5), ...(right ? { arm: right } : {}) },
    left: { leg: leg(-8.5), ...(left ? { arm: left } : {}) },
  };
}
