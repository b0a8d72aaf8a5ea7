import { afterEach, describe, expect, test } from "vitest";
import { prepare } from "../../domain/fill.ts";
import type { Compiled, CompiledForm } from "../../domain/version.ts";
import { compileProject, lessonFile, makeProject, type Project } from "./fixtures/project.ts";

let project: Project | undefined;
afterEach(() => project?.remove());

async function compileLesson(input: Parameters<typeof lessonFile>[0]): Promise<Compiled> {
  project = await makeProject({ "emails/courses/tiny/first.tsx": lessonFile(input) });
  const [lesson] = (await compileProject(project)).lessons;
  if (!lesson) throw new Error("The course has no lesson.");
  return lesson.compiled;
}

function formOf(compiled: Compiled, variant: "named" | "unnamed"): CompiledForm {
  const form = compiled.forms[variant];
  if (!form) throw new Error(`no ${variant}`);
  return form;
}

const filling = {
  values: {
    "reader.name": `O'Brien <b>&"`,
    "links.leave": "https://example.org/leave/t",
    "links.open": "https://example.org/o/t",
    "links.honeypot": "https://example.org/r/t?n=0",
    "site.postalAddress": "12 Track Lane",
    "progress.done": "3 of 30 done",
  },
  choices: { "open.pixel": "off", "progress.week.0": "done" },
  linkUrl: (number: number) => `https://example.org/r/t?n=${number}`,
};

describe("a compiled lesson", () => {
  test("greets by name in one variant and without in the other", async () => {
    const compiled = await compileLesson({});
    expect(prepare(formOf(compiled, "named")).fill(filling).html).toContain(
      "<p>Hi O&#x27;Brien &lt;b&gt;&amp;&quot;!</p>",
    );
    expect(prepare(formOf(compiled, "named")).fill(filling).text).toContain(`Hi O'Brien <b>&"!`);
    const { "reader.name": _, ...unnamed } = filling.values;
    expect(prepare(formOf(compiled, "unnamed")).fill({ ...filling, values: unnamed }).text).toContain("Hi!");
  });

  test("numbers the author's links in the order of the page, the same in mail, text and web", async () => {
    const compiled = await compileLesson({
      body: `<p><a href="https://a.example/?x=1&y=2">One</a> <a href={links.me}>Mine</a></p>
        {variant.named ? <p><a href="https://b.example/">Two {reader.name}</a></p> : null}
        <p><a href="https://a.example/?x=1&y=2">Again</a></p>`,
    });
    expect(compiled.links).toEqual(["https://a.example/?x=1&y=2", "https://b.example/", "https://a.example/?x=1&y=2"]);
    const values = { ...filling.values, "links.me": "https://example.org/me/t" };
    for (const variant of ["named", "unnamed"] as const) {
      const filler = prepare(formOf(compiled, variant));
      const { html, text } = filler.fill({ ...filling, values });
      expect(html).toContain('<a href="https://example.org/r/t?n=2">Again</a>');
      expect(text).toContain("Again https://example.org/r/t?n=2");
      expect(filler.fillWeb({ ...filling, values })).toContain('<a href="https://example.org/r/t?n=2">Again</a>');
      expect(html).toContain('<a href="https://example.org/me/t">Mine</a>');
    }
  });

  test("writes an address that is its own link only once in the text", async () => {
    const compiled = await compileLesson({ body: `<p>See <a href="https://a.example/x">https://a.example/x</a>.</p>` });
    expect(prepare(formOf(compiled, "named")).fill(filling).text).toContain("See https://example.org/r/t?n=0.");
  });

  test("leaves mailto links and links within the page alone", async () => {
    const compiled = await compileLesson({
      body: `<p><a href="mailto:ada@example.org">Ask</a> <a href="#end">End</a></p>`,
    });
    expect(compiled.links).toEqual([]);
    expect(prepare(formOf(compiled, "named")).fill(filling).html).toContain('<a href="mailto:ada@example.org">');
  });

  test("has a pixel and a honeypot only in the mail, and only where they are wanted", async () => {
    const filler = prepare(formOf(await compileLesson({}), "named"));
    const on = filler.fill({ ...filling, choices: { ...filling.choices, "open.pixel": "on" } });
    expect(on.html).toContain('<img src="https://example.org/o/t" alt="" width="1" height="1"');
    expect(on.html.endsWith("</body></html>")).toBe(true);
    expect(on.html).toMatch(/<div aria-hidden="true" style="display:none[^>]*><a href="[^"]*\?n=0" tabindex="-1">/);
    expect(filler.fill(filling).html).not.toMatch(/<img|n=0|For machines/);
    expect(on.text).toBe(filler.fill(filling).text);
    expect(filler.fillWeb({ ...filling, choices: {} })).not.toContain("<img");
  });

  test("holds every fragment of a day's cell, an empty one and one with a slot among them", async () => {
    const compiled = await compileLesson({
      body: `<table><tbody><tr>{progress.week.map((day, index) => <packages.Column key={index}>Day {day.pick({
        done: <b>was <i>{progress.done}</i></b>, missed: "was missed", rest: null, coming: <>comes</>, today: "today", frozen: "was saved",
      })}.</packages.Column>)}</tr></tbody></table>`,
    });
    const filler = prepare(formOf(compiled, "named"));
    const textFor = (option: string) =>
      filler.fill({ ...filling, choices: { ...filling.choices, "progress.week.0": option } }).text;
    expect(textFor("done")).toContain("Day was 3 of 30 done.");
    expect(textFor("missed")).toContain("Day was missed.");
    expect(textFor("rest")).toContain("Day .");
    expect(textFor("today")).toContain("Day today.");
  });

  test("keeps the case of its headings in the text, and leaves out what is hidden", async () => {
    const compiled = await compileLesson({ body: `<h1>Hold still</h1><p data-skip-in-text="true">hidden</p>` });
    const { text } = prepare(formOf(compiled, "named")).fill(filling);
    expect(text).toContain("Hold still");
    expect(text).not.toContain("hidden");
  });

  test("is a page's fragment on the web, and carries no marks of React's", async () => {
    const compiled = await compileLesson({});
    expect(prepare(formOf(compiled, "named")).fillWeb(filling)).toBe(
      "<article><p>Hi O&#x27;Brien &lt;b&gt;&amp;&quot;!</p></article>",
    );
  });

  test("compiles to the same bytes every time", async () => {
    const body = `<p>{reader.name && null}{variant.named ? reader.name : null}</p>`.replace(
      "{reader.name && null}",
      "",
    );
    const first = JSON.stringify(await compileLesson({ body }));
    await project?.remove();
    expect(JSON.stringify(await compileLesson({ body }))).toBe(first);
  });

  test("names every slot and choice that a plan must fill", async () => {
    expect((await compileLesson({})).slots).toEqual([
      "links.honeypot",
      "links.leave",
      "links.open",
      "open.pixel",
      "reader.name",
      "site.postalAddress",
    ]);
  });
});
