import type { Locator, Page } from "@playwright/test";
import { becomeOwner } from "./author.ts";
import { mailTo, waitForMail } from "./mail.ts";
import { enrol, newAddress } from "./reader.ts";
import { scriptsHaveRun } from "./scripts.ts";
import { expect, test } from "./setup.ts";
import { tabTo } from "./tab.ts";

test("an author signs in, finds a reader, pauses them, writes a letter and sends a test of it without a mouse", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(180_000);
  const name = `Wilhelmina ${process.pid}`;
  await enrol(request, { email: newAddress("paused"), name });
  const owner = await becomeOwner(page, dayletter, { name: "Grace" });
  await page.context().clearCookies();

  await test.step("signing in", async () => {
    await page.goto("/studio/come-in");
    await write(page, page.getByLabel("Your address"), owner);
    await write(page, page.getByLabel("Password"), "a long enough password");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  });
  await test.step("finding a reader by a part of the name", async () => {
    await scriptsHaveRun(page);
    await write(page, page.getByRole("searchbox", { name: "Find a reader" }), name.toLowerCase());
    await press(page, page.getByRole("search").getByRole("link", { name }));
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });
  await test.step("pausing them, with the reason", async () => {
    await press(page, page.getByRole("link", { name: "Pause in 30-Day Runner Core Program" }));
    await press(page, page.getByRole("button", { name: "See what changes" }));
    await expect(page.getByText("The course is paused until they or you resume it.")).toBeVisible();
    await write(page, page.getByLabel("Why, for the log"), "asked by phone");
    await press(page, page.getByRole("button", { name: "Pause it" }));
    await expect(page.getByText("The course is paused.", { exact: true })).toBeVisible();
    await expect(page.getByText("Because: asked by phone")).toBeVisible();
  });
  await test.step("writing a letter, in and out of its editor", async () => {
    await press(page, page.getByRole("navigation", { name: "Studio" }).getByRole("link", { name: "Letters" }));
    await press(page, page.getByRole("button", { name: "Write a letter" }).first());
    await page.getByRole("button", { name: "Bold" }).waitFor();
    await write(page, page.getByLabel("Title"), "By hand");
    await write(page, page.getByLabel("Subject"), "Typed, all of it");
    await write(page, page.getByLabel("Preview line"), "From the keys alone.");
    await tabTo(page, page.getByRole("textbox", { name: "Text" }));
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("Not a click was needed.");
    await press(page, page.getByRole("button", { name: "Save" }));
    await expect(page.getByText(/^Saved/)).toBeVisible();
  });
  await test.step("sending a test of it", async () => {
    await press(page, page.getByRole("link", { name: "Send", exact: true }));
    await tabTo(page, page.getByRole("button", { name: "Send me a test" }));
    await page.keyboard.press("Space");
    await expect(page.getByText("The test is on its way to you.")).toBeVisible();
    const [letter] = await waitForMail(request, { to: owner, count: 1 });
    expect(letter?.subject).toBe("[Test] Typed, all of it");
    expect(letter?.text).toContain("Not a click was needed.");
    expect(await mailTo(request, owner)).toHaveLength(1);
  });
});

async function write(page: Page, field: Locator, words: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(words);
}

async function press(page: Page, aim: Locator): Promise<void> {
  await tabTo(page, aim);
  await page.keyboard.press("Enter");
}
