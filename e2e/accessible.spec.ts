import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { lessonsAmong, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { enrol, enrolInBoth, newAddress, sleepUntilMorning } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { lessonPath, type Stage, setStage } from "./stage.ts";
import { signUpOnPage } from "./walk.ts";

const open = [
  "/",
  "/articles/what-muscles-does-running-work",
  "/courses/runner-core",
  "/courses/warm-up-before-you-run",
  "/find",
  "/find?sent",
  "/privacy",
  "/no-such-page",
  "/courses/no-such-course",
];

for (const path of open) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expectAccessible(page);
  });
}

for (const path of ["/courses/runner-core", "/articles/what-muscles-does-running-work"]) {
  test(`axe finds nothing on ${path} with every error beside its field`, async ({ page }) => {
    await page.goto(path);
    await page.getByLabel("Email address").fill("ines@gmial.com");
    await page.getByLabel("First name").fill("x".repeat(101));
    await page.getByLabel("Time zone").fill("Mars");
    await page.getByLabel("Send time").fill("");
    await page.getByRole("button", { name: "Sign me up" }).click();
    await expect(page.getByText("4 things need another look.")).toBeVisible();
    await expectAccessible(page);
  });
}

test("axe finds nothing on the page after a signup", async ({ page }) => {
  await signUpOnPage(page, { email: newAddress("after") });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Now check your mail.");
  await expectAccessible(page);
});

test.describe("a reader's own pages and the mailbox", () => {
  let stage: Stage;
  test.beforeAll(async ({ request }) => {
    stage = await setStage(request);
  });

  /** Where each page is found, once the stage is set. */
  const pages: [name: string, path: () => string][] = [
    ["a confirmation that waits", () => pathIn(stage.waiting, "confirm")],
    ["a confirmation that is done", () => pathIn(stage.midway.mail[0] ?? stage.waiting, "confirm")],
    ["a lesson that is done", () => lessonPath(stage.midway.lessons, 2)],
    ["a lesson of today", () => lessonPath(stage.midway.lessons, 17)],
    ["a lesson of easy mobility", () => lessonPath(stage.midway.lessons, 4)],
    ["a rest day", () => lessonPath(stage.midway.lessons, 7)],
    ["all days of a reader", () => pathIn(stage.midway.lessons[16] ?? stage.waiting, "me")],
    ["the way out", () => pathIn(stage.midway.lessons[16] ?? stage.waiting, "leave")],
    ["the whole mailbox", () => "/mailbox"],
    ["one reader's mailbox", () => `/mailbox?to=${stage.midway.email}`],
    ["a mailbox without mail", () => "/mailbox?to=nobody@example.com"],
    ["a letter in the mailbox", () => `/mailbox/${stage.midway.lessons[16]?.id}`],
    ["a letter as a phone shows it, in dark", () => `/mailbox/${stage.midway.lessons[16]?.id}?width=phone&scheme=dark`],
    ["a letter's text", () => `/mailbox/${stage.midway.lessons[16]?.id}?show=text`],
    ["a letter's headers", () => `/mailbox/${stage.midway.lessons[16]?.id}?show=headers`],
    ["a letter's source", () => `/mailbox/${stage.midway.lessons[16]?.id}?show=source`],
  ];
  for (const [name, path] of pages) {
    test(`axe finds nothing on ${name}`, async ({ page }) => {
      await page.goto(path());
      await expectAccessible(page);
    });
  }

  // Every letter that ships is looked at in letters.spec.ts, filled without a site. These are what a reader really got.
  test("axe finds nothing on a letter of each kind that came", async ({ page }) => {
    const [training, , , mobility, , , rest] = stage.midway.lessons;
    const welcome = stage.midway.mail.find(({ subject }) => subject.startsWith("Welcome to "));
    for (const one of [stage.waiting, welcome, training, mobility, rest]) {
      await expectLetterAccessible(page, one ?? never());
    }
  });

  test("axe finds nothing on the mailbox after a night, and while the month plays", async ({ page }) => {
    await page.goto(`/mailbox?to=${stage.midway.email}`);
    await page.getByRole("button", { name: "Next morning" }).click();
    await expect(page.getByRole("status")).toContainText("Good morning.");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Play the month" }).click();
    await expect(page.getByText(/Morning 2 of 30/)).toBeVisible();
    await page.getByRole("button", { name: "Stop" }).click();
    await expectAccessible(page);
  });

  test("axe finds nothing on the pages of one who leaves", async ({ page, request }) => {
    const [, , lesson] = await enrol(request, { email: newAddress("leaving") });
    await page.goto(pathIn(lesson ?? stage.waiting, "leave"));
    for (const button of ["Leave this course", "Leave everything"]) {
      await page.getByRole("button", { name: button }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("You have left");
      await expectAccessible(page);
    }
    await page.goto(pathIn(lesson ?? stage.waiting, "me"));
    await expectAccessible(page);
  });
});

test("axe finds nothing on any page of a change, and all of it fits on the narrowest phone", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const me = pathIn((await enrolInBoth(request, { email: newAddress("axe") })).at(-1) ?? never(), "me");
  const asked = newAddress("axe-elsewhere");
  await request.post(`${me}/address/now`, { form: { email: asked } });
  const [letter] = await waitForMail(request, { to: asked, count: 1 });
  await request.post(`${me}/pause/now`, { form: { course: "warm-up-before-you-run", until: "open" } });
  const course = "course=runner-core";
  const pages = [
    `${me}?changed=time`,
    `${me}/time?see=yes&timezone=Mars&sendTime=`,
    `${me}/time?see=yes&timezone=Lisbon&sendTime=06:30`,
    `${me}/days?${course}`,
    `${me}/days?${course}&see=yes`,
    `${me}/pause?${course}&see=yes&until=day&day=2020-01-01`,
    `${me}/pause`,
    `${me}/next?${course}`,
    `${me}/restart?${course}`,
    `${me}/pause?${course}&see=yes&until=open`,
    `${me}/days?${course}&see=yes&every=2&day1=yes`,
    `${me}/budget?see=yes&most=1`,
    `${me}/resume?course=warm-up-before-you-run`,
    `${me}/budget`,
    `${me}/name`,
    `${me}/address`,
    `${me}/counting`,
    `${me}/copy`,
    `${me}/leave`,
    `${me}/erase?unsure`,
    "/erased?soon",
    pathIn(letter ?? never(), "address"),
  ];
  for (const path of pages) {
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang, path).toBeLessThanOrEqual(0);
  }
});

