import { describe, expect, test } from "vitest";
import { longestLetter, readLetter } from "./read-letter.ts";
import { inlinesOf } from "./tree.ts";

const messages = (markdown: string) =>
  readLetter(markdown).complaints.map(({ line, message }) => `${line}: ${message}`);
const first = (markdown: string) => readLetter(markdown).blocks[0];

describe("a letter in Markdown", () => {
  test("becomes paragraphs, headings, lists, quotes, pictures and links, and nothing is wrong with it", () => {
    const letter = readLetter(
      [
        "# One stride",
        "",
        "Hi {{reader.name | there}}, *this* is **one** [link](https://example.org/a?b=c).",
        "It goes on.",
        "",
        "- first",
        "- second",
        "",
        "> said",
        "",
        "---",
        "",
        '![A foot that lands](/pictures/0123456789abcdef0123456789abcdef.jpg "Seen from the side")',
      ].join("\n"),
    );
    expect(letter.complaints).toEqual([]);
    expect(letter.blocks.map(({ kind }) => kind)).toEqual([
      "heading",
      "paragraph",
      "list",
      "quote",
      "divider",
      "picture",
    ]);
    expect(letter.blocks[1]).toMatchObject({
      inlines: [
        { kind: "text", value: "Hi " },
        { kind: "slot", name: "reader.name", otherwise: "there" },
        { kind: "text", value: ", " },
        { kind: "italic" },
        { kind: "text", value: " is " },
        { kind: "bold" },
        { kind: "text", value: " " },
        { kind: "link", href: "https://example.org/a?b=c", line: 3 },
        { kind: "text", value: ". It goes on." },
      ],
    });
    expect(letter.blocks.at(-1)).toEqual({
      kind: "picture",
      name: "0123456789abcdef0123456789abcdef.jpg",
      alt: "A foot that lands",
      caption: "Seen from the side",
      line: 13,
    });
  });

  test("links by a reference, to a reader's own page, and to an address that was only typed", () => {
    const { blocks, complaints } = readLetter(
      "[here][1], [your page]({{links.me}}), [an article]({{links.home}}/articles/a#b), www.example.org, [write](mailto:mara@example.org)\n\n[1]: https://example.org/x",
    );
    expect(complaints).toEqual([]);
    const hrefs = inlinesOf(blocks).flatMap((inline) => (inline.kind === "link" ? [inline.href] : []));
    expect(hrefs).toEqual([
      "https://example.org/x",
      "{{links.me}}",
      "{{links.home}}/articles/a#b",
      "https://www.example.org/",
      "mailto:mara@example.org",
    ]);
  });

  test.each([
    ["<script>alert(1)</script>", /has HTML \(<script>/],
    ["Some <b>bold</b> words", /has HTML \(<b>\).*use Markdown/],
    ["Hello <!-- note to self -->", /has HTML \(<!-- note to self -->\).*take it out/],
    ["[x](javascript:alert(1))", /links to “javascript:alert\(1\)”: a link is a whole address that begins with https/],
    ["[x](JaVaScRiPt:alert)", /begins with https/],
    ["[x](data:text/html,hi)", /begins with https/],
    ["[x](http://example.org)", /anybody on the way can read/],
    ["[x](//example.org)", /begins with https/],
    ["[x](/courses)", /begins with https/],
    ["[x](https://bank.example@evil.example/)", /with a name before the @/],
    ["[](https://example.org)", /a link without words/],
    ["[x]({{links.me}}/leave)", /slot that does not exist/],
    ["[x]({{links.home}}@evil.example)", /slot that does not exist/],
    ["[x]({{links.nowhere}})", /slot that does not exist.*links\.me/],
    ["![](/pictures/0123456789abcdef0123456789abcdef.png)", /without a description/],
    ["![a](https://elsewhere.example/a.png)", /picture of another site/],
    ["![a](/pictures/../studio.png)", /picture of another site/],
    ["![a](/pictures/0123456789abcdef0123456789abcdef.svg)", /picture of another site/],
    ["Words ![a](/pictures/0123456789abcdef0123456789abcdef.png)", /on a line of its own/],
    ["Hi {{reader.name}}", /some readers gave no name.*\{\{reader\.name \| there\}\}/],
    ["Hi {{name}}", /\{\{name\}\}, which does not exist \(did you mean/],
    ["Go {{links.me}}", /it is for a link/],
    ["Hi {{reader.name | *you*}}", /belong to no slot/],
    ["Hi {{constructor}}", /does not exist/],
    ["| a | b |\n| - | - |\n| 1 | 2 |", /has a table/],
    ["A note[^1]\n\n[^1]: below", /footnote/],
    ["- a\n  - b\n    - c\n      - d\n        - e", /indented more than four times/],
    ["pay\u202Egpj.exe", /turns the direction/],
    ["zero\u200Bwidth", /of no width/],
    ["sentinel \uE000\uE100", /private-use/],
  ])("%s is told with its cure", (markdown, message) => {
    expect(messages(markdown).join("\n")).toMatch(message);
  });

  test("a text of more than 60,000 letters is not even read", () => {
    expect(messages("a".repeat(longestLetter + 1))[0]).toMatch(/is 60,001 letters long/);
  });

  test("what is told names the line", () => {
    expect(readLetter("fine\n\nalso fine\n\n<b>x</b>").complaints[0]).toMatchObject({ field: "text", line: 5 });
  });

  test("HTML stays the letters that were typed", () => {
    expect(first("<script>alert(1)</script>")).toEqual({ kind: "code", value: "<script>alert(1)</script>" });
  });

  test("a family emoji and Persian keep their joiners, and an escaped < is a letter", () => {
    expect(messages("👩‍👩‍👧 and می‌خواهم, 1 \\< 2")).toEqual([]);
  });

  test("text that is no text is made some", () => {
    expect(first("a\u0000b\r\nc\uD800")).toEqual({
      kind: "paragraph",
      inlines: [{ kind: "text", value: "ab c\uFFFD" }],
    });
  });
});
