import { expect, test } from "vitest";
import { isForeignPost } from "./foreign-post.ts";

const posted = (headers: Record<string, string>) => isForeignPost(new Headers(headers));

test("a button on our own page works", () => {
  expect(posted({ "sec-fetch-site": "same-origin", origin: "null", host: "dayletter.example" })).toBe(false);
});

test("a button on another site does nothing, nor does one on a neighbouring subdomain", () => {
  expect(posted({ "sec-fetch-site": "cross-site", host: "dayletter.example" })).toBe(true);
  expect(posted({ "sec-fetch-site": "same-site", host: "dayletter.example" })).toBe(true);
});

test("an old browser is believed by its Origin", () => {
  expect(posted({ origin: "https://dayletter.example", host: "dayletter.example" })).toBe(false);
  expect(posted({ origin: "https://dayletter.example:8443", host: "dayletter.example" })).toBe(true);
  expect(posted({ origin: "https://evil.example", host: "dayletter.example" })).toBe(true);
  expect(posted({ origin: "nonsense", host: "dayletter.example" })).toBe(true);
});

test("a browser that blanks its Origin, and a program that sends none, are let through", () => {
  expect(posted({ origin: "null", host: "dayletter.example" })).toBe(false);
  expect(posted({ host: "dayletter.example" })).toBe(false);
});
