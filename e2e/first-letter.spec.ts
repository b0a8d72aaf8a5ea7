import type { BrowserContext, Page } from "@playwright/test";
import sharp from "sharp";
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

const password = "wet track and a whippet";
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

test("a lost network, a closed tab and a second tab lose no word, and a picture is uploaded", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  await comeIn(page);
  await test.step("without a network the words stay in this browser, and come back", () => loseNetwork(page, context));
  const first = await openLetter(context);
  await test.step("two tabs are shown both texts", () => writeInTwoTabs(first, context));
  await test.step("a picture is drawn anew, and a drawing that could run is refused", () => upload(first));
  await test.step("it can be written without JavaScript", async () => {
    const storageState = await context.storageState();
    const plain = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false });
    await writeWithoutScripts(await openLetter(plain, false));
    await plain.close();
  });
});

async function comeIn(page: Page): Promise<void> {
  await page.goto("/studio/come-in");
  await page.getByLabel("Your address").fill(owner);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
}

async function openLetter(context: BrowserContext, hasScripts = true): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/studio/letters");
  await page.getByRole("link", { name: "What your legs do while you are not looking" }).click();
  if (hasScripts) await page.getByRole("button", { name: "Bold" }).waitFor();
  return page;
}

async function typeAtEnd(page: Page, words: string): Promise<void> {
  await page.getByRole("textbox", { name: "Text" }).press("ControlOrMeta+End");
  await page.keyboard.type(words);
}

async function loseNetwork(before: Page, context: BrowserContext): Promise<void> {
  await before.close();
  const page = await openLetter(context);
  await context.setOffline(true);
  await typeAtEnd(page, "Words from a train.");
  await expect(page.getByText("Not saved: no connection, kept in this browser")).toBeVisible();
  await loseTab(page);
  await context.setOffline(false);
  const again = await openLetter(context);
  await again.getByRole("button", { name: "Bring them back" }).click();
  await expect(again.getByRole("textbox", { name: "Text" })).toContainText("Words from a train.");
  await expect(again.getByText(/^Saved/)).toBeVisible();
  await again.close();
}

/** A tab that is closed still asks to save as it goes, which may come through; one that dies does not. */
async function loseTab(page: Page): Promise<void> {
  const lost = page.waitForEvent("crash");
  await Promise.all([lost, page.goto("chrome://crash").catch(() => {})]);
  await page.close();
}

async function writeInTwoTabs(first: Page, context: BrowserContext): Promise<void> {
  const second = await openLetter(context);
  await typeAtEnd(first, "\nFrom the first tab.");
  await expect(first.getByText(/^Saved/)).toBeVisible();
  await typeAtEnd(second, "\nFrom the second tab.");
  await expect(second.getByRole("heading", { name: "This letter was changed in another place" })).toBeVisible();
  await expect(second.getByText("From the first tab.")).toBeVisible();
  await expectAccessible(second);
  await second.getByRole("button", { name: "Put both into the letter" }).click();
  await expect(second.getByText(/^Saved/)).toBeVisible();
  await second.close();
  await first.reload();
  await first.getByRole("button", { name: "Bold" }).waitFor();
  await typeAtEnd(first, "\n");
  for (const words of ["Words from a train.", "From the first tab.", "From the second tab."]) {
    await expect(previewOf(first).getByText(words).first()).toBeVisible();
  }
}

async function upload(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Picture" }).click();
  const file = page.getByLabel("Picture (PNG, JPEG or WebP, up to 10 MB)");
  await page.getByLabel("What is to be seen").fill("A red track in the rain");
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await file.setInputFiles({ name: "track.png", mimeType: "image/png", buffer: svg });
  await page.getByRole("button", { name: "Put it into the letter" }).click();
  await expect(page.getByText("SVG drawings can carry scripts")).toBeVisible();
  const track = sharp({ create: { width: 1600, height: 900, channels: 3, background: "#c23a1e" } });
  await file.setInputFiles({ name: "track.png", mimeType: "image/png", buffer: await track.png().toBuffer() });
  await page.getByRole("button", { name: "Put it into the letter" }).click();
  await expect(previewOf(page).getByAltText("A red track in the rain")).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();
}

async function writeWithoutScripts(page: Page): Promise<void> {
  await expect(page.getByLabel("Text")).toHaveValue(/A red track in the rain/);
  await page.getByLabel("Subject").fill("Written without a script");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue("Written without a script");
}

function previewOf(page: Page) {
  return page.frameLocator('iframe[title="The letter as a reader sees it"]');
}

async function follow(page: Page): Promise<void> {
  await page.goto("/courses/runner-core");
  await page.getByLabel("Email address").fill(maria);
  await page.getByLabel("First name").fill("Maria");
  await page.getByLabel("Also send me “The weekly letter”").check();
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
  await page.getByLabel("A password").fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByText("Welcome, Joan.")).toBeVisible();
}

const text = () => "What does your foot do";

async function write(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Letters", exact: true }).click();
  await expect(page.getByRole("link", { name: "What your legs do while you are not looking" })).toBeVisible();
  await page.getByRole("button", { name: "Write a letter" }).first().click();
  await page.getByRole("button", { name: "Bold" }).waitFor();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Subject").fill("Where does your foot come down?");
  await page.getByLabel("Preview line").fill("One minute of your next run, and what to look for in it.");
  await page.getByRole("textbox", { name: "Text" }).press("ControlOrMeta+End");
  await page.keyboard.type(
    `${text()} when nobody looks?\n\n## Try it\n\nRun for a minute and **listen**. <b>Softly</b>.`,
  );
  const letter = previewOf(page);
  await expect(letter.getByRole("heading", { name: "Try it" })).toBeVisible();
  await expect(letter.getByText("Hi Ines,")).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();
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
  await expect(page.getByText("Nothing in it has to be put right.")).toBeVisible();
  await expect(
    page.getByText("The way to leave, your postal address and the reason why they get it are in it."),
  ).toBeVisible();
}

async function tryOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Send me a test" }).click();
  await expect(page.getByText("The test is on its way to you.")).toBeVisible();
  const studio = page.url();
  await openMail(page, { email: owner, subject: "[Test] Where does your foot come down?" });
  await expect(letterOn(page).getByText("Hi Ines,")).toBeVisible();
  for (const [link, words] of [
    [/browser|on the web/i, "this link opens the letter on the web"],
    ["Unsubscribe", "You have left nothing."],
  ] as const) {
    const opened = page.waitForEvent("popup");
    await letterOn(page).getByRole("link", { name: link }).first().click();
    await expect((await opened).getByText(words)).toBeVisible();
    await (await opened).close();
  }
  await page.goto(studio);
}

async function schedule(page: Page): Promise<void> {
  await expect(page.getByText("1 reader would get it now.")).toBeVisible();
  await expect(page.getByLabel("Time", { exact: true })).toBeHidden();
  await page.getByLabel("At one moment for everyone").check();
  await page.getByLabel("Time", { exact: true }).fill("06:00");
  await expect(page.getByLabel("Your time zone")).toHaveValue("Europe/Berlin");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("1 reader follows The weekly letter now")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Schedule it for 1 reader" }).click();
  await expect(page.getByText("The letter is scheduled. Until then it can be taken back.")).toBeVisible();
  await expect(page.getByText("0 of 1 sent")).toBeVisible();
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
  await expect(page.getByText("Not known yet.").first()).toBeVisible();
  await page.getByText("The numbers: What came of it").click();
  await expect(page.getByRole("row", { name: /^Taken by the provider 1 100/ })).toBeVisible();
}
