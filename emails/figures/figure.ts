import type { Joint } from "./body.ts";
import type { View } from "./camera.ts";
import type { Pose } from "./pose.ts";
import type { Vector } from "./space.ts";

/** A thing in the room: a box between two corners, such as a wall, a step or the seat of a chair. */
export type Box = { from: Vector; to: Vector };

/** A place of the drawing beside a joint: to the right and up, in centimeters. */
export type Beside = readonly [right: number, up: number];

/**
 * An arrow that shows how to get from one position to the other. It traces a joint from where it was to where it is, or
 * goes from one place beside a joint to another, or around a joint. `bulge` bows it to the left of its way, as a part of
 * its length; below zero to the right. `both` points both ways, for what goes to and fro.
 */
export type Arrow = { joint: Joint; on?: "start" | "end"; bulge?: number; both?: boolean } & (
  | { beside?: Beside }
  | { from: Beside; to: Beside }
  | { around: number; clockwise?: boolean }
);

/** How a move is drawn: two positions of one body, seen from one place. */
export type Figure = {
  view?: View;
  start: Pose;
  end: Pose;
  /** What stands in the room in both positions, behind the body. */
  things?: readonly Box[];
  arrows?: readonly Arrow[];
  /** What is seen in the first and in the second position, for a reader who does not see it. */
  alt: string;
};
