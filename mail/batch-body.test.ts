import fc from "fast-check";
import { expect, test } from "vitest";
import { batchBody, contentBytes } from "./batch-body.ts";
import type { Message } from "./transport.ts";

function letter(change: Partial<Message> = {}): Message {
  return {
    from: "Runner Core <coach@runner.example.org>",
    to: "reader@example.org",
    replyTo: "reply@runner.example.org",
    subject: 'Day 1 · "Brace" 🏃',
    html: "<p>Hi</p>",
    text: "Hi",
    headers: { "List-Id": "<a.b>", "Feedback-ID": "a:b:c:d" },
    tags: [{ name: "delivery", value: "17" }],
    ...change,
  };
}

/** What Resend's API documents, written the plain way. */
function plainBody(messages: readonly Message[]): string {
  return JSON.stringify(
    messages.map(({ from, headers, html, replyTo, subject, tags, text, to }) => {
      const sorted = Object.fromEntries(Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1)));
      const answer = replyTo === null ? {} : { reply_to: replyTo };
      return { from, headers: sorted, html, ...answer, subject, tags, text, to };
    }),
  );
}

/** Text such as templates hold: long and short pieces, quotes, line ends, letters of every script. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "grapheme", minLength: 150, maxLength: 400 }),
  fc.constantFrom("", '<td class="x">\n\t’\u2028\\', "🏃".repeat(120), `${'"'.repeat(250)}\u0007`),
);

test("a body made from pieces has the bytes of the whole message, the first time and every later one", () => {
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), (html, text) => {
      const whole = letter({ html: html.join(""), text: text.join("") });
      const pieced = { ...whole, pieces: { html, text } };
      expect(batchBody([pieced, pieced]).toString()).toBe(plainBody([whole, whole]));
      expect(batchBody([pieced]).equals(batchBody([whole]))).toBe(true);
    }),
  );
});

test("nobody's values are left behind for the next message that shares a template with theirs", () => {
  const shared = "x".repeat(1_000);
  const to = (name: string) => {
    const pieces = { html: [shared, name, shared], text: [name] };
    return letter({ html: pieces.html.join(""), text: name, pieces });
  };
  expect(batchBody([to("Ada"), to("Bo")]).toString()).toBe(plainBody([to("Ada"), to("Bo")]));
});

test("a body holds every message whatever their number, and answers nowhere when there is nowhere to answer", () => {
  for (const count of [0, 1, 3]) {
    const messages = Array.from({ length: count }, () => letter({ replyTo: null }));
    expect(batchBody(messages).toString()).toBe(plainBody(messages));
  }
});

test("the size of a message counts bytes, as escaped as they are sent", () => {
  expect(contentBytes(letter({ html: '"’"', text: "a\n" }))).toBe(Buffer.byteLength('\\"’\\"') + 3);
});
