import { defineConfig } from "vitest/config";

const elsewhere = ["node_modules/**", ".next/**", ".build/**", ".data/**", "e2e/**"];

export default defineConfig({
  test: {
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
