import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { redraw } from "./redraw.ts";

const photo = (width = 2_400, height = 1_600) =>
  sharp({
    create: { width, height, channels: 3, background: "#c23a1e", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  });
const flat = () => sharp({ create: { width: 300, height: 200, channels: 3, background: "#c23a1e" } });

test("a photograph becomes a JPEG of a letter's size, turned upright, with no word of where it was taken", async () => {
  const taken = await photo()
    .withExif({ IFD0: { Copyright: "Somebody", Orientation: "6" }, IFD3: { GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const drawn = await redraw(taken);
  expect(drawn).toMatchObject({ kind: "redrawn", contentType: "image/jpeg", width: 1_200, height: 1_800 });
  if (drawn.kind !== "redrawn") return;
  const { exif, icc, orientation, xmp } = await sharp(drawn.bytes).metadata();
  expect({ exif, icc, orientation, xmp }).toEqual({});
  expect(drawn.bytes.toString("latin1")).not.toMatch(/Somebody|Exif/);
});

test("a flat drawing stays a PNG, and a WebP becomes what every mail program shows", async () => {
  expect(await redraw(await flat().png().toBuffer())).toMatchObject({ contentType: "image/png", width: 300 });
  expect(await redraw(await photo().webp().toBuffer())).toMatchObject({ contentType: "image/jpeg", width: 1_200 });
});

test("what is transparent stays so", async () => {
  const glass = sharp({
    create: { width: 80, height: 80, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.3 } },
  });
  const drawn = await redraw(await glass.webp().toBuffer());
  expect(drawn).toMatchObject({ kind: "redrawn", contentType: "image/png" });
  if (drawn.kind === "redrawn") expect((await sharp(drawn.bytes).metadata()).hasAlpha).toBe(true);
});

const png = () => flat().png().toBuffer();
const jpeg = () => flat().jpeg().toBuffer();

test.each([
  ["nothing", async () => Buffer.alloc(0), /empty/],
  ["words", async () => Buffer.from("Hello"), /no picture/],
  ["a page that calls itself a picture", async () => Buffer.from("<html><script>alert(1)</script>"), /no picture/],
  ["an SVG", async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /SVG/],
  ["an SVG behind a declaration", async () => Buffer.from('<?xml version="1.0"?>\n<svg onload="alert(1)"/>'), /SVG/],
  ["a GIF", () => flat().gif().toBuffer(), /GIF/],
  ["an AVIF", () => flat().avif().toBuffer(), /HEIC, AVIF/],
  [
    "a PNG with an archive behind it",
    async () => Buffer.concat([await png(), Buffer.from("PK\u0003\u0004")]),
    /something else/,
  ],
  [
    "a JPEG with a script in it",
    async () => Buffer.concat([await jpeg(), Buffer.from("<script>1</script>")]),
    /something else/,
  ],
  [
    "a WebP with a page behind it",
    async () => Buffer.concat([await flat().webp().toBuffer(), Buffer.from("<html>")]),
    /something else/,
  ],
  ["half a PNG", async () => (await photo(400, 400).png().toBuffer()).subarray(0, 5_000), /something else|damaged/],
  ["half a JPEG", async () => (await photo(900, 900).jpeg().toBuffer()).subarray(0, 9_000), /damaged/],
  ["a PNG that unpacks to gigabytes", async () => bomb(), /has 60,000 × 60,000 pixels/],
  ["too long a file", async () => Buffer.concat([await jpeg(), Buffer.alloc(10_000_001)]), /10 MB/],
])("%s is refused, and what helps is said", async (_, make, message) => {
  const drawn = await redraw(await make());
  expect(drawn.kind).toBe("wrong");
  expect(drawn.kind === "wrong" && drawn.message).toMatch(message);
});

/** A head that promises 3.6 billion pixels over a few bytes. */
function bomb(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(60_000, 0);
  head.writeUInt32BE(60_000, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([begin, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.alloc(100_000))), chunk("IEND")]);
}

function chunk(name: string, data = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
