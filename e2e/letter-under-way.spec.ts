import type { Locator, Page } from "@playwright/test";
import { addFollowers } from "../tests/factories/followers.ts";
import { publishLetters } from "../tests/factories/published-letters.ts";
import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { mailTo } from "./mail.ts";
import { type Dayletter, expect, testAlone } from "./setup.ts";
import { letterOn, openMail } from "./walk.ts";
import { dayAfter, readCalendar } from "./wall-clock.ts";

const test = testAlone();

const last = "Hills, and what they are for";
const subjects = ["How long is your stride?", "Your stride, and who measures it"] as const;
/** Whichever of the two somebody got. */
const inEither = "stride";
const someSent = /^[1-9]\d* of 520 sent$/;
const mended = "It is shorter than you think.";

test("a letter is gone on from, sized, tried, sent at each reader's hour, paused, corrected and let go on", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(240_000);
  const day = await setStage(dayletter);
  await becomeOwner(page, dayletter);
  await test.step("it begins as a copy of the last one", () => goOnFromLast(page, "Your stride"));
  await test.step("it goes to a segment, which is counted as it is chosen", () => chooseReaders(page));
  await test.step("at noon of each reader's own day, under two subjects", () => choosePlan(page, day));
  await test.step("only who types how many they are may send it", () => typeSize(page));
  const first = await test.step("in the east it is noon: some have it, and nobody else", async () => {
    await moveToTwoInTheMorning(dayletter, day);
    await openUnderWay(page);
    // All are planned at once, so with the first of them out the rest is known.
    await expect(headlineOn(page)).toHaveText(someSent, { timeout: 60_000 });
    await expectNothingDue(page);
    return openMailOfAnybody(page);
  });
  await test.step("paused, nothing more goes out when noon comes to the west", () => pause(page, dayletter));
  await test.step("those who have not had it get a corrected text", () => correct(page));
  await test.step("let go on, it comes to the west, then under one subject to everybody else", async () => {
    const before = await headlineOn(page).textContent();
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("It goes on.")).toBeVisible();
    await expect(headlineOn(page)).not.toHaveText(before ?? "", { timeout: 60_000 });
    await expectNothingDue(page);
    await openUnderWay(page);
    await dayletter.command("clock", "advance", "24h");
    await expect(page.getByRole("row", { name: /^Waiting for the better subject/ })).toHaveCount(0, {
      timeout: 60_000,
    });
    await dayletter.command("clock", "advance", "24h");
    await expect(page.getByText("520 of 520 sent")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("Everybody it was for has had it.")).toBeVisible();
  });
  await test.step("the west has the corrected text, the first ones what they had, and nobody else anything", async () => {
    await openMail(page, { email: "west1@example.org", subject: inEither });
    await expect(letterOn(page).getByText(mended)).toBeVisible();
    await page.goto(first);
    await expect(letterOn(page).getByText("Count your steps.")).toBeVisible();
    await expect(letterOn(page).getByText(mended)).toHaveCount(0);
    expect(await mailTo(request, "other1@example.org")).toEqual([]);
    expect(await mailTo(request, "west1@example.org")).toHaveLength(1);
  });
  await test.step("a second letter is cancelled before it begins", () => cancel(page));
});

/** Two halves of a club, at whose ends of the world noon is most of a day apart, and some who are in no club. */
async function setStage(dayletter: Dayletter): Promise<string> {
  const { databaseUrl } = dayletter;
  await addFollowers(databaseUrl, { name: "east", count: 260, zone: "Pacific/Auckland", tag: "club" });
  await addFollowers(databaseUrl, { name: "west", count: 260, zone: "America/Los_Angeles", tag: "club" });
  await addFollowers(databaseUrl, { name: "other", count: 20, zone: "Europe/Berlin", tag: "guest" });
  const markdown = "Hello {{reader.name|there}}, this is about hills.";
  await publishLetters(databaseUrl, [{ slug: "hills", title: last, day: "2026-01-05", markdown }]);
  return dayAfter((await readCalendar(dayletter)).toISOString().slice(0, 10), 1);
}

