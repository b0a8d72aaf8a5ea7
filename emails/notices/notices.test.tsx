import { createElement } from "react";
import { render, toPlainText } from "react-email";
import { describe, expect, test } from "vitest";
import { lineOf } from "../parts/describe.ts";
import { plainTextOptions } from "../parts/plain-text.ts";
import { previewNotice } from "../parts/preview.ts";
import type { CourseFacts } from "../parts/props.ts";
import Confirm, * as confirm from "./confirm.tsx";
import * as findLink from "./find-link.tsx";
import * as finished from "./finished.tsx";
import Welcome, * as welcome from "./welcome.tsx";

const props = previewNotice();

describe.each([confirm, welcome, finished, findLink])("the notice $notice.kind", ({ notice, default: Template }) => {
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

test("a confirmation says that nothing is to be left, and offers no link that would suggest otherwise", async () => {
  const html = await render(createElement(Confirm, props));
  expect(html).toContain("there is nothing to unsubscribe from");
  expect(html).not.toContain(props.links.leave);
});

test.each([welcome, finished, findLink])("every other notice can be left from its top and its footer", async (each) => {
  const html = await render(createElement(each.default, props));
  expect(html.split(`href="${props.links.leave}"`)).toHaveLength(3);
});

test.each<[CourseFacts["start"], string]>([
  ["confirmation", "Day 1 comes within a minute."],
  ["next send time", "Day 1 comes at the next time you chose."],
  ["next Monday", "Day 1 comes next Monday."],
  [{ cohortDay: "2026-12-01" }, "Day 1 comes on December 1, 2026."],
])("a course that starts by %j says so before and after the reader's yes", async (start, sentence) => {
  const course = { ...props.course, start };
  for (const Template of [Confirm, Welcome]) {
    expect(toPlainText(await render(createElement(Template, { ...props, course })), plainTextOptions)).toContain(
      sentence,
    );
  }
});
