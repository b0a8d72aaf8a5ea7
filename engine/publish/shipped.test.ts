import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { normaliseName } from "../../domain/names.ts";
import { type ChangedCourse, compileChanged } from "./compile-changed.ts";
import { cellStates, plainProbe } from "./probes.ts";
import { findSources } from "./sources.ts";
import { textSlots, urlSlots } from "./template.ts";
import { findDifference, verifyingEach } from "./verify.ts";

const root = resolve(import.meta.dirname, "../..");
let folder: string;
let courses: ChangedCourse[];

beforeAll(async () => {
  await mkdir(join(root, ".build"), { recursive: true });
  folder = await mkdtemp(join(root, ".build", "shipped-"));
  // Throws a refusal for the first lesson or notice that could not be sent.
  courses = await compileChanged({ root, folder, sources: await findSources(root), known: new Map() });
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

test("every lesson and notice that ships is published, and asks for nothing that the engine does not fill", () => {
  expect(courses.length).toBeGreaterThanOrEqual(2);
  const filled = new Set([...textSlots, ...urlSlots, "links.open", "links.honeypot", "open.pixel"]);
  for (const { compiled } of courses.flatMap(({ lessons, notices }) => [...lessons, ...notices])) {
    expect(compiled.slots.filter((name) => !filled.has(name) && !/^progress\.week\.\d+$/.test(name))).toEqual([]);
  }
});

test("every move of every lesson that ships is shown in its mail by a picture that publishing draws, with its words", () => {
  for (const { facts, pictures, compiled } of courses.flatMap(({ lessons }) => lessons)) {
    const html = (compiled.forms.named?.html ?? []).map((part) => (typeof part === "string" ? part : "")).join("");
    const shown = [...html.matchAll(/<img src="\/([^"]*)" alt="([^"]*)" width="(\d+)" height="(\d+)"/g)];
    const moves = html.match(/data-part="move"/g) ?? [];
    expect(shown, facts.key).toHaveLength(moves.length);
    expect(shown.map(([, name]) => name).sort(), facts.key).toEqual(pictures.map(({ name }) => name).sort());
    for (const [, , alt = ""] of shown) expect(alt.length, facts.key).toBeGreaterThan(50);
  }
});

test("whatever a reader is called, the version says what the template would, byte for byte", async () => {
  const lesson = courses[0]?.lessons[0];
  if (!lesson) throw new Error("There is no lesson.");
  const verifying = verifyingEach(lesson.template, lesson.compiled);
  const rawName = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^[<>&"'\\$#; ]{1,9}$/),
  );
  await fc.assert(
    fc.asyncProperty(
      rawName,
      fc.array(fc.constantFrom(...cellStates), { minLength: 14, maxLength: 14 }),
      async (raw, cells) => {
        const normal = normaliseName(raw);
        fc.pre(normal.kind === "ok" && normal.name !== null);
        const name = normal.kind === "ok" ? (normal.name ?? "") : "";
        const probe = {
          values: { ...plainProbe.values, "reader.name": name, "site.name": name },
          cell: (index: number) => cells[index] ?? "done",
        };
        for (const each of verifying) expect(await findDifference(each, probe)).toBeNull();
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);
