import { bendArm } from "./arm.ts";
import { bones, halfWidths, type Joint, radiusOf, type Side, sides, signOf } from "./body.ts";
import { bendLeg } from "./leg.ts";
import type { PosedLimb } from "./limb.ts";
import type { Pose, Spine } from "./pose.ts";
import { add, type Frame, from, spinFrame, subtract, upright, type Vector } from "./space.ts";

/** A pose worked out: where each joint is, and which way each part of the body looks. */
export type Skeleton = {
  joints: Readonly<Record<Joint, Vector>>;
  trunk: Trunk;
  /** How far the lowest ribs are lifted by a breath. It moves no joint. */
  breath: number;
  legs: Readonly<Record<Side, PosedLimb>>;
  arms: Readonly<Record<Side, PosedLimb>>;
};

type Trunk = { pelvis: Frame; waist: Frame; ribs: Frame; chest: Frame; head: Frame };

/** Every bone is as long as `bones` says, whatever the pose, because joints are only ever reached by turning bones. */
export function workOut(pose: Pose): Skeleton {
  const trunk = turnTrunk(pose);
  const core = stackTrunk(trunk);
  const standing = standIn(pose, core, trunk);
  const legs = bothSides((side) => bendLeg({ leg: pose[side]?.leg ?? pose.legs ?? {}, side, ...standing }));
  const known = { ...standing.joints, ...legs.right.joints, ...legs.left.joints } as Record<Joint, Vector>;
  const frames = framesOf(trunk, legs);
  const arms = bothSides((side) =>
    bendArm({ arm: pose[side]?.arm ?? pose.arms ?? {}, side, ...standing, known, frames }),
  );
  const joints = { ...known, ...arms.right.joints, ...arms.left.joints };
  return { joints, trunk, breath: pose.breath ?? 0, legs, arms };
}

function turnTrunk({ pelvis: stance = {}, spine = {}, head = {} }: Pose): Trunk {
  const turned = spinFrame(upright, upright.up, stance.turn ?? 0);
  const leaned = spinFrame(turned, turned.right, -(stance.lean ?? 0));
  const pelvis = spinFrame(leaned, leaned.forward, stance.tip ?? 0);
  const [low, middle, high] = thirds(spine);
  const waist = bow(pelvis, { bend: low, spine });
  const ribs = bow(waist, { bend: middle, spine });
  const chest = bow(ribs, { bend: high, spine });
  const looking = spinFrame(chest, chest.up, head.turn ?? 0);
  return { pelvis, waist, ribs, chest, head: spinFrame(looking, looking.right, -(head.nod ?? 0)) };
}

function thirds({ bend = 0 }: Spine): readonly [number, number, number] {
  return typeof bend === "number" ? [bend / 3, bend / 3, bend / 3] : bend;
}

/** Side bend and turn are shared out evenly along the spine. */
function bow(frame: Frame, { bend, spine: { side = 0, turn = 0 } }: { bend: number; spine: Spine }): Frame {
  const turned = spinFrame(frame, frame.up, turn / 3);
  const bent = spinFrame(turned, turned.right, -bend);
  return spinFrame(bent, bent.forward, side / 3);
}

type Core = Record<"pelvis" | "waist" | "ribs" | "chest" | "neck" | "head", Vector>;

/** The trunk around a pelvis that is still nowhere. */
function stackTrunk({ pelvis: _, waist: low, ribs: middle, chest: high, head: top }: Trunk): Core {
  const pelvis: Vector = [0, 0, 0];
  const waist = from(pelvis, low, [0, bones.lumbar, 0]);
  const ribs = from(waist, middle, [0, bones.thoracic, 0]);
  const chest = from(ribs, high, [0, bones.upperBack, 0]);
  const neck = from(chest, high, [0, bones.neck, 0]);
  return { pelvis, waist, ribs, chest, neck, head: from(neck, top, [1.5, bones.skull, 0]) };
}

type Standing = { joints: Readonly<Record<string, Vector>>; trunk: Trunk };

/**
 * Moves the trunk to where the pose places one joint. A joint of a limb that is given by angles can be found before the
 * body stands anywhere; one that stands or reaches cannot, for it follows from where the body is.
 */
function standIn(pose: Pose, core: Core, trunk: Trunk): Standing {
  const { joint, at } = pose.place;
  const roots: Readonly<Record<string, Vector>> = { ...core, ...rootsOf(core, trunk) };
  const found = roots[joint] ?? limbJoint(pose, joint, { joints: roots, trunk });
  const shift = subtract(add(at, [0, radiusOf(joint), 0]), found);
  const moved = Object.entries(roots).map(([name, place]) => [name, add(place, shift)] as const);
  return { joints: Object.fromEntries(moved), trunk };
}

function rootsOf({ pelvis, chest }: Core, trunk: Trunk): Record<string, Vector> {
  const pairs = sides.flatMap((side): [string, Vector][] => [
    [`${side} hip`, from(pelvis, trunk.pelvis, [0, 0, signOf(side) * halfWidths.hip])],
    [`${side} shoulder`, from(chest, trunk.chest, [0, 0, signOf(side) * halfWidths.shoulder])],
  ]);
  return Object.fromEntries(pairs);
}

function limbJoint(pose: Pose, joint: Joint, standing: Standing): Vector {
  const side = joint.startsWith("left") ? "left" : "right";
  const leg = pose[side]?.leg ?? pose.legs ?? {};
  const arm = pose[side]?.arm ?? pose.arms ?? {};
  const limbs = [
    "stands" in leg ? {} : bendLeg({ leg, side, ...standing }).joints,
    "reaches" in arm ? {} : bendArm({ arm, side, ...standing, known: {}, frames: {} }).joints,
  ];
  const found = limbs.map((joints) => joints[joint]).find((place) => place !== undefined);
  if (!found) throw new Error(`A pose is placed by its ${joint}, which itself follows from where the body is.`);
  return found;
}

/** The frame in whose words a hand is told where to go. */
function framesOf(trunk: Trunk, legs: Record<Side, PosedLimb>): Partial<Record<Joint, Frame>> {
  const { pelvis, waist, ribs, chest, head } = trunk;
  const pairs = sides.flatMap((side): [string, Frame][] => [
    [`${side} hip`, pelvis],
    [`${side} shoulder`, chest],
    [`${side} knee`, legs[side].upper],
    [`${side} ankle`, legs[side].lower],
  ]);
  return { pelvis, waist, ribs, chest, neck: chest, head, ...Object.fromEntries(pairs) };
}

function bothSides<Made>(make: (side: Side) => Made): Record<Side, Made> {
  return { right: make("right"), left: make("left") };
}
