import type { Locator, Page } from "@playwright/test";
import { expect } from "./setup.ts";

const mostStops = 150;

/** Presses Tab until it is there. Wherever the focus rests on the way, it has to be seen. */
export async function tabTo(page: Page, aim: Locator): Promise<void> {
  await expect(aim).toBeVisible();
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press("Tab");
    await expect.poll(() => unseenFocus(page)).toBeNull();
    if (await aim.evaluate((element) => element.ownerDocument.activeElement === element)) return;
  }
  throw new Error(`Tab never came to ${aim}.`);
}

/** What has the focus without an outline. The page itself, at its end, and the frame around a letter need none. */
function unseenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused instanceof HTMLIFrameElement) return null;
    // The clock inside a time field has the focus in its place, and the browser draws it.
    if (!focused.matches(":focus")) return null;
    // A script may bring the reader to where the news is, which is no stop of the Tab key.
    if (focused.getAttribute("tabindex") === "-1") return null;
    // The desk's editor draws its outline around the whole of itself, a moment later.
    const outlined = focused.closest(".cm-editor") ?? focused;
    const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
    const { width, height } = outlined.getBoundingClientRect();
    const isSeen = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0 && width > 1 && height > 1;
    return isSeen ? null : focused.outerHTML;
  });
}
