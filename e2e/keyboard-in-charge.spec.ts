import type { Locator, Page } from "@playwright/test";
import { newest, pathIn } from "./mail.ts";
import { entryOn, expectChanged } from "./own-page.ts";
import { enrolInBoth, newAddress } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { tabTo } from "./tab.ts";

const core = "30-Day Runner Core Program";
const warmUp = "Warm Up Before You Run";

test("every change of a reader's own needs no mouse, and what became of it has the focus", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  const me = pathIn(newest(await enrolInBoth(request, { email: newAddress("no-mouse") })), "me");
  await test.step("send time and zone", async () => {
    await enter(page, { me, entry: "Send time and time zone" });
    await write(page, page.getByLabel("Time zone"), "lisbon");
    await tabTo(page, page.getByLabel("Send time"));
    await page.keyboard.type("0630AM");
    await press(page, "See what changes");
    await press(page, "Change it");
    await expectFocused(page, "Your lessons come at 6:30 AM, Lisbon time");
  });
  await test.step("the zone that the browser says", async () => {
    await enter(page, { me, entry: "Send time and time zone" });
    await press(page, "Fill in Berlin");
    await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
  });
  await test.step("weekdays and pace", async () => {
    await enter(page, { me, entry: "Weekdays and pace", course: core });
    await tabTo(page, page.getByLabel("Monday"));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByLabel("Every day"));
    await page.keyboard.press("ArrowDown");
    await press(page, "See what changes");
    await expect(page.getByRole("main")).toContainText("every other day at most");
    await press(page, "Change it");
    await expectFocused(page, "Your new rhythm counts from now on");
  });
  await test.step("how many a day", async () => {
    await enter(page, { me, entry: "How many a day" });
    await tabTo(page, page.getByLabel("One lesson of each course"));
    await page.keyboard.press("ArrowDown");
    await press(page, "See what changes");
    await press(page, "Change it");
    await expectFocused(page, "A day brings one lesson");
  });
  await test.step("the name", async () => {
    await enter(page, { me, entry: "Name" });
    await write(page, page.getByLabel("First name"), "Nora");
    await press(page, "Change it");
    await expectFocused(page, "We call you Nora");
  });
  await test.step("another address, and taking it back", async () => {
    await enter(page, { me, entry: "Address" });
    await write(page, page.getByLabel("New email address"), newAddress("elsewhere"));
    await press(page, "Ask me there");
    await expectFocused(page, "Now look there for our email");
    await enter(page, { me, entry: "Address" });
    await press(page, "Take it back");
    await expectFocused(page, "Taken back");
  });
  await test.step("what may be noted", async () => {
    await enter(page, { me, entry: "Open and click tracking" });
    await press(page, "Turn it off");
    await expectFocused(page, "Nothing that you open or follow is noted");
  });
  await test.step("the next lesson now, done with a word, said anew and undone", async () => {
    await enter(page, { me, entry: "The next lesson now", course: core });
    await press(page, "Open it now");
    await tabTo(page, page.getByRole("radio", { name: "Easy" }));
    await page.keyboard.press("Space");
    await press(page, "I did it");
    await expect(page.getByRole("button", { name: "Easy" })).toHaveAttribute("aria-pressed", "true");
    await press(page, "Hard");
    await expect(page.getByRole("button", { name: "Hard" })).toHaveAttribute("aria-pressed", "true");
    await press(page, "Not done after all");
    await expect(page.getByRole("button", { name: "I did it" })).toBeVisible();
  });
  await test.step("from Day 1 again", async () => {
    await enter(page, { me, entry: "Start again", course: core });
    await press(page, "Start with Day 1");
    await expectFocused(page, `${core} begins again`);
  });
  await test.step("a copy", async () => {
    await enter(page, { me, entry: "A copy of what we hold" });
    const arriving = page.waitForEvent("download");
    await tabTo(page, page.getByRole("link", { name: "Download the copy" }));
    await page.keyboard.press("Enter");
    expect((await arriving).suggestedFilename()).toBe("dayletter-copy.json");
  });
  await test.step("out of one course, of the letter, and of everything", async () => {
    await enter(page, { me, entry: "Leave" });
    await press(page, `Leave this course ${warmUp}`);
    await expectFocused(page, `You have left ${warmUp}`);
    await enter(page, { me, entry: "Leave" });
    await press(page, /^Leave this letter/);
    await expectFocused(page, "You have left that letter");
    await enter(page, { me, entry: "Leave" });
    await press(page, "Leave everything");
    await expectFocused(page, "You have left everything");
  });
  await test.step("erased", async () => {
    await enter(page, { me, entry: "Erase me" });
    await tabTo(page, page.getByLabel("I mean it. Erase everything about me."));
    await page.keyboard.press("Space");
    await press(page, "Erase me");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are erased");
  });
});

/** As `choose`, by keyboard alone. */
async function enter(page: Page, { me, entry, course }: { me: string; entry: string; course?: string }): Promise<void> {
  await page.goto(me);
  await tabTo(page, entryOn(page, entry, course));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Your days");
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole("button", { name, exact: true }));
  await page.keyboard.press("Enter");
}

async function write(page: Page, field: Locator, words: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(words);
}

async function expectFocused(page: Page, title: string): Promise<void> {
  await expectChanged(page, title);
  await expect(page.locator("#changed")).toBeFocused();
}
