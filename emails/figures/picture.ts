import { createHash } from "node:crypto";
import { colors } from "../parts/theme.ts";
import { type Drawing, draw, type Ink } from "./draw.ts";
import type { Figure } from "./figure.ts";

/**
 * A drawing as mail shows it. `name` is its address below the site's pictures; it is made from the drawing's hash, so a
 * picture never changes and may be kept for ever. `width` and `height` are CSS pixels; its pixels are twice as many.
 */
export type Picture = { hash: string; name: string; svg: string; width: number; height: number };

/** As wide as the letter's text on a wide screen. */
const width = 520;

// A message is rendered dozens of times while it is published, and its moves are the same objects each time.
const pictures = new WeakMap<Figure, Picture>();
const drawings = new WeakMap<Figure, Drawing>();

/** The drawing on paper of its own: a mail program swaps the colors of a text, and never those of a picture. */
export function pictureOf(figure: Figure): Picture {
  const known = pictures.get(figure);
  if (known) return known;
  const drawing = drawingOf(figure);
  const svg = onPaper(drawing);
  const hash = createHash("sha256").update(svg).digest("hex").slice(0, 32);
  const height = Math.round((drawing.height * width) / drawing.width);
  const picture = { hash, name: `${hash}.png`, svg, width, height };
  pictures.set(figure, picture);
  return picture;
}

export function drawingOf(figure: Figure): Drawing {
  const drawing = drawings.get(figure) ?? draw(figure);
  drawings.set(figure, drawing);
  return drawing;
}

function onPaper({ paths, width: w, height: h }: Drawing): string {
  const drawn = paths.map(({ ink, d }) => `<path ${inks[ink]} d="${d}"/>`).join("");
  const paper = `<rect width="${w}" height="${h}" fill="${colors.light.ground}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}">${paper}${drawn}</svg>`;
}

const { brand, edge, ground, ink, line } = colors.light;
const skin = mix(edge, ink, 0.05);

const inks: Readonly<Record<Ink, string>> = {
  top: filled(brand),
  leg: filled(ink),
  shoe: filled(ink),
  hair: filled(ink),
  skin: filled(skin),
  "top far": filled(mix(brand, ground, 0.45)),
  "leg far": filled(mix(ink, ground, 0.55)),
  "shoe far": filled(mix(ink, ground, 0.55)),
  "skin far": filled(mix(skin, ground, 0.5)),
  "hair far": filled(ink),
  thing: `fill="${mix(line, edge, 0.1)}"`,
  ground: stroked(edge, 3),
  arrow: stroked(brand, 3.5),
  next: stroked(edge, 3),
};

/** A thin seam in the paper's color around each piece keeps a limb apart from what lies behind it. */
function filled(color: string): string {
  return `fill="${color}" stroke="${ground}" stroke-width="2.4" paint-order="stroke" stroke-linejoin="round"`;
}

function stroked(color: string, strokeWidth: number): string {
  return `fill="none" stroke="${color}" stroke-width="${strokeWidth}" stroke-linecap="round" stroke-linejoin="round"`;
}

/** So much of the second color in the first. */
function mix(first: string, second: string, part: number): string {
  const [a, b] = [channels(first), channels(second)];
  return `#${a
    .map((value, at) =>
      Math.round(value + ((b[at] ?? 0) - value) * part)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
