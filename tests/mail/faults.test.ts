import { beforeAll, describe, expect, test } from "vitest";
import { fillMail, type Mail, mailOf } from "./fill.ts";
import { findFrameFaults } from "./frame.ts";
import { findLinkFaults, findUnequalLinks } from "./links.ts";
import { findMarkupFaults } from "./markup.ts";
import { type Message, shippedMessages } from "./messages.ts";
import { findPictureFaults } from "./pictures.ts";
import { findSizeFaults } from "./size.ts";

let lesson: Message;
let confirmation: Message;

beforeAll(async () => {
  const messages = await shippedMessages();
  lesson = messages.find(({ kind, variant }) => kind === "training" && variant === "named") ?? never();
  confirmation = messages.find(({ kind }) => kind === "confirm") ?? never();
}, 60_000);

function never(): never {
  throw new Error("No such message ships.");
}

type Spoil = (mail: Mail) => Partial<Pick<Mail, "html" | "text">>;

/** A lesson that ships, with one thing spoiled. The spoiling must do something, or it would prove nothing. */
function spoiled(spoil: Spoil, message = lesson): Mail {
  const mail = fillMail(message);
  const changed = { ...mail, ...spoil(mail) };
  expect([changed.html, changed.text]).not.toEqual([mail.html, mail.text]);
  return mailOf(message, changed);
}

/** Puts a piece of html between the last words of the lesson and its footer. */
function add(html: string): Spoil {
  return (mail) => ({ html: mail.html.replace("<h2", `${html}<h2`) });
}

function change(from: string | RegExp, to: string): Spoil {
  return (mail) => ({ html: mail.html.replace(from, to) });
}

const leave = /<a href="https:\/\/dayletter\.example\/links\/leave"[^>]*>Unsubscribe<\/a>/;
const reason = /You get this lesson because[^<]*/;

type Planted = [what: string, spoil: Spoil, words: string];

function eachIsNamed(find: (mail: Mail) => string[], planted: readonly Planted[]): void {
  test.each(planted)("%s", (_, spoil, words) => {
    const faults = find(spoiled(spoil));
    expect(faults.filter((fault) => fault.startsWith(`${lesson.name}: `) && fault.includes(words))).not.toEqual([]);
  });
}

describe("a mail that leads somewhere it must not is refused", () => {
  eachIsNamed(findLinkFaults, [
    ["a link in the open", add('<a href="http://example.org/">x</a>'), 'leads to "http://example.org/"'],
    ["a link to one's own machine", add('<a href="http://localhost:3000/">x</a>'), "not by http"],
    ["a link without a host", add('<a href="/courses">x</a>'), 'leads to "/courses", which is no absolute address'],
    ["a link that borrows its scheme", add('<a href="//example.org/">x</a>'), "which is no absolute address"],
    ["a place within the mail", add('<a href="#moves">x</a>'), "which is no absolute address"],
    ["a script", add('<a href=" JavaScript:alert(1)">x</a>'), "not by javascript"],
    ["a link that is no address", add('<a href="https://exa mple/">x</a>'), "which is no address at all"],
    ["a picture that the mail carries", add('<img src="data:image/png;base64,AA" alt="">'), "carries that way"],
    ["a picture in the open", add('<img src="http://example.org/a.png" alt="">'), "not by http"],
    ["a second source of a picture", add('<img srcset="https://a.example/a.png 1x, /b.png 2x" alt="">'), '"/b.png"'],
    ["a ground in the open", add('<p style="background:url(http://example.org/a.png)">x</p>'), "not by http"],
    ["a style sheet from elsewhere", change("<style>", '<style>@import "http://a.example/";'), "a style element"],
    ["an address in the text part alone", ({ text }) => ({ text: `${text} http://example.org/` }), "the text part"],
  ]);
});

describe("a mail whose two parts lead to different places is refused", () => {
  eachIsNamed(findUnequalLinks, [
    ["a link in the html alone", add('<a href="https://example.org/a">x</a>'), "its text part lacks the link"],
    ["a link in the text alone", ({ text }) => ({ text: `${text} https://example.org/b` }), "its html lacks the link"],
    ["no text part", () => ({ text: " \n" }), "has no text part"],
  ]);
});

