import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import type { CourseDescription } from "../domain/course-description.ts";
import { type Picture, pictureOf } from "../emails/figures/picture.ts";
import type { MoveFacts } from "../emails/parts/props.ts";
import { colors } from "../emails/parts/theme.ts";
import { paintPicture } from "../engine/publish/pictures.ts";
import { root } from "./environment.ts";

/*
 * Draws the moves of every course for those who work on them. Without an argument, into `emails/static`, where the
 * preview server finds a letter's pictures; with `--sheet`, all of them beside each other into `docs/moves.webp`, and
 * with `--unnamed` too, shuffled and numbered, for a look with fresh eyes: can you tell which is which?
 */

type Drawn = { name: string; picture: Picture };
type Chapter = { title: string; moves: readonly Drawn[] };

/** How the sheet is laid out, in pixels. */
const columns = 3;
const gap = 24;
const nameHeight = 30;
const titleHeight = 64;

const wanted = new Set(process.argv.slice(2));
const chapters = await readChapters();
if (wanted.has("--sheet")) await drawSheet(wanted.has("--unnamed") ? [shuffled(chapters)] : chapters);
else await drawPreviews(chapters);

async function readChapters(): Promise<Chapter[]> {
  const folder = join(root, "emails", "courses");
  const slugs = readdirSync(folder).filter((slug) => existsSync(join(folder, slug, "moves.ts")));
  const found = await Promise.all(slugs.sort().map((slug) => readChapter(join(folder, slug))));
  return found.sort((one, other) => one.order - other.order);
}

async function readChapter(folder: string): Promise<Chapter & { order: number }> {
  // What these files hold is the compiler's business, which reads them too.
  const { course } = (await imported(join(folder, "course.ts"))) as { course: CourseDescription };
  const { moves } = (await imported(join(folder, "moves.ts"))) as { moves: Record<string, MoveFacts> };
  const drawn = Object.values(moves).flatMap(({ name, figure }) =>
    figure ? [{ name, picture: pictureOf(figure) }] : [],
  );
  return { title: course.title, moves: drawn, order: course.order };
}

function imported(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}

async function drawPreviews(all: readonly Chapter[]): Promise<void> {
  const folder = join(root, "emails", "static", "pictures");
  mkdirSync(folder, { recursive: true });
  for (const { picture } of all.flatMap(({ moves }) => moves)) {
    const file = join(folder, picture.name);
    if (!existsSync(file)) writeFileSync(file, await paintPicture(picture));
  }
}

async function drawSheet(all: readonly Chapter[]): Promise<void> {
  let bottom = gap;
  const parts: string[] = [];
  for (const { title, moves } of all) {
    parts.push(words(title, { x: gap, y: bottom + 36, size: 30, weight: 700 }));
    bottom += titleHeight;
    for (let first = 0; first < moves.length; first += columns) {
      const row = moves.slice(first, first + columns);
      parts.push(...row.map((drawn, column) => cell(drawn, { column, top: bottom })));
      bottom += Math.max(...row.map(({ picture }) => picture.height)) + nameHeight + gap;
    }
  }
  const width = gap + columns * (520 + gap);
  const paper = `<rect width="${width}" height="${bottom}" fill="${colors.light.surface}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom}">${paper}${parts.join("")}</svg>`;
  const file = wanted.has("--unnamed") ? ".build/moves-unnamed.webp" : "docs/moves.webp";
  await sharp(Buffer.from(svg)).webp({ quality: 82, effort: 6 }).toFile(join(root, file));
  console.log(`drawn  ${file}`);
}

function cell({ name, picture }: Drawn, { column, top }: { column: number; top: number }): string {
  const x = gap + column * (picture.width + gap);
  const place = `<svg x="${x}" y="${top + nameHeight}" `;
  const size = `width="${picture.width}" height="${picture.height}"`;
  const drawing = picture.svg.replace("<svg ", place).replace(/width="\d+" height="\d+"/, size);
  return words(name, { x, y: top + 19, size: 17, weight: 600 }) + drawing;
}

function words(text: string, { x, y, size, weight }: Record<"x" | "y" | "size" | "weight", number>): string {
  const type = `font-family="sans-serif" font-size="${size}" font-weight="${weight}" fill="${colors.light.ink}"`;
  return `<text x="${x}" y="${y}" ${type}>${text.replaceAll("&", "&amp;")}</text>`;
}

/** In the order of their hashes, which is no order at all. The key is printed. */
function shuffled(all: readonly Chapter[]): Chapter {
  const moves = all.flatMap((chapter) => chapter.moves);
  const mixed = moves.toSorted((one, other) => one.picture.hash.localeCompare(other.picture.hash));
  for (const [index, { name }] of mixed.entries()) console.log(`${index + 1}  ${name}`);
  return { title: "Which is which?", moves: mixed.map((drawn, index) => ({ ...drawn, name: `${index + 1}` })) };
}
