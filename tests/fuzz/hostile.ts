import type { Draw } from "./draw.ts";

/** What has broken somebody's parser before: controls, separators, sentinels, scripts that turn the line around, code. */
const pieces: readonly string[] = [
  ..."\0\u0001\u0008\t\n\r\u001b\u007f\u0085\u00a0\u00ad",
  ..."\u200b\u200d\u200e\u200f\u2028\u2029\u202e\u2066\u2069\ufeff\ufffd\uffff\ue000\uf8ff",
  ...[
    "\ud800",
    "\udfff",
    "\u{10ffff}",
    "🏃",
    "👩🏽‍🚀",
    "é",
    "e\u0301",
    "ß",
    "İ",
    "ſ",
    "ﷺ",
    "走る",
    "محمد",
    "\u{e0041}",
  ],
  ...["\r\n", "\r\nBcc: evil@example.com\r\n", "\r\n\r\n", "\n.\n", "%0d%0a", "=?utf-8?B?aGk=?="],
  ...["<", ">", "&", '"', "'", "`", "\\", "/", "//", "..", "../", "..\\", "%2e%2e%2f", "%00", "%ff", "%", "%c0%af"],
  ...[
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}",
    "#{7*7}",
    "';drop table reader;--",
    "$(id)",
    "=1+1",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "true", "[object Object]"],
  ...["0", "-0", "-1", "1e999", "0x10", "٣", "9".repeat(30), "2147483648", "9007199254740993", "+", "-", "1.5"],
  ...[
    "a",
    "A",
    "b",
    "z",
    " ",
    "  ",
    ".",
    ",",
    ";",
    ":",
    "|",
    "@",
    "#",
    "?",
    "=",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "*",
    "_",
  ],
  ...["ann@example.com", "example.com", "xn--80ak6aa92e.com", "07:00", "24:00", "2026-02-30", "Europe/Berlin", "UTC"],
  ...["https://example.com/a?b=c#d", "http://[::1]:99999/", "data:text/html,x", "file:///etc/passwd"],
  ...["# ", "> ", "- ", "1. ", "```\n", "| a | b |\n|---|---|\n", "![x](y)", "[x](<y>)", "[^1]", "<!--", "-->", "~~"],
];

/** Up to some dozens of such pieces, sometimes one of them very often. */
export function hostileText(draw: Draw, { most = 24 }: { most?: number } = {}): string {
  if (draw.chance(0.02)) return draw.one(pieces).repeat(draw.below(3_000));
  return draw.many(most, () => draw.one(pieces)).join("");
}

/** A good value with something done to it, which comes further than noise does. */
export function spoiled(draw: Draw, good: string): string {
  const at = draw.below(good.length + 1);
  switch (draw.below(7)) {
    case 0:
      return good;
    case 1:
      return good.slice(0, at);
    case 2:
      return `${good.slice(0, at)}${draw.one(pieces)}${good.slice(at)}`;
    case 3:
      return `${good.slice(0, at)}${good.slice(at + 1 + draw.below(3))}`;
    case 4:
      return `${draw.one(pieces)}${good}${draw.one(pieces)}`;
    case 5:
      return draw.chance(0.5) ? good.toUpperCase() : good.repeat(1 + draw.below(20));
    default:
      return hostileText(draw);
  }
}

/** Any value that JSON can say, now and then very deep. */
export function hostileJson(draw: Draw, depth = 4): unknown {
  const leaf = () =>
    draw.one<() => unknown>([
      () => hostileText(draw, { most: 6 }),
      () => draw.below(1_000) - 500,
      () => draw.one([null, true, false, 1e300, -0, 0.1]),
    ])();
  if (depth === 0 || draw.chance(0.4)) return leaf();
  if (draw.chance(0.4)) return draw.many(5, () => hostileJson(draw, depth - 1));
  return Object.fromEntries(draw.many(5, () => [hostileText(draw, { most: 2 }), hostileJson(draw, depth - 1)]));
}
