import { once } from "node:events";
import { request as send } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";
import { parseSettings, type Settings } from "../../engine/settings.ts";
import { bodyLimitBytes } from "./body-limit.ts";
import { close, createFrontServer, listen } from "./server.ts";

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of opened.splice(0)) await end();
});

function settings(record: Record<string, string>): Settings {
  const parsed = parseSettings({ APP_SECRET: "s".repeat(32), ...record });
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  return parsed.settings;
}

type Echo = { headers: Record<string, string>; sizeBytes: number };

/** The front server with, in the place of Next, somebody who tells what reached him. */
async function openServer(record: Record<string, string> = {}, noteProxy?: (address: string) => void): Promise<number> {
  const server = createFrontServer({
    settings: settings(record),
    isDevelopment: false,
    ...(noteProxy && { noteProxy }),
    answer: async (request, response) => {
      const sizeBytes = (await text(request)).length;
      response.end(JSON.stringify({ headers: request.headers, sizeBytes }));
    },
  });
  await listen(server, { port: 0, mail: { kind: "mailbox" } });
  opened.push(() => close(server, 100));
  return (server.address() as AddressInfo).port;
}

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: string };

function ask(port: number, headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const request = send({ port, host: "127.0.0.1", method, headers }, async (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }),
    );
    request.on("error", reject);
    request.end(body);
  });
}

async function headersSeen(port: number, headers: Record<string, string>): Promise<Record<string, string>> {
  return (JSON.parse((await ask(port, headers)).body) as Echo).headers;
}

test("a stranger's X-Forwarded-For is replaced by the address that the socket knows", async () => {
  const seen = await headersSeen(await openServer(), {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Real-IP": "203.0.113.9",
  });
  expect(seen["x-forwarded-for"]).toBe("127.0.0.1");
  expect(seen["x-forwarded-proto"]).toBe("http");
  expect(seen["x-forwarded-host"]).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(seen["x-real-ip"]).toBeUndefined();
});

test("what came through a proxy stays marked as such, so that the mailbox does not answer it", async () => {
  const port = await openServer();
  expect((await headersSeen(port, { "X-Forwarded-For": "127.0.0.1" })).forwarded).toBeDefined();
  expect((await headersSeen(port, {})).forwarded).toBeUndefined();
});

