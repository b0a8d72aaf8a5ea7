import { expect, test } from "vitest";
import { isDirect } from "./direct.ts";

const asks = (headers: Record<string, string>) => isDirect(new Headers({ host: "localhost:3000", ...headers }));

test("a browser on this machine sees the mailbox", () => {
  expect(asks({})).toBe(true);
  expect(asks({ host: "127.0.0.1:3000" })).toBe(true);
  expect(asks({ host: "[::1]:3000" })).toBe(true);
  // What Next fills in by itself from the socket.
  expect(
    asks({ "x-forwarded-for": "::ffff:127.0.0.1", "x-forwarded-host": "localhost:3000", "x-forwarded-proto": "http" }),
  ).toBe(true);
});

test.each([
  { "x-forwarded-for": "203.0.113.5" },
  { "x-forwarded-for": "127.0.0.1, 203.0.113.5" },
  { "x-forwarded-for": "" },
  { "x-forwarded-host": "letters.example" },
  { "x-forwarded-proto": "https" },
  { forwarded: "for=127.0.0.1" },
  { via: "1.1 tunnel" },
  { "x-real-ip": "127.0.0.1" },
])("nobody else does through a proxy or tunnel on this machine: %j", (headers) => {
  expect(asks(headers)).toBe(false);
});

test.each([
  "letters.example",
  "localhost.evil.example",
  "192.168.1.20:3000",
  "127.0.0.1@evil.example",
  "0.0.0.0:3000",
  "",
])("nor a page whose own name points at this machine, or another machine: %j", (host) => {
  expect(asks({ host })).toBe(false);
});
