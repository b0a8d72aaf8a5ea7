import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testSettings } from "../../tests/factories/context.ts";
import type { Context } from "../context.ts";
import { importFile, importFolder, takeIn } from "./take-in.ts";

let dataDir: string;
let context: Context;
let count = 0;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "dayletter-take-in-"));
  // Only what taking in a file touches.
  context = { settings: { ...testSettings(), dataDir }, randomness: { id: () => `key-${++count}` } } as Context;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

/** In pieces of an odd size, so that letters and marks lie across two of them. */
async function* pieces(bytes: Buffer, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function taken(bytes: Buffer, sizeLimitBytes?: number) {
  const file = await takeIn(context, {
    source: pieces(bytes),
    ...(sizeLimitBytes === undefined ? {} : { sizeLimitBytes }),
  });
  if (file.kind === "refused") return file.message;
  return `${file.encoding}: ${readFileSync(importFile(context, file.fileKey), "utf8")}`;
}

const text = "email,name\nzoë@example.com,Žofie 🏃\n";

test("reads UTF-8 with a mark and without", async () => {
  expect(await taken(Buffer.from(text))).toBe(`utf-8: ${text}`);
  expect(await taken(Buffer.from(`\ufeff${text}`))).toBe(`utf-8: ${text}`);
});

test("reads UTF-16 of either order, with a mark and without", async () => {
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  expect(await taken(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))).toBe(`utf-16le: ${text}`);
  expect(await taken(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))).toBe(`utf-16be: ${text}`);
  expect(await taken(little)).toBe(`utf-16le: ${text}`);
  expect(await taken(big)).toBe(`utf-16be: ${text}`);
});

test("reads Windows-1252, with its euro sign and quotes", async () => {
  const bytes = Buffer.from("name;price\nJürgen O\x92Hara;5 \x80\n", "latin1");
  expect(await taken(bytes)).toBe("windows-1252: name;price\nJürgen O’Hara;5 €\n");
});

test.each([
  ["a workbook", Buffer.from("PK\x03\x04 and so on"), /spreadsheet or an archive/],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /a picture, not a CSV file/],
  ["a page", Buffer.from("<!doctype html><p>email,name"), /a web page/],
  ["nothing", Buffer.from(""), /empty/],
  ["bytes that are no text", Buffer.from([1, 0, 0, 7, 0, 65, 66, 0]), /not text/],
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), /UTF-32/],
  [
    "a zero byte far down",
    Buffer.concat([Buffer.alloc(9_000, "a\n"), Buffer.from("x\0y\n")]),
    /Line 4501 holds a zero byte/,
  ],
  [
    "two encodings glued together",
    Buffer.concat([Buffer.from("žluťoučký kůň\n"), Buffer.from("\xfc\n", "latin1")]),
    /from line 2/,
  ],
])("refuses %s in words, and keeps nothing of it", async (_, bytes, words) => {
  const before = readdirSync(importFolder(context));
  expect(await taken(bytes)).toMatch(words);
  expect(readdirSync(importFolder(context))).toEqual(before);
});

test("stops at the limit, however much is sent", async () => {
  expect(await taken(Buffer.alloc(5_000, "a"), 4_500)).toMatch(/larger than 512 MB/);
});

test("keeps nothing of a file whose sender went away", async () => {
  const before = readdirSync(importFolder(context));
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(10_000, "a");
    throw new Error("gone");
  }
  await expect(takeIn(context, { source: broken() })).rejects.toThrow("gone");
  expect(readdirSync(importFolder(context))).toEqual(before);
});
