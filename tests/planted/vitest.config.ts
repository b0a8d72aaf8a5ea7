import { defineConfig } from "vitest/config";
import { root } from "../../bin/environment.ts";
import base from "../../vitest.config.ts";
import { bugNamed, plantedVariable } from "./bugs.ts";
import { plantedPlugin } from "./plugin.ts";

/** The tests as they are run every day, on code that has one guard less: the one that the environment names. */
const name = process.env[plantedVariable];
const { projects: _, ...daily } = base.test ?? {};
const database = ["tests/setup/postgres.ts", "tests/planted/weaken.ts"];

export default defineConfig({
  root,
  plugins: name ? [plantedPlugin(bugNamed(name))] : [],
  test: {
    ...daily,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: ["**/*.db.test.ts", "**/node_modules/**"] },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.db.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: database,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
