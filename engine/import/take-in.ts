import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Encoding, recognise, Utf8Watch } from "../../domain/import/recognise.ts";
import type { Context } from "../context.ts";

/** The largest file that is taken: some three million people with their columns. */
export const largestFileBytes = 512 * 1024 * 1024;
export const largestFile = "512 MB";

/** A file as it lies in the data folder: UTF-8 without a mark, whatever it came in. */
export type TakenFile = { fileKey: string; sizeBytes: number; encoding: Encoding; fingerprint: string };
export type TakenIn = ({ kind: "taken" } & TakenFile) | { kind: "refused"; message: string };

type Source = AsyncIterable<Uint8Array>;
type Asked = { source: Source; sizeLimitBytes?: number };

/** Enough to tell text from a picture, and UTF-16 from UTF-8. */
const headBytes = 4_096;

export function importFile({ settings }: Pick<Context, "settings">, fileKey: string): string {
  return join(importFolder({ settings }), `${fileKey}.csv`);
}

export function importFolder({ settings }: Pick<Context, "settings">): string {
  return join(settings.dataDir, "imports");
}

/**
 * Writes a file to the data folder as it comes in, piece by piece, and turns it into UTF-8, so that all that reads it
 * later knows one encoding and can go on at any byte. What is no CSV is refused in a sentence, and nothing of it stays.
 */
export async function takeIn(context: Context, { source, sizeLimitBytes = largestFileBytes }: Asked): Promise<TakenIn> {
  const fileKey = context.randomness.id();
  const path = importFile(context, fileKey);
  const draft = `${path}.part`;
  await mkdir(importFolder(context), { recursive: true, mode: 0o700 });
  try {
    const written = await writeDraft({ source, draft, sizeLimitBytes });
    if (written.kind === "refused") return written;
    await rename(draft, path);
    return { ...written, kind: "taken", fileKey };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return refuse(noRoom);
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

export async function throwAway(context: Context, fileKey: string): Promise<void> {
  await rm(importFile(context, fileKey), { force: true });
}

type Written = ({ kind: "written" } & Omit<TakenFile, "fileKey">) | Extract<TakenIn, { kind: "refused" }>;

async function writeDraft(input: { source: Source; draft: string; sizeLimitBytes: number }): Promise<Written> {
  const { head, rest } = await readHead(input.source);
  const recognised = recognise(head);
  if (recognised.kind === "refused") return recognised;
  const { kind: encoding, skipBytes } = recognised;
  const { sizeLimitBytes, draft } = input;
  const body = withHead(head.subarray(skipBytes), rest);
  if (encoding !== "utf-8") return writeDecoded({ body, draft, encoding, sizeLimitBytes });
  const watch = new Utf8Watch();
  const written = await write(draft, body, sizeLimitBytes, (piece) => watch.see(piece));
  if (written === null) return refuse(tooLarge);
  if (watch.zeroLine !== null) return refuse(zeroByte(watch.zeroLine));
  const found = watch.end();
  if (found.kind === "mixed") return refuse(mixed(found.line));
  if (found.kind === "utf-8") return { kind: "written", encoding, ...written };
  const raw = `${draft}.raw`;
  await rename(draft, raw);
  try {
    return await writeDecoded({ body: createReadStream(raw), draft, encoding: "windows-1252", sizeLimitBytes });
  } finally {
    await rm(raw, { force: true });
  }
}

async function writeDecoded(input: {
  body: Source;
  draft: string;
  encoding: Exclude<Encoding, "utf-8">;
  sizeLimitBytes: number;
}): Promise<Written> {
  const { body, draft, encoding, sizeLimitBytes } = input;
  let line = 1;
  let zeroLine: number | null = null;
  // An eight-bit file grows by at most three times; the limit is one of what was sent.
  const written = await write(draft, decoded(body, encoding), sizeLimitBytes * 3, (piece) => {
    for (const byte of piece) {
      if (byte === 0x0a) line += 1;
      else if (byte === 0) zeroLine ??= line;
    }
  });
  if (written === null) return refuse(tooLarge);
  return zeroLine === null ? { kind: "written", encoding, ...written } : refuse(zeroByte(zeroLine));
}

async function* decoded(body: Source, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of body) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function readHead(source: Source): Promise<{ head: Buffer; rest: AsyncIterator<Uint8Array> }> {
  const rest = source[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes < headBytes) {
    const { value, done } = await rest.next();
    if (done) break;
    pieces.push(value);
    sizeBytes += value.length;
  }
  return { head: Buffer.concat(pieces), rest };
}

async function* withHead(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Null where it is too large. It lies on the disk, and not in its cache, before anybody is told that it is here. */
async function write(path: string, body: Source, limitBytes: number, see: (piece: Uint8Array) => void) {
  const file: FileHandle = await open(path, "w", 0o600);
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    for await (const piece of body) {
      sizeBytes += piece.length;
      if (sizeBytes > limitBytes) return null;
      see(piece);
      hash.update(piece);
      await file.writeFile(piece);
    }
    await file.sync();
    return { sizeBytes, fingerprint: hash.digest("hex") };
  } finally {
    await file.close();
  }
}

function refuse(message: string): { kind: "refused"; message: string } {
  return { kind: "refused", message };
}

const tooLarge = `This file is larger than ${largestFile}. Split it, and import one part after the other.`;
const noRoom = "There is no room left on the server’s disk for this file. Make room, and choose it again.";

function zeroByte(line: number): string {
  return `Line ${line} holds a zero byte, which no text has: the file is damaged, or it is no CSV. Save it as CSV again and choose that.`;
}

function mixed(line: number): string {
  return `This file mixes two encodings: from line ${line} on it is not in UTF-8 as before. Open it, look at that line, and save it as CSV in UTF-8.`;
}
