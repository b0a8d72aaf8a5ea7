import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectStudioAccessible } from "./all-studio-pages.ts";
import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { expect, testAlone } from "./setup.ts";

const test = testAlone();

test("an author sees what to do first, then who comes, where they stop, when they read, and takes the numbers home", async ({
  page,
  dayletter,
}) => {
  // Every page of the studio is looked at by axe, in four forms each.
  test.setTimeout(300_000);
  await becomeOwner(page, dayletter);
  await page.getByRole("link", { name: "Figures" }).click();
  await expect(page.getByText("Nothing to count yet")).toBeVisible();
  await expectAccessible(page);

  await dayletter.command("demo", "--readers", "200", "--course", "runner-core");
  await page.goto("/studio/figures?span=all");
  await expect(page.getByRole("img", { name: /\d+ signed up/ }).first()).toBeAttached();
  await page.getByLabel("Figures of").selectOption({ label: await courseTitle(page) });
  await page.getByLabel("Days").selectOption("Last 90 days");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("heading", { name: "Who is still there, lesson by lesson" })).toBeVisible();
  await expect(page.getByText(/Most leave after “/).first()).toBeVisible();
  await expect(page.getByText(/Most often on \w+day at/).first()).toBeVisible();
  await expect(page.getByText("The largest share leaves here").first()).toBeVisible();
  await expectAccessible(page);

  await expect(page.getByText("Not known yet.").first()).toBeVisible();
  await page.getByText("The numbers: From the form to the end").click();
  // Who came lately cannot have finished yet and is left out, so it is a part of the two hundred.
  const signedUp = page.getByRole("row", { name: /^Signed up \d+/ });
  await expect(signedUp).toBeVisible();
  const people = await signedUp.getByRole("cell").first().textContent();
  await expect(page.getByText(/^Who signed up from .*long enough ago to have finished/)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /Download as CSV ?: From the form to the end/ }).click();
  const file = readFileSync(await (await download).path(), "utf8").split("\r\n");
  expect(file[0]).toBe('Step,People,"Of all, %","Of the step before, %"');
  expect(Number(people)).toBeGreaterThan(20);
  expect(file[1]).toBe(`Signed up,${people},100,100`);

  const row = page.getByRole("row", { name: /^1\. / });
  const had = Number(await row.getByRole("cell").first().textContent());
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "What became of it" })).toBeVisible();
  const became = await page.getByRole("list", { name: "What became of it" }).textContent();
  // The worker goes on sending to fictional readers meanwhile, so there may be more by now and never fewer.
  expect(Number(/^Had it(\d+)/.exec(became ?? "")?.[1])).toBeGreaterThanOrEqual(had);

  await test.step("axe finds nothing on any page of the studio", () => expectStudioAccessible(page, dayletter));
});

/** As the form names it. */
async function courseTitle(page: Page): Promise<string> {
  const words = await page.getByLabel("Figures of").locator("option[value='course:runner-core']").textContent();
  return words ?? "";
}
