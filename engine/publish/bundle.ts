import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { Refusal } from "./refusal.ts";
import { watchSource } from "./watch.ts";
import { watched } from "./watched.ts";

export type Bundle = {
  /** Imports the built form of one source file, given relative to the root. */
  load(file: string): Promise<Record<string, unknown>>;
  /** Changes whenever a source file changes that these files are built from, and says nothing of packages. */
  sourceHash(files: readonly string[]): Promise<string>;
};

type Bundling = { root: string; files: readonly string[]; folder: string; watch: boolean };

/**
 * Builds emails into `folder`, because Node cannot import `.tsx`. Packages stay outside: the folder must lie within the
 * project, where Node finds them. With `watch`, the built code stops at every place that looks into a slot.
 */
export async function bundle(bundling: Bundling): Promise<Bundle> {
  const { root, folder, watch } = bundling;
  const metafile = await buildOrRefuse({
    absWorkingDir: root,
    entryPoints: [...bundling.files],
    outdir: folder,
    outbase: root,
    bundle: true,
    splitting: true,
    metafile: true,
    format: "esm",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node22",
    packages: "external",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
    plugins: watch ? [watching(root)] : [],
  });
  return {
    load: (file) => loadOrRefuse(file, resolve(folder, file.replace(/\.tsx?$/, ".mjs"))),
    sourceHash: (files) => hashSources(root, reachableFrom(files, metafile)),
  };
}

async function buildOrRefuse(options: BuildOptions): Promise<Metafile> {
  try {
    const { metafile } = await build(options);
    return metafile as Metafile; // Given, because the options ask for it.
  } catch (error) {
    const [first] = (error as BuildFailure).errors ?? [];
    if (!first) throw error;
    const where = first.location ? `${first.location.file}:${first.location.line}` : "emails";
    throw new Refusal(where, `cannot be built: ${first.text}`);
  }
}

const runtime = "dayletter:watched";

async function loadOrRefuse(file: string, built: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(built).href);
  } catch (error) {
    throw new Refusal(file, `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function watching(root: string): Plugin {
  return {
    name: "watching",
    setup(into) {
      into.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const contents = watchSource(await readFile(path, "utf8"), { file: relative(root, path), runtime });
        return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
      // The function's own text, so that it is found wherever this file itself was built to.
      into.onResolve({ filter: new RegExp(`^${runtime}$`) }, () => ({ path: runtime, namespace: "watching" }));
      into.onLoad({ filter: /./, namespace: "watching" }, () => ({ contents: `export const watched = ${watched};` }));
    },
  };
}

function reachableFrom(files: readonly string[], metafile: Metafile): string[] {
  const reached = new Set(files);
  for (const file of reached) {
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) if (!external) reached.add(path);
  }
  return [...reached].sort();
}

async function hashSources(root: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(await readFile(resolve(root, file)));
  return hash.digest("hex");
}