test("a trusted proxy is believed, but not what was sent to it", async () => {
  const port = await openServer({ TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8" });
  const seen = await headersSeen(port, {
    "X-Forwarded-For": "198.51.100.1, 203.0.113.9, 10.1.2.3",
    "X-Forwarded-Proto": "https",
  });
  expect(seen["x-forwarded-for"]).toBe("203.0.113.9");
  expect(seen["x-forwarded-proto"]).toBe("https");
});

test("a proxy beside us that the settings do not name is spoken of once and noted, and only where mail leaves", async () => {
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const forwarded = { "X-Forwarded-For": "203.0.113.9" };
  const noted: string[] = [];
  const note = (address: string) => void noted.push(address);
  const [trial, named] = [
    await openServer({}, note),
    await openServer({ ...real, TRUSTED_PROXIES: "127.0.0.1" }, note),
  ];
  for (const port of [trial, named]) await ask(port, forwarded);
  expect(warned).not.toHaveBeenCalled();
  expect(noted).toEqual([]);
  const unnamed = await openServer(real, note);
  for (let time = 0; time < 3; time += 1) await ask(unnamed, forwarded);
  expect(warned.mock.calls).toEqual([[expect.stringContaining("set TRUSTED_PROXIES=127.0.0.1 ")]]);
  expect(noted).toEqual(["127.0.0.1"]);
  warned.mockRestore();
});

const real = {
  RESEND_API_KEY: "re_key",
  MAIL_FROM: "a@letters.example",
  SITE_URL: "https://letters.example",
  POSTAL_ADDRESS: "1 Road",
  OWNER_EMAIL: "a@letters.example",
};

test("what is no request at all is answered in words, and the next one too", async () => {
  const port = await openServer();
  const sent: [bytes: string, status: number][] = [
    ["NONSENSE\r\n\r\n", 400],
    ["GET / HTTP/9.9\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n", 400],
    ["CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", 400],
    ["GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ];
  for (const [bytes, status] of sent) {
    const socket = connect(port, "127.0.0.1");
    socket.write(bytes);
    expect((await text(socket)).slice(0, 12), bytes.slice(0, 40)).toBe(`HTTP/1.1 ${status}`);
  }
  expect((await ask(port)).status).toBe(200);
});

test("whoever asks for a tunnel and cuts the line ends nothing, and whoever never closes it is closed upon", async () => {
  const port = await openServer();
  const tunnel = "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n";
  for (let time = 0; time < 5; time += 1) {
    const socket = connect(port, "127.0.0.1");
    socket.write(tunnel);
    await once(socket, "data");
    socket.resetAndDestroy();
  }
  const lasting = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  lasting.write(tunnel);
  await once(lasting.resume(), "end");
  // A server is closed when its last connection is.
  for (const end of opened.splice(0)) await end();
  lasting.destroy();
});

test("only a picture that stands in mail may be shown by another site", async () => {
  const server = await openServer();
  const policyOf = async (path: string) =>
    (await fetch(`http://127.0.0.1:${server}${path}`)).headers.get("cross-origin-resource-policy");
  for (const path of ["/pictures/a.png", "/o/token", "/letters/weekly/first/card.png?v=1"]) {
    expect(await policyOf(path), path).toBe("cross-origin");
  }
  for (const path of ["/", "/me/token/copy.json", "/studio", "/x?/pictures/a.png", "/letters/weekly/first"]) {
    expect(await policyOf(path), path).toBe("same-origin");
  }
});

test("every answer tells browsers to run no foreign script and to leak no path", async () => {
  const { headers } = await ask(await openServer());
  const policy = String(headers["content-security-policy"]);
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']{22,}'(?:;|$)/);
  expect(policy).not.toContain("unsafe-eval");
  expect(headers["referrer-policy"]).toBe("same-origin");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("Next finds the same nonce in the request, and a visitor cannot choose it", async () => {
  const port = await openServer();
  const { headers, body } = await ask(port, { "Content-Security-Policy": "script-src 'nonce-mine'" });
  expect((JSON.parse(body) as Echo).headers["content-security-policy"]).toBe(headers["content-security-policy"]);
  const again = await ask(port);
  expect(again.headers["content-security-policy"]).not.toBe(headers["content-security-policy"]);
});

test("only a site on https asks browsers to stay there", async () => {
  expect((await ask(await openServer(real))).headers["strict-transport-security"]).toBeDefined();
  expect((await ask(await openServer())).headers["strict-transport-security"]).toBeUndefined();
});

test("a body of any allowed length arrives whole", async () => {
  const { status, body } = await ask(await openServer(), {}, Buffer.alloc(bodyLimitBytes, "a"));
  expect(status).toBe(200);
  expect((JSON.parse(body) as Echo).sizeBytes).toBe(bodyLimitBytes);
});

test("a body that says it is too long is refused before it is sent", async () => {
  const { status } = await ask(await openServer(), { "Content-Length": String(bodyLimitBytes + 1) }, Buffer.from("a"));
  expect(status).toBe(413);
});

test("a picture for a letter may be longer than a form, at its own address alone", async () => {
  const port = await openServer();
  const post = (path: string, sizeBytes: number) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: Buffer.alloc(sizeBytes) }).then(
      ({ status }) => status,
      () => "cut off",
    );
  expect(await post("/studio/letters/pictures", 2_000_000)).toBe(200);
  expect(await post("/studio/letters/pictures", 11_000_000)).not.toBe(200);
  expect(await post("/studio/letters/pictures/more", 2_000_000)).not.toBe(200);
});

test("a body that turns out too long is refused on the way", async () => {
  const port = await openServer();
  const socket = connect(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  const piece = Buffer.alloc(100_000, "a");
  for (let sent = 0; sent <= bodyLimitBytes; sent += piece.length) {
    socket.write(`${piece.length.toString(16)}\r\n`);
    socket.write(piece);
    socket.write("\r\n");
  }
  socket.write("0\r\n\r\n");
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /);
});

test("an address of bytes that are no text is refused before it reaches Next", async () => {
  const port = await openServer();
  for (const path of ["/%FF", "/lessons/%E0%A4%A", "/%"]) {
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status, path).toBe(400);
  }
  for (const target of ["*", "http://elsewhere.example/", "?", "x"]) {
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect((await text(socket)).slice(0, 12), target).toBe("HTTP/1.1 400");
  }
  expect((await fetch(`http://127.0.0.1:${port}/%F0%9F%8F%83?%FF`)).status).toBe(200);
});

test("an upgrade that is offered is passed over, and no odd method reaches Next", async () => {
  const port = await openServer();
  const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
  expect((await ask(port, upgrade)).status).toBe(200);
  for (const method of ["TRACE", "PROPFIND", "PURGE"]) {
    const socket = connect(port, "127.0.0.1");
    socket.write(`${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(await text(socket), method).toMatch(/^HTTP\/1\.1 405 [\s\S]*\r\nAllow: GET, HEAD, POST/);
  }
});

test("a request that fails is answered, and the next one too", async () => {
  const server = createFrontServer({
    settings: settings({}),
    isDevelopment: false,
    answer: async (request, response) => {
      if (request.url === "/fails") throw new Error("planted");
      response.end("well");
    },
  });
  await listen(server, { port: 0, mail: { kind: "mailbox" } });
  opened.push(() => close(server, 100));
  const { port } = server.address() as AddressInfo;
  const complained = vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await fetch(`http://127.0.0.1:${port}/fails`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("planted");
  expect(String(complained.mock.lastCall)).toContain("planted");
  complained.mockRestore();
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("well");
});

test("a port that is taken is named, with the way to start on another", async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, () => resolve((other.address() as AddressInfo).port)),
  );
  opened.push(async () => void other.close());
  const server = createFrontServer({ settings: settings({}), isDevelopment: false, answer: async () => {} });
  await expect(listen(server, { port, mail: { kind: "mailbox" } })).rejects.toThrow(`Port ${port} is in use already`);
});

test.each([
  ["Thu, 01 Jan 1970 00:00:00 GMT", 400],
  ["%FF", 400],
  ["[]", 400],
  [encodeURIComponent(JSON.stringify(["", { children: ["me", {}] }])), 200],
])("where a browser of Next's says that it stands, '%s', is answered %i", async (state, status) => {
  expect((await ask(await openServer(), { "Next-Router-State-Tree": state })).status).toBe(status);
});
