import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { changesOf, plant } from "./bug.ts";
import { bugNamed, plantedVariable } from "./bugs.ts";

/**
 * `node --import ./tests/planted/loader.ts`: plants a bug into each module that it changes, as Node loads it. Processes
 * that are forked from there have it too.
 */
const name = process.env[plantedVariable];
if (name) {
  const bug = bugNamed(name);
  registerHooks({
    load(url, context, nextLoad) {
      const own = url.startsWith("file:") ? changesOf(bug, fileURLToPath(url)) : [];
      const loaded = nextLoad(url, context);
      if (own.length === 0) return loaded;
      return { ...loaded, source: own.reduce(plant, textOf(loaded.source)) };
    },
  });
}

function textOf(source: string | NodeJS.ArrayBufferView | ArrayBuffer | null | undefined): string {
  if (source === null || source === undefined) throw new Error("a module to be changed came without its text");
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}
