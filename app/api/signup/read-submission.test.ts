import { describe, expect, test } from "vitest";
import { longestBody, readSubmission } from "./read-submission.ts";

function posted(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/api/signup", { method: "POST", body, headers });
}

const form = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html,*/*" };
const json = { "Content-Type": "application/json; charset=utf-8" };

describe("what the signup route reads", () => {
  test("takes a form, in any script", async () => {
    const body = new URLSearchParams({ name: "Žofie 🏃 עברית", email: "ann@example.com" });
    expect(await readSubmission(posted(body, form))).toEqual({
      kind: "read",
      isJson: false,
      fields: { name: "Žofie 🏃 עברית", email: "ann@example.com" },
    });
  });

  test("takes a multipart form, and counts a file as nothing typed", async () => {
    const body = new FormData();
    body.set("email", "ann@example.com");
    body.set("name", new File(["x"], "x.txt"));
    expect(await readSubmission(posted(body))).toMatchObject({ fields: { email: "ann@example.com" } });
  });

  test("takes a name of ten thousand letters, so that it can be answered in words", async () => {
    const body = new URLSearchParams({ name: "🏃".repeat(10_000) });
    expect(await readSubmission(posted(body, form))).toMatchObject({ kind: "read" });
  });

  test.each([
    ["what is no JSON", "{bad"],
    ["a list", "[]"],
    ["null", "null"],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])("refuses %s with 400", async (_, body) => {
    expect(await readSubmission(posted(body, json))).toMatchObject({ kind: "refused", status: 400, isJson: true });
  });

  test("refuses a multipart body without its boundary with 400", async () => {
    expect(await readSubmission(posted("x", { "Content-Type": "multipart/form-data" }))).toMatchObject({ status: 400 });
  });

  test("refuses anything but a form and JSON with 415", async () => {
    expect(await readSubmission(posted("email=a", { "Content-Type": "text/plain" }))).toMatchObject({ status: 415 });
  });

  test("stops reading where a body grows longer than any form", async () => {
    let piecesRead = 0;
    const endless = new ReadableStream({
      pull(stream) {
        piecesRead += 1;
        stream.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const request = new Request("http://localhost/api/signup", {
      method: "POST",
      body: endless,
      headers: form,
      // Node asks for it with a stream; TypeScript's own DOM types do not know it.
      ...{ duplex: "half" },
    });
    expect(await readSubmission(request)).toMatchObject({ kind: "refused", status: 413, isJson: false });
    expect(piecesRead).toBeLessThan(longestBody / (64 * 1024) + 4);
  });
});
