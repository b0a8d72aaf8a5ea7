import { bendToward } from "./bend.ts";
import { bones, radii, signOf } from "./body.ts";
import { type PosedLimb, type Root, swing } from "./limb.ts";
import type { Leg, Standing } from "./pose.ts";
import { add, type Frame, from, spinFrame, times, upright, type Vector } from "./space.ts";

export function bendLeg({ leg, side, joints, trunk }: Root & { leg: Leg }): PosedLimb {
  const hip = joints[`${side} hip`] as Vector; // The trunk is stacked before any limb.
  if ("stands" in leg) {
    const { ankle: wanted, end, toes } = stand(leg.stands);
    const turn = signOf(side) * (leg.kneeOut ?? 0);
    const pole = kneePole(end, trunk.pelvis);
    const bent = bendToward({ root: hip, wanted, bones: [bones.thigh, bones.shin], pole, turn, hinge: "knee" });
    return withFoot({ ...bent, side, knee: bent.middle, ankle: bent.end, end, toes });
  }
  const upper = swing(trunk.pelvis, leg, side);
  const lower = spinFrame(upper, upper.right, -(leg.knee ?? 0));
  const knee = from(hip, upper, [0, -bones.thigh, 0]);
  const ankle = from(knee, lower, [0, -bones.shin, 0]);
  const end = spinFrame(lower, lower.right, -(leg.ankle ?? 0));
  return withFoot({ side, knee, ankle, upper, lower, end, toes: spinFrame(end, end.right, leg.toes ?? 0), short: 0 });
}

/** A knee looks where the foot and the pelvis look; of somebody who sits or lies, it points up from a foot that stands. */
function kneePole(foot: Frame, pelvis: Frame): Vector {
  return add(add(foot.forward, foot.up), times(pelvis.forward, 0.5));
}

/** The ball and the heel stay where they are while the foot turns over them. */
function stand({ x, z = 0, height = 0, look = 0, heelUp = 0, toesUp = 0 }: Standing) {
  const flat = spinFrame(upright, upright.up, -look);
  const end = spinFrame(flat, flat.right, toesUp - heelUp);
  const pivot: Vector = heelUp > 0 ? ballOffset : toesUp > 0 ? heelOffset : [0, 0, 0];
  const resting = from([x, height + bones.ankleHeight, z], flat, pivot);
  const ankle = from(resting, end, times(pivot, -1));
  return { ankle, end, toes: heelUp > 0 ? flat : end };
}

const heelOffset: Vector = [-4.5, radii.heel - bones.ankleHeight, 0];
const ballOffset: Vector = [bones.ball, radii.ball - bones.ankleHeight, 0];
const toeOffset: Vector = [bones.toe, radii.toe - radii.ball, 0];

type Footed = Omit<Required<PosedLimb>, "joints"> & { side: Root["side"]; knee: Vector; ankle: Vector };

function withFoot({ side, knee, ankle, upper, lower, end, toes, short }: Footed): PosedLimb {
  const ball = from(ankle, end, ballOffset);
  const joints = {
    [`${side} knee`]: knee,
    [`${side} ankle`]: ankle,
    [`${side} heel`]: from(ankle, end, heelOffset),
    [`${side} ball`]: ball,
    [`${side} toe`]: from(ball, toes, toeOffset),
  };
  return { joints, upper, lower, end, toes, short };
}
