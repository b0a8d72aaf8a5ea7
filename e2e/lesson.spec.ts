import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { lessonsAmong, mailTo, pathIn, type StoredMail } from "./mail.ts";
import { enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { test } from "./setup.ts";
import { lessonPath, setStage } from "./stage.ts";
import { squareOf } from "./walk.ts";

/** Day 5 asks for holds on each side, legs to be raised and a dead bug: a timer, and two counters. */
const dayFive = 5;
let lessons: StoredMail[];

test.beforeAll(async ({ request }) => {
  lessons = (await setStage(request, { days: 6 })).midway.lessons;
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 800 } };

for (const [where, device] of Object.entries({ "a phone": phone, "a desktop": desktop })) {
  test.describe(`on ${where}`, () => {
    test.use(device);

    test("the timer runs a hold of two sides and its rests to the end, by itself", async ({ page }) => {
      await openLesson(page);
      const sheet = await openTool(page, "Start the timer: Side plank");
      await sheet.getByRole("button", { name: "Tap to start" }).click();
      await expect(sheet).toContainText("Set 1 of 3, first side");
      for (const [phase, seconds] of phasesOfSidePlank) {
        await expect(sheet.getByRole("button", { name: "Tap to pause" })).toContainText(phase);
        await pass(page, { seconds });
      }
      await expect(sheet).toContainText("Done");
      await expect(sheet.getByRole("button", { name: "Next: Side leg raise" })).toBeFocused();
      await sheet.getByRole("button", { name: "Close" }).click();
      await expect(page.getByRole("button", { name: "Done. Once more?: Side plank" })).toBeVisible();
    });

    test("the timer pauses, goes on, skips and goes back", async ({ page }) => {
      await openLesson(page);
      const sheet = await openTool(page, "Start the timer: Side plank");
      await sheet.getByRole("button", { name: "Tap to start" }).click();
      await pass(page, { seconds: 3 });
      await sheet.getByRole("button", { name: "Tap to pause" }).click();
      const pad = sheet.getByRole("button", { name: "Paused. Tap to go on" });
      await pass(page, { seconds: 60 });
      await expect(pad).toContainText("Get ready");
      await sheet.getByRole("button", { name: "Skip" }).click();
      await expect(pad).toContainText("Go");
      await pad.click();
      await pass(page, { seconds: 5 });
      await expect(sheet.getByRole("button", { name: "Tap to pause" })).toContainText("10");
      await sheet.getByRole("button", { name: "Back" }).click();
      await expect(sheet.getByRole("button", { name: "Tap to pause" })).toContainText("15");
    });

    test("the counter counts taps, takes one back, rests and counts the next set", async ({ page }) => {
      await openLesson(page);
      const sheet = await openTool(page, "Count the reps: Dead bug");
      const pad = sheet.getByRole("button", { name: "Tap for each rep" });
      for (let taps = 0; taps < 4; taps += 1) await pad.click();
      await sheet.getByRole("button", { name: "Undo a tap" }).click();
      await expect(pad).toContainText("3of 6");
      for (let taps = 0; taps < 3; taps += 1) await pad.click();
      await expect(pad).toContainText("Set 1 of 2, other side");
      for (let taps = 0; taps < 6; taps += 1) await pad.click();
      await expect(sheet.getByRole("button", { name: "Tap to pause" })).toContainText("Rest");
      await pass(page, { seconds: 30 });
      await expect(pad).toContainText("Set 2 of 2, first side");
      for (let taps = 0; taps < 12; taps += 1) await pad.click();
      await expect(sheet).toContainText("That was the last move of this lesson.");
    });

    test("a lesson is done with a word on how it felt, which can be changed, and undone", async ({ page }) => {
      await page.goto(lessonPath(lessons, 6));
      await page.getByRole("radio", { name: "Hard" }).check();
      await page.getByRole("button", { name: "I did it" }).click();
      await checkDone(page, { day: 6, felt: "Hard" });
      await page.getByRole("button", { name: "Easy" }).click();
      await checkDone(page, { day: 6, felt: "Easy" });
      await page.getByRole("button", { name: "Not done after all" }).click();
      await expect(page.getByRole("radio", { name: "Easy" })).not.toBeChecked();
      await expect(squareOf(6, { on: page.getByRole("region", { name: "Your week" }) })).toHaveAttribute(
        "data-mark",
        "today",
      );
    });
  });
}

const phasesOfSidePlank: [phase: string, seconds: number][] = [1, 2, 3].flatMap((set): [string, number][] => [
  set === 1 ? ["Get ready", 5] : ["Rest", 20],
  ["Go", 15],
  ["Change sides", 5],
  ["Go", 15],
]);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a lesson is read, done with a word, said anew and undone", async ({ page }) => {
    await page.goto(lessonPath(lessons, 6));
    await expect(page.getByText("3 sets of")).not.toHaveCount(0);
    await page.getByRole("radio", { name: "Just right" }).check();
    await page.getByRole("button", { name: "I did it" }).click();
    await checkDone(page, { day: 6, felt: "Just right" });
    await page.getByRole("button", { name: "Hard" }).click();
    await checkDone(page, { day: 6, felt: "Hard" });
    await page.getByRole("button", { name: "Not done after all" }).click();
    await expect(page.getByRole("button", { name: "I did it" })).toBeVisible();
  });
});

