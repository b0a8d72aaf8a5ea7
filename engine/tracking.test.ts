import { expect, it, test } from "vitest";
import { prepare } from "../domain/fill.ts";
import { readToken, signingKeys } from "../domain/tokens.ts";
import type { Part } from "../domain/version.ts";
import { mayTrack, trackingFilling } from "./tracking.ts";

const [key] = signingKeys(["a secret"]);
if (!key) throw new Error("there is no key");
const frame = { links: ["https://a.example/"], clickUrl: "https://x.example/r/T", siteUrl: "https://x.example", key };
const tracked = trackingFilling({ ...frame, delivery: { id: 7, tracked: true } });
const plain = trackingFilling({ ...frame, delivery: { id: 7, tracked: false } });

const all = { settings: { tracking: true }, publication: { tracking: true }, readerTracking: true, notice: null };

test("a letter is tracked where site, publication and reader allow it", () => {
  expect(mayTrack(all)).toBe(true);
  expect(mayTrack({ ...all, notice: "nudge" })).toBe(true);
  expect(mayTrack({ ...all, settings: { tracking: false } })).toBe(false);
  expect(mayTrack({ ...all, publication: { tracking: false } })).toBe(false);
  expect(mayTrack({ ...all, readerTracking: false })).toBe(false);
});

it.each(["confirm", "address-change", "address-changed"])("a notice of the kind %s is never tracked", (notice) => {
  expect(mayTrack({ ...all, notice })).toBe(false);
});

test("the pixel's address holds a token of this delivery, good for opening alone", () => {
  const token = tracked.values["links.open"]?.split("/").at(-1) ?? "";
  expect(readToken({ keys: [key], purpose: "open", token })).toBe(7n);
  expect(readToken({ keys: [key], purpose: "click", token })).toBeNull();
});

test("a link that the version has not makes no message, tracked or not", () => {
  for (const filling of [tracked, plain]) {
    expect(() => filling.linkUrl(1)).toThrow("the version of delivery 7 has no link 1");
  }
  expect([tracked.linkUrl(0), plain.linkUrl(0)]).toEqual(["https://x.example/r/T?n=1", "https://a.example/"]);
});

test("a version that was compiled before there was a honeypot is filled as ever", () => {
  const pixel: Part = { choice: "open.pixel", options: { on: ['<img src="', { slot: "links.open" }, '">'], off: [] } };
  const form = { subject: [], preheader: [], text: [], web: [] };
  const filler = prepare({ ...form, html: ['<a href="', { link: 0 }, '">', pixel] });
  expect(filler.fill(tracked).html).toMatch(
    /^<a href="https:\/\/x\.example\/r\/T\?n=1"><img src="[^"]*\/o\/[\w-]{34}">$/,
  );
  expect(filler.fill(plain).html).toBe('<a href="https://a.example/">');
});
