import { letters, unitsPerEm } from "./letters.ts";

/** A line of text as outlines, in pixels: where it stands is for whoever draws it. */
export type Line = { path: string; width: number };

/**
 * Text as outlines, for pictures that are drawn where there may be no font at all. What the letters do not have, such as
 * an emoji or another script, is left out; null when nothing is left to be seen.
 */
export function drawLine(text: string, { size }: { size: number }): Line | null {
  const scale = size / unitsPerEm;
  // The display face is set tight, as on the site.
  const tracking = -0.02 * unitsPerEm;
  let pen = 0;
  const outlines: string[] = [];
  for (const letter of knownLetters(text)) {
    const [advance, outline] = letters[letter] ?? [0, ""];
    if (outline !== "") outlines.push(`<path transform="translate(${round(pen)} 0)" d="${outline}"/>`);
    pen += advance + tracking;
  }
  if (outlines.length === 0) return null;
  return { path: `<g transform="scale(${round(scale)})">${outlines.join("")}</g>`, width: pen * scale };
}

/** The words in as many lines as they need, none wider than `width`; more than `most` lines are cut off with an ellipsis. */
export function drawLines(text: string, input: { size: number; width: number; most: number }): Line[] {
  const words = knownLetters(text)
    .split(" ")
    .filter((word) => word !== "");
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, input) <= input.width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.slice(0, input.most);
  if (lines.length > shown.length) shown[shown.length - 1] += "…";
  return shown.flatMap((line) => drawLine(line, input) ?? []);
}

function widthOf(text: string, { size }: { size: number }): number {
  return drawLine(text, { size })?.width ?? 0;
}

/** A letter with an accent may be written as two; together they are the one that is known. */
function knownLetters(text: string): string {
  const known = [...text.normalize("NFC").replace(/\s/g, " ")].filter((letter) => Object.hasOwn(letters, letter));
  return known.join("").replace(/ +/g, " ").trim();
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
