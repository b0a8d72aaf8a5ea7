import { describe, expect, test } from "vitest";
import { colors, type Ground, type Role, readable, type Scheme } from "./theme.ts";

const schemes: Scheme[] = ["light", "dark"];

describe.each(schemes)("in the %s scheme", (scheme) => {
  const pairs = Object.entries(readable).flatMap(([on, texts]) => texts.map((text) => [text, on as Ground] as const));

  test.each(pairs)("%s can be read on %s", (text, on) => {
    expect(contrast(colors[scheme][text], colors[scheme][on])).toBeGreaterThanOrEqual(4.5);
  });

  const shapes: [Role, Role][] = [
    ["edge", "ground"],
    ["edge", "surface"],
    ["brand", "ground"],
    ["brand", "surface"],
    ["done", "ground"],
    ["done", "surface"],
  ];

  test.each(shapes)("%s stands out as a shape on %s", (shape, on) => {
    expect(contrast(colors[scheme][shape], colors[scheme][on])).toBeGreaterThanOrEqual(3);
  });
});

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => linear(Number.parseInt(hex.slice(start, start + 2), 16) / 255));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