test("the longest name and the longest address push no page of a reader's aside, whichever way they are written", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const name of ["W".repeat(100), "\u05e2".repeat(100)]) {
    const email = `${"w".repeat(40)}-${newAddress("long")}`;
    const me = pathIn((await enrolInBoth(request, { email })).at(-1) ?? never(), "me");
    await request.post(`${me}/name/now`, { form: { name } });
    await request.post(`${me}/address/now`, { form: { email: `${"m".repeat(64)}@${"w".repeat(60)}.example.com` } });
    for (const path of [me, `${me}?changed=name`, `${me}?changed=address`, `${me}/name`, `${me}/address`]) {
      await page.goto(path);
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overhang, path).toBeLessThanOrEqual(0);
    }
  }
});

test.describe("the end of a course", () => {
  test("axe finds nothing on the letters after the last lesson, nor on the page of who has finished", async ({
    page,
    request,
  }) => {
    const email = newAddress("warm-up");
    await enrol(request, { email, course: "warm-up-before-you-run", name: "", mail: 2 });
    for (let nights = 0; nights < 6; nights += 1) await sleepUntilMorning(request, email);
    await request.post("/api/find", { form: { email } });
    const mail = await waitForMail(request, { to: email, count: 9 });
    expect(lessonsAmong(mail)).toHaveLength(5);
    const last = mail.slice(-3);
    expect(last.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/./),
      "You reached the end of Warm Up Before You Run",
      "Here is your link again",
    ]);
    for (const one of last) await expectLetterAccessible(page, one);
    await page.goto(pathIn(mail[1] ?? never(), "me"));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
});

/** The stored html itself, as a page of its own: the mailbox's frame is another thing. */
async function expectLetterAccessible(page: Page, { subject, html }: StoredMail): Promise<void> {
  await test.step(subject, async () => {
    await page.setContent(html);
    await expectAccessible(page);
  });
}

function never(): never {
  throw new Error("No mail came.");
}
