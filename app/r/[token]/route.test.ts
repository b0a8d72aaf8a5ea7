import { beforeEach, expect, test, vi } from "vitest";
import type { Followed } from "../../../engine/track.ts";
import { GET, HEAD } from "./route.ts";

const follow = vi.fn<(asked: { token: string; link: string | null }) => Promise<Followed>>();
const flush = vi.fn(async () => {});
const error = vi.fn();

vi.mock("next/server", () => ({ after: (work: () => unknown) => work() }));
vi.mock("../../context.ts", () => ({ requestContext: async () => ({ log: { error } }) }));
vi.mock("../../tracker.ts", async (original) => ({
  ...(await original<object>()),
  requestTracker: async () => ({ follow, flush }),
}));
beforeEach(() => vi.clearAllMocks());

const ask = (answer: typeof GET, method = "GET") =>
  answer(new Request("http://localhost/r/T?n=2", { method }), { params: Promise.resolve({ token: "T" }) });

test("Next alone leads on as our own server does, and writes what it has seen before it may sleep", async () => {
  follow.mockResolvedValue({ kind: "found", url: "https://a.example/" });
  for (const response of [await ask(GET), await ask(HEAD, "HEAD")]) {
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("https://a.example/");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  }
  expect(follow.mock.calls.map(([{ token, link }]) => [token, link])).toEqual([
    ["T", "2"],
    ["T", "2"],
  ]);
  expect(flush).toHaveBeenCalledTimes(2);
});

test("a link that leads nowhere is told in words", async () => {
  follow.mockResolvedValue({ kind: "unknown" });
  const response = await ask(GET);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain("Send me my link again");
});

test("while the database is away a reader is asked to try again, and nothing is kept of it", async () => {
  follow.mockRejectedValue(new Error("the database is away"));
  const response = await ask(GET);
  expect(response.status).toBe(503);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toContain("Please try again in a moment");
  expect(error).toHaveBeenCalledOnce();
});
