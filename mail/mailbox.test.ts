import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMailbox } from "./address-field.ts";
import { type Kept, mailboxTransport } from "./mailbox.ts";
import { parseMail } from "./mailbox-read.ts";
import type { Message, Outcome } from "./transport.ts";

const at = new Date("2026-11-22T06:00:07Z");

function letter(change: Partial<Message> = {}): Message {
  return {
    from: "Runner Core <coach@runner.example.org>",
    to: "reader@example.org",
    replyTo: "reply@runner.example.org",
    subject: "Day 1",
    html: "<!doctype html><html><head><title>No</title></head><body><p>One</p></body></html>",
    text: "One",
    headers: {
      "List-Unsubscribe": `<https://runner.example.org/api/leave/${"t".repeat(120)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "List-Id": '"Runner Core" <runner-core.runner.example.org>',
      "Feedback-ID": "a:b:c:d",
    },
    tags: [],
    ...change,
  };
}

async function send(messages: Message[], key = "batch/1"): Promise<{ outcome: Outcome; kept: Kept[] }> {
  const kept: Kept[] = [];
  const transport = mailboxTransport({ keep: async (_, some) => void kept.push(...some) });
  return { outcome: await transport.handOver({ key, messages, at, timeoutMs: 1000 }), kept };
}

async function sendOne(change: Partial<Message> = {}) {
  const { kept } = await send([letter(change)]);
  if (kept[0] === undefined) throw new Error("Nothing was kept.");
  return { ...kept[0], read: await parseMail(kept[0].raw) };
}

test("a kept message is what a mail client would take: both parts, all headers, the date of the batch", async () => {
  const { read, raw, id } = await sendOne();
  expect(read).toMatchObject({
    subject: "Day 1",
    from: "Runner Core <coach@runner.example.org>",
    to: "reader@example.org",
    date: new Date("2026-11-22T06:00:07Z"),
    html: letter().html,
    text: "One",
  });
  const headers = Object.fromEntries(read.headers.map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(letter().headers)) expect(headers[name.toLowerCase()]).toBe(value);
  expect(headers).toMatchObject({
    "message-id": `<${id}@runner.example.org>`,
    "reply-to": "reply@runner.example.org",
    date: "Sun, 22 Nov 2026 06:00:07 +0000",
    "mime-version": "1.0",
    "content-type": expect.stringContaining("multipart/alternative"),
  });
  expect(raw.toString("latin1")).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(
    raw
      .toString("latin1")
      .split("\r\n")
      .every((line) => line.length <= 998 && !/[\r\n]/.test(line)),
  ).toBe(true);
});

const bodies = [
  `O'Brien <b>&"`,
  "👩‍👩‍👧 🏃🏽‍♀️",
  "שלום עולם مرحبا",
  "a\n.\nb\n\n--x--\nFrom here\n",
  `${"long ".repeat(400)}end`,
  "=41 = 100 %",
  "",
];

test.each(bodies)("text and html come back as they were written: %#", async (body) => {
  const { read } = await sendOne({ text: body, html: `<p>${body}</p>` });
  expect(read.text ?? "").toBe(body);
  expect(read.html).toBe(`<p>${body}</p>`);
});

const names = [`O'Brien <b>&"`, "👩‍👩‍👧 Läufer", "שלום", "Reader, Ada (the) 2nd", "\\", "x".repeat(300)];

test.each(names)("subject and sender come back as they were written: %#", async (name) => {
  const { read } = await sendOne({ subject: name, from: formatMailbox({ name, address: "coach@runner.example.org" }) });
  expect(read.from).toBe(`${name} <coach@runner.example.org>`);
  expect(read.subject).toBe(name);
});

test("a subject that looks like an encoded word is shown as it was written", async () => {
  expect((await sendOne({ subject: "=?UTF-8?Q?x?= for you" })).read.subject).toBe("=?UTF-8?Q?x?= for you");
});

test("the same batch again gives the same ids and the same bytes", async () => {
  const batch = [letter(), letter()];
  const [first, again] = [await send(batch), await send(batch)];
  expect(again).toEqual(first);
  expect(first.outcome).toMatchObject({ kind: "accepted", ids: first.kept.map(({ id }) => id) });
  expect(new Set([...first.kept, ...(await send(batch, "batch/2")).kept].map(({ id }) => id)).size).toBe(4);
});

test("when the mailbox cannot keep a batch its outcome is open, since the answer alone may be lost", async () => {
  const transport = mailboxTransport({ keep: () => Promise.reject(new Error("Connection lost")) });
  const outcome = await transport.handOver({ key: "k", messages: [letter()], at, timeoutMs: 1000 });
  expect(outcome).toMatchObject({ kind: "unknown", message: "Connection lost" });
});

const injections: [string, Partial<Message>][] = [
  ["subject", { subject: "a\r\nBcc: b@c.d" }],
  ["subject with a bare line feed", { subject: "a\nb" }],
  ["recipient", { to: "a@example.org\nBcc: b@c.d" }],
  ["recipient with a second address", { to: "a@example.org, b@c.d" }],
  ["recipient with a group", { to: "all: a@example.org, b@c.d;" }],
  ["recipient that is missing", { to: "" }],
  ["header value", { headers: { "X-A": "a\r\nBcc: b@c.d" } }],
  ["header value beyond ASCII", { headers: { "X-A": "ä" } }],
  ["header name", { headers: { "X-A: b\r\nBcc": "b@c.d" } }],
  ["header that the message has itself", { headers: { bcc: "b@c.d" } }],
  ["tag", { tags: [{ name: "a b", value: "c" }] }],
];

test.each(injections)("a hostile %s is refused, and its whole batch kept back", async (_, change) => {
  const { outcome, kept } = await send([letter(), letter(change)]);
  expect(outcome).toMatchObject({
    kind: "refused",
    name: "invalid_message",
    message: expect.stringMatching(/^Message 1: /),
  });
  expect(kept).toEqual([]);
});

const hostileSenders: Partial<Message>[] = [
  { from: "a\r\nBcc: b@c.d <a@example.org>" },
  { from: "a\r\n b <a@example.org>" },
  { from: "a@example.org\r\nBcc: b@c.d" },
  { replyTo: "a@example.org\r\nX: y" },
  { from: "Runner, Ada <ada@example.org>" },
];

test.each(hostileSenders)(
  "a sender that cannot stand in a header halts, since it is nobody's own fault: %j",
  async (change) => {
    const { outcome, kept } = await send([letter(change)]);
    expect(outcome).toMatchObject({
      kind: "halted",
      name: "invalid_from_address",
      cure: expect.stringMatching(/^Set MAIL_/),
    });
    expect(kept).toEqual([]);
  },
);

const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      "\r",
      "\n",
      "\0",
      "\u0085",
      "\u2028",
      '"',
      "\\",
      "<",
      ">",
      ",",
      ";",
      ":",
      "@",
      "=?",
      "?=",
      " ",
      "a",
      "Bcc",
    ),
  }),
);

