import type { VitestPluginContext } from "vitest/node";
import { type Change, changesOf, type PlantedBug, plant } from "./bug.ts";

/** Plants a bug into each module that it changes, at the moment at which vitest loads it. */
export function plantedPlugin(bug: PlantedBug) {
  const own = (id: string): Change[] => changesOf(bug, id.split("?")[0] ?? id);
  return {
    name: "planted-bug",
    enforce: "pre" as const,
    transform(code: string, id: string): string | null {
      const changes = own(id);
      return changes.length === 0 ? null : changes.reduce(plant, code);
    },
    /** Vitest keeps what it has transformed, for the next run: a module with a bug in it is another one. */
    configureVitest({ defineCacheKeyGenerator }: VitestPluginContext): void {
      defineCacheKeyGenerator(({ id }) => (own(id).length === 0 ? null : `with the bug ${bug.name}`));
    },
  };
}
