import { across, add, cross, type Frame, length, spin, subtract, times, unit, type Vector } from "./space.ts";

/** Two bones and the joint between them, worked out from where they should end. */
export type Bent = {
  middle: Vector;
  end: Vector;
  upper: Frame;
  lower: Frame;
  /** How much too short the bones are, in centimeters: they end as near as they get. */
  short: number;
};

type Bending = {
  root: Vector;
  wanted: Vector;
  bones: readonly [upper: number, lower: number];
  /** Where the joint between them gives way to, and how far around that is turned, in degrees. */
  pole: Vector;
  turn: number;
  /** Whether the lower bone swings back from there, as a shin does, or forward, as a forearm does. */
  hinge: "knee" | "elbow";
};

export function bendToward({ root, wanted, bones: [first, second], pole, turn, hinge }: Bending): Bent {
  const way = subtract(wanted, root);
  const [direction, distance] = [unit(way), Math.min(length(way), first + second - 1e-6)];
  const aside = spin(unit(across(pole, direction)), direction, turn);
  const along = (first ** 2 + distance ** 2 - second ** 2) / (2 * distance);
  const off = Math.sqrt(Math.max(0, first ** 2 - along ** 2));
  const middle = add(root, add(times(direction, along), times(aside, off)));
  const end = add(root, times(direction, distance));
  const front = hinge === "knee" ? aside : times(aside, -1);
  return {
    middle,
    end,
    upper: alongBone(unit(subtract(middle, root)), front),
    lower: alongBone(unit(subtract(end, middle)), front),
    short: length(way) - distance,
  };
}

/** The frame of a bone that goes `down`, whose front is as near to `front` as may be. */
export function alongBone(down: Vector, front: Vector): Frame {
  const up = times(down, -1);
  const forward = unit(across(front, up));
  return { forward, up, right: cross(forward, up) };
}
