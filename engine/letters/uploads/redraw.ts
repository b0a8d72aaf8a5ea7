import { sniff } from "./sniff.ts";

export type Redrawn =
  | { kind: "redrawn"; contentType: "image/png" | "image/jpeg"; width: number; height: number; bytes: Buffer }
  | { kind: "wrong"; message: string };

const uploadLimitBytes = 10_000_000;

/** Twice the 600 pixels of a letter, so that it is sharp on a phone; and no taller than three screens of one. */
const widest = 1_200;
const tallest = 3_600;

/** What a telephone of today takes. A bomb says that it is more, or turns out to be when it is unpacked. */
const mostPixels = 50_000_000;

const patienceSeconds = 15;

/**
 * Draws an uploaded picture anew, at the size of a letter and with nothing of what the file held beside the picture:
 * no place, no camera, no thumbnail, no profile. A photograph becomes a JPEG; what is transparent, or flat enough to be
 * smaller so, a PNG.
 */
export async function redraw(bytes: Buffer): Promise<Redrawn> {
  if (bytes.length > uploadLimitBytes) return wrong("This file is larger than 10 MB. Save it smaller and upload that.");
  const sniffed = sniff(bytes);
  if (sniffed.kind === "wrong") return sniffed;
  const { default: sharp } = await import("sharp");
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", pages: 1 });
  try {
    // The head alone is read here: no pixel is unpacked before its size is known.
    const head = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (head.format !== sniffed.format) return wrong(unreadable);
    if (head.width * head.height > mostPixels) {
      const size = `${head.width.toLocaleString("en-US")} × ${head.height.toLocaleString("en-US")}`;
      return wrong(`This picture has ${size} pixels, more than can be taken. Save it smaller and upload that.`);
    }
    const small = open()
      .timeout({ seconds: patienceSeconds })
      .autoOrient()
      .resize({ width: widest, height: tallest, fit: "inside", withoutEnlargement: true })
      .toColorspace("srgb");
    return await smallest(small, { isPhoto: sniffed.format === "jpeg", isTransparent: head.hasAlpha ?? false });
  } catch {
    // Whatever sharp says of a broken file says nothing to an author.
    return wrong(unreadable);
  }
}

type Drawn = { data: Buffer; info: { width: number; height: number } };
type Drawing = {
  clone(): Drawing;
  png(options: object): { toBuffer(options: { resolveWithObject: true }): Promise<Drawn> };
  jpeg(options: object): { toBuffer(options: { resolveWithObject: true }): Promise<Drawn> };
};

async function smallest(small: Drawing, of: { isPhoto: boolean; isTransparent: boolean }): Promise<Redrawn> {
  const asPng = () => small.clone().png({ compressionLevel: 7 }).toBuffer(withSize);
  const asJpeg = () => small.clone().jpeg({ quality: 80, mozjpeg: true }).toBuffer(withSize);
  if (of.isTransparent) return redrawn("image/png", await asPng());
  const photo = await asJpeg();
  if (of.isPhoto) return redrawn("image/jpeg", photo);
  const flat = await asPng();
  return flat.data.length <= Math.max(smallEnoughBytes, photo.data.length)
    ? redrawn("image/png", flat)
    : redrawn("image/jpeg", photo);
}

/** A drawing with sharp edges is worth this much before it is blurred into a JPEG. */
const smallEnoughBytes = 80_000;

const withSize = { resolveWithObject: true } as const;

function redrawn(contentType: "image/png" | "image/jpeg", { data, info }: Drawn): Redrawn {
  return { kind: "redrawn", contentType, width: info.width, height: info.height, bytes: data };
}

const unreadable = "This picture is damaged or cannot be read. Open it, save it anew as PNG or JPEG, and upload that.";

function wrong(message: string): Redrawn {
  return { kind: "wrong", message };
}
