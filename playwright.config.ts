import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tests/setup/browser.ts";

const { executablePath, args, env } = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  // Pictures are drawn only when asked for, by `npm run pictures`.
  testMatch: process.env.PICTURES ? "**/pictures.ts" : "**/*.spec.ts",
  globalSetup: "./e2e/build-once.ts",
  outputDir: "test-results",
  // Each worker keeps a whole Dayletter with a database of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath, args, env: { ...process.env, ...env } as Record<string, string> },
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    // Recording every step costs a fifth of the time; a failure is seen again with `npx playwright test --trace on`.
    trace: "off",
  },
});
