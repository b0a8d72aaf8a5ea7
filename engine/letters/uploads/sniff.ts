export type Sniffed = { kind: "picture"; format: "jpeg" | "png" | "webp" } | { kind: "wrong"; message: string };

/**
 * What a file is by its first bytes, never by its name or by what a browser says of it. A file that is a picture and
 * something else as well is refused: what we hand on is drawn anew anyway, but nobody makes such a file by accident.
 */
export function sniff(bytes: Buffer): Sniffed {
  if (bytes.length === 0) return wrong("The file is empty.");
  const format = formatOf(bytes);
  if (format === null) return wrong(otherKind(bytes));
  if (hasMoreBehind(bytes, format)) {
    return wrong(
      "There is something else behind the picture in this file. Open it and save it anew, then upload that.",
    );
  }
  return { kind: "picture", format };
}

function formatOf(bytes: Buffer): "jpeg" | "png" | "webp" | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
  if (bytes.subarray(0, 8).equals(pngBegin)) return "png";
  if (latin(bytes, 0, 4) === "RIFF" && latin(bytes, 8, 12) === "WEBP") return "webp";
  return null;
}

const pngBegin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function otherKind(bytes: Buffer): string {
  const begin = bytes.subarray(0, 1_024).toString("utf8").trimStart().toLowerCase();
  if (begin.startsWith("<svg") || (begin.startsWith("<?xml") && begin.includes("<svg"))) {
    return "SVG drawings can carry scripts, and mail programs do not show them. Save it as a PNG and upload that.";
  }
  if (begin.startsWith("gif8")) return "GIFs are not taken. Save one of its pictures as a PNG and upload that.";
  if (latin(bytes, 4, 8) === "ftyp") {
    return "This is a HEIC, AVIF or video file, which mail programs do not show. Save it as a JPEG and upload that.";
  }
  return "This is no picture that can be shown. PNG, JPEG and WebP are taken.";
}

/** Telephones put a film behind a photograph, so of a JPEG only what could be run or unpacked is looked for. */
function hasMoreBehind(bytes: Buffer, format: "jpeg" | "png" | "webp"): boolean {
  if (format === "png") return endOfPng(bytes) !== bytes.length;
  // A chunk of odd length is padded by one byte, which some writers count and others do not.
  if (format === "webp") return bytes.length > bytes.readUInt32LE(4) + 9;
  if (bytes.includes(archiveBegin) && bytes.includes(archiveEnd)) return true;
  return /%PDF-\d\.|<\?php|<script[\s>]|<svg[\s>]|<html[\s>]|<!doctype/i.test(bytes.toString("latin1"));
}

const archiveBegin = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const archiveEnd = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The offset behind the last chunk, or -1 where the chunks do not come to an end. */
function endOfPng(bytes: Buffer): number {
  let offset = pngBegin.length;
  while (offset + 12 <= bytes.length) {
    const end = offset + 12 + bytes.readUInt32BE(offset);
    if (latin(bytes, offset + 4, offset + 8) === "IEND") return end;
    offset = end;
  }
  return -1;
}

function latin(bytes: Buffer, from: number, to: number): string {
  return bytes.subarray(from, to).toString("latin1");
}

function wrong(message: string): Sniffed {
  return { kind: "wrong", message };
}