async function goOnFromLast(page: Page, title: string): Promise<void> {
  await page.goto("/studio/letters");
  await page.getByRole("button", { name: "Continue from the last letter" }).click();
  await page.getByRole("button", { name: "Bold" }).waitFor();
  const text = page.getByRole("textbox", { name: "Text" });
  await expect(text).toContainText("this is about hills.");
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Subject").fill(subjects[0]);
  await page.getByLabel("Preview line").fill("One minute of counting.");
  await text.press("ControlOrMeta+End");
  await page.keyboard.type("\n\nCount your steps.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
}

async function chooseReaders(page: Page): Promise<void> {
  const letter = new URL(page.url()).pathname.replace(/write$/, "send");
  await page.goto("/studio/readers");
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Has the tags").fill("club");
  await page.getByRole("button", { name: "Show these readers" }).click();
  await page.getByLabel("Name of the segment").fill("The club");
  await page.getByRole("button", { name: "Save as a segment" }).click();
  await expect(page.getByRole("heading", { name: "The club" })).toBeVisible();
  await page.goto(letter);
  await expect(page.getByText("540 readers would get it now.")).toBeVisible();
  await page.getByLabel("Readers").selectOption({ label: "Those of them in “The club”" });
  await expect(page.getByText("520 readers would get it now.")).toBeVisible();
}

async function choosePlan(page: Page, day: string): Promise<void> {
  await page.getByLabel("At each reader’s own hour").check();
  await page.getByLabel("Day", { exact: true }).fill(day);
  await page.getByLabel("Time", { exact: true }).fill("12:00");
  await page.getByLabel("The other subject").fill(subjects[1]);
  await page.getByLabel("Share, in percent").fill("50");
  await page.getByLabel("Hours until it is decided").fill("1");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("520 readers follow The weekly letter and are in “The club” now")).toBeVisible();
  await expect(page.getByText(/at 12:00 PM, each reader’s own time/)).toBeVisible();
  await expect(page.getByText(/50 percent of them get it under/)).toBeVisible();
}

async function typeSize(page: Page): Promise<void> {
  const typed = page.getByLabel("Type the number of readers: 520");
  await typed.fill("52");
  await page.getByRole("button", { name: "Schedule it for 520 readers" }).click();
  await expect(page.getByText("There are 520 readers now. Type that number.")).toBeVisible();
  await expectAccessible(page);
  await typed.fill("520");
  await page.getByRole("button", { name: "Schedule it for 520 readers" }).click();
  await expect(page.getByText("The letter is scheduled. Until then it can be taken back.")).toBeVisible();
}

async function pause(page: Page, dayletter: Dayletter): Promise<void> {
  await openUnderWay(page);
  await expect(page.getByRole("row", { name: /^Waiting for the better subject/ })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused. No further letter begins to go out.")).toBeVisible();
  await expect(page.getByText(/nothing else goes out until you resume it/)).toBeVisible();
  const headline = await headlineOn(page).textContent();
  expect(headline).toMatch(someSent);
  await expectAccessible(page);
  await dayletter.command("clock", "advance", "20h");
  await dayletter.command("tick");
  await page.reload();
  await expect(headlineOn(page)).toHaveText(headline ?? "");
}

async function correct(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Write", exact: true }).first().click();
  await page.getByRole("button", { name: "Bold" }).waitFor();
  await page.getByRole("textbox", { name: "Text" }).press("ControlOrMeta+End");
  await page.keyboard.type(` ${mended}`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.getByRole("link", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Send the corrected text from here on" }).click();
  await expect(page.getByText("From here on everybody gets the corrected text.")).toBeVisible();
}

async function cancel(page: Page): Promise<void> {
  await goOnFromLast(page, "Never mind");
  await page.getByRole("link", { name: "Send", exact: true }).click();
  await page.getByLabel("At one moment for everyone").check();
  await page.getByLabel("Your time zone").fill("Europe/Berlin");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Type the number of readers: 540").fill("540");
  await page.getByRole("button", { name: "Schedule it for 540 readers" }).click();
  await expect(page.getByText("0 of 540 sent")).toBeVisible();
  await page.getByText("Cancel this letter").click();
  await page.getByRole("button", { name: "Cancel it for good" }).click();
  await expect(page.getByText("Cancelled. Nothing more of it goes out.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel it for good" })).toHaveCount(0);
}

/** By UTC: in Auckland it is the afternoon of that day then, in Los Angeles the evening before it. */
async function moveToTwoInTheMorning(dayletter: Dayletter, day: string): Promise<void> {
  const now = await readCalendar(dayletter);
  const minutes = Math.ceil((Date.parse(`${day}T02:00:00Z`) - now.getTime()) / 60_000);
  await dayletter.command("clock", "advance", `${minutes}m`);
}

async function expectNothingDue(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto("/studio");
    await expect(page.getByText("Everything that is due has gone out.")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
}

async function openUnderWay(page: Page): Promise<void> {
  await page.goto("/studio/letters");
  await page.getByRole("link", { name: "Your stride" }).click();
  await page.getByRole("link", { name: "Send", exact: true }).click();
}

/** The newest letter in the mailbox; returns where it is found again. */
async function openMailOfAnybody(page: Page): Promise<string> {
  await page.goto("/mailbox");
  await page.getByRole("main").getByRole("link", { name: inEither }).first().click();
  await expect(letterOn(page).getByText("Count your steps.")).toBeVisible();
  return page.url();
}

function headlineOn(page: Page): Locator {
  return page.getByRole("status").filter({ hasText: /sent$/ });
}
