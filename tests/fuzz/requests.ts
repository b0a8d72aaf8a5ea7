import { mintTokens, type SigningKey } from "../../domain/tokens.ts";
import type { Draw } from "./draw.ts";
import { hostileJson, hostileText, spoiled } from "./hostile.ts";
import { filled, type Route } from "./routes.ts";

/** What one connection sends, byte for byte. `isWhole`: a request that the site owes an answer. */
export type Sent = { kind: string; bytes: Buffer; isWhole: boolean };

export type Target = { host: string; routes: readonly Route[]; key: SigningKey };

const purposes = ["lesson", "me", "leave", "click", "open", "confirm", "address"] as const;

const kinds: readonly (readonly [
  kind: string,
  weight: number,
  make: (draw: Draw, target: Target) => Omit<Sent, "kind">,
])[] = [
  ["page", 22, (draw, target) => whole(draw, target, { method: "GET", path: pathOf(draw, target) })],
  ["odd path", 14, (draw, target) => whole(draw, target, { method: "GET", path: oddPath(draw) })],
  [
    "form",
    26,
    (draw, target) => whole(draw, target, { method: "POST", path: pathOf(draw, target), body: bodyOf(draw) }),
  ],
  ["odd method", 8, (draw, target) => whole(draw, target, { method: draw.one(methods), path: pathOf(draw, target) })],
  ["huge", 4, huge],
  ["broken length", 8, brokenLength],
  ["broken chunks", 6, brokenChunks],
  ["broken head", 8, brokenHead],
  ["upgrade", 2, (draw, target) => whole(draw, target, { method: "GET", path: pathOf(draw, target), more: upgrade })],
  ["noise", 2, (draw) => ({ bytes: draw.bytes(400), isWhole: false })],
];

export function hostileRequest(draw: Draw, target: Target): Sent {
  let place = draw.below(kinds.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [kind, weight, make] of kinds) {
    if (place < weight) return { kind, ...make(draw, target) };
    place -= weight;
  }
  throw new Error("the weights do not add up");
}

const methods = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "SEARCH", "PURGE", "LINK", "QUERY"];
const upgrade = ["Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"];

type Asked = { method: string; path: string; body?: { type: string; bytes: Buffer }; more?: readonly string[] };

