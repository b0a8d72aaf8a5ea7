import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../environment.ts";

/** Where the built processes lie, beside bin/, so that a path relative to the one holds for the other. */
export const builtFile = (name: "web" | "worker") => join(root, ".build", `${name}.mjs`);

/**
 * Bundles our own code of the long-running processes into one file each; packages stay in node_modules. It takes a
 * fraction of a second, so it is done at every start. Returns which source files the worker consists of.
 */
export async function buildProcesses(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { web: "bin/web.ts", worker: "bin/worker.ts", importer: "bin/importer.ts" },
    outdir: ".build",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    packages: "external",
    sourcemap: true,
    metafile: true,
    logLevel: "silent",
  });
  return [".build/worker.mjs", ".build/importer.mjs"].flatMap((file) =>
    Object.keys(metafile.outputs[file]?.inputs ?? {}),
  );
}
