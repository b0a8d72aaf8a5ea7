import type { Joint } from "./body.ts";
import type { Vector } from "./space.ts";

/** How a limb leaves the trunk, in degrees: forward (or, below zero, back), away from the middle, turned outward. */
export type Swing = { forward?: number; out?: number; turn?: number };

/**
 * A leg is given by its angles, or by the place on the ground where its foot stands; then hip and knee follow. Knee 0 is
 * straight. An ankle of 0 is a right angle; above zero the toes point, below they are pulled up. Toes bend upward.
 */
export type Leg = (Swing & { knee?: number; ankle?: number; toes?: number }) | { stands: Standing; kneeOut?: number };

/**
 * Where a foot stands: its ankle's place on the ground when the whole sole is down, how high that ground is (a step),
 * and where the toes look (0 ahead, above zero to the owner's right). `heelUp` lifts the heel over the ball of the
 * foot, `toesUp` the toes over the heel, in degrees.
 */
export type Standing = { x: number; z?: number; height?: number; look?: number; heelUp?: number; toesUp?: number };

/**
 * An arm is given by its angles, or by where its wrist is; then shoulder and elbow follow. `elbowOut` turns the elbow
 * away from the ribs; at 0 it points back and down. Above zero the wrist bends toward the back of the hand.
 */
export type Arm =
  | (Swing & { elbow?: number; wrist?: number })
  | { reaches: Reach; elbowOut?: number; fingers?: Vector };

/** A place in the room, or beside a joint: how far forward, up and right of it, as that part of the body would say. */
export type Reach = Vector | { joint: Joint; by?: Vector };

/** The spine in degrees: bent forward low, in the middle and high, bent to the right, turned to the left. */
export type Spine = {
  bend?: number | readonly [low: number, middle: number, high: number];
  side?: number;
  turn?: number;
};

/** One position of the body. What is not said hangs straight. */
export type Pose = {
  /** How the pelvis stands in the room: leaned forward, tipped to the right, turned to the left. */
  pelvis?: { lean?: number; tip?: number; turn?: number };
  spine?: Spine;
  /** How far a breath in lifts the lowest ribs, in centimeters. */
  breath?: number;
  /** Chin to the chest, above zero; and turned to the left. */
  head?: { nod?: number; turn?: number };
  arms?: Arm;
  legs?: Leg;
  /** What differs from `arms` and `legs` on one side. Seen from the side, the right is near. */
  left?: { arm?: Arm; leg?: Leg };
  right?: { arm?: Arm; leg?: Leg };
  /** Puts the body into the room by one joint. Its height is that of its lowest point: 0 lies on the ground. */
  place: { joint: Joint; at: Vector };
  /** What touches the ground, or something of the given height. A test holds the drawing to it. */
  touches: readonly (Joint | { joint: Joint; height: number })[];
};