describe("a mail that keeps back what it owes its reader is refused", () => {
  eachIsNamed(findFrameFaults, [
    ["no doctype", change(/<!DOCTYPE[^>]*>/, ""), "begins with no doctype"],
    ["no language", change(' lang="en"', ""), 'does not say lang="en"'],
    ["no direction", change(' dir="ltr"', ""), 'does not say dir="ltr"'],
    ["no title", change(/<title>[^<]*<\/title>/, ""), "has no title"],
    [
      "one scheme only",
      change('name="color-scheme" content="light dark"', 'name="color-scheme" content="light"'),
      "meta",
    ],
    ["something before the preheader", change(/<body[^>]*>/, "$&<p>Hello</p>"), "its hidden preheader"],
    ["a preheader that is seen", change("display:none;", ""), "does not begin with its hidden preheader"],
    ["a preheader without padding", change(/(\u034f\u200c\u00a0)+/, ""), "a preheader without padding"],
    ["no way out at the top", change(leave, "<a>Unsubscribe</a>"), "no link to unsubscribe at its top"],
    ["a link before the way out", change("<main>", '<main><a href="https://a.example/">x</a>'), "at its top"],
    ["no way out in the footer", change(/(Unsubscribe<\/a>.*)Unsubscribe<\/a>/s, "$1Bye</a>"), "in its footer"],
    ["no way out in the text", ({ text }) => ({ text: text.replaceAll(/\S*leave\S*/g, "") }), "in its text part"],
    ["no address", change("12 Track Lane, 10115 Berlin", ""), "shows no postal address in its html"],
    ["no address in the text", ({ text }) => ({ text: text.replace("12 Track Lane", "") }), "address in its text part"],
    ["no reason", change(reason, ""), "does not say why it was sent:"],
    ["no reason in the text", ({ text }) => ({ text: text.replace("You get this", "") }), "sent in its text part"],
  ]);

  test("a confirmation that offers to leave what was never joined", () => {
    const offering = spoiled(
      change("<h1", '<a href="https://dayletter.example/links/leave">Unsubscribe</a><h1'),
      confirmation,
    );
    expect(findFrameFaults(offering)).toEqual([
      `${confirmation.name}: offers to leave what its reader does not follow yet.`,
    ]);
    const silent = spoiled(({ text }) => ({ text: text.replace("nothing to unsubscribe", "") }), confirmation);
    expect(findFrameFaults(silent)).toEqual([
      `${confirmation.name}: does not say that there is nothing to unsubscribe from.`,
    ]);
  });
});

describe("a picture that says nothing to whoever does not see it is refused", () => {
  const picture = (alt: string, more = 'width="100" height="80"') =>
    add(`<img src="https://dayletter.example/new.png" ${alt} ${more}>`);
  const told = 'alt="A runner stands on one leg, seen from the side."';

  eachIsNamed(findPictureFaults, [
    ["no alt", picture(""), "new.png has no alt"],
    ["an empty alt", picture('alt=""'), "has an empty alt, and is no spacer"],
    ["a word", picture('alt="Bridge"'), 'says only "Bridge"'],
    ["that it is a picture", picture('alt="An image of a runner on one leg"'), "has said already"],
    ["that it is a figure", picture('alt="Figure of a runner on one leg"'), "has said already"],
    ["a file's name", picture('alt="the move dead_bug in two positions"'), "which is a file's name"],
    ["too much", picture(`alt="${"One leg up. ".repeat(30)}"`), "longer than anybody"],
    ["no size", picture(told, ""), "does not give its width in pixels"],
    ["a size in percent", picture(told, 'width="100%" height="80"'), "does not give its width in pixels"],
    ["the same as another", (mail) => picture(told)({ ...mail, ...picture(told)(mail) }), "as another picture"],
  ]);

  test("and one that says it is not", () => {
    expect(findPictureFaults(spoiled(picture(told)))).toEqual([]);
  });
});

describe("unsound html is refused", () => {
  eachIsNamed(findMarkupFaults, [
    ["an id that is there twice", add('<p id="a">x</p><p id="a">y</p>'), "no-dup-id"],
    ["a block in a paragraph", add("<p><div>x</div></p>"), "no-implicit-close"],
    ["an element that is not closed", add("<div>x"), "close-order"],
    ["a cell without a row", add('<table role="presentation"><td>x</td></table>'), "element-permitted-content"],
    ["a picture without an alt", add('<img src="https://a.example/a.png">'), "wcag/h37"],
    ["a heading without words", add("<h2></h2>"), "empty-heading"],
    ["an element of the nineties", add("<center>x</center>"), "deprecated"],
    ["an attribute of the nineties", change("<h1", '<h1 align="center"'), "no-deprecated-attr"],
    ["an attribute that is there twice", change("<h1", '<h1 lang="en" lang="de"'), "no-dup-attr"],
    ["styles that Gmail drops", change("</style>", `${".a{color:red}".repeat(1300)}</style>`), "Gmail drops them"],
    ["an unescaped character", add("<p>a & b</p>"), "no-raw-characters"],
    [
      "a table that is read out as one",
      add("<table><tbody><tr><td>x</td></tr></tbody></table>"),
      'role="presentation"',
    ],
  ]);
});

test("a mail that Gmail would cut off is refused", () => {
  const form = { ...lesson.form, html: [...lesson.form.html, "x".repeat(90 * 1024)] };
  expect(findSizeFaults({ ...lesson, form })[0]).toMatch(
    /^emails\/courses\/\S+\.tsx \(named\): is 1\d\d\.\d KB of html, and Gmail cuts long messages off/,
  );
});

test("a name counts with all that its characters become in html, in every place where it stands", () => {
  const html = [...lesson.form.html, ...Array.from({ length: 110 }, () => ({ slot: "reader.name" }))];
  expect(findSizeFaults({ ...lesson, form: { ...lesson.form, html } })).toHaveLength(1);
});
