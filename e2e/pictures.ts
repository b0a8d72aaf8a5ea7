import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Page, test as testWithoutSite } from "@playwright/test";
import { becomeOwner } from "./author.ts";
import { folder, keep, schemes, widths } from "./keep-picture.ts";
import { drawLetter, letterWidths, oneLetterOfEach } from "./letter-pictures.ts";
import { pathIn } from "./mail.ts";
import { enrol } from "./reader.ts";
import { test } from "./setup.ts";
import { lessonPath, type Stage, setStage } from "./stage.ts";
import { studioPages } from "./studio-pages.ts";
import { moveBeforeClockChange } from "./wall-clock.ts";

/*
 * `npm run pictures` draws these into docs/pictures: every page, narrow and wide, light and dark, and one letter of each
 * kind at three widths. `-g "the letters"` draws these alone, without starting a site.
 * Nothing is compared; they are there to be looked at, and README shows one of them.
 */

let stage: Stage;

/** Each page by the name of its picture, with what is done on it before it is drawn. */
const pages: [name: string, path: () => string, prepare?: (page: Page) => Promise<void>][] = [
  ["home", () => "/"],
  ["course", () => "/courses/runner-core"],
  ["article", () => "/articles/what-muscles-does-running-work"],
  ["form-with-errors", () => "/courses/runner-core", sendWrongForm],
  ["check-your-mail", () => "/courses/runner-core", sendForm],
  ["find", () => "/find"],
  ["privacy", () => "/privacy"],
  ["not-found", () => "/no-such-page"],
  ["confirm", () => pathIn(stage.waiting, "confirm")],
  ["lesson", () => lessonPath(stage.midway.lessons, 17)],
  ["lesson-done", () => lessonPath(stage.midway.lessons, 2)],
  ["reader", () => pathIn(newest(), "me")],
  ["leave", () => pathIn(newest(), "leave")],
  ["mailbox", () => `/mailbox?to=${stage.midway.email}`],
  ["mailbox-letter", () => `/mailbox/${newest().id}`],
];

test.describe("with readers at several places of a course", () => {
  test.beforeAll(async ({ request }) => {
    stage = await setStage(request, { email: "ines@example.com" });
  });

  for (const [name, path, prepare] of pages) {
    test(`the page ${name}`, async ({ browser, baseURL }) => {
      await draw({ browser, baseURL, name: `page-${name}` }, async (page) => {
        await page.goto(path());
        await prepare?.(page);
      });
    });
  }

  test("the picture in README", async ({ browser, baseURL }) => {
    const [course, letter] = await Promise.all([
      shoot({ browser, baseURL, size: { width: 1000, height: 900 } }, (page) => page.goto("/courses/runner-core")),
      shoot({ browser, baseURL, size: { width: 560, height: 900 } }, (page) => page.setContent(newest().html)),
    ]);
    const image = (bytes: Buffer, style: string) =>
      `<img alt="" style="height:760px;border-radius:14px;box-shadow:0 14px 40px #0c161a33;${style}" src="data:image/png;base64,${bytes.toString("base64")}">`;
    const page = await browser.newPage({ viewport: { width: 1420, height: 840 } });
    await page.setContent(
      `<body style="margin:0;padding:40px;background:#d6e0e2;display:flex;gap:32px;align-items:center;justify-content:center">${image(course, "")}${image(letter, "")}</body>`,
    );
    await page.screenshot({ path: join(folder, "readme.png") });
    await page.close();
  });
});

testWithoutSite("the letters", async ({ browser }) => {
  testWithoutSite.setTimeout(300_000);
  for (const [kind, message] of await oneLetterOfEach()) {
    for (const width of letterWidths) {
      writeFileSync(join(folder, `mail-${kind}-${width}.webp`), await drawLetter(browser, message, width));
    }
  }
});

test("the month being played", async ({ page, request, dayletter }) => {
  const email = "maria@example.com";
  await moveBeforeClockChange(dayletter, { zone: "Europe/Berlin", days: 12 });
  await enrol(request, { email, name: "Maria" });
  await page.goto(`/mailbox?to=${email}`);
  await page.getByRole("button", { name: "Play the month" }).click();
  await page.getByText(/Morning 20 of 30/).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Play another month" }).waitFor();
  for (const [width, size] of Object.entries(widths)) {
    for (const colorScheme of schemes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await keep(page, `page-play-the-month-${width}-${colorScheme}.webp`);
    }
  }
});

/** With its fictional readers; `-g "the studio"` draws these alone. In the dark only what has colors of its own. */
test("the studio", async ({ page, dayletter }) => {
  test.setTimeout(900_000);
  await dayletter.command("demo", "--readers", "500", "--course", "runner-core");
  await becomeOwner(page, dayletter, { name: "Joan" });
  for (const { name, path, prepare, isDarkToo = false } of studioPages) {
    await page.goto(path);
    await prepare?.(page);
    for (const [width, size] of Object.entries(widths)) {
      for (const colorScheme of isDarkToo ? schemes : (["light"] as const)) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await keep(page, `studio-${name}-${width}-${colorScheme}.webp`);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
});

function newest() {
  const mail = stage.midway.lessons.at(-1);
  if (mail === undefined) throw new Error("No lesson has come.");
  return mail;
}

async function sendWrongForm(page: Page): Promise<void> {
  await page.getByLabel("Email address").fill("ines@gmial.com");
  await page.getByLabel("Time zone").fill("Mars");
  await page.getByRole("button", { name: "Sign me up" }).click();
  await page.getByText(/need another look/).waitFor();
}

async function sendForm(page: Page): Promise<void> {
  await page.getByLabel("Email address").fill("jo@example.com");
  await page.getByRole("button", { name: "Sign me up" }).click();
  await page.waitForURL(/check-your-mail/);
}

async function shoot(window: Omit<Window, "colorScheme">, prepare: (page: Page) => Promise<unknown>): Promise<Buffer> {
  const page = await openPage({ ...window, colorScheme: "light" });
  await prepare(page);
  const bytes = await page.screenshot();
  await page.close();
  return bytes;
}

type Drawing = { browser: Browser; baseURL: string; name: string };

async function draw({ browser, baseURL, name }: Drawing, prepare: (page: Page) => Promise<unknown>): Promise<void> {
  for (const [width, size] of Object.entries(widths)) {
    for (const colorScheme of schemes) {
      const page = await openPage({ browser, baseURL, size, colorScheme });
      await prepare(page);
      await keep(page, `${name}-${width}-${colorScheme}.webp`);
      await page.close();
    }
  }
}

type Window = {
  browser: Browser;
  baseURL: string;
  size: { width: number; height: number };
  colorScheme: (typeof schemes)[number];
};

function openPage({ browser, baseURL, size, colorScheme }: Window): Promise<Page> {
  const settings = { colorScheme, reducedMotion: "reduce", timezoneId: "Europe/Berlin" } as const;
  return browser.newPage({ baseURL, viewport: size, ...settings });
}
