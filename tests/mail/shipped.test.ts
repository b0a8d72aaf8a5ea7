import { beforeAll, expect, test, vi } from "vitest";
import { fillMail, type Mail } from "./fill.ts";
import { findFrameFaults } from "./frame.ts";
import { findLinkFaults, findUnequalLinks } from "./links.ts";
import { findMarkupFaults } from "./markup.ts";
import { type Message, shippedMessages } from "./messages.ts";
import { findPictureFaults } from "./pictures.ts";
import { findSizeFaults } from "./size.ts";
import { findSupportFaults } from "./support.ts";

let messages: Message[];
let mails: Mail[];

// All mails are many, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  messages = await shippedMessages();
  mails = messages.map((message) => fillMail(message));
}, 60_000);

test("every lesson and notice of every course is looked at, in both variants", () => {
  const kinds = new Set(mails.map(({ kind }) => kind));
  expect(mails.length).toBeGreaterThanOrEqual(2 * (30 + 5 + 2 * 8));
  expect([...kinds].toSorted()).toEqual([
    "address-change",
    "address-changed",
    "confirm",
    "find-link",
    "finished",
    "mobility",
    "nudge",
    "pause-over",
    "rest",
    "training",
    "welcome",
  ]);
});

test("no mail is so long that Gmail cuts it off, even for the reader with the longest name", () => {
  expect(messages.flatMap(findSizeFaults)).toEqual([]);
});

test("every mail says who sent it, from where and why, and how to make it stop", () => {
  expect(mails.flatMap(findFrameFaults)).toEqual([]);
});

test("every way out of a mail is an https address, and the text part has the same ones", () => {
  expect(mails.flatMap(findLinkFaults)).toEqual([]);
  expect(mails.flatMap(findUnequalLinks)).toEqual([]);
});

test("whoever does not see a picture is told what it shows", () => {
  expect(mails.flatMap(findPictureFaults)).toEqual([]);
});

test("every mail's html is sound", () => {
  expect(mails.flatMap(findMarkupFaults)).toEqual([]);
});

test("Gmail, Outlook, Apple Mail, Yahoo, Thunderbird and Samsung draw what the mails ask for, or do well without", () => {
  expect(findSupportFaults(mails)).toEqual([]);
});
