import { describe, expect, test } from "vitest";
import { asSeen } from "./as-seen.ts";

const message = (style: string, body = "<p>Hello</p>") =>
  `<!DOCTYPE html><html><head><meta name="color-scheme" content="light dark"><style>${style}</style></head><body>${body}</body></html>`;

const darkRule = "@media (prefers-color-scheme: dark) { p { color: white } }";

describe("the mailbox's view of a message", () => {
  test("shows the dark colors in dark and only there", () => {
    expect(asSeen(message(darkRule), "dark")).toContain("@media (min-width:0px) { p { color: white } }");
    expect(asSeen(message(darkRule), "light")).toContain("@media (max-width:-1px) { p { color: white } }");
  });

  test("answers queries that stand inside longer ones, in any spelling, and in attributes", () => {
    const seen = asSeen(
      message(
        "@media screen and ( PREFERS-COLOR-SCHEME :light ) { p { color: black } }",
        '<picture><source media="(prefers-color-scheme: dark)" srcset="dark.png"></picture>',
      ),
      "light",
    );
    expect(seen).toContain("@media screen and (min-width:0px) {");
    expect(seen).toContain('media="(max-width:-1px)"');
  });

  test("leaves the words of a message alone", () => {
    const words = "<p>Write @media (prefers-color-scheme: dark) in your style sheet.</p>";
    expect(asSeen(message("", words), "dark")).toContain(words);
  });

  test("leaves out the pixel that notes an open, and no other picture", () => {
    const pixel = '<img src="https://letters.example/o/S_6nUQ-x" alt="" width="1" height="1" style="display:block"/>';
    const figure = '<img src="https://letters.example/pictures/o-1.png" alt="A plank"/>';
    const seen = asSeen(message("", `<p>${figure}</p>${pixel}`), "light");
    expect(seen).toContain(`<p>${figure}</p></body>`);
    expect(seen).not.toContain("/o/S_6nUQ-x");
  });

  test("opens links in a tab of their own, whether or not the message has a head", () => {
    expect(asSeen(message(""), "light")).toContain('<head><base target="_blank">');
    expect(asSeen("<!doctype html><p>Hello</p>", "light")).toMatch(/^<!doctype html><base target="_blank">/);
    expect(asSeen("<p>Hello</p>", "light")).toMatch(/^<base target="_blank">/);
  });

  test("keeps a white page for a message that was never drawn for dark", () => {
    expect(asSeen("<p>Hello</p>", "dark")).toContain(":root{color-scheme:light!important}");
    expect(asSeen(message(""), "dark")).toContain(":root{color-scheme:dark!important}");
    expect(asSeen("<style>:root { color-scheme: light dark; }</style><p>Hello</p>", "dark")).toContain(
      ":root{color-scheme:dark!important}",
    );
  });
});
