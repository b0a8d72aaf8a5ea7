import { type Joint, radiusOf, type Side, sides, signOf } from "./body.ts";
import type { PosedLimb } from "./limb.ts";
import type { Pose } from "./pose.ts";
import { type Skeleton, workOut } from "./skeleton.ts";
import { degrees, dot, type Frame, spinFrame, type Vector, within } from "./space.ts";

/**
 * How far a healthy adult moves each joint on purpose, in degrees; a little more where one drawn joint stands for
 * several (the ankle for the foot behind it, the shoulder for the blade). Sources agree within ten degrees; these are
 * the American Academy of Orthopaedic Surgeons' normal values, rounded up.
 */
export const ranges = {
  "spine forward": [-50, 85],
  "spine aside": [-45, 45],
  "spine turned": [-50, 50],
  "head forward": [-55, 55],
  "head turned": [-80, 80],
  "hip forward": [-30, 130],
  "hip out": [-35, 60],
  "hip turned": [-50, 60],
  "knee bent": [0, 150],
  "ankle pointed": [-35, 65],
  "ankle aside": [-40, 40],
  "toes bent": [-30, 80],
  "shoulder forward": [-60, 185],
  "shoulder out": [-50, 180],
  "shoulder turned": [-100, 100],
  "elbow bent": [0, 150],
  "wrist bent": [-90, 95],
} as const satisfies Record<string, readonly [least: number, most: number]>;

export type Range = keyof typeof ranges;
type Angle = { joint: string; range: Range; degrees: number };

/** A touch may miss the ground, and a joint may sink into it, by so many centimeters; a drawn line is thicker. */
const tolerance = 1;

/** What no body could do in this pose, in words; nothing when all is well. */
export function faultsOf(pose: Pose): string[] {
  const skeleton = workOut(pose);
  return [...strains(skeleton), ...missedTouches(pose, skeleton), ...sunken(skeleton), ...tooFar(skeleton)];
}

function strains(skeleton: Skeleton): string[] {
  return anglesOf(skeleton).flatMap(({ joint, range, degrees: angle }) => {
    const [least, most] = ranges[range];
    if (angle >= least - 0.5 && angle <= most + 0.5) return [];
    return [`${joint}: ${range} by ${Math.round(angle)}, and ${least} to ${most} is what a body does`];
  });
}

function missedTouches({ touches }: Pose, { joints }: Skeleton): string[] {
  return touches.flatMap((touch) => {
    const { joint, height } = typeof touch === "string" ? { joint: touch, height: 0 } : touch;
    const off = joints[joint][1] - radiusOf(joint) - height;
    return Math.abs(off) <= tolerance ? [] : [`${joint}: ${off.toFixed(1)} cm away from what it should touch`];
  });
}

function sunken({ joints }: Skeleton): string[] {
  return (Object.entries(joints) as [Joint, Vector][]).flatMap(([joint, place]) => {
    const bottom = place[1] - radiusOf(joint);
    return bottom >= -tolerance ? [] : [`${joint}: ${(-bottom).toFixed(1)} cm below the ground`];
  });
}

function tooFar({ arms, legs }: Skeleton): string[] {
  return sides.flatMap((side) => {
    const limbs = [
      ["hand", arms[side].short],
      ["foot", legs[side].short],
    ] as const;
    const missed = limbs.filter(([, short]) => short > tolerance);
    return missed.map(([limb, short]) => `${side} ${limb}: led ${short.toFixed(1)} cm farther than it reaches`);
  });
}

/** Every angle of a body as a joint feels it, whether the pose gave it or it followed from where a hand or foot is. */
function anglesOf({ trunk, arms, legs }: Skeleton): Angle[] {
  const spine = bendBetween(trunk.pelvis, trunk.chest);
  const head = bendBetween(trunk.chest, trunk.head);
  return [
    { joint: "spine", range: "spine forward", degrees: spine.forward },
    { joint: "spine", range: "spine aside", degrees: spine.aside },
    { joint: "spine", range: "spine turned", degrees: spine.turned },
    { joint: "head", range: "head forward", degrees: head.forward },
    { joint: "head", range: "head turned", degrees: head.turned },
    ...sides.flatMap((side) => [
      ...legAngles(trunk.pelvis, legs[side], side),
      ...armAngles(trunk.chest, arms[side], side),
    ]),
  ];
}

function bendBetween(below: Frame, above: Frame) {
  const [forward, up, right] = within(below, above.up);
  const turned = spinFrame(below, below.right, -degrees(Math.atan2(forward, up)));
  const [ahead, , aside] = within(turned, above.forward);
  return {
    forward: degrees(Math.atan2(forward, up)),
    aside: degrees(Math.asin(bounded(right))),
    turned: -degrees(Math.atan2(aside, ahead)),
  };
}

function legAngles(pelvis: Frame, { upper, lower, end, toes = end }: PosedLimb, side: Side): Angle[] {
  const hip = swingOf(pelvis, upper, side);
  const [ahead, above, aside] = within(lower, end.forward);
  return [
    { joint: `${side} hip`, range: "hip forward", degrees: hip.forward },
    { joint: `${side} hip`, range: "hip out", degrees: hip.out },
    { joint: `${side} hip`, range: "hip turned", degrees: hip.turn },
    { joint: `${side} knee`, range: "knee bent", degrees: hinge(upper, lower, -1) },
    { joint: `${side} ankle`, range: "ankle pointed", degrees: -degrees(Math.atan2(above, ahead)) },
    { joint: `${side} ankle`, range: "ankle aside", degrees: degrees(Math.asin(bounded(aside))) },
    { joint: `${side} toes`, range: "toes bent", degrees: hinge(end, toes, 1) },
  ];
}

function armAngles(chest: Frame, { upper, lower, end }: PosedLimb, side: Side): Angle[] {
  const shoulder = swingOf(chest, upper, side);
  return [
    { joint: `${side} shoulder`, range: "shoulder forward", degrees: shoulder.forward },
    { joint: `${side} shoulder`, range: "shoulder out", degrees: shoulder.out },
    { joint: `${side} shoulder`, range: "shoulder turned", degrees: shoulder.turn },
    { joint: `${side} elbow`, range: "elbow bent", degrees: hinge(upper, lower, 1) },
    { joint: `${side} wrist`, range: "wrist bent", degrees: degrees(Math.acos(bounded(dot(lower.up, end.up)))) },
  ];
}

/** The three angles by which a limb leaves the trunk: what `Swing` says, read back from where the bone is. */
function swingOf(parent: Frame, bone: Frame, side: Side): { forward: number; out: number; turn: number } {
  const [ahead, above, aside] = within(parent, bone.up);
  const out = degrees(Math.asin(bounded(-aside * signOf(side))));
  // Straight out to the side, forward and back are the same place.
  const raised = Math.hypot(ahead, above) < 0.25 ? 0 : degrees(Math.atan2(-ahead, above));
  const forward = raised < -90 ? raised + 360 : raised;
  const swung = spinFrame(parent, parent.right, forward);
  const spread = spinFrame(swung, swung.forward, -out * signOf(side));
  const [front, , right] = within(spread, bone.forward);
  return { forward, out, turn: degrees(Math.atan2(right * signOf(side), front)) };
}

/** How far the lower bone is bent around the axis that both share: above zero the way in which `sign` says it bends. */
function hinge(upper: Frame, lower: Frame, sign: 1 | -1): number {
  const [ahead, above] = within(upper, lower.up);
  return -sign * degrees(Math.atan2(ahead, above));
}

function bounded(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}
