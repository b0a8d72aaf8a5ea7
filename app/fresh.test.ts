import { describe, expect, it } from "vitest";
import { freshAnswer } from "./fresh.ts";

const changedAt = new Date("2026-03-02T08:00:00.500Z");

function asked(headers: Record<string, string> = {}, body = "a feed"): Response {
  const request = new Request("https://site.example/feed", { headers });
  return freshAnswer({ request, body, changedAt, contentType: "text/xml", maxAgeSeconds: 300 });
}

describe("an answer for whoever comes by again", () => {
  const tag = asked().headers.get("etag") ?? "";

  it("comes with a tag and a date", () => {
    expect(asked().status).toBe(200);
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect(asked().headers.get("last-modified")).toBe("Mon, 02 Mar 2026 08:00:00 GMT");
  });

  it.each([
    ["the same tag", { "if-none-match": tag }, 304],
    ["a tag that was made weak on the way", { "if-none-match": `"x", W/${tag}` }, 304],
    ["any tag", { "if-none-match": "*" }, 304],
    ["another tag, whatever the date", { "if-none-match": '"x"', "if-modified-since": changedAt.toUTCString() }, 200],
    ["the same date", { "if-modified-since": "Mon, 02 Mar 2026 08:00:00 GMT" }, 304],
    ["an earlier date", { "if-modified-since": "Mon, 02 Mar 2026 07:59:59 GMT" }, 200],
    ["no date", { "if-modified-since": "yesterday" }, 200],
  ])("for %s answers as it should", async (_, headers, status) => {
    const answer = asked(headers);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(status === 304 ? "" : "a feed");
  });

  it("has another tag for another body", () => {
    expect(asked({ "if-none-match": tag }, "another feed").status).toBe(200);
  });
});
