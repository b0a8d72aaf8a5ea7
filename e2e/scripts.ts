import { expect, type Page } from "@playwright/test";

/**
 * Waits until the scripts of a page have come, have run, and have had a quiet moment for what they do afterwards. Sooner
 * than waiting for a network that is silent for half a second, and certain: React leaves its mark on what it has taken
 * over.
 */
export async function scriptsHaveRun(page: Page): Promise<void> {
  await expect(page.locator("script[data-asleep]"), "every script has been asked for").toHaveCount(0);
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main !== null && Object.keys(main).some((name) => name.startsWith("__reactFiber"));
  });
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
}
