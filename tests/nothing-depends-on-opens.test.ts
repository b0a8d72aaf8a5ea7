import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Our own files that are loaded with `entry`, however deep. */
async function filesOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: ".build/unused",
    platform: "node",
    format: "esm",
    packages: "external",
    metafile: true,
    logLevel: "silent",
  });
  return Object.keys(metafile.inputs);
}

test("the worker, which plans, paces, sends and settles, has no way to ask about opens and clicks", async () => {
  const files = await filesOf("bin/worker.ts");
  expect(files.filter((file) => file === "db/events.ts" || /^engine\/(track|judge-anew)\.ts$/.test(file))).toEqual([]);
  // The walk does reach the rooms in which all of that is done.
  expect(files).toEqual(
    expect.arrayContaining(["engine/plan.ts", "engine/compose.ts", "db/settling.ts", "domain/streaks.ts"]),
  );
});

/** Whoever notes it, the reader who wants to see what we hold about them, and the erasure that takes it away. */
const mayRead = /^db\/(events|reader-copy|erasing)\.ts$/;

test("no query reads opens and clicks but those that note them and the reader's own copy or end", async () => {
  const files: string[] = [];
  for await (const file of glob("db/*.ts", { cwd: root })) files.push(file);
  expect(files.length).toBeGreaterThan(15);
  const readers = files.filter((file) => {
    const source = readFileSync(join(root, file), "utf8");
    return (
      /import[^;]*\bevent\b[^;]*from "\.\/schema\/deliveries\.ts"/.test(source) || /\b(from|join) event\b/i.test(source)
    );
  });
  expect(readers).toContain("db/events.ts");
  expect(readers.filter((file) => !mayRead.test(file) && !file.includes(".test."))).toEqual([]);
});
