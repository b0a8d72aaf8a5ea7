import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { type Dayletter, expect, test as shared, startDayletter } from "./setup.ts";
import { letterOn, openMail, openMailbox, pressInLetter, signUpOnPage, sleepInMailbox } from "./walk.ts";

/** The link that makes the owner's account is good once, so this journey has a Dayletter of its own. */
const test = shared.extend<object, { dayletter: Dayletter }>({
  dayletter: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const dayletter = await startDayletter();
      await use(dayletter);
      await dayletter.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const maria = "maria@example.com";
const ines = "ines@example.com";
const owner = "joan@example.org";
const title = "Where your foot comes down";

test("somebody who has never seen it makes the owner's account, writes a letter, tests, schedules and sends it", async ({
  page,
  dayletter,
}) => {
  test.setTimeout(300_000);
  await test.step("a reader keeps the weekly letter and leaves the course; another stays in the course", async () => {
    await follow(page);
    await signUpOnPage(page, { email: ines, name: "Ines" });
    await confirm(page, ines);
  });
  await test.step("the first start's link makes the owner's account", () => makeAccount(page, dayletter));
  await test.step("a letter is written, seen as it will look, and saved by itself", () => write(page));
  await test.step("the check finds what is wrong, and nothing once it is mended", () => check(page));
  await test.step("a test comes to the author alone", () => tryOut(page));
  await test.step("it is scheduled for tomorrow at six", () => schedule(page));
  await test.step("in the morning it has gone out, once, and reads as it was written", () => read(page));
});

async function follow(page: Page): Promise<void> {
  await page.goto("/courses/runner-core");
  await page.getByLabel("Email address").fill(maria);
  await page.getByLabel("First name").fill("Maria");
  await page.getByLabel("Also send me the weekly letter").check();
  await page.getByRole("button", { name: "Sign me up" }).click();
  await confirm(page, maria);
  await openMail(page, { email: maria, subject: "Welcome to 30-Day Runner Core Program" });
  const leaving = await pressInLetter(page, "Unsubscribe");
  await leaving.getByRole("button", { name: "Leave this course" }).click();
  await expect(leaving.getByRole("heading", { name: /You have left/ })).toBeVisible();
  await leaving.close();
}

async function confirm(page: Page, email: string): Promise<void> {
  await openMailbox(page, email);
  await openMail(page, { email, subject: "Please confirm: 30-Day Runner Core Program" });
  const tab = await pressInLetter(page, "Yes, sign me up");
  await tab.getByRole("button", { name: "Yes, start my course" }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();
  await tab.close();
}

async function makeAccount(page: Page, dayletter: Dayletter): Promise<void> {
  const [link = ""] = /http:\S+\/studio\/welcome\/\S+/.exec(dayletter.printed()) ?? [];
  await page.goto(link);
  await page.getByLabel("Your name").fill("Joan");
  await page.getByLabel("Your address").fill(owner);
  await page.getByLabel("A password").fill("wet track and a whippet");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByText("Welcome, Joan.")).toBeVisible();
}

const text = () => "What does your foot do";

async function write(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Letters", exact: true }).click();
  await expect(page.getByRole("link", { name: "What your legs do while you are not looking" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Write a letter" }).first().click();
  await page.getByRole("button", { name: "Bold" }).waitFor();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Subject").fill("Where does your foot come down?");
  await page.getByLabel("Preview line").fill("One minute of your next run, and what to look for in it.");
  await page.getByRole("textbox", { name: "Text" }).press("ControlOrMeta+End");
  await page.keyboard.type(
    `${text()} when nobody looks?\n\n## Try it\n\nRun for a minute and **listen**. <b>Softly</b>.`,
  );
  const letter = page.frameLocator('iframe[title="The letter as a reader sees it"]');
  await expect(letter.getByRole("heading", { name: "Try it" })).toBeVisible();
  await expect(letter.getByText("Hi Ines,")).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function check(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Check" }).click();
  await expect(page.getByText(/has HTML \(<b>\)/)).toBeVisible();
  await page.getByRole("link", { name: "Write" }).click();
  await page.getByRole("button", { name: "Bold" }).waitFor();
  await page.getByRole("textbox", { name: "Text" }).press("ControlOrMeta+End");
  for (const _ of "<b>Softly</b>.") await page.keyboard.press("Backspace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.getByRole("link", { name: "Check" }).click();
  await expect(page.getByText("Nothing in it has to be mended.")).toBeVisible();
  await expect(page.getByText("Unsubscribe, your postal address and the reason are in it.")).toBeVisible();
  await expectAccessible(page);
}

async function tryOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Send", exact: true }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send me a test" }).click();
  await expect(page.getByText("The test is on its way to you.")).toBeVisible();
  const studio = page.url();
  await openMail(page, { email: owner, subject: "[Test] Where does your foot come down?" });
  await expect(letterOn(page).getByText("Hi Ines,")).toBeVisible();
  await page.goto(studio);
}

async function schedule(page: Page): Promise<void> {
  await page.getByLabel("At one moment for everyone").check();
  await page.getByLabel("Time", { exact: true }).fill("06:00");
  await expect(page.getByLabel("Your time zone")).toHaveValue("Europe/Berlin");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("1 reader follows The weekly letter now")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Schedule it for 1 reader" }).click();
  await expect(page.getByText("The letter is scheduled. Until then it can be taken back.")).toBeVisible();
  await expect(page.getByText("0 of 1 handed over")).toBeVisible();
  await expectAccessible(page);
}

async function read(page: Page): Promise<void> {
  await sleepInMailbox(page, ines);
  await openMail(page, { email: maria, subject: "Where does your foot come down?" });
  const letter = letterOn(page);
  await expect(letter.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(letter.getByText("Hi Maria,")).toBeVisible();
  await expect(letter.getByText(`${text()} when nobody looks?`)).toBeVisible();
  await expect(letter.getByText("because you follow “The weekly letter”")).toBeVisible();
  await page.goto("/studio/letters");
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await page.getByRole("link", { name: "Results" }).click();
  await expect(page.getByRole("row", { name: /^Accepted by the provider 1 / })).toBeVisible();
  await expectAccessible(page);
}
