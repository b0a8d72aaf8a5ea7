import { bones, type Joint, radii, type Side, signOf } from "./body.ts";
import type { Arm, Leg, Reach, Standing, Swing } from "./pose.ts";
import {
  across,
  add,
  cross,
  type Frame,
  from,
  length,
  spin,
  spinFrame,
  subtract,
  times,
  unit,
  upright,
  type Vector,
} from "./space.ts";

/** A limb worked out: its joints, and the frames of its upper bone, its lower bone, and its hand or foot. */
export type PosedLimb = {
  joints: Readonly<Partial<Record<Joint, Vector>>>;
  upper: Frame;
  lower: Frame;
  end: Frame;
  toes?: Frame;
};

type Root = { side: Side; joints: Readonly<Record<string, Vector>>; trunk: { pelvis: Frame; chest: Frame } };

export function bendLeg({ leg, side, joints, trunk }: Root & { leg: Leg }): PosedLimb {
  const hip = joints[`${side} hip`] as Vector; // The trunk is stacked before any limb.
  if (!("stands" in leg)) {
    const upper = swing(trunk.pelvis, leg, side);
    const lower = spinFrame(upper, upper.right, -(leg.knee ?? 0));
    const knee = from(hip, upper, [0, -bones.thigh, 0]);
    const ankle = from(knee, lower, [0, -bones.shin, 0]);
    const end = spinFrame(lower, lower.right, -(leg.ankle ?? 0));
    return withFoot({ side, knee, ankle, upper, lower, end, toes: spinFrame(end, end.right, leg.toes ?? 0) });
  }
  const { ankle: wanted, end, toes } = stand(leg.stands);
  const bent = bendToward({
    root: hip,
    wanted,
    bones: [bones.thigh, bones.shin],
    pole: kneePole(end, trunk.pelvis),
    spin: signOf(side) * (leg.kneeOut ?? 0),
  });
  const [upper, lower] = [alongBone(bent.upper, bent.pole), alongBone(bent.lower, bent.pole)];
  return withFoot({ side, knee: bent.middle, ankle: bent.end, upper, lower, end, toes });
}

/** A knee looks where the foot and the pelvis look; of somebody who sits or lies, it points up from a foot that stands. */
function kneePole(foot: Frame, pelvis: Frame): Vector {
  return add(add(foot.forward, foot.up), times(pelvis.forward, 0.5));
}

export function bendArm(
  input: Root & {
    arm: Arm;
    known: Readonly<Partial<Record<Joint, Vector>>>;
    frames: Readonly<Partial<Record<Joint, Frame>>>;
  },
): PosedLimb {
  const { arm, side, joints, trunk } = input;
  const shoulder = joints[`${side} shoulder`] as Vector; // The trunk is stacked before any limb.
  if (!("reaches" in arm)) {
    const upper = swing(trunk.chest, arm, side);
    const lower = spinFrame(upper, upper.right, arm.elbow ?? 0);
    const elbow = from(shoulder, upper, [0, -bones.upperArm, 0]);
    const wrist = from(elbow, lower, [0, -bones.forearm, 0]);
    return withHand({ side, elbow, wrist, upper, lower, end: spinFrame(lower, lower.right, -(arm.wrist ?? 0)) });
  }
  const wanted = placeOf(arm.reaches, input);
  const pole = add(times(trunk.chest.forward, -1), times(trunk.chest.up, -0.6));
  const bent = bendToward({
    root: shoulder,
    wanted,
    bones: [bones.upperArm, bones.forearm],
    pole,
    spin: -signOf(side) * (arm.elbowOut ?? 0),
  });
  const [upper, lower] = [alongBone(bent.upper, times(bent.pole, -1)), alongBone(bent.lower, times(bent.pole, -1))];
  const end = arm.fingers ? alongBone(unit(arm.fingers), lower.forward) : lower;
  return withHand({ side, elbow: bent.middle, wrist: bent.end, upper, lower, end });
}

