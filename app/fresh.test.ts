import { describe, expect, it } from "vitest";
import { freshAnswer } from "./fresh.ts";

const changedAt = new Date("2026-03-02T08:00:00.500Z");

let made = 0;

function asked(headers: Record<string, string> = {}, from = "a feed"): Promise<Response> {
  const request = new Request("https://site.example/feed", { headers });
  const body = async () => {
    made += 1;
    return from;
  };
  return freshAnswer({ request, from, body, changedAt, contentType: "text/xml", maxAgeSeconds: 300 });
}

const tag = (await asked()).headers.get("etag") ?? "";

describe("an answer for whoever comes by again", () => {
  it("comes with a tag and a date", async () => {
    const answer = await asked();
    expect(answer.status).toBe(200);
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect(answer.headers.get("last-modified")).toBe("Mon, 02 Mar 2026 08:00:00 GMT");
  });

  it.each([
    ["the same tag", { "if-none-match": tag }, 304],
    ["a tag that was made weak on the way", { "if-none-match": `"x", W/${tag}` }, 304],
    ["any tag", { "if-none-match": "*" }, 304],
    ["another tag, whatever the date", { "if-none-match": '"x"', "if-modified-since": changedAt.toUTCString() }, 200],
    ["the same date", { "if-modified-since": "Mon, 02 Mar 2026 08:00:00 GMT" }, 304],
    ["an earlier date", { "if-modified-since": "Mon, 02 Mar 2026 07:59:59 GMT" }, 200],
    ["no date", { "if-modified-since": "yesterday" }, 200],
  ])("for %s answers as it should, and makes nothing that nobody needs", async (_, headers, status) => {
    made = 0;
    const answer = await asked(headers);
    expect(answer.status).toBe(status);
    expect(made).toBe(status === 304 ? 0 : 1);
    expect(await answer.text()).toBe(status === 304 ? "" : "a feed");
  });

  it("has another tag for another body", async () => {
    expect((await asked({ "if-none-match": tag }, "another feed")).status).toBe(200);
  });
});
