import { join } from "node:path";
import type { VitestPluginContext } from "vitest/node";
import { root } from "../../bin/environment.ts";
import { type Change, type PlantedBug, plant } from "./bug.ts";

/** Plants a bug into each module that it changes, at the moment at which vitest loads it. */
export function plantedPlugin({ name, changes = [] }: PlantedBug) {
  const changesOf = (id: string): Change[] => {
    const [path] = id.split("?");
    return changes.filter(({ file }) => join(root, file) === path);
  };
  return {
    name: "planted-bug",
    enforce: "pre" as const,
    transform(code: string, id: string): string | null {
      const own = changesOf(id);
      return own.length === 0 ? null : own.reduce(plant, code);
    },
    /** Vitest keeps what it has transformed, for the next run: a module with a bug in it is another one. */
    configureVitest({ defineCacheKeyGenerator }: VitestPluginContext): void {
      defineCacheKeyGenerator(({ id }) => (changesOf(id).length === 0 ? null : `with the bug ${name}`));
    },
  };
}