test("whatever is put into a message, it has one recipient and no header but those it was given", async () => {
  const plain = (await sendOne()).read.headers.map(([name]) => name.toLowerCase()).sort();
  const property = fc.asyncProperty(nasty, nasty, nasty, nasty, async (subject, name, value, to) => {
    const headers = { ...letter().headers, "Feedback-ID": value };
    const change = { subject, headers, from: `${name} <coach@runner.example.org>`, to: `${to}@example.org` };
    const { kept } = await send([letter(change)]);
    if (kept[0] === undefined) return;
    const read = await parseMail(kept[0].raw);
    const optional = [subject.trim() === "" ? "subject" : "", value.trim() === "" ? "feedback-id" : ""];
    const expected = plain.filter((header) => !optional.includes(header));
    expect(read.headers.map(([header]) => header.toLowerCase()).sort()).toEqual(expected);
    expect(read.to).toBe(`${to}@example.org`);
    expect(read.text).toBe("One");
  });
  await fc.assert(property, { numRuns: 1000 });
});

const previews: [string, string][] = [
  [
    "<body><div style='display:none'>First week &amp; on &#8212; &#x1f3c3;</div><p>Body</p>",
    "First week & on — 🏃 Body",
  ],
  [`<body><div>Short.${"&#847;&zwnj;&nbsp;".repeat(40)}</div><p>Body</p>`, "Short."],
  [`<body><div>Short.${"\u00a0\u200c\u200b".repeat(40)}</div><p>Body</p>`, "Short."],
  ["<head><style>p{color:red}</style><title>T</title></head><body><!-- c --><p>A</p>\n <p>B</p>", "A B"],
  ["<body><p>👩‍👧 runs</p>", "👩‍👧 runs"],
  ["<body>&unknown; &#0; &#1114112; 1 < 2", "&unknown; &#0; &#1114112; 1"],
  ["", ""],
];

test.each(previews)("the line beside the subject is what an inbox shows: %#", async (html, preheader) => {
  expect(await sendOne({ html })).toMatchObject({ preheader });
});
