import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./setup.ts";

const widths = { phone: 390, desktop: 1280 } as const;

/** A phone and a desktop, by day and by night. */
const looks = (["light", "dark"] as const).flatMap((scheme) =>
  (["phone", "desktop"] as const).map((width) => ({ scheme, width, name: `${width}, ${scheme}` })),
);

/** axe is half a megabyte of script: given to a page once, it stays there for the other looks. */
export const givenAlready = "0";

/** Between day and night only the colors change, so the night asks for these alone. */
const rulesOfColor = ["color-contrast", "link-in-text-block"];

/**
 * Looks at what is open in every look: axe finds nothing, and nothing is wider than the screen. The letter in the
 * mailbox's frame is left out, since every letter is looked at as a page of its own.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [place, { scheme, width, name }] of looks.entries()) {
    await page.setViewportSize({ width: widths[width], height: 800 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder(place === 0 ? { page } : { page, axeSource: givenAlready });
    const runOnly = scheme === "dark" ? { runOnly: rulesOfColor } : {};
    const found = axe
      .exclude("iframe")
      .setLegacyMode()
      .options({ resultTypes: ["violations"], ...runOnly });
    const { violations } = await found.analyze();
    expect(violations.map(inWords), `${page.url()} (${name})`).toEqual([]);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang, `${page.url()} (${name}) scrolls sideways`).toBeLessThanOrEqual(0);
  }
}

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };

/** What is wrong and where, short enough to read in a terminal. */
export function inWords({ id, help, nodes }: Violation): string {
  return `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html.slice(0, 200)}\n  ${failureSummary}`).join("\n")}`;
}
