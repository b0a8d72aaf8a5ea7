import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { root } from "../bin/environment.ts";

export const folder = join(root, "docs", "pictures");
export const widths = { narrow: { width: 390, height: 844 }, wide: { width: 1280, height: 900 } } as const;
export const schemes = ["light", "dark"] as const;

/**
 * One picture of a window's size: enough to judge, and small to keep. WebP takes a third of what PNG takes, and only
 * Chromium's own protocol gives it.
 */
export async function keep(page: Page, file: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 82 });
  writeFileSync(join(folder, file), Buffer.from(data, "base64"));
}
