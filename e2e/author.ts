import { expect, type Page } from "@playwright/test";
import type { Dayletter } from "./setup.ts";

/** Makes an owner's account by the one-time link, as a person would, and is in the studio then. */
export async function becomeOwner(page: Page, dayletter: Dayletter, { name = "Ada" } = {}): Promise<string> {
  const address = `${name.toLowerCase()}-${Date.now()}@example.com`;
  const link = /http\S*\/studio\/welcome\/\S+/.exec(await dayletter.command("owner-link"))?.[0];
  if (link === undefined) throw new Error("No link was printed.");
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your address").fill(address);
  await page.getByLabel("A password").fill("a long enough password");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  return address;
}
