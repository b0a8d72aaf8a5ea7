import { resolve } from "node:path";
import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/**
 * Every package that is loaded when the worker starts, however deep: the imports of our own files, and those of the
 * packages among them. A package's own dynamic imports are left out; they are taken only where we ask for them (the
 * Resend SDK would render React if it were handed React).
 */
async function packagesOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: ".build/unused",
    platform: "node",
    format: "esm",
    metafile: true,
    logLevel: "silent",
    loader: { ".node": "empty" },
  });
  const reached = new Set([entry]);
  for (const file of reached) for (const path of importsOf(file, metafile)) reached.add(path);
  const names = [...reached].map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).sort();
}

function importsOf(file: string, { inputs }: Metafile): string[] {
  const isOurs = !file.includes("node_modules/");
  return (inputs[file]?.imports ?? [])
    .filter(({ kind, external }) => !external && (isOurs || kind !== "dynamic-import"))
    .map(({ path }) => path);
}

test("the worker, which sends everything, loads neither React nor the renderer", async () => {
  const packages = await packagesOf("bin/worker.ts");
  const renders =
    /^(react|react-dom|react-email|@react-email\/.*|scheduler|tailwindcss|next|html-to-text|@babel\/.*|esbuild)$/;
  expect(packages.filter((name) => renders.test(name))).toEqual([]);
  // The walk does reach packages, and packages of packages.
  expect(packages).toEqual(expect.arrayContaining(["drizzle-orm", "postgres", "resend", "standardwebhooks"]));
});
