/** The one body that every move is drawn with. Centimeters, of a person of about 170. */
export const bones = {
  /** From the middle of the pelvis up the spine. */
  lumbar: 14,
  thoracic: 15,
  upperBack: 15,
  neck: 9,
  /** From the top of the neck to the middle of the head. */
  skull: 9,
  upperArm: 29,
  forearm: 25,
  hand: 10,
  thigh: 43,
  shin: 42,
  /** From the sole to the ankle, and from the ankle forward to the ball and from there to the tip of the toes. */
  ankleHeight: 8,
  ball: 11.5,
  toe: 6.5,
} as const;

/** How far to each side of the spine. */
export const halfWidths = { hip: 8.5, shoulder: 16 } as const;

/** How thick the body is around each of its joints; a part touches the ground when its joint is this far above it. */
export const radii = {
  pelvis: 9,
  waist: 8.4,
  ribs: 9.2,
  chest: 9,
  neck: 4.6,
  head: 10.5,
  hip: 8,
  knee: 5.6,
  ankle: 4.4,
  heel: 3.8,
  ball: 3.3,
  toe: 2.7,
  shoulder: 5.4,
  elbow: 4,
  wrist: 3,
  fingers: 2,
} as const;

export type Side = "left" | "right";
type Middle = "pelvis" | "waist" | "ribs" | "chest" | "neck" | "head";
type Paired = Exclude<keyof typeof radii, Middle>;

/** A joint by its name, such as "left knee". */
export type Joint = Middle | `${Side} ${Paired}`;

export const sides: readonly Side[] = ["right", "left"];

export function radiusOf(joint: Joint): number {
  const name = joint.replace(/^(?:left|right) /, "") as keyof typeof radii; // A joint's name ends in one of these.
  return radii[name];
}

/** Bones of the left side turn the other way around the same axis. */
export function signOf(side: Side): 1 | -1 {
  return side === "right" ? 1 : -1;
}
