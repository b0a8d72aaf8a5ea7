import { type Joint, type Side, signOf } from "./body.ts";
import type { Swing } from "./pose.ts";
import { type Frame, spinFrame, type Vector } from "./space.ts";

/** A limb worked out: its joints, and the frames of its upper bone, its lower bone, and its hand or foot. */
export type PosedLimb = {
  joints: Readonly<Partial<Record<Joint, Vector>>>;
  upper: Frame;
  lower: Frame;
  end: Frame;
  toes?: Frame;
  /** How far it ends from where it was led, in centimeters. */
  short: number;
};

/** What a limb hangs on. */
export type Root = { side: Side; joints: Readonly<Record<string, Vector>>; trunk: { pelvis: Frame; chest: Frame } };

/** The frame of a limb's upper bone: swung forward first, then out to its side, then turned around itself. */
export function swing(parent: Frame, { forward = 0, out = 0, turn = 0 }: Swing, side: Side): Frame {
  const swung = spinFrame(parent, parent.right, forward);
  const spread = spinFrame(swung, swung.forward, -out * signOf(side));
  return spinFrame(spread, spread.up, -turn * signOf(side));
}
