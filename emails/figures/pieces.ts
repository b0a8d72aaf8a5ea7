import { bones, halfWidths, type Joint, radii, radiusOf, type Side, sides, signOf } from "./body.ts";
import type { Camera } from "./camera.ts";
import { type Disc, skinAround } from "./outline.ts";
import type { Skeleton } from "./skeleton.ts";
import { add, dot, type Frame, from, times, type Vector } from "./space.ts";

/** What a piece of the drawing shows; the ink is chosen by it. */
export type Tone = "top" | "leg" | "skin" | "shoe" | "hair";

/** One part of the body as a path of the drawing. `far` is what lies behind the body and is drawn lighter. */
export type Piece = { tone: Tone; far: boolean; path: string; nearness: number };

/** The body in pieces, from the farthest to the nearest, so that each is drawn over those behind it. */
export function piecesOf(skeleton: Skeleton, camera: Camera): Piece[] {
  const pieces = [
    ...sides.flatMap((side) => [...legOf(skeleton, side, camera), ...armOf(skeleton, side, camera)]),
    ...trunkOf(skeleton, camera),
    ...headOf(skeleton, camera),
  ];
  return pieces.sort((one, other) => one.nearness - other.nearness);
}

function legOf({ joints, legs }: Skeleton, side: Side, camera: Camera): Piece[] {
  const disc = (name: Named) => camera.disc(joints[`${side} ${name}`], radiusOf(`${side} ${name}`));
  const [hip, knee, ankle] = [disc("hip"), disc("knee"), disc("ankle")];
  const nearness = middle(camera, [joints[`${side} knee`], joints[`${side} hip`], joints[`${side} ankle`]]);
  const far = isFar(joints, side, camera);
  const { end, lower, toes = end } = legs[side];
  const calf = camera.disc(from(joints[`${side} knee`], lower, [-1.6, -bones.shin * 0.3, 0]), radii.knee - 0.2);
  const instep = camera.disc(from(joints[`${side} ankle`], end, [3, -1.5, 0]), 4);
  const bent = dot(end.up, toes.up) < 0.99;
  const shoe = bent
    ? skinAround([instep, disc("heel"), disc("ball")]) + skinAround([disc("ball"), disc("toe")])
    : skinAround([instep, disc("heel"), disc("toe")]);
  return [
    { tone: "leg", far, path: skinAround([hip, knee]) + skinAround([knee, calf, ankle]), nearness },
    { tone: "shoe", far, path: shoe, nearness: nearness + 0.1 },
  ];
}

function armOf({ joints }: Skeleton, side: Side, camera: Camera): Piece[] {
  const place = (name: Named) => joints[`${side} ${name}`];
  const disc = (name: Named) => camera.disc(place(name), radiusOf(`${side} ${name}`));
  const shoulder = camera.disc(place("shoulder"), radii.shoulder - 0.6);
  const nearness = middle(camera, [place("elbow"), place("wrist"), place("shoulder")]);
  const palm = camera.disc(add(times(place("wrist"), 0.55), times(place("fingers"), 0.45)), 3.1);
  const far = isFar(joints, side, camera);
  const path = skinAround([disc("elbow"), disc("wrist")]) + skinAround([disc("wrist"), palm, disc("fingers")]);
  const sleeveEnd = add(times(place("shoulder"), 0.5), times(place("elbow"), 0.5));
  const sleeve = skinAround([shoulder, camera.disc(sleeveEnd, 5)]);
  return [
    { tone: "skin", far, path: skinAround([camera.disc(sleeveEnd, 4.2), disc("elbow")]) + path, nearness },
    { tone: "top", far, path: sleeve, nearness: nearness + 0.1 },
  ];
}

/** The trunk is a chain of bands, each as wide as the body is there. */
function trunkOf({ joints, trunk, breath }: Skeleton, camera: Camera): Piece[] {
  const level = (
    joint: Joint,
    frame: Frame,
    { half, r, ahead = 0 }: { half: number; r: number; ahead?: number },
  ): Disc[] => sides.map((side) => camera.disc(from(joints[joint], frame, [ahead, 0, signOf(side) * half]), r));
  const pelvis = level("pelvis", trunk.pelvis, { half: 6.5, r: radii.pelvis });
  const waist = level("waist", trunk.waist, { half: 5, r: radii.waist });
  const resting = level("ribs", trunk.ribs, { half: 6.5, r: radii.ribs });
  const ribs = [...resting, ...level("ribs", trunk.ribs, { half: 6.5, r: radii.ribs, ahead: breath })];
  const chest = level("chest", trunk.chest, { half: 7.5, r: radii.chest });
  const yoke = level("chest", trunk.chest, { half: halfWidths.shoulder - 1, r: radii.shoulder - 0.8 });
  const nearness = middle(camera, [joints.pelvis, joints.ribs, joints.chest]);
  return [
    { tone: "leg", far: false, path: skinAround(pelvis) + skinAround([...pelvis, ...waist]), nearness: nearness - 0.2 },
    {
      tone: "top",
      far: false,
      path: skinAround([...waist, ...ribs]) + skinAround([...ribs, ...chest, ...yoke]),
      nearness,
    },
  ];
}

function headOf({ joints, trunk }: Skeleton, camera: Camera): Piece[] {
  const { head } = trunk;
  const at = (offset: Vector) => from(joints.head, head, offset);
  const nearness = camera.nearness(joints.head);
  const hair = [camera.disc(at([-2.2, 1.6, 0]), 9.6)];
  const bun = camera.disc(at([-8.5, 6.5, 0]), 3.9);
  const face = skinAround([camera.disc(at([0.6, -0.8, 0]), 9), camera.disc(at([2.2, -4.8, 0]), 6.2)]);
  const nose = skinAround([camera.disc(at([8.5, -1.4, 0]), 2), camera.disc(at([6, 0, 0]), 3)]);
  const looksAway = camera.nearness(add(joints.head, head.forward)) < nearness - 0.5;
  return [
    {
      tone: "skin",
      far: false,
      path: skinAround([camera.disc(joints.neck, radii.neck), camera.disc(at([-1, -5, 0]), 4.8)]),
      nearness: middle(camera, [joints.neck]) - 0.3,
    },
    {
      tone: "hair",
      far: false,
      path: skinAround(hair) + skinAround([bun]),
      nearness: nearness + (looksAway ? 0.2 : 0),
    },
    { tone: "skin", far: false, path: face + nose, nearness: nearness + 0.1 },
  ];
}

type Named = "hip" | "knee" | "ankle" | "heel" | "ball" | "toe" | "shoulder" | "elbow" | "wrist" | "fingers";

/** A limb is far when its root lies well behind the middle of the body. */
function isFar(joints: Skeleton["joints"], side: Side, camera: Camera): boolean {
  return camera.nearness(joints[`${side} hip`]) < camera.nearness(joints.pelvis) - 5;
}

function middle(camera: Camera, places: readonly Vector[]): number {
  return places.reduce((sum, place) => sum + camera.nearness(place), 0) / places.length;
}
