import type { APIRequestContext, Page } from "@playwright/test";
import { dayOf, lessonsAmong, mailTo, oneClickUrl, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { complete, enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { letterOn, openMail, openMailbox, pressInLetter, signUpOnPage, sleepInMailbox, squareOf } from "./walk.ts";
import { dayAfter, hoursAhead, moveBeforeClockChange, wallClock } from "./wall-clock.ts";

const confirmationOf = "Please confirm: 30-Day Runner Core Program";
const welcomeTo = "Welcome to 30-Day Runner Core Program";
const dayOne = "Start here: find your brace";

test.describe("with JavaScript, in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("a reader goes the whole way: thirty lessons, each once, at seven by their own clock", async ({
    page,
    request,
    dayletter,
  }) => {
    test.setTimeout(150_000);
    const zone = "Europe/Berlin";
    const email = newAddress("berlin");
    await moveBeforeClockChange(dayletter, { zone, days: 15 });
    const outline = await readOutline(page);
    await test.step("signs up, confirms and does Day 1", () => beginCourse(page, { email }));
    await test.step("finds Day 1 done in the mail of Day 2", () => seeDayTwo(page, email));
    await test.step("lets the month pass", async () => {
      for (let day = 3; day <= 30; day += 1) {
        await sleepInMailbox(page, email);
        if ([5, 6, 7, 30].includes(day)) await completeNewest(request, email);
      }
    });
    const lessons = lessonsAmong(await mailTo(request, email));
    await test.step("has thirty lessons, each once, in order", () => checkLessons({ lessons, outline, email }));
    await test.step("had them at seven, before and after the clocks changed", () => checkHours({ lessons, zone }));
    await test.step("is told that the course is over, and hears no more", async () => {
      await sleepInMailbox(page, email);
      for (let nights = 0; nights < 3; nights += 1) await sleepUntilMorning(request, email);
      const mail = await mailTo(request, email);
      expect(mail.slice(-1).map(({ subject }) => subject)).toEqual([
        "You reached the end of 30-Day Runner Core Program",
      ]);
      expect(mail).toHaveLength(33);
    });
    await test.step("sees the whole course on their own page", () => checkFinished(page, lessons));
  });
});

test.describe("without JavaScript, in New York", () => {
  test.use({ javaScriptEnabled: false, timezoneId: "America/New_York" });

  test("a reader signs up, confirms, does Day 1 and finds its square filled in the mail of Day 2", async ({
    page,
    request,
  }) => {
    const email = newAddress("new-york");
    await beginCourse(page, { email, zone: "new york" });
    await seeDayTwo(page, email);
    const [, second] = lessonsAmong(await mailTo(request, email));
    expect(wallClock(second?.date ?? new Date(0), "America/New_York").time).toBe("07:00");
  });
});

