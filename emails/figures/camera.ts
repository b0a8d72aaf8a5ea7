import type { Disc } from "./outline.ts";
import { dot, radians, type Vector } from "./space.ts";

/**
 * From where a move is looked at. From the side, a body that looks ahead looks to the right; `around` walks from there
 * to its front (90) or behind it (-90), `above` rises over the ground. Degrees.
 */
export type View = { around?: number; above?: number };

export type Camera = {
  /** A place as the drawing sees it, in centimeters, y downward. */
  see(place: Vector): { x: number; y: number };
  disc(place: Vector, radius: number): Disc;
  /** How near a place is to the one who looks. */
  nearness(place: Vector): number;
};

export function cameraAt({ around = 0, above = 0 }: View): Camera {
  const [a, e] = [radians(around), radians(above)];
  const across: Vector = [Math.cos(a), 0, -Math.sin(a)];
  const toward: Vector = [Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)];
  const upward: Vector = [-Math.sin(a) * Math.sin(e), Math.cos(e), -Math.cos(a) * Math.sin(e)];
  const see = (place: Vector) => ({ x: dot(place, across), y: -dot(place, upward) });
  return {
    see,
    disc: (place, r) => ({ ...see(place), r }),
    nearness: (place) => dot(place, toward),
  };
}
