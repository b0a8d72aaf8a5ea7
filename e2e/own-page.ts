import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { pathIn, type StoredMail } from "./mail.ts";

/** Opens the page of one change from the reader's own page. */
export async function choose(page: Page, me: string, entry: string, course?: string): Promise<void> {
  await page.goto(me);
  await entryOn(page, entry, course).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Your days");
}

/** The link to a change; the entries of one course stand under its name. */
export function entryOn(page: Page, entry: string, course?: string): Locator {
  const section = page.getByRole("region", { name: "Yours to change" });
  const place =
    course === undefined
      ? section
      : section.locator("div").filter({ has: page.getByRole("heading", { name: course }) });
  return place.getByRole("link", { name: entry, exact: true });
}

/** Asks what a change would bring. */
export async function see(page: Page): Promise<void> {
  await page.getByRole("button", { name: "See what changes" }).click();
}

/** The reader's own page says what is so now. */
export async function expectChanged(page: Page, title: string, ...words: (string | RegExp)[]): Promise<void> {
  const status = page.getByRole("status");
  await expect(status.getByRole("heading", { name: title })).toBeVisible();
  for (const one of words) await expect(status).toContainText(one);
}

/** The big figures of a course, each with its label: "3 of 5 done". */
export async function expectFigures(page: Page, title: string, figures: readonly string[]): Promise<void> {
  const shown = page.getByRole("region", { name: title }).locator("dl > div");
  const read = () =>
    shown.evaluateAll((all) =>
      all.map((one) => `${one.querySelector("dd")?.textContent} ${one.querySelector("dt")?.textContent}`),
    );
  await expect.poll(read).toEqual(expect.arrayContaining([...figures]));
}

/** What the reader's own page says under "Next up", the soonest first: one text for each course. */
export async function readNextUp(page: Page, me: string): Promise<string[]> {
  await page.goto(me);
  const shown = page.getByRole("region", { name: "Next up" }).locator("ol > li");
  return (await shown.allInnerTexts()).map((words) => words.replace(/\s+/g, " "));
}

/** All that is held about the reader of a letter, as their own page gives it; without the moment at which it was asked. */
export async function copyBehind(request: APIRequestContext, letter: StoredMail): Promise<string> {
  return (await (await request.get(`${pathIn(letter, "me")}/copy.json`)).text()).replace(/as of \S+/, "");
}
