import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { type Filling, prepare } from "./fill.ts";
import type { CompiledForm } from "./version.ts";

const form: CompiledForm = {
  subject: ["Day 3, ", { slot: "reader.name" }],
  preheader: ["Three moves"],
  html: [
    "<p>Hi ",
    { slot: "reader.name" },
    '</p><a href="',
    { link: 0 },
    '">Read</a>',
    { choice: "week.0", options: { done: ["<b>✓</b>"], today: ["<b>", { slot: "reader.name" }, "</b>"], rest: [] } },
    "<i>",
    { slot: "reader.name" },
    "</i>",
  ],
  text: ["Hi ", { slot: "reader.name" }, " ", { link: 0 }],
  web: ["<p>", { slot: "reader.name" }, "</p>"],
};

function filling(over: Partial<Filling> = {}): Filling {
  return {
    values: { "reader.name": "Ines" },
    choices: { "week.0": "done" },
    linkUrl: (number) => `https://example.org/${number}?a=1&b=2`,
    ...over,
  };
}

describe("filling a form", () => {
  test("puts the reader's values, links and choices in their places", () => {
    expect(prepare(form).fill(filling())).toEqual({
      subject: "Day 3, Ines",
      preheader: "Three moves",
      html: '<p>Hi Ines</p><a href="https://example.org/0?a=1&amp;b=2">Read</a><b>✓</b><i>Ines</i>',
      text: "Hi Ines https://example.org/0?a=1&b=2",
    });
  });

  test("fills the slots inside a chosen fragment, and nothing for an empty one", () => {
    const filler = prepare(form);
    expect(filler.fill(filling({ choices: { "week.0": "today" } })).html).toContain("<b>Ines</b><i>");
    expect(filler.fill(filling({ choices: { "week.0": "rest" } })).html).toContain("Read</a><i>");
  });

  test("escapes a value in html and web, and leaves it as it is in subject and text", () => {
    const hostile = filling({ values: { "reader.name": `O'Brien <b>&"` } });
    const filled = prepare(form).fill(hostile);
    expect(filled.subject).toBe(`Day 3, O'Brien <b>&"`);
    expect(filled.text).toContain(`Hi O'Brien <b>&" `);
    expect(filled.html).toContain("<p>Hi O&#x27;Brien &lt;b&gt;&amp;&quot;</p>");
    expect(prepare(form).fillWeb(hostile)).toBe("<p>O&#x27;Brien &lt;b&gt;&amp;&quot;</p>");
  });

  test("escapes whatever a reader may be called exactly as React does", () => {
    const filler = prepare({ ...form, web: ['<p title="', { slot: "v" }, '">', { slot: "v" }, "</p>"] });
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("", "'", '"', "&", "<", ">", "&amp;"),
        (start, end) => {
          const value = start + end;
          const direct = renderToStaticMarkup(createElement("p", { title: value }, value));
          expect(filler.fillWeb(filling({ values: { v: value } }))).toBe(direct);
        },
      ),
    );
  });

  test("never looks again at what a value contains", () => {
    for (const name of ["$&", "$1", "\uE000\uE100", "{slot}", "%s"]) {
      expect(prepare(form).fill(filling({ values: { "reader.name": name } })).text).toContain(`Hi ${name} `);
    }
  });

  test("keeps nothing of one reader for the next", () => {
    const filler = prepare(form);
    const first = filler.fill(filling());
    filler.fill(filling({ values: { "reader.name": "Otto" }, choices: { "week.0": "today" } }));
    expect(filler.fill(filling())).toEqual(first);
  });

  test("refuses to leave a hole, and says which", () => {
    const filler = prepare(form);
    expect(() => filler.fill(filling({ values: {} }))).toThrow("The slot reader.name has no value.");
    expect(() => filler.fill(filling({ choices: {} }))).toThrow("The choice week.0 has no option.");
    expect(() => filler.fill(filling({ choices: { "week.0": "constructor" } }))).toThrow(
      'The choice week.0 was not compiled with the option "constructor".',
    );
  });

  test("asks only for what the form mentions: a page needs no link of the mail", () => {
    const noLinks = filling({
      linkUrl: () => {
        throw new Error("asked");
      },
    });
    expect(prepare(form).fillWeb(noLinks)).toBe("<p>Ines</p>");
  });
});
