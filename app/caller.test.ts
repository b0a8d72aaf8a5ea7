import { expect, test } from "vitest";
import { callerOf } from "./caller.ts";

test("a caller is known by the address that our own server saw, not by one that was sent along", () => {
  const headers = new Headers({ "x-forwarded-for": "198.51.100.9, 203.0.113.5", "user-agent": "Firefox" });
  expect(callerOf(headers)).toEqual({ ip: "203.0.113.5", userAgent: "Firefox" });
});

test("a request that says nothing of itself is still a request", () => {
  expect(callerOf(new Headers({ "x-forwarded-for": " " }))).toEqual({ ip: null, userAgent: null });
});

test("an endless user agent is cut", () => {
  expect(callerOf(new Headers({ "user-agent": "x".repeat(10_000) })).userAgent).toHaveLength(500);
});
