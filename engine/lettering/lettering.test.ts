import { describe, expect, it } from "vitest";
import { drawLine, drawLines } from "./lettering.ts";

const size = 60;

describe("text as outlines", () => {
  it("is as wide as its letters, and grows with its size", () => {
    const one = drawLine("Core", { size })?.width ?? 0;
    expect(drawLine("Core Core", { size })?.width).toBeGreaterThan(2 * one);
    expect(drawLine("Core", { size: 2 * size })?.width).toBeCloseTo(2 * one);
  });

  it("knows letters with accents, whether they are written as one sign or as two", () => {
    expect(drawLine("é", { size })).toEqual(drawLine("e\u0301", { size }));
    for (const letter of "ÄöŁřşŽß€–’") expect(drawLine(letter, { size }), letter).not.toBeNull();
  });

  it("leaves out what it has no outline for, and is nothing when nothing is left", () => {
    expect(drawLine("Run 🏃 日本", { size })).toEqual(drawLine("Run", { size }));
    expect(drawLine("日本 🏃", { size })).toBeNull();
  });

  it("breaks between words, never wider than asked, and says where it cut", () => {
    const lines = drawLines("A course with quite a long title of many words", { size, width: 400, most: 3 });
    expect(lines).toHaveLength(3);
    for (const line of lines.slice(0, -1)) expect(line.width).toBeLessThanOrEqual(400);
    expect(drawLines("Short", { size, width: 400, most: 3 })).toHaveLength(1);
  });
});
