import { request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import type { Hit } from "../../engine/hit.ts";
import { parseSettings } from "../../engine/settings.ts";
import type { Tracker } from "../../engine/track.ts";
import { close, createFrontServer, listen } from "./server.ts";
import { withTrackedLinks } from "./tracked.ts";

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of opened.splice(0)) await end();
});

type Call = { token: string; link?: string | null; hit: Hit };

/** A tracker that knows one link and remembers what it was asked. */
function recording(calls: Call[], isAway = false): Pick<Tracker, "follow" | "see"> {
  return {
    async follow(asked) {
      if (isAway) throw new Error("the database is away");
      calls.push(asked);
      return asked.token === "known" ? { kind: "found", url: "https://a.example/läufe?x=1" } : { kind: "unknown" };
    },
    see: (asked) => void calls.push(asked),
  };
}

/** The front server with, in the place of Next, somebody who says that he was asked. */
async function openServer(calls: Call[] = [], isAway = false): Promise<number> {
  const parsed = parseSettings({ APP_SECRET: "s".repeat(32) });
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  const next = async (_: unknown, response: { end(words: string): void }) => response.end("Next");
  const server = createFrontServer({
    settings: parsed.settings,
    isDevelopment: false,
    answer: withTrackedLinks(next, recording(calls, isAway)),
  });
  await listen(server, { port: 0, mail: { kind: "mailbox" } });
  opened.push(() => close(server, 100));
  return (server.address() as AddressInfo).port;
}

type Asking = { method?: string; headers?: Record<string, string> };

function ask(port: number, path: string, { method = "GET", headers = {} }: Asking = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const request = send({ port, host: "127.0.0.1", path, method, headers }, async (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }),
    );
    request.on("error", reject);
    request.end();
  });
}

test("a link leads on without Next, and the page that it leads to learns nothing", async () => {
  const { status, headers, body } = await ask(await openServer(), "/r/known?n=1");
  expect({ status, body }).toEqual({ status: 302, body: "" });
  expect(headers).toMatchObject({
    location: "https://a.example/l%C3%A4ufe?x=1",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-length": "0",
  });
});

test("the pixel is a picture of one pixel that nobody keeps, for every token that one asks with", async () => {
  const port = await openServer();
  for (const token of ["known", "forged", "a".repeat(10_000)]) {
    const response = await fetch(`http://127.0.0.1:${port}/o/${token}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("content-type")).toBe("image/gif");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(bytes.toString("latin1", 0, 6)).toBe("GIF89a");
    expect([bytes.readUInt16LE(6), bytes.readUInt16LE(8), bytes.length]).toEqual([1, 1, 43]);
  }
});

test("what was asked is handed on: link, method, browser, and the caller that the socket knows", async () => {
  const calls: Call[] = [];
  const port = await openServer(calls);
  await ask(port, "/r/known?utm=x&n=2", {
    method: "HEAD",
    headers: { "User-Agent": "A browser", "X-Forwarded-For": "203.0.113.9", "Sec-GPC": "1" },
  });
  const facts = { method: "HEAD", userAgent: "A browser", network: "127.0.0.0/24", purpose: null };
  expect(calls).toEqual([expect.objectContaining({ token: "known", link: "2", hit: { facts, refused: true } })]);
});

test("HEAD gets the same headers and no body", async () => {
  const port = await openServer();
  const [link, pixel] = [
    await ask(port, "/r/known?n=1", { method: "HEAD" }),
    await ask(port, "/o/known", { method: "HEAD" }),
  ];
  expect([link.status, link.body, pixel.status, pixel.body]).toEqual([302, "", 200, ""]);
  expect(pixel.headers["content-length"]).toBe("43");
});

test("whatever needs words is left to Next, and noted by nobody here", async () => {
  const port = await openServer();
  for (const path of ["/r/forged?n=1", "/r/known/more?n=1", "/r/", "/r", "/o/", "/o/known/more", "/rr/known", "/"]) {
    expect((await ask(port, path)).body, path).toBe("Next");
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    expect((await ask(port, "/r/known?n=1", { method })).body, method).toBe("Next");
    expect((await ask(port, "/o/known", { method })).body, method).toBe("Next");
  }
  expect((await ask(await openServer([], true), "/r/known?n=1")).body).toBe("Next");
});

test("a path of two million characters is refused at the door", async () => {
  const port = await openServer();
  for (const path of [`/r/${"a".repeat(2_000_000)}?n=1`, `/o/${"a".repeat(2_000_000)}`]) {
    const status = await ask(port, path).then(
      (answer) => answer.status,
      () => "cut off",
    );
    expect([431, "cut off"]).toContain(status);
  }
  expect((await ask(port, "/r/known?n=1")).status).toBe(302);
});