test("the timer and the counter need no mouse, and say what begins", async ({ page }) => {
  await openLesson(page);
  await page.getByRole("button", { name: "Start the timer: Side plank" }).focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  const said = sheet.locator("[aria-live]");
  await page.clock.runFor(100);
  await tabTo(page, sheet.getByRole("button", { name: "Tap to start" }));
  await page.keyboard.press("Space");
  await expect(said).toHaveText("Get ready. Set 1 of 3, first side.");
  await pass(page, { seconds: 5 });
  await expect(said).toHaveText("Go: 15 seconds.");
  await pass(page, { seconds: 7 });
  await expect(said).toHaveText("Go: 15 seconds.");
  await page.keyboard.press("Space");
  await expect(said).toHaveText("Paused.");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "Go on where you were: Side plank" })).toBeFocused();
});

test("axe finds nothing on the timer, the counter, the rest and the end of a move", async ({ page }) => {
  // With the browser's own clock, which axe waits by.
  await page.goto(lessonPath(lessons, dayFive));
  await page.getByRole("button", { name: "Count the reps: Dead bug" }).click();
  const sheet = page.getByRole("dialog");
  await expectAccessible(page);
  const pad = sheet.getByRole("button", { name: "Tap for each rep" });
  for (let taps = 0; taps < 12; taps += 1) await pad.click();
  await expect(sheet.getByRole("button", { name: "Tap to pause" })).toContainText("Rest");
  await expectAccessible(page);
  await sheet.getByRole("button", { name: "Skip" }).click();
  for (let taps = 0; taps < 12; taps += 1) await pad.click();
  await expect(sheet).toContainText("That was the last move of this lesson.");
  await expectAccessible(page);
});

test("a timer that was running is where it was after a reload, and paused", async ({ page }) => {
  await openLesson(page);
  const sheet = await openTool(page, "Start the timer: Side plank");
  await sheet.getByRole("button", { name: "Tap to start" }).click();
  await pass(page, { seconds: 11 });
  await page.clock.resume();
  await page.reload();
  const pad = sheet.getByRole("button", { name: "Paused. Tap to go on" });
  await expect(pad).toContainText("Go");
  await expect(pad).toContainText("9");
});

test("sound is off until it is switched on, and then stays so in the next lesson", async ({ page }) => {
  await openLesson(page);
  const sheet = await openTool(page, "Start the timer: Side plank");
  const sound = sheet.getByRole("button", { name: "Sound" });
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "true");
  await page.clock.resume();
  await page.goto(lessonPath(lessons, 1));
  await page
    .getByRole("button", { name: /^(Start the timer|Count the reps)/ })
    .first()
    .click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Sound" })).toHaveAttribute("aria-pressed", "true");
});

test("the screen is kept awake while a timer runs, and no longer", async ({ page }) => {
  await page.addInitScript(() => {
    const awake = { count: 0 };
    Object.assign(window, { awake });
    const request = async () => {
      awake.count += 1;
      return { released: false, release: async () => void awake.count-- };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
  });
  const awake = () => page.evaluate(() => (window as unknown as { awake: { count: number } }).awake.count);
  await openLesson(page);
  const sheet = await openTool(page, "Start the timer: Side plank");
  expect(await awake()).toBe(0);
  await sheet.getByRole("button", { name: "Tap to start" }).click();
  await expect.poll(awake).toBe(1);
  await sheet.getByRole("button", { name: "Tap to pause" }).click();
  await expect.poll(awake).toBe(0);
});

test("nothing on a lesson's page moves while it loads", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    });
    observer.observe({ type: "layout-shift", buffered: true });
  });
  await page.setViewportSize({ width: 390, height: 6_000 });
  await page.goto(lessonPath(lessons, dayFive), { waitUntil: "networkidle" });
  await expect(page.getByRole("button", { name: "Start the timer: Side plank" })).toBeVisible();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

test("a reader goes on from a lesson that is done to the next that has come", async ({ page, request }) => {
  const email = newAddress("following");
  await enrol(request, { email });
  await sleepUntilMorning(request, email);
  const [first] = lessonsAmong(await mailTo(request, email));
  if (first === undefined) throw new Error("No lesson came.");
  await page.goto(pathIn(first, "lessons"));
  await page.getByRole("button", { name: "I did it" }).click();
  await page.getByRole("link", { name: "On to day 2: Breathe under the brace" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Breathe under the brace");
});

async function openLesson(page: Page): Promise<void> {
  await page.clock.install();
  await page.goto(lessonPath(lessons, dayFive));
  // A page whose clock stands still never comes to life.
  await expect(page.getByRole("button", { name: "Start the timer: Side plank" })).toBeVisible();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
}

/** The sheet draws its first frame before anything can be pressed. */
async function openTool(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name }).click();
  await page.clock.runFor(100);
  return page.getByRole("dialog");
}

/** So much time and a frame: the page reads its clock with each frame that it draws. */
async function pass(page: Page, { seconds }: { seconds: number }): Promise<void> {
  await page.clock.runFor(seconds * 1_000 + 20);
}

async function checkDone(page: Page, { day, felt }: { day: number; felt: string }): Promise<void> {
  const end = page.locator("#done");
  await expect(end.getByRole("status")).toHaveText("Done.");
  // The page stays where the button was pressed.
  await expect(end.getByRole("region", { name: "Your week" })).toBeInViewport();
  await expect(squareOf(day, { on: end })).toHaveAttribute("data-mark", "done");
  await expect(end).toContainText(`Day ${day + 1}: The work you cannot see comes on`);
  await expect(end.getByRole("button", { name: felt })).toHaveAttribute("aria-pressed", "true");
}

async function tabTo(page: Page, aim: Locator): Promise<void> {
  for (let stops = 0; stops < 20; stops += 1) {
    if (await aim.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${aim}.`);
}
