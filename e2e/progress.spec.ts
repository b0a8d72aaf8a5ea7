import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { lessonsAmong, mailTo, pathIn, type StoredMail } from "./mail.ts";
import { complete, enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { scriptsHaveRun } from "./scripts.ts";
import { test } from "./setup.ts";
import { tabTo } from "./tab.ts";

/** The short course, gone through by one who did all of it but one day. */
const course = "warm-up-before-you-run";
const title = "Warm Up Before You Run";

let finished: StoredMail;
let midway: StoredMail;

test.beforeAll(async ({ request }) => {
  finished = await walk(request, { mornings: 7, skip: [3] });
  midway = await walk(request, { mornings: 3, skip: [] });
});

async function walk(request: Parameters<typeof enrol>[0], { mornings, skip }: { mornings: number; skip: number[] }) {
  const email = newAddress("walking");
  await enrol(request, { email, course, mail: 2, name: "Nora" });
  for (let morning = 0; morning < mornings; morning += 1) {
    await sleepUntilMorning(request, email);
    const lessons = lessonsAmong(await mailTo(request, email));
    const newest = lessons.at(-1);
    if (newest && lessons.length < 5 && !skip.includes(lessons.length)) await complete(request, newest);
    if (newest && lessons.length === 5) await complete(request, newest);
  }
  const newest = lessonsAmong(await mailTo(request, email)).at(-1);
  if (newest === undefined) throw new Error("No lesson came.");
  return newest;
}

const certificateOf = (mail: StoredMail) => `${pathIn(mail, "me")}/certificate/${course}`;

test("a reader sees what is open, what comes next, and how the lessons felt", async ({ page }) => {
  await page.goto(pathIn(midway, "lessons"));
  await page.getByRole("button", { name: "Hard" }).click();
  await expect(page).toHaveURL(/#done$/);
  await page.goto(pathIn(midway, "me"));
  await expect(page.getByRole("region", { name: "Next up" })).toContainText(
    /Day\s\d: .* comes on .*, at 7:00\sAM, Berlin/,
  );
  const passage = page.getByRole("region", { name: title });
  await expect(passage.getByRole("img", { name: "1 lesson: 1 hard." })).toBeVisible();
  await passage.getByText("Day by day").click();
  await expect(passage.getByRole("row", { name: /Hard$/ })).toBeVisible();
  await expectAccessible(page);
});

test("before the end the certificate says kindly what is missing", async ({ page }) => {
  await page.goto(certificateOf(midway));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your certificate is on its way");
  await expect(page.getByRole("main")).toContainText("It is there once all 5 days have come to you.");
  await expectAccessible(page);
});

for (const [where, viewport] of Object.entries({
  "a phone": { width: 390, height: 844 },
  "a desktop": { width: 1280, height: 800 },
})) {
  test.describe(`on ${where}`, () => {
    test.use({ viewport });

    test("who finished finds the certificate, names it as they want, and may leave the name out", async ({ page }) => {
      await page.goto(pathIn(finished, "me"));
      await expect(page.getByRole("main")).not.toContainText("Today");
      await page.getByRole("link", { name: "See your certificate" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your certificate");
      await nameIt(page, 'Nóra "No" O’Neill 🏃‍♀️ <b>');
      await expect(sheet(page)).toContainText('Nóra "No" O’Neill 🏃‍♀️ <b>');
      await expectAccessible(page);
      await nameIt(page, "");
      await expect(sheet(page)).not.toContainText("Nóra");
      await expect(page.getByRole("status")).toHaveText("It now carries no name.");
      await nameIt(page, "x".repeat(101));
      await expect(page.getByRole("textbox")).toHaveAccessibleDescription(/at most 100 characters/);
      await nameIt(page, "Nora");
      await expect(page.getByRole("status")).toHaveText("The name is on it.");
    });

    test("the certificate is printed, and its picture saved, by a press", async ({ page }) => {
      await page.addInitScript(() => {
        window.print = () => document.body.setAttribute("data-printed", "yes");
      });
      await page.goto(certificateOf(finished));
      await scriptsHaveRun(page);
      await page.getByRole("button", { name: "Print or save as PDF" }).click();
      await expect(page.locator("body[data-printed]")).toHaveCount(1);
      const arriving = page.waitForEvent("download");
      await page.getByRole("link", { name: "A picture to share" }).click();
      expect((await arriving).suggestedFilename()).toBe(`${course}.png`);
    });
  });
}

test("the certificate is named, printed and shared without a mouse", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute("data-printed", "yes");
  });
  await page.goto(certificateOf(finished));
  await tabTo(page, page.getByRole("button", { name: "Print or save as PDF" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("body[data-printed]")).toHaveCount(1);
  const arriving = page.waitForEvent("download");
  await tabTo(page, page.getByRole("link", { name: "A picture to share" }));
  await page.keyboard.press("Enter");
  expect((await arriving).suggestedFilename()).toBe(`${course}.png`);
  await tabTo(page, page.getByLabel("Name on the certificate"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Nora by keys");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Nora by keys");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the certificate is named by its form, and printing is explained", async ({ page }) => {
    await page.goto(certificateOf(finished));
    await nameIt(page, "Nora N.");
    await expect(sheet(page)).toContainText("Nora N.");
    await expect(page.getByText("choose Print in your browser’s menu")).toBeVisible();
    await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
  });
});

for (const format of ["A4", "Letter"]) {
  test(`the certificate prints on one sheet of ${format}, by day and by night`, async ({ page }) => {
    await page.goto(certificateOf(finished));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const pdf = await page.pdf({ format, preferCSSPageSize: true, printBackground: true });
      expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString("latin1")) ?? [];
      expect(Number(width), "landscape").toBeGreaterThan(Number(height));
    }
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(page.getByRole("contentinfo")).toBeHidden();
    await expect(page.getByRole("button", { name: "Put it on" })).toBeHidden();
    await expect(sheet(page)).toHaveCSS("background-color", "rgb(255, 255, 255)");
  });
}

