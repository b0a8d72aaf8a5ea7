import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

/*
 * Makes letters.ts out of the files of a font, by hand, when the font changes:
 *   node bin/print-letters.ts latin-800.woff latin-ext-800.woff > engine/lettering/letters.ts
 * They are of the npm package @fontsource/bricolage-grotesque 5.3.0 (SIL Open Font License 1.1). A picture that is drawn
 * on a bare server finds no font there, so it is given the outlines of its letters; of a font file they would have to be
 * read anew by every process.
 */

/** Latin with its accents, and the punctuation that a title may hold. */
const wanted = (code: number) => (code >= 0x20 && code <= 0x17f) || punctuation.has(code);
const punctuation = new Set([0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026, 0x20ac]);

type Table = (tag: string) => DataView;

/** The WOFF container: a directory of tables, each of them compressed. https://www.w3.org/TR/WOFF/ */
function readTables(file: string): Table {
  const bytes = readFileSync(file);
  const tables = new Map<string, DataView>();
  for (let index = 0; index < bytes.readUInt16BE(12); index += 1) {
    const entry = 44 + index * 20;
    const [at, packed, size] = [4, 8, 12].map((place) => bytes.readUInt32BE(entry + place)) as [number, number, number];
    const stored = bytes.subarray(at, at + packed);
    const plain = packed < size ? inflateSync(stored) : stored;
    tables.set(bytes.toString("latin1", entry, entry + 4), new DataView(Uint8Array.from(plain).buffer));
  }
  return (tag) => tables.get(tag) ?? fail(`${file} has no table ${tag}`);
}

function fail(words: string): never {
  throw new Error(words);
}

/** Format 4 of the character map holds everything that these files do. */
function* readCharacters(cmap: DataView): Generator<[code: number, glyph: number]> {
  const subtables = Array.from({ length: cmap.getUint16(2) }, (_, index) => cmap.getUint32(4 + index * 8 + 4));
  const at = subtables.find((start) => cmap.getUint16(start) === 4) ?? fail("no character map of format 4");
  const segments = cmap.getUint16(at + 6) / 2;
  for (let segment = 0; segment < segments; segment += 1) {
    const word = (block: number) => at + 14 + block * segments * 2 + (block > 0 ? 2 : 0) + segment * 2;
    const [end, start, delta, range] = [0, 1, 2, 3].map((block) => cmap.getUint16(word(block))) as [
      number,
      number,
      number,
      number,
    ];
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const found = range === 0 ? code : cmap.getUint16(word(3) + range + (code - start) * 2);
      if (found !== 0) yield [code, (found + delta) & 0xffff];
    }
  }
}

type Point = { x: number; y: number; isOn: boolean };

function readGlyph(table: Table, glyph: number): Point[][] {
  const isLong = table("head").getInt16(50) === 1;
  const loca = table("loca");
  const offset = (index: number) => (isLong ? loca.getUint32(index * 4) : loca.getUint16(index * 2) * 2);
  if (offset(glyph) === offset(glyph + 1)) return [];
  const at = offset(glyph);
  const contours = table("glyf").getInt16(at);
  return contours < 0 ? readParts(table, at + 10) : readContours(table("glyf"), { at: at + 10, contours });
}

/** A letter with an accent is made of two others, each moved and perhaps scaled. */
function readParts(table: Table, from: number): Point[][] {
  const glyf = table("glyf");
  const parts: Point[][] = [];
  for (let at = from, more = true; more; ) {
    const [flags, glyph] = [glyf.getUint16(at), glyf.getUint16(at + 2)];
    const isWide = (flags & 1) !== 0;
    const [dx, dy] = isWide
      ? [glyf.getInt16(at + 4), glyf.getInt16(at + 6)]
      : [glyf.getInt8(at + 4), glyf.getInt8(at + 5)];
    at += isWide ? 8 : 6;
    const number = () => {
      at += 2;
      return glyf.getInt16(at - 2) / 16_384;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & 0x08) a = d = number();
    else if (flags & 0x40) [a, d] = [number(), number()];
    else if (flags & 0x80) [a, b, c, d] = [number(), number(), number(), number()];
    const moved = ({ x, y, isOn }: Point) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, isOn });
    parts.push(...readGlyph(table, glyph).map((contour) => contour.map(moved)));
    more = (flags & 0x20) !== 0;
  }
  return parts;
}

function readContours(glyf: DataView, { at: from, contours }: { at: number; contours: number }): Point[][] {
  const ends = Array.from({ length: contours }, (_, index) => glyf.getUint16(from + index * 2));
  const count = (ends.at(-1) ?? -1) + 1;
  let at = from + contours * 2;
  at += 2 + glyf.getUint16(at);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = glyf.getUint8(at++);
    const repeats = flag & 8 ? glyf.getUint8(at++) : 0;
    for (let again = 0; again <= repeats; again += 1) flags.push(flag);
  }
  const along = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += glyf.getUint8(at++) * (flag & same ? 1 : -1);
      else if (!(flag & same)) {
        value += glyf.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = along(2, 16);
  const ys = along(4, 32);
  const points = flags.map((flag, index) => ({ x: xs[index] ?? 0, y: ys[index] ?? 0, isOn: (flag & 1) !== 0 }));
  return ends.map((end, index) => points.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end + 1));
}

/** Quadratic curves; between two points off the line lies one on it. y grows downwards, as in SVG. */
function pathOf(contours: readonly Point[][]): string {
  return contours
    .filter((contour) => contour.length > 1)
    .map(contourPath)
    .join("");
}

function contourPath(contour: readonly Point[]): string {
  const middle = (one: Point, other: Point): Point => ({
    x: (one.x + other.x) / 2,
    y: (one.y + other.y) / 2,
    isOn: true,
  });
  const whole = contour.flatMap((point, index) => {
    const next = contour[(index + 1) % contour.length] ?? point;
    return point.isOn || next.isOn ? [point] : [point, middle(point, next)];
  });
  const first = whole.findIndex(({ isOn }) => isOn);
  const points = [...whole.slice(first), ...whole.slice(0, first)];
  const at = ({ x, y }: Point) => `${Math.round(x)} ${Math.round(-y)}`;
  let path = `M${at(points[0] ?? fail("an empty contour"))}`;
  for (let index = 1; index < points.length; index += 1) {
    const point = points[index] ?? fail("a missing point");
    if (point.isOn) path += `L${at(point)}`;
    else path += `Q${at(point)} ${at(points[++index % points.length] ?? points[0] ?? point)}`;
  }
  return `${path}Z`;
}

const letters: Record<string, [number, string]> = {};
let unitsPerEm = 0;
for (const file of process.argv.slice(2)) {
  const table = readTables(file);
  unitsPerEm = table("head").getUint16(18);
  const metrics = table("hhea").getUint16(34);
  for (const [code, glyph] of readCharacters(table("cmap"))) {
    if (!wanted(code)) continue;
    const advance = table("hmtx").getUint16(Math.min(glyph, metrics - 1) * 4);
    letters[String.fromCodePoint(code)] ??= [advance, pathOf(readGlyph(table, glyph))];
  }
}
console.log(`/* Printed by bin/print-letters.ts from Bricolage Grotesque 800, SIL Open Font License 1.1; see LICENSE beside it. */
export const unitsPerEm = ${unitsPerEm};

/** Of each letter how far it moves the pen, and its outline, y growing downwards from the base line. */
export const letters: Readonly<Record<string, readonly [advance: number, outline: string]>> = ${JSON.stringify(letters)};`);