function swing(parent: Frame, { forward = 0, out = 0, turn = 0 }: Swing, side: Side): Frame {
  const swung = spinFrame(parent, parent.right, forward);
  const spread = spinFrame(swung, swung.forward, -out * signOf(side));
  return spinFrame(spread, spread.up, -turn * signOf(side));
}

/** Two bones that end where it is wanted, or as near as they are long; the joint between them gives way toward `pole`. */
function bendToward(input: { root: Vector; wanted: Vector; bones: [number, number]; pole: Vector; spin: number }) {
  const {
    root,
    wanted,
    bones: [first, second],
    pole,
  } = input;
  const way = subtract(wanted, root);
  const [direction, distance] = [unit(way), Math.min(length(way), first + second - 1e-6)];
  const aside = spin(unit(across(pole, direction)), direction, input.spin);
  const along = (first ** 2 + distance ** 2 - second ** 2) / (2 * distance);
  const off = Math.sqrt(Math.max(0, first ** 2 - along ** 2));
  const middle = add(root, add(times(direction, along), times(aside, off)));
  const end = add(root, times(direction, distance));
  return { middle, end, pole: aside, upper: unit(subtract(middle, root)), lower: unit(subtract(end, middle)) };
}

/** The frame of a bone that goes `down`, whose front is as near to `front` as may be. */
function alongBone(down: Vector, front: Vector): Frame {
  const up = times(down, -1);
  const forward = unit(across(front, up));
  return { forward, up, right: cross(forward, up) };
}

function stand({ x, z = 0, height = 0, look = 0, heelUp = 0, toesUp = 0 }: Standing) {
  const flat = spinFrame(upright, upright.up, -look);
  const end = spinFrame(flat, flat.right, toesUp - heelUp);
  const pivot: Vector = heelUp > 0 ? ballOffset : toesUp > 0 ? heelOffset : [0, 0, 0];
  const resting = from([x, height + bones.ankleHeight, z], flat, pivot);
  // A heel is round: the ball and the heel stay where they are while the foot turns over them.
  const ankle = from(resting, end, times(pivot, -1));
  return { ankle, end, toes: heelUp > 0 ? flat : end };
}

const heelOffset: Vector = [-4.5, radii.heel - bones.ankleHeight, 0];
const ballOffset: Vector = [bones.ball, radii.ball - bones.ankleHeight, 0];
const toeOffset: Vector = [bones.toe, radii.toe - radii.ball, 0];

function withFoot(limb: {
  side: Side;
  knee: Vector;
  ankle: Vector;
  upper: Frame;
  lower: Frame;
  end: Frame;
  toes: Frame;
}): PosedLimb {
  const { side, knee, ankle, upper, lower, end, toes } = limb;
  const ball = from(ankle, end, ballOffset);
  const joints = {
    [`${side} knee`]: knee,
    [`${side} ankle`]: ankle,
    [`${side} heel`]: from(ankle, end, heelOffset),
    [`${side} ball`]: ball,
    [`${side} toe`]: from(ball, toes, toeOffset),
  };
  return { joints, upper, lower, end, toes };
}

function withHand(limb: {
  side: Side;
  elbow: Vector;
  wrist: Vector;
  upper: Frame;
  lower: Frame;
  end: Frame;
}): PosedLimb {
  const { side, elbow, wrist, upper, lower, end } = limb;
  const fingers = from(wrist, end, [0, -bones.hand, 0]);
  return {
    joints: { [`${side} elbow`]: elbow, [`${side} wrist`]: wrist, [`${side} fingers`]: fingers },
    upper,
    lower,
    end,
  };
}

function placeOf(
  reach: Reach,
  input: { known: Readonly<Partial<Record<Joint, Vector>>>; frames: Readonly<Partial<Record<Joint, Frame>>> },
): Vector {
  if (!("joint" in reach)) return reach;
  const [origin, frame] = [input.known[reach.joint], input.frames[reach.joint]];
  if (!origin || !frame) throw new Error(`A hand reaches for the ${reach.joint}, where no hand can be led.`);
  return from(origin, frame, reach.by ?? [0, 0, 0]);
}