test.describe("a reader who leaves", () => {
  test("by the mail program's own button hears nothing further, while another reader does", async ({ request }) => {
    const [leaving, staying] = [newAddress("leaving"), newAddress("staying")];
    const mail = await enrol(request, { email: leaving });
    await enrol(request, { email: staying });
    await sleepUntilMorning(request, leaving);
    const lesson = lessonsAmong(await mailTo(request, leaving)).at(-1) ?? mail[2];
    if (lesson === undefined) throw new Error("No lesson came.");
    expect(lesson.header("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    const pressed = { form: { "List-Unsubscribe": "One-Click" }, maxRedirects: 0 };
    expect((await request.post(oneClickUrl(lesson), pressed)).status()).toBe(200);
    await expectSilence(request, { to: leaving, while: staying });
    // Mail programs press it twice.
    expect((await request.post(oneClickUrl(lesson), pressed)).status()).toBe(200);
  });

  test("by the page hears nothing further, and may look at their days all the same", async ({ page, request }) => {
    const [leaving, staying] = [newAddress("leaving"), newAddress("staying")];
    const [, , lesson] = await enrol(request, { email: leaving });
    await enrol(request, { email: staying });
    if (lesson === undefined) throw new Error("No lesson came.");
    await page.goto(pathIn(lesson, "leave"));
    await page.getByRole("button", { name: "Leave everything" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You have left everything");
    await expectSilence(request, { to: leaving, while: staying });
    await page.goto(pathIn(lesson, "me"));
    await expect(page.getByRole("main")).toContainText("You have left this course.");
  });
});

/** From the form to the first filled square. */
async function beginCourse(page: Page, form: { email: string; zone?: string }): Promise<void> {
  const { email } = form;
  await signUpOnPage(page, form);
  await expect(page.getByText("Your mail landed here")).toBeVisible();
  await openMailbox(page, email);
  await openMail(page, { email, subject: confirmationOf });
  const confirmPage = await pressInLetter(page, "Yes, sign me up");
  await confirmPage.getByRole("button", { name: "Yes, start my course" }).click();
  await expect(confirmPage.getByRole("heading", { level: 1 })).toHaveText("You are in.");
  await confirmPage.close();
  await openMail(page, { email, subject: welcomeTo });
  // Whoever confirms gets the welcome first and Day 1 right after it, whatever the hour.
  await openMail(page, { email, subject: dayOne });
  const lessonPage = await pressInLetter(page, "I did it");
  const week = lessonPage.getByRole("region", { name: "Your week" });
  await expect(squareOf(1, { on: week })).toHaveAttribute("data-mark", "today");
  await lessonPage.getByRole("button", { name: "I did it" }).click();
  await expect(squareOf(1, { on: week })).toHaveAttribute("data-mark", "done");
  await expect(lessonPage.getByRole("button", { name: "Not done after all" })).toBeVisible();
  await lessonPage.close();
}

/** The square has to be filled in the letter itself, as html and as text. */
async function seeDayTwo(page: Page, email: string): Promise<void> {
  await sleepInMailbox(page, email);
  await page.getByRole("main").getByRole("link", { name: email }).first().click();
  const letter = letterOn(page);
  await expect(letter.getByRole("heading", { level: 1 })).toHaveText("Breathe under the brace");
  await expect(letter.getByText("1 done", { exact: true })).toBeVisible();
  await expect(letter.getByText("2 today", { exact: true })).toBeVisible();
  await expect(letter.getByText("1 day so far · 1 of 30 done")).toBeVisible();
  await page.getByRole("link", { name: "Text", exact: true }).click();
  await expect(page.getByRole("region", { name: "The text part" })).toContainText("Day 1 done · Day 2 today");
}

/** What the course's page promises: the titles of its days, in order. */
async function readOutline(page: Page): Promise<string[]> {
  await page.goto("/courses/runner-core");
  const days = page.getByRole("region", { name: "All 30 days" }).locator("li");
  const titles = days.evaluateAll((items) => items.map((item) => item.children[1]?.textContent ?? ""));
  return (await titles).map((title, place) => `Day ${place + 1}: ${title}`);
}

async function completeNewest(request: APIRequestContext, email: string): Promise<void> {
  const newest = lessonsAmong(await mailTo(request, email)).at(-1);
  if (newest !== undefined) await complete(request, newest);
}

function checkLessons(input: { lessons: StoredMail[]; outline: string[]; email: string }): void {
  const { lessons, outline, email } = input;
  expect(outline).toHaveLength(30);
  expect(lessons.map(titleOf)).toEqual(outline);
  expect(lessons.map(({ text }) => dayOf(text))).toEqual(outline.map((_, place) => place + 1));
  for (const part of [subjectOf, wordsOf, messageIdOf]) expect(new Set(lessons.map(part)).size).toBe(30);
  for (const lesson of lessons) {
    expect(lesson.header("To")).toBe(email);
    expect(lesson.header("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(lesson.header("MIME-Version")).toBe("1.0");
  }
}

/** Day 1 came when the reader confirmed; every later one on the next local day, at the hour of the form. */
function checkHours({ lessons, zone }: { lessons: StoredMail[]; zone: string }): void {
  const local = lessons.map(({ date }) => wallClock(date, zone));
  const first = local[0]?.day ?? "";
  expect(local.map(({ day }) => day)).toEqual(lessons.map((_, place) => dayAfter(first, place)));
  expect(local.slice(1).map(({ time }) => time)).toEqual(Array.from({ length: 29 }, () => "07:00"));
  const ahead = lessons.map(({ date }) => hoursAhead(date, zone));
  expect(new Set(ahead).size, "the clocks change within the month").toBe(2);
}

async function checkFinished(page: Page, lessons: StoredMail[]): Promise<void> {
  const last = lessons.at(-1);
  if (last === undefined) throw new Error("No lesson came.");
  await page.goto(pathIn(last, "me"));
  const course = page.getByRole("region", { name: "30-Day Runner Core Program" });
  await expect(course).toContainText("30 days came to you, and you did 5 of them, 3 in a row at best.");
  const done = [1, 5, 6, 7, 30];
  for (const day of [1, 2, 5, 6, 7, 8, 30]) {
    const words = done.includes(day) ? /: done$/ : /: (sent, not done|rest)$/;
    await expect(course.getByRole("link", { name: new RegExp(`^Day ${day}, `) })).toHaveAccessibleName(words);
  }
}

/** Nights pass. Whoever stays goes on hearing, so that silence is not that of a clock which stands still. */
async function expectSilence(
  request: APIRequestContext,
  { to, while: staying }: { to: string; while: string },
): Promise<void> {
  const before = await mailTo(request, to);
  const heard = (await mailTo(request, staying)).length;
  for (let nights = 0; nights < 4; nights += 1) {
    await sleepUntilMorning(request, staying);
    await sleepUntilMorning(request, to);
  }
  expect((await mailTo(request, to)).map(({ subject }) => subject)).toEqual(before.map(({ subject }) => subject));
  expect((await waitForMail(request, { to: staying, count: heard + 4 })).length).toBeGreaterThanOrEqual(heard + 4);
}

function titleOf({ html }: StoredMail): string {
  return /<title>(.*?)<\/title>/.exec(html)?.[1]?.replaceAll("&#x27;", "'") ?? "";
}

function subjectOf({ subject }: StoredMail): string {
  return subject;
}

function messageIdOf(mail: StoredMail): string {
  return mail.header("Message-ID") ?? "";
}

/** A lesson's own words, without what every lesson says and without this reader's links. */
function wordsOf({ text }: StoredMail): string {
  return text.replace(/^[\s\S]*? of 30 done\n/, "").replace(/\nI did it http[\s\S]*$/, "");
}
