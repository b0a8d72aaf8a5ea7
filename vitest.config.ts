import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const elsewhere = ["node_modules/**", ".next/**", ".build/**", ".data/**", "e2e/**"];

/**
 * postgres.js writes from a timer of its own, and throws there when the connection was lost in between: nobody can catch
 * that. A process of ours ends by it and is started again; a test that takes the database away goes on.
 */
function isLateWrite({ stack = "" }: { stack?: string | undefined }): boolean {
  return /nextWrite .*postgres\/src\/connection\.js/.test(stack);
}

export default defineConfig({
  test: {
    // A worker waits for PostgreSQL half of its time; the server has no connections for more than these.
    maxWorkers: Math.min(12, availableParallelism() + 1),
    // Loading the same modules anew for each of 200 files costs a fifth of the run; no test may lean on a fresh one.
    isolate: false,
    onUnhandledError: (error) => (isLateWrite(error) ? false : undefined),
    // A developer's own settings must not change what a test sees, and a reader's zone is never the machine's.
    env: { TZ: "UTC", DATABASE_URL: "", RESEND_API_KEY: "", SMTP_URL: "", SITE_URL: "", NODE_ENV: "test" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, "**/*.db.test.ts"],
        },
      },
      {
        // Only these start PostgreSQL: `npx vitest run --project unit domain` needs no database.
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.db.test.ts"],
          exclude: elsewhere,
          globalSetup: ["tests/setup/postgres.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
