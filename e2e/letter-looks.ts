import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { givenAlready, inWords } from "./axe.ts";

export type Letter = { name: string; html: string };

/**
 * What axe finds in a letter by day and by night, on the narrowest phone, and whether it is wider than that. Between
 * the two only the colors change, so the night asks for contrast alone.
 */
export async function faultsByDayAndNight(page: Page, letter: Letter): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  await show(page, letter);
  const light = await faultsOn(page);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await faultsOn(page, ["color-contrast"]);
  return [
    ...light.map((fault) => `${letter.name}, light: ${fault}`),
    ...(overhang > 0 ? [`${letter.name}: is ${overhang} pixels wider than a phone`] : []),
    ...dark.map((fault) => `${letter.name}, dark: ${fault}`),
  ];
}

/**
 * The same for Outlook.com's dark mode, which asks for no media query: it takes colors that are too bright out of the
 * style attributes and leaves its marks on whatever it changed, by which our own dark colors come in.
 */
export async function faultsInOutlooksNight(page: Page, letter: Letter): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  await show(page, letter);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>("html, [style]")) {
      if (element.tagName === "HTML" || element.style.color) element.setAttribute("data-ogsc", "");
      if (element.tagName === "HTML" || element.style.backgroundColor) element.setAttribute("data-ogsb", "");
    }
  });
  const faults = await faultsOn(page, ["color-contrast"]);
  return faults.map((fault) => `${letter.name}, dark in Outlook.com: ${fault}`);
}

/** A page of one's own for letters: nothing that they ask for is fetched, so none of them waits. */
export async function makeReadyForLetters(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.route("**", (route) => route.abort());
}

/** Written into the same page, so that axe, half a megabyte of script, is given to it only once. */
async function show(page: Page, { html }: Letter): Promise<void> {
  await page.setContent(html, { waitUntil: "domcontentloaded" });
}

async function faultsOn(page: Page, rules?: string[]): Promise<string[]> {
  const hasAxe = await page.evaluate(() => "axe" in window);
  const builder = new AxeBuilder(hasAxe ? { page, axeSource: givenAlready } : { page });
  const runOnly = rules === undefined ? {} : { runOnly: rules };
  const { violations } = await builder
    .setLegacyMode()
    .options({ resultTypes: ["violations"], ...runOnly })
    .analyze();
  return violations.map(inWords);
}
