import type { Database } from "../../db/connect.ts";
import { type Drawn, knownPictures } from "../../db/pictures.ts";
import type { Compiled, Part } from "../../domain/version.ts";
import { density, type Picture, pictureOf } from "../../emails/figures/picture.ts";
import type { LessonDescription } from "../../emails/parts/props.ts";
import type { ChangedCourse } from "./compile-changed.ts";
import { Refusal } from "./refusal.ts";

/** The pictures of the moves that a lesson asks for, each once. */
export function picturesOf({ work }: LessonDescription): Picture[] {
  const pictures = Object.values(work).flatMap(({ move }) => (move.figure ? [pictureOf(move.figure)] : []));
  return [...new Map(pictures.map((picture) => [picture.hash, picture])).values()];
}

/** Refuses a mail that would ask for a picture which nobody draws. */
export function checkPictures(
  file: string,
  { compiled, pictures }: { compiled: Compiled; pictures: readonly Picture[] },
): void {
  const drawn = new Set(pictures.map(({ name }) => name));
  for (const { html } of Object.values(compiled.forms)) {
    const missing = namesIn(html).find((name) => !drawn.has(name));
    if (missing === undefined) continue;
    throw new Refusal(file, "shows the drawing of a move that its lesson.work does not hold: place moves from there.");
  }
}

function namesIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part, index) => {
    const after = parts[index + 1];
    if (typeof part === "string" || !("slot" in part) || part.slot !== "links.pictures") return [];
    return typeof after === "string" ? [/^\/([^"]*)/.exec(after)?.[1] ?? ""] : [""];
  });
}

/**
 * Draws those pictures of the changed courses that are not stored yet. It comes before the transaction that stores them
 * together with the versions that show them, for drawing takes longer than a transaction should.
 */
export async function drawMissing(
  db: Database,
  { changed, now }: { changed: readonly ChangedCourse[]; now: Date },
): Promise<Drawn[]> {
  const all = changed.flatMap(({ lessons }) => lessons.flatMap(({ pictures }) => pictures));
  const pictures = new Map(all.map((picture) => [picture.hash, picture]));
  const known = await knownPictures(db, { hashes: [...pictures.keys()] });
  const missing = [...pictures.values()].filter(({ hash }) => !known.has(hash));
  return Promise.all(missing.map((picture) => drawOne(picture, now)));
}

async function drawOne(picture: Picture, now: Date): Promise<Drawn> {
  const size = { width: picture.width * density, height: picture.height * density };
  return { hash: picture.hash, contentType: "image/png", ...size, bytes: await paintPicture(picture), createdAt: now };
}

/** The picture as a PNG. */
export async function paintPicture({ svg }: Pick<Picture, "svg">): Promise<Buffer> {
  // Imported here, because mostly there is nothing to draw, and what draws is large.
  const { default: sharp } = await import("sharp");
  // Sixteen colors are half a byte for each pixel: 9 KB, where 32 colors took 20 and looked the same.
  return sharp(Buffer.from(svg)).png({ palette: true, colors: 16, dither: 0, effort: 7 }).toBuffer();
}
