import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { allowances, unmeasured } from "./allowances.ts";
import { fillMail, type Mail, mailOf } from "./fill.ts";
import { mailRules } from "./mail-rules.ts";
import { shippedMessages } from "./messages.ts";
import { findSupportFaults } from "./support.ts";

let mails: Mail[];

// All mails are many, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  mails = (await shippedMessages()).map((message) => fillMail(message));
}, 60_000);

/** What is found in a mail that ships when it holds this piece of html too, or this rule in its style element. */
function faultsWith({ html = "", css = "" }: { html?: string; css?: string }): string[] {
  const first = mails[0];
  if (first === undefined) throw new Error("There is no mail.");
  const spoiled = first.html.replace("<h2", `${html}<h2`).replace("</style>", `${css}</style>`);
  const faults = findSupportFaults([mailOf(first, { ...first, html: spoiled })]);
  return faults.filter((fault) => fault.startsWith(`${first.name}: `));
}

describe("what a mail program cannot do is refused, wherever it stands", () => {
  test.each<[what: string, where: { html?: string; css?: string }, feature: string, program: string]>([
    ["a property", { html: '<p style="backdrop-filter:blur(2px)">x</p>' }, "css-backdrop-filter", "gmail"],
    ["a value", { html: '<div style="display:flex">x</div>' }, "css-display-flex", "outlook windows"],
    ["a unit", { html: '<td style="font-size:2rem">x</td>' }, "css-font-size", "outlook windows"],
    ["a function", { css: ".a{width:calc(100% - 8px)}" }, "css-unit-calc", "outlook windows"],
    ["a variable", { css: ".a{color:var(--ink)}" }, "css-variables", "gmail"],
    ["a margin below nothing", { html: '<p style="margin:0 0 -4px">x</p>' }, "css-margin", "gmail"],
    ["a margin that centers", { html: '<table style="margin:0 auto"></table>' }, "css-margin", "outlook windows"],
    ["padding outside a cell", { html: '<p style="padding:8px">x</p>' }, "css-padding", "outlook windows"],
    ["a position", { html: '<p style="position:absolute">x</p>' }, "css-position", "gmail"],
    ["a rule inside a query", { css: "@media (min-width:520px){.a{position:fixed}}" }, "css-position", "gmail"],
    ["another query", { css: "@media (hover){.a{color:red}}" }, "css-at-media", "gmail"],
    [
      "a font from elsewhere",
      { css: "@font-face{font-family:x;src:url(https://a.example/a.woff)}" },
      "css-at-font-face",
      "gmail",
    ],
    ["a selector", { css: ".a:has(b){color:red}" }, "css-pseudo-class-has", "outlook windows"],
    ["an attribute selector", { css: "td[class=a]{color:red}" }, "css-selector-attribute", "outlook windows"],
    ["an element", { html: "<video></video>" }, "html-video", "gmail"],
    ["a drawing in the mail", { html: "<svg></svg>" }, "html-svg", "gmail"],
    ["a name apart", { html: "<bdi>x</bdi>" }, "html-bdi", "gmail"],
    ["a landmark", { html: "<nav>x</nav>" }, "html-semantics", "outlook windows"],
    ["an attribute", { html: '<p aria-live="polite">x</p>' }, "html-aria-live", "yahoo"],
    ["a picture format", { html: '<img src="https://a.example/a.webp" alt="">' }, "image-webp", "outlook windows"],
    ["a picture in the mail", { html: '<img src="data:image/png;base64,AA" alt="">' }, "image-base64", "gmail"],
    ["a place to break a word", { html: "<wbr>" }, "html-wbr", "outlook windows"],
  ])("%s", (_, where, feature, program) => {
    const faults = faultsWith(where).filter((fault) => fault.includes(`: ${feature} lacks support in `));
    expect(faults.join("\n")).toContain(program);
  });

  test("and so is what nobody has measured", () => {
    expect(faultsWith({ html: '<p style="text-box-trim:both">x</p>' })).toEqual([
      `${mails[0]?.name}: p { text-box-trim: both }: nobody has measured it (unmeasured property text-box-trim).`,
    ]);
    expect(faultsWith({ html: "<blink>x</blink>" })).toHaveLength(1);
  });
});

test("what is allowed is allowed for a reason that says what the reader sees", () => {
  for (const { why, seen } of allowances) {
    expect(why).toMatch(/^[A-Z].{15,}\.$/s);
    expect(seen).toMatch(/^[A-Z].{15,}\.$/s);
  }
});

test("an allowance that no mail needs any more must go", () => {
  const needless = { feature: "css-position", programs: ["gmail"], why: "", seen: "" };
  const wider = allowances.map((each) =>
    each.feature === "html-align" ? { ...each, programs: [...each.programs, "aol"] } : each,
  );
  const list = { allowances: [...wider, needless], unmeasured: { ...unmeasured, "unmeasured element blink": "" } };
  expect(findSupportFaults(mails, list)).toEqual([
    "allowances.ts allows html-align aol, and no mail needs it: take it out.",
    "allowances.ts allows css-position gmail, and no mail needs it: take it out.",
    "allowances.ts allows unmeasured element blink, and no mail needs it: take it out.",
  ]);
});

test("each rule of html that is off is one that our mails could not keep", () => {
  const off = Object.entries(mailRules.rules ?? {}).flatMap(([rule, severity]) => (severity === "off" ? [rule] : []));
  const strict = { ...mailRules, rules: Object.fromEntries(off.map((rule) => [rule, "error" as const])) };
  const { results } = new HtmlValidate(new StaticConfigLoader(strict)).validateStringSync(mails[0]?.html ?? "");
  const broken = new Set(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)));
  expect(off.filter((rule) => !broken.has(rule))).toEqual([]);
});