test("the picture to share is a file of the course's name, for the reader alone", async ({ request }) => {
  const response = await request.get(`${certificateOf(finished)}/picture`);
  expect(response.headers()).toMatchObject({
    "content-type": "image/png",
    "content-disposition": `attachment; filename="${course}.png"`,
    "cache-control": "no-store",
  });
  const png = await response.body();
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_200, 630]);
  const early = await request.get(`${certificateOf(midway)}/picture`);
  expect(await early.text()).toContain("Your certificate is on its way");
});

test("the lesson of a finished course leads to the certificate", async ({ page }) => {
  await page.goto(pathIn(finished, "lessons"));
  await expect(page.getByRole("link", { name: "See your certificate" })).toBeVisible();
});

test("a lesson that was opened ahead is done on a page of its own", async ({ page, request }) => {
  const email = newAddress("ahead");
  const [, , first] = await enrol(request, { email });
  if (first === undefined) throw new Error("No lesson came.");
  await request.post(`${pathIn(first, "me")}/next/now`, { form: { course: "runner-core" } });
  await page.goto(pathIn(first, "me"));
  await page.getByText("Your 2 lessons so far").click();
  await page.getByRole("link", { name: "Breathe under the brace", exact: true }).click();
  await expect(page).toHaveURL(/\/me\/[\w-]+\/lessons\/runner-core\/breathe-under-the-brace$/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "I did it" }).click();
  await expect(page.getByRole("status")).toHaveText("Done.");
  await page.getByRole("button", { name: "Not done after all" }).click();
  await expect(page.getByRole("button", { name: "I did it" })).toBeVisible();
});

async function nameIt(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name on the certificate").fill(name);
  await page.getByRole("button", { name: "Put it on" }).click();
}

function sheet(page: Page) {
  return page.getByRole("article");
}