/** A request that HTTP allows, whatever it says. */
function whole(draw: Draw, { host }: Target, { method, path, body, more = [] }: Asked): Omit<Sent, "kind"> {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${draw.chance(0.95) ? host : asciiOf(hostileText(draw)) || "x"}`];
  lines.push(`Connection: ${more.length > 0 ? "Upgrade" : "close"}`, ...more, ...oddHeaders(draw));
  if (body !== undefined) lines.push(`Content-Type: ${asciiOf(body.type)}`, `Content-Length: ${body.bytes.length}`);
  return {
    bytes: Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body?.bytes ?? Buffer.alloc(0)]),
    isWhole: true,
  };
}

/** What Next, our server and the routes look at, with anything in it. */
const looked = [
  ...["Accept", "Accept-Encoding", "Accept-Language", "Cookie", "User-Agent", "Referer", "Range", "If-None-Match"],
  ...["If-Modified-Since", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"],
  ...[
    "RSC",
    "Next-Router-State-Tree",
    "Next-Router-Prefetch",
    "Next-Router-Segment-Prefetch",
    "Next-Url",
    "Next-Action",
  ],
  ...["X-Middleware-Subrequest", "X-Middleware-Rewrite", "X-Nextjs-Data", "X-Invoke-Path", "X-Matched-Path", "Purpose"],
  ...["X-Http-Method-Override", "X-Original-URL", "X-Real-IP", "Content-Encoding", "Content-Security-Policy", "DNT"],
  ...["svix-id", "svix-timestamp", "svix-signature", "X-Studio-Path", "TE", "Expect", "Authorization", "Sec-GPC"],
];

const goods = [
  ...[
    "1",
    "text/html",
    "application/json",
    "gzip, br",
    "same-origin",
    "cross-site",
    "bytes=0-10",
    "127.0.0.1",
    "https",
  ],
  ...["dayletter.session_token=a.b", "dayletter-form=eyJ0eXBlZCI6e319", "%5B%22%22%2C%7B%7D%5D", "100-continue", "*"],
  ...[
    "middleware:middleware:middleware",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Mozilla/5.0 (iPhone)",
    "trailers",
    "identity",
  ],
];

function oddHeaders(draw: Draw): string[] {
  const names = draw.many(5, () => draw.one(looked));
  const lines = names.map((name) => `${name}: ${asciiOf(spoiled(draw, draw.one(goods)))}`);
  // Most come with an origin, or few of them would come further than the first look at a form.
  return draw.chance(0.7) ? [...lines, "Sec-Fetch-Site: same-origin", "Accept: text/html"] : lines;
}

/** Of a header's value all that HTTP allows in one. */
function asciiOf(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "").slice(0, 2_000);
}

function pathOf(draw: Draw, { routes, key }: Target): string {
  const { path } = draw.one(routes);
  const token = () => mintTokens({ key, deliveryId: BigInt(1 + draw.below(400)), purposes })[draw.one(purposes)];
  const value = (place: string) => {
    if (draw.chance(0.2)) return encodeURIComponent(hostileText(draw, { most: 4 }).toWellFormed()) || "x";
    if (place === "token")
      return draw.chance(0.8) ? token() : encodeURIComponent(spoiled(draw, token()).toWellFormed());
    return draw.one([
      "1",
      "runner-core",
      "weekly",
      "first-letter",
      "find-your-brace",
      "pause",
      "0",
      "99999999999999999999",
    ]);
  };
  return `${filled(path, value)}${draw.chance(0.5) ? queryOf(draw) : ""}`;
}

const fields = [
  ...[
    "email",
    "name",
    "course",
    "timezone",
    "sendTime",
    "again",
    "sent",
    "changed",
    "see",
    "to",
    "before",
    "whose",
    "n",
  ],
  ...[
    "reason",
    "said",
    "fault",
    "until",
    "weekday",
    "letter",
    "newsletter",
    "honeypot",
    "suggestion",
    "address",
    "password",
  ],
  ...["_rsc", "id", "key", "token", "time", "zone", "tracking", "wrong", "feeling", "current", "key[]", "__proto__"],
];

function queryOf(draw: Draw): string {
  const pairs = draw.many(
    4,
    () => `${draw.one(fields)}=${encodeURIComponent(spoiled(draw, "runner-core").toWellFormed())}`,
  );
  return `?${draw.chance(0.1) ? asciiOf(hostileText(draw)).replaceAll(" ", "+") : pairs.join("&")}`;
}

const roots = [
  ...["/", "/_next/static/", "/_next/image?url=", "/_next/data/x/", "/_next/", "/pictures/", "/mailbox/", "/studio/"],
  ...[
    "/api/",
    "/.env",
    "/.git/config",
    "/server.js",
    "/index.html",
    "/letters/weekly/",
    "/courses/",
    "//",
    "/\\",
    "/;/",
  ],
];
const climbs = [
  "..",
  "%2e%2e",
  "..%2f",
  "..%5c",
  "%252e%252e",
  "....//",
  "%c0%ae%c0%ae",
  "etc/passwd",
  "package.json",
  "a%00.png",
];

function oddPath(draw: Draw): string {
  const climb = draw.many(6, () => draw.one(climbs)).join("/");
  const rest = encodeURI(hostileText(draw, { most: 5 }).toWellFormed());
  return `${draw.one(roots)}${climb}${draw.chance(0.5) ? rest : ""}`.replaceAll(/[^\x21-\x7e]/g, "");
}

const types = [
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json",
  "text/plain",
];

function bodyOf(draw: Draw): { type: string; bytes: Buffer } {
  const type = draw.one(types);
  if (draw.chance(0.1)) return { type, bytes: draw.bytes(600) };
  const typed = draw.many(
    6,
    () => [draw.one(fields), spoiled(draw, draw.one(["ann@example.com", "07:00", "runner-core", "UTC"]))] as const,
  );
  const good = type.includes("json")
    ? JSON.stringify(draw.chance(0.5) ? hostileJson(draw) : Object.fromEntries(typed))
    : type.includes("multipart")
      ? `${typed.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("")}--x--\r\n`
      : new URLSearchParams(typed.map(([name, value]) => [name, value.toWellFormed()])).toString();
  return {
    type: draw.chance(0.9) ? type : hostileText(draw),
    bytes: Buffer.from(draw.chance(0.5) ? good : spoiled(draw, good)),
  };
}

function huge(draw: Draw, target: Target): Omit<Sent, "kind"> {
  const long = "x".repeat(20_000 + draw.below(60_000));
  const path = pathOf(draw, target);
  const heads = [
    `GET /${long} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: a\r\nCookie: ${long}\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: a\r\n${"X-A: b\r\n".repeat(3_000)}\r\n`,
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n${long}`,
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${long.length * 6}\r\n\r\n${long.repeat(6)}`,
  ];
  return { bytes: Buffer.from(draw.one(heads)), isWhole: false };
}

function brokenLength(draw: Draw, target: Target): Omit<Sent, "kind"> {
  const lengths = ["-1", "1e3", "0x10", "5, 5", "", "99999999999999999999", " 5", "5\r\nContent-Length: 6", "20000"];
  const head = `POST ${pathOf(draw, target)} HTTP/1.1\r\nHost: ${target.host}\r\nContent-Type: ${draw.one(types)}\r\n`;
  return { bytes: Buffer.from(`${head}Content-Length: ${draw.one(lengths)}\r\n\r\nemail=a`), isWhole: false };
}

function brokenChunks(draw: Draw, target: Target): Omit<Sent, "kind"> {
  const chunks = [
    "5\r\nabcde\r\n0\r\n\r\n",
    "zz\r\n",
    "5\r\nabc",
    "FFFFFFFFFFFFFFFF\r\n",
    "5;a=b\r\nabcde\r\n0\r\nX: y\r\n\r\n",
    "0\r\n\r\n",
    "-5\r\n",
  ];
  const coding = draw.one(["chunked", "chunked, gzip", "gzip", "CHUNKED", "chunked\r\nContent-Length: 3", "identity"]);
  const head = `POST ${pathOf(draw, target)} HTTP/1.1\r\nHost: ${target.host}\r\nContent-Type: ${draw.one(types)}\r\n`;
  return { bytes: Buffer.from(`${head}Transfer-Encoding: ${coding}\r\n\r\n${draw.one(chunks)}`), isWhole: false };
}

function brokenHead(draw: Draw, target: Target): Omit<Sent, "kind"> {
  const good = `GET ${pathOf(draw, target)} HTTP/1.1\r\nHost: ${target.host}\r\nCookie: a=b\r\nCookie: c=d\r\nHost: other\r\n\r\n`;
  const heads = [
    () => spoiled(draw, good),
    () => good.replace("HTTP/1.1", draw.one(["HTTP/0.9", "HTTP/2.0", "HTTP/1.0", "HTCPCP/1.0", "", "http/1.1"])),
    () => good.replaceAll("\r\n", draw.one(["\n", "\r", "\n\r"])),
    () => good.replace("GET", draw.one(["", "get", "G\0T", "GET\t", "CONNECT", "PRI", `${"A".repeat(500)}`])),
    () =>
      good.replace("GET /", draw.one(["GET http://evil.example/", "GET *", "GET ?", "GET //evil.example/", "GET "])),
    () => good.replace("Host", draw.one(["Ho st", "Host ", " Host", "Hos\0t", "Hôst"])),
  ];
  return { bytes: Buffer.from(draw.one(heads)(), draw.chance(0.5) ? "utf8" : "latin1"), isWhole: false };
}
