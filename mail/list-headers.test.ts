import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { addressIn, formatMailbox } from "./address-field.ts";
import { encodePhrase } from "./encoded-word.ts";
import { listHeaders, type Occasion } from "./list-headers.ts";

const feedback = { message: "day-01", list: "runner-core", kind: "lesson", sender: "runner" };
const list = { id: "runner-core", title: "Runner Core", host: "runner.example.org" };
const leaveUrl = "https://runner.example.org/api/leave/T0k-en_x";

function letter(change: Partial<Extract<Occasion, { kind: "letter" | "notice" }>> = {}) {
  return listHeaders({ kind: "letter", leaveUrl, list, feedback, ...change });
}

test("a letter can be left in one click and names its list", () => {
  expect(letter()).toEqual({
    "List-Unsubscribe": "<https://runner.example.org/api/leave/T0k-en_x>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": "Runner Core <runner-core.runner.example.org>",
    "Feedback-ID": "day-01:runner-core:lesson:runner",
  });
});

test("a notice can be left too and says that a machine wrote it", () => {
  expect(letter({ kind: "notice" })).toEqual({ ...letter(), "Auto-Submitted": "auto-generated" });
});

test("a confirmation has nothing to leave", () => {
  expect(Object.keys(listHeaders({ kind: "confirmation", feedback })).sort()).toEqual([
    "Auto-Submitted",
    "Feedback-ID",
  ]);
});

test("the demo's own http address may stand in the header, no other http address may", () => {
  for (const host of ["localhost:3000", "try.localhost", "127.0.0.1:3000", "[::1]:3000"]) {
    expect(letter({ leaveUrl: `http://${host}/api/leave/x` })["List-Unsubscribe"]).toBe(`<http://${host}/api/leave/x>`);
  }
  const wrong = [
    "http://example.org/x",
    "javascript:alert(1)",
    "https://a.b/x\r\nBcc: c@d.e",
    "https://a.b/>",
    "https://a.b/ä",
    "x",
  ];
  for (const url of wrong) expect(() => letter({ leaveUrl: url })).toThrow(/List-Unsubscribe/);
});

test.each(["Läufer & Läuferinnen", '"Core", strong', "👩‍👩‍👧".repeat(30), "a\r\nBcc: b@c.d", "שלום", ""])(
  "a list's title survives its header: %j",
  async (title) => {
    const value = letter({ list: { ...list, title } })["List-Id"] ?? "";
    expect(value).toMatch(/^[\x20-\x7e]*<runner-core\.runner\.example\.org>$/);
    const read = await PostalMime.parse(`From: ${value.replace("<runner-core.", "<x@runner-core.")}\r\n\r\n`);
    expect(read.from?.name).toBe(title.replace(/\s+/g, " "));
  },
);

test("no encoded word is longer than 75 characters or cuts a character in two", () => {
  for (const word of encodePhrase("👩‍👩‍👧 Läufer ".repeat(20)).split(" ")) {
    expect(word.length).toBeLessThanOrEqual(75);
    const bytes = Buffer.from(word.slice("=?UTF-8?B?".length, -2), "base64");
    expect(Buffer.from(bytes.toString("utf8")).equals(bytes)).toBe(true);
  }
});

test("a feedback id has four fields whatever is put in", () => {
  const odd = { message: "a:b c", list: "ä", kind: "", sender: "x\r\ny" };
  expect(listHeaders({ kind: "confirmation", feedback: odd })["Feedback-ID"]).toBe("a-b-c:-::x-y");
});

test("an id that is no slug is refused", () => {
  expect(() => letter({ list: { ...list, id: "a>b" } })).toThrow(/List-Id/);
});

test.each([
  ["Runner Core", "Runner Core <a@b.c>"],
  ["O'Brien", "O'Brien <a@b.c>"],
  ["O'Brien <b>&\"", '"O\'Brien <b>&\\"" <a@b.c>'],
  ["Core, strong.", '"Core, strong." <a@b.c>'],
  ["Läufer 🏃", "Läufer 🏃 <a@b.c>"],
  ["a\\", '"a\\\\" <a@b.c>'],
  ["  ", "a@b.c"],
  [null, "a@b.c"],
])("the name %j is written so that it can be read back", (name, mailbox) => {
  expect(formatMailbox({ name, address: "a@b.c" })).toBe(mailbox);
  expect(addressIn(mailbox)).toBe("a@b.c");
});

test("no name or address breaks out of its header", () => {
  for (const name of ["a\r\nb", "a\nb", "a\0b", "a\u2028b", "a\u0085b"]) {
    expect(() => formatMailbox({ name, address: "a@b.c" })).toThrow(/control/);
  }
  for (const address of ["a@b.c\n", "a@b.c,d@e.f", "a@b.c>", "a b@c.d", "a@b@c.d", "", "a", "<a@b.c>", "(x)a@b.c"]) {
    expect(() => formatMailbox({ name: "A", address })).toThrow(/address/);
    expect(addressIn(`A ${address === "<a@b.c>" ? "<<a@b.c>>" : `<${address}>`}`)).toBeNull();
  }
});
