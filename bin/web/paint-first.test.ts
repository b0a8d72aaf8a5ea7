import { expect, test } from "vitest";
import { createSleepingScripts } from "./paint-first.ts";

const page = [
  '<html lang="en"><head><link rel="preload" as="script" fetchPriority="low" nonce="n0=" href="/_next/static/chunks/a.js"/>',
  '<script src="/_next/static/chunks/a.js" async="" nonce="n0="></script></head><body><h1>Zoë 👩🏽‍🚀 a < b</h1>',
  '<script src="/_next/static/chunks/old.js" noModule="" nonce="n0="></script>',
  '<script nonce="n0=">self.__next_f.push([1,"<script src=\\"x\\" async>"])</script>',
  '<script src="/_next/static/chunks/b.js" nonce="n0=" id="_R_" async=""></script></body></html>',
].join("");

function through(pieces: readonly Buffer[]): string {
  const scripts = createSleepingScripts();
  const taken = pieces.map((piece) => scripts.take(piece, false));
  return Buffer.concat([...taken, scripts.take(Buffer.alloc(0), true)]).toString("utf8");
}

test("a page's scripts sleep until it is drawn, in their order, and one script of the same nonce wakes them", () => {
  const changed = through([Buffer.from(page)]);
  expect(changed.match(/data-asleep="[^"]+"/g)).toEqual([
    'data-asleep="/_next/static/chunks/a.js"',
    'data-asleep="/_next/static/chunks/b.js"',
  ]);
  expect(changed).not.toMatch(/<script src="\/_next[^>]*async/);
  expect(changed).not.toContain('rel="preload" as="script"');
  expect(changed.match(/<script nonce="n0=">\(\(\)=>/g)).toHaveLength(1);
  expect(changed).toContain('id="_R_"');
});

test("everything else of the page stays as it was", () => {
  const changed = through([Buffer.from(page)]);
  expect(changed).toContain("<h1>Zoë 👩🏽‍🚀 a < b</h1>");
  expect(changed).toContain('<script src="/_next/static/chunks/old.js" noModule="" nonce="n0=">');
  expect(changed).toContain('self.__next_f.push([1,"<script src=\\"x\\" async>"])');
});

test("wherever a page is cut into pieces on its way, it comes out the same", () => {
  const bytes = Buffer.from(page);
  const whole = through([bytes]);
  for (let at = 1; at < bytes.length; at += 1) {
    expect(through([bytes.subarray(0, at), bytes.subarray(at)])).toBe(whole);
  }
});
