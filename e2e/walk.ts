import type { Locator, Page } from "@playwright/test";
import { expect } from "./setup.ts";

/** What a visitor does with mouse and keyboard, in the words of the pages. */
export type Form = {
  email: string;
  name?: string;
  zone?: string;
  /** Where the browser stands, which its script is to find out. */
  foundZone?: string;
};

/** Fills the form at the foot of a course's page. Without a script in the browser the zone has to be typed. */
export async function signUpOnPage(page: Page, { email, name = "Ines", zone, foundZone }: Form): Promise<void> {
  await page.goto("/courses/runner-core");
  await page.getByRole("link", { name: "Sign me up" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("First name").fill(name);
  if (zone !== undefined) await page.getByLabel("Time zone").fill(zone);
  if (foundZone !== undefined) await expect(page.getByLabel("Time zone")).toHaveValue(foundZone);
  await page.getByRole("button", { name: "Sign me up" }).click();
}

/** Follows the ribbon to the mailbox, and there looks only at one's own mail. */
export async function openMailbox(page: Page, email: string): Promise<void> {
  await page.getByRole("link", { name: "Open the mailbox" }).click();
  await page.getByLabel("Only mail to this address").fill(email);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/\?to=/);
}

/** Opens the newest message of that subject. The list is asked again until the worker has sent it. */
export async function openMail(page: Page, { email, subject }: { email: string; subject: string }) {
  const row = page.getByRole("main").getByRole("link", { name: subject }).first();
  await expect(async () => {
    await page.goto(`/mailbox?${new URLSearchParams({ to: email })}`);
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await row.click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
}

/** Presses a link in the letter that is open; a mail client opens it in a tab of its own. */
export async function pressInLetter(page: Page, words: string): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await letterOn(page).getByRole("link", { name: words }).first().click();
  const tab = await opened;
  await expect(tab.getByRole("main")).toBeVisible();
  return tab;
}

/** The letter inside the mailbox's page, as a mail client shows it. */
export function letterOn(page: Page) {
  return page.frameLocator('iframe[title="The letter"]');
}

/** A day of the week on a lesson's page, or of the week in a letter. */
export function squareOf(day: number, { on }: { on: Locator }): Locator {
  return on.getByRole("listitem").filter({ hasText: new RegExp(`^Day ${day}\\D`) });
}

/** Presses "Next morning" and waits until it has dawned. */
export async function sleepInMailbox(page: Page, email: string): Promise<void> {
  await page.goto(`/mailbox?${new URLSearchParams({ to: email })}`);
  await page.getByRole("button", { name: "Next morning" }).click();
  await expect(page.getByRole("status")).toContainText("Good morning.");
}
