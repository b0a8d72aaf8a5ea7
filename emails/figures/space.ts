/** A place or a direction: x to the right of the drawing, y up from the ground, z toward the one who looks. Centimeters. */
export type Vector = readonly [x: number, y: number, z: number];

/** The three directions of a part of the body as its owner would say them: forward, up along the part, to the right. */
export type Frame = { readonly forward: Vector; readonly up: Vector; readonly right: Vector };

/** Somebody who stands upright and looks to the right of the drawing. */
export const upright: Frame = { forward: [1, 0, 0], up: [0, 1, 0], right: [0, 0, 1] };

export function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function times(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function length(a: Vector): number {
  return Math.hypot(...a);
}

export function unit(a: Vector): Vector {
  return times(a, 1 / length(a));
}

/** What is left of `a` when everything along `axis`, a unit vector, is taken away. */
export function across(a: Vector, axis: Vector): Vector {
  return subtract(a, times(axis, dot(a, axis)));
}

/** Turns `a` around a unit vector, by the right-hand rule. */
export function spin(a: Vector, axis: Vector, degrees: number): Vector {
  const [sine, cosine] = [Math.sin(radians(degrees)), Math.cos(radians(degrees))];
  const along = times(axis, dot(axis, a) * (1 - cosine));
  return add(add(times(a, cosine), times(cross(axis, a), sine)), along);
}

export function spinFrame({ forward, up, right }: Frame, axis: Vector, degrees: number): Frame {
  return {
    forward: spin(forward, axis, degrees),
    up: spin(up, axis, degrees),
    right: spin(right, axis, degrees),
  };
}

/** The point that lies `offset` (forward, up, right) from `origin`, as seen by the owner of `frame`. */
export function from(origin: Vector, { forward, up, right }: Frame, offset: Vector): Vector {
  const [ahead, above, aside] = offset;
  return add(add(origin, times(forward, ahead)), add(times(up, above), times(right, aside)));
}

/** A direction in the words of `frame`: how far forward, up and right it goes. */
export function within({ forward, up, right }: Frame, direction: Vector): Vector {
  return [dot(direction, forward), dot(direction, up), dot(direction, right)];
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}
