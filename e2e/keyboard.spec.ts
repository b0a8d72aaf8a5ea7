import { lessonsAmong, mailTo, pathIn, waitForMail } from "./mail.ts";
import { newAddress } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { tabTo } from "./tab.ts";
import { letterOn, openMail } from "./walk.ts";

test("signing up, confirming, doing a lesson and leaving need no mouse", async ({ page, request }) => {
  const email = newAddress("keyboard");
  await test.step("the form", async () => {
    await page.goto("/courses/runner-core");
    await tabTo(page, page.getByRole("link", { name: "Skip to the content" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("link", { name: "Sign me up" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByLabel("Email address"));
    await page.keyboard.type(email);
    await tabTo(page, page.getByLabel("First name"));
    await page.keyboard.type("Ines");
    await tabTo(page, page.getByLabel("Time zone"));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("lisbon");
    await tabTo(page, page.getByLabel("Send time"));
    await page.keyboard.type("0545AM");
    await tabTo(page, page.getByRole("checkbox"));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("button", { name: "Sign me up" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Now check your mail.");
  });
  const [confirmation] = await waitForMail(request, { to: email, count: 1 });
  expect(confirmation?.text).toContain("every day at 5:45 AM, Lisbon time");
  await test.step("the mailbox, the letter and the confirmation", async () => {
    await tabTo(page, page.getByRole("link", { name: "Open the mailbox" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Mailbox" })).toBeAttached();
    await openMail(page, { email, subject: "Please confirm: 30-Day Runner Core Program" });
    const opened = page.waitForEvent("popup");
    await tabTo(page, letterOn(page).getByRole("link", { name: "Yes, sign me up" }));
    await page.keyboard.press("Enter");
    const tab = await opened;
    await tabTo(tab, tab.getByRole("button", { name: "Yes, start my course" }));
    await tab.keyboard.press("Enter");
    await expect(tab.getByRole("heading", { level: 1 })).toHaveText("You are in.");
  });
  await waitForMail(request, { to: email, count: 3 });
  const [lesson] = lessonsAmong(await mailTo(request, email));
  if (lesson === undefined) throw new Error("No lesson came.");
  await test.step("the lesson", async () => {
    await page.goto(pathIn(lesson, "lessons"));
    await tabTo(page, page.getByRole("button", { name: "I did it" }));
    await page.keyboard.press("Space");
    await expect(page.locator("#done")).toBeFocused();
    await tabTo(page, page.getByRole("button", { name: "Not done after all" }));
  });
  await test.step("the way out", async () => {
    await page.goto(pathIn(lesson, "me"));
    await tabTo(page, page.getByRole("link", { name: "Leave a course, or everything" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Leave everything" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You have left everything");
  });
});

test("a mistake in the form is found again by keyboard", async ({ page }) => {
  await page.goto("/courses/runner-core");
  await page.getByLabel("Email address").fill("ines");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Email address")).toBeFocused();
  await page.getByRole("link", { name: "Email address" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Email address")).toBeFocused();
});
