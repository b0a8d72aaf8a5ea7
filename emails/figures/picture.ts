import { createHash } from "node:crypto";
import { colors } from "../parts/theme.ts";
import { type Drawing, draw, type Ink } from "./draw.ts";
import type { Figure } from "./figure.ts";

/**
 * A drawing as mail shows it. `name` is its address below the site's pictures; it is made from the drawing's hash, so a
 * picture never changes and may be kept for ever. `width` and `height` are CSS pixels; its pixels are twice as many.
 */
export type Picture = { hash: string; name: string; svg: string; width: number; height: number };

/** A drawing as a page shows it: what stands inside an svg element of this view box. */
export type Inline = { viewBox: string; paths: string };

/** As wide as the letter's text on a wide screen. */
const width = 520;

/** Most readers hold a screen that is twice as fine as a CSS pixel. */
export const density = 2;

// A message is rendered dozens of times while it is published, and its moves are the same objects each time.
const pictures = new WeakMap<Figure, Picture>();
const inlines = new WeakMap<Figure, Inline>();

/** The drawing on paper of its own: a mail program swaps the colors of a text, and never those of a picture. */
export function pictureOf(figure: Figure): Picture {
  const picture = pictures.get(figure) ?? makePicture(draw(figure));
  pictures.set(figure, picture);
  return picture;
}

/** The drawing for a page, whose style sheet inks it by class names. */
export function inlineOf(figure: Figure): Inline {
  const inline = inlines.get(figure) ?? makeInline(draw(figure));
  inlines.set(figure, inline);
  return inline;
}

function makePicture(drawing: Drawing): Picture {
  const height = Math.round((drawing.height * width) / drawing.width);
  const svg = onPaper(drawing, { width: width * density, height: height * density });
  const hash = createHash("sha256").update(svg).digest("hex").slice(0, 32);
  return { hash, name: `${hash}.png`, svg, width, height };
}

function makeInline({ paths, width: w, height: h }: Drawing): Inline {
  return { viewBox: `0 0 ${w} ${h}`, paths: paths.map(({ ink, d }) => `<path class="${ink}" d="${d}"/>`).join("") };
}

function onPaper({ paths, width: w, height: h }: Drawing, pixels: { width: number; height: number }): string {
  const drawn = paths.map(({ ink, d }) => `<path ${inks[ink]} d="${d}"/>`).join("");
  const paper = `<rect width="${w}" height="${h}" fill="${colors.light.ground}"/>`;
  const size = `viewBox="0 0 ${w} ${h}" width="${pixels.width}" height="${pixels.height}" preserveAspectRatio="none"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${paper}${drawn}</svg>`;
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
  "leg far": filled(mix(edge, ground, 0.2)),
  "shoe far": filled(mix(edge, ground, 0.2)),
  "skin far": filled(mix(edge, ground, 0.4)),
  "hair far": filled(ink),
  thing: `fill="${line}"`,
  ground: stroked(edge, 30),
  arrow: stroked(brand, 35),
  next: stroked(edge, 30),
};

/** A thin seam in the paper's color around each piece keeps a limb apart from what lies behind it. */
function filled(color: string): string {
  return `fill="${color}" stroke="${ground}" stroke-width="24" paint-order="stroke" stroke-linejoin="round"`;
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
