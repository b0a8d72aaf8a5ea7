import { describe, expect, test } from "vitest";
import { faultsOf } from "./limits.ts";
import type { Pose } from "./pose.ts";
import { palmOnWall } from "./stances.ts";

const onFlatFeet = ["left heel", "left ball", "right heel", "right ball"] as const;
const standing: Pose = {
  place: { joint: "pelvis", at: [0, 83, 0] },
  right: { leg: { stands: { x: 0, z: 9 } } },
  left: { leg: { stands: { x: 0, z: -9 } } },
  touches: onFlatFeet,
};
const lying: Pose = {
  pelvis: { lean: -90 },
  place: { joint: "pelvis", at: [0, 0, 0] },
  touches: ["pelvis", "chest", "head"],
};

describe("a pose that a body can do has no fault", () => {
  test("standing, lying on the back", () => {
    expect(faultsOf(standing)).toEqual([]);
    expect(faultsOf({ ...lying, legs: { forward: 90, knee: 90 } })).toEqual([]);
  });
});

describe("a pose that no body can do is found out", () => {
  test.each<[string, Partial<Pose>, string]>([
    ["a knee that bends forward", { legs: { forward: 30, knee: -10 } }, "right knee: knee bent by -10"],
    ["an elbow that bends backward", { arms: { elbow: -10 } }, "left elbow: elbow bent by -10"],
    ["a heel in the back", { legs: { forward: 90, knee: 160 } }, "right knee: knee bent by 160"],
    ["a hip folded backward", { legs: { forward: -45 } }, "right hip: hip forward by -45"],
    ["a split", { legs: { forward: 30, out: 75 } }, "left hip: hip out by 75"],
    ["an arm behind the back", { arms: { forward: -80 } }, "right shoulder: shoulder forward by -80"],
    ["a foot that hangs on", { legs: { forward: 30, ankle: 80 } }, "right ankle: ankle pointed by 80"],
    ["an owl", { head: { turn: 120 } }, "head: head turned by 120"],
    ["a back folded backward", { spine: { bend: -70 } }, "spine: spine forward by -70"],
    ["a back folded aside", { spine: { side: 60 } }, "spine: spine aside by 60"],
    ["a trunk wrung out", { spine: { turn: 80 } }, "spine: spine turned by 80"],
  ])("%s", (_what, over, fault) => {
    const inTheAir: Pose = { place: { joint: "pelvis", at: [0, 120, 0] }, touches: [] };
    expect(faultsOf({ ...inTheAir, ...over }).join("\n")).toContain(fault);
  });

  test("a leg that follows from its foot is held to the same limits", () => {
    const sitting = { ...standing, place: { joint: "pelvis", at: [-20, 6, 0] } } as const;
    expect(faultsOf(sitting).join("\n")).toContain("right knee: knee bent by");
  });

  test("a foot that misses the ground, and one that sinks into it", () => {
    const rising: Pose = { ...standing, place: { joint: "pelvis", at: [0, 90, 0] } };
    expect(faultsOf(rising)).toContain("left heel: 6.0 cm away from what it should touch");
    const sinking: Pose = { place: { joint: "pelvis", at: [0, 80, 0] }, touches: [] };
    expect(faultsOf(sinking).join("\n")).toMatch(/right heel: 4\.0 cm below the ground/);
  });

  test("a hand that is led farther than it reaches", () => {
    expect(faultsOf({ ...standing, arms: palmOnWall([90, 130, 0]) }).join("\n")).toMatch(/right hand: led .* farther/);
  });
});
