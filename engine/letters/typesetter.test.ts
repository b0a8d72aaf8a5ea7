import { resolve } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { prepare } from "../../domain/fill.ts";
import type { IssueSource } from "../publish/written-issue.ts";
import { createTypesetter } from "./typesetter.ts";

const root = resolve(import.meta.dirname, "../..");
// On a busy machine a process of its own takes its time to begin; nothing here is about how long.
vi.setConfig({ testTimeout: 120_000 });
const typesetter = createTypesetter({ root, patienceMs: { preview: 60_000, compile: 60_000 } });
afterAll(() => typesetter.close());

const picture = "0123456789abcdef0123456789abcdef.jpg";

const source = (over: Partial<IssueSource> = {}): IssueSource => ({
  newsletter: { slug: "weekly", title: "The weekly letter" },
  title: "One leg, many times",
  subject: "For {{reader.name | you}}: one leg, many times",
  subjectB: null,
  preheader: "What your foot asks of you",
  markdown: `Hi {{reader.name | there}},\n\n[read](https://example.org/a)\n\n![A foot](/pictures/${picture})`,
  pictures: { [picture]: { width: 1200, height: 800 } },
  ...over,
});

const values = {
  "reader.name": `O'Brien <b>&"`,
  "links.me": "https://s.example/me/t",
  "links.leave": "https://s.example/leave/t",
  "links.web": "https://s.example/letters/weekly/one",
  "links.home": "https://s.example",
  "links.lesson": "https://s.example",
  "links.pictures": "https://s.example/pictures",
  "site.name": "Dayletter",
  "site.postalAddress": "12 Track Lane",
};
const filling = {
  values,
  choices: { "open.pixel": "off" },
  linkUrl: (number: number) => `https://s.example/r/${number}`,
};

test("a letter is set in the newsletter's frame, html, text and page, for readers with and without a name", async () => {
  const set = await typesetter.compile(source());
  expect(set.complaints).toEqual([]);
  const { named, unnamed } = set.compiled?.forms ?? {};
  if (!named || !unnamed) throw new Error("nothing was compiled");
  const mail = prepare(named).fill(filling);
  expect(mail.subject).toBe(`For O'Brien <b>&": one leg, many times`);
  expect(mail.preheader).toBe("What your foot asks of you");
  expect(mail.html).toContain('<span dir="auto">O&#x27;Brien &lt;b&gt;&amp;&quot;</span>');
  expect(mail.html).toContain(`src="https://s.example/pictures/${picture}" alt="A foot" width="520" height="347"`);
  for (const said of [
    "The weekly letter",
    "12 Track Lane",
    "https://s.example/leave/t",
    "https://s.example/letters/weekly/one",
    "because you follow",
  ]) {
    expect(mail.html).toContain(said);
    expect(mail.text).toContain(said);
  }
  expect(mail.text).toContain("read https://s.example/r/0");
  const page = prepare(named).fillWeb(filling);
  expect(page).toMatch(/^<article class="lesson">/);
  expect(page).not.toMatch(/\/o\/|Unsubscribe/);
  expect(prepare(unnamed).fill(filling).text).toContain("Hi there,");
  expect(prepare(unnamed).fill(filling).subject).toBe("For you: one leg, many times");
  expect(set.links).toEqual([{ href: "https://example.org/a", words: "read", line: 3 }]);
  expect(set.sizeBytes).toBeGreaterThan(5_000);
});

test("a preview is drawn of a letter that has faults, and tells them", async () => {
  const set = await typesetter.preview(source({ markdown: "<script>alert(1)</script>\n\nHi {{nam}}", subject: "" }));
  expect(set.complaints.map(({ field, line }) => `${field} ${line}`)).toEqual(["subject 1", "text 1", "text 3"]);
  const { named } = set.compiled?.forms ?? {};
  if (!named) throw new Error("nothing was drawn");
  expect(prepare(named).fill(filling).html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("a picture that is not here is told", async () => {
  const set = await typesetter.preview(source({ pictures: {} }));
  expect(set.complaints).toEqual([
    { field: "text", line: 5, message: "shows a picture that is not here: upload it again." },
  ]);
});

test("a letter that Gmail would cut off is refused", async () => {
  const set = await typesetter.preview(source({ markdown: "A paragraph of a few words.\n\n".repeat(900) }));
  expect(set.complaints[0]?.message).toMatch(/KB of html.*stay within 90 KB/);
});

test("the other subject of a test gives a version of its own", async () => {
  const set = await typesetter.preview(source({ subjectB: "Standing on one leg" }));
  expect(set.compiledB?.forms.named?.subject).toEqual(["Standing on one leg"]);
  expect(set.compiledB?.forms.named?.html).toEqual(set.compiled?.forms.named?.html);
});

test("what is being set when the process stops is ended with it", async () => {
  const stopping = createTypesetter({ root });
  const settings = [stopping.compile(source()), stopping.preview(source())];
  stopping.close();
  for (const one of await Promise.allSettled(settings)) {
    expect(one).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("ended") } });
  }
});

test("a text that would keep a parser busy for minutes is given up, and the next letter is set", async () => {
  const impatient = createTypesetter({ root, patienceMs: { preview: 3_000, compile: 3_000 } });
  const set = await impatient.preview(source({ markdown: "*a_ ".repeat(14_000) }));
  expect(set.complaints[0]?.message).toMatch(/takes too long/);
  impatient.close();
  expect((await typesetter.preview(source())).complaints).toEqual([]);
});
