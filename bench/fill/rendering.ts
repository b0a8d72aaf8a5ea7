import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { render, toPlainText } from "react-email";
import { plainTextOptions } from "../../emails/parts/plain-text.ts";
import { bundle } from "../../engine/publish/bundle.ts";
import { loadCourse } from "../../engine/publish/load.ts";
import { bindProbe } from "../../engine/publish/probes.ts";
import { compilePublishable } from "../../engine/publish/publishable.ts";
import { renderSurface } from "../../engine/publish/render.ts";
import { findSources } from "../../engine/publish/sources.ts";
import type { Binding, Template } from "../../engine/publish/template.ts";
import { describeMessage, fillingFor, makeReaders, type Reader } from "./readers.ts";
import { serveRounds } from "./side.ts";

const rendersPerRound = 100;

/** The first lesson of the course that the home page shows first. */
async function loadFirstLesson(root: string): Promise<Template> {
  const { courses } = await findSources(root);
  const folder = mkdtempSync(join(root, ".build", "bench-"));
  const files = courses.flatMap(({ courseFile, lessonFiles }) => [courseFile, ...lessonFiles]);
  const built = await bundle({ root, files, folder, watch: false });
  const loaded = await Promise.all(courses.map((source) => loadCourse({ source, noticeFiles: [], bundle: built })));
  rmSync(folder, { recursive: true });
  const [course] = loaded.sort((one, other) => one.description.order - other.description.order);
  const template = course?.lessons[0]?.template;
  if (!template) throw new Error("There is no lesson to measure.");
  return template;
}

function bindReader(reader: Reader): Binding {
  const { values } = fillingFor(reader, []);
  const cell = (index: number) => reader.choices[`progress.week.${index}`] ?? "done";
  return bindProbe({ values, cell }, { surface: "mail", named: true });
}

/** What a sender without versions does for every reader. The tokens are minted before the clock starts. */
async function round(template: Template, readers: readonly Reader[]): Promise<number> {
  const elements = readers.map((reader) => template.element(bindReader(reader)));
  let characters = 0;
  const begin = performance.now();
  for (const element of elements) {
    const html = await render(element);
    characters += html.length + toPlainText(html, plainTextOptions).length;
  }
  const micros = ((performance.now() - begin) * 1000) / readers.length;
  if (characters === 0) throw new Error("Nothing was rendered.");
  return micros;
}

const [root = "", compiledFile = ""] = process.argv.slice(2);
const template = await loadFirstLesson(root);
writeFileSync(compiledFile, JSON.stringify(await compilePublishable({ template, watched: template })));
const readers = makeReaders(rendersPerRound);
const [first] = readers;
if (!first) throw new Error("There are no readers.");
const html = await renderSurface(template, bindReader(first));
serveRounds(describeMessage({ html, text: toPlainText(html, plainTextOptions) }), () => round(template, readers));
