import { alongBone, bendToward } from "./bend.ts";
import { bones, type Joint, signOf } from "./body.ts";
import { type PosedLimb, type Root, swing } from "./limb.ts";
import type { Arm, Reach } from "./pose.ts";
import { add, type Frame, from, spinFrame, times, unit, type Vector } from "./space.ts";

/** What a hand may be led to: joints that are worked out already, and how the parts of the body there look. */
export type Landmarks = {
  known: Readonly<Partial<Record<Joint, Vector>>>;
  frames: Readonly<Partial<Record<Joint, Frame>>>;
};

export function bendArm({ arm, side, joints, trunk, ...landmarks }: Root & Landmarks & { arm: Arm }): PosedLimb {
  const shoulder = joints[`${side} shoulder`] as Vector; // The trunk is stacked before any limb.
  if ("reaches" in arm) {
    const wanted = placeOf(arm.reaches, landmarks);
    const turn = -signOf(side) * (arm.elbowOut ?? 0);
    const pole = add(times(trunk.chest.forward, -1), times(trunk.chest.up, -1.2));
    const lengths = [bones.upperArm, bones.forearm] as const;
    const bent = bendToward({ root: shoulder, wanted, bones: lengths, pole, turn, hinge: "elbow" });
    const end = arm.fingers ? alongBone(unit(arm.fingers), bent.lower.forward) : bent.lower;
    return withHand({ ...bent, side, elbow: bent.middle, wrist: bent.end, end });
  }
  const upper = swing(trunk.chest, arm, side);
  const lower = spinFrame(upper, upper.right, arm.elbow ?? 0);
  const elbow = from(shoulder, upper, [0, -bones.upperArm, 0]);
  const wrist = from(elbow, lower, [0, -bones.forearm, 0]);
  const end = spinFrame(lower, lower.right, -(arm.wrist ?? 0));
  return withHand({ side, elbow, wrist, upper, lower, end, short: 0 });
}

function placeOf(reach: Reach, { known, frames }: Landmarks): Vector {
  if (!("joint" in reach)) return reach;
  const [origin, frame] = [known[reach.joint], frames[reach.joint]];
  if (!origin || !frame) throw new Error(`A hand reaches for the ${reach.joint}, where no hand can be led.`);
  return from(origin, frame, reach.by ?? [0, 0, 0]);
}

type Handed = Omit<PosedLimb, "joints" | "toes"> & { side: Root["side"]; elbow: Vector; wrist: Vector };

function withHand({ side, elbow, wrist, upper, lower, end, short }: Handed): PosedLimb {
  const fingers = from(wrist, end, [0, -bones.hand, 0]);
  const joints = { [`${side} elbow`]: elbow, [`${side} wrist`]: wrist, [`${side} fingers`]: fingers };
  return { joints, upper, lower, end, short };
}
