import { createElement } from "react";
import { render, toPlainText } from "react-email";
import { describe, expect, test } from "vitest";
import { lineOf } from "../parts/describe.ts";
import { plainTextOptions } from "../parts/plain-text.ts";
import { previewNotice } from "../parts/preview.ts";
import AddressChange, * as addressChange from "./address-change.tsx";
import * as addressChanged from "./address-changed.tsx";
import Confirm, * as confirm from "./confirm.tsx";
import * as findLink from "./find-link.tsx";
import Finished, * as finished from "./finished.tsx";
import Nudge, * as nudge from "./nudge.tsx";
import PauseOver, * as pauseOver from "./pause-over.tsx";
import Welcome, * as welcome from "./welcome.tsx";

const props = previewNotice();

/** What can be left, and the two that go to somebody who follows nothing at that address yet. */
const leavable = [welcome, nudge, pauseOver, finished, findLink, addressChanged];

describe.each([confirm, addressChange, ...leavable])("the notice $notice.kind", ({ notice, default: Template }) => {
  test("greets by name where there is one, in html and text", async () => {
    const named = await render(createElement(Template, props));
    const unnamed = await render(createElement(Template, { ...props, variant: { named: false } }));
    expect(toPlainText(named, plainTextOptions)).toContain("Hi Ines,");
    expect(unnamed).toContain("Hi there,");
    expect(unnamed).not.toContain("Ines");
  });

  test("has one button, and its text part the same link", async () => {
    const html = await render(createElement(Template, props));
    expect(html.match(/href="https:\/\/dayletter\.example\/act\/preview"/g)).toHaveLength(1);
    expect(toPlainText(html, plainTextOptions)).toContain("https://dayletter.example/act/preview\n");
  });

  test("speaks of itself in the inbox in one line each", () => {
    for (const line of [lineOf(notice.subject, props), lineOf(notice.preheader, props)]) {
      expect(line).toMatch(/^\S[^\n]{10,100}$/);
    }
  });

  test("is small enough for every mail program", async () => {
    expect(Buffer.byteLength(await render(createElement(Template, props)))).toBeLessThan(90_000);
  });
});

test.each([Confirm, AddressChange])("a question to a new address says that nothing is to be left", async (Template) => {
  const html = await render(createElement(Template, props));
  expect(html).toContain("there is nothing to unsubscribe from");
  expect(html).not.toContain(props.links.leave);
});

test.each(leavable)("every other notice can be left from its top and its footer", async (each) => {
  const html = await render(createElement(each.default, props));
  expect(html.split(`href="${props.links.leave}"`)).toHaveLength(3);
});

test("says when the first lesson comes before and after the reader's yes", async () => {
  for (const Template of [Confirm, Welcome]) expect(await wordsOf(Template)).toContain(`${props.notice.start}.`);
});

async function wordsOf(Template: typeof Nudge, given = props): Promise<string> {
  return toPlainText(await render(createElement(Template, given)), { ...plainTextOptions, wordwrap: false });
}

test("a nudge names the lesson that waits, says that it stops, how to pause, and not how long it has been", async () => {
  const text = await wordsOf(Nudge);
  expect(text).toContain(props.notice.lesson);
  expect(text).toContain("These reminders stop by themselves");
  expect(text).toContain(`Pause the course ${props.links.me}`);
  expect(text).not.toMatch(/\b(missed|behind|late|forgot|still not|days? ago|haven’t)\b/i);
});

test("the end of a pause says what comes and when, and that one may stay away", async () => {
  const text = await wordsOf(PauseOver);
  expect(text).toContain(`${props.notice.lesson}\n${props.notice.next}`);
  expect(text).toContain("Pause a little longer");
});

test("a new address learns nothing of what its possible stranger reads", async () => {
  const html = await render(createElement(AddressChange, props));
  for (const secret of [
    props.course.title,
    props.course.coach,
    props.notice.done,
    props.notice.lesson,
    props.links.me,
  ]) {
    expect(html).not.toContain(secret);
  }
});

test("speaks of a certificate only in the words that it is given, since an author may take it away in the studio", async () => {
  const notice = { ...props.notice, keeps: "Your days stay on your page.", see: "See your days" };
  const without = await wordsOf(Finished, { ...props, notice });
  expect(without).not.toMatch(/certificate/i);
  expect(without).toContain("Your days stay on your page.");
  expect(without).toContain("See your days");
});
