import { readFileSync } from "node:fs";
import type { APIRequestContext, Page } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { mailTo, newest, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { choose, expectChanged, see } from "./own-page.ts";
import { enrol, enrolInBoth, newAddress, signUp, sleepUntilMorning } from "./reader.ts";
import { scriptsHaveRun } from "./scripts.ts";
import { expect, test } from "./setup.ts";
import { tabTo } from "./tab.ts";
import { dayAfter, wallClock } from "./wall-clock.ts";

const core = "30-Day Runner Core Program";
const warmUp = "Warm Up Before You Run";

const devices = [
  { name: "a phone", viewport: { width: 390, height: 844 }, javaScriptEnabled: true },
  { name: "a desktop", viewport: { width: 1280, height: 900 }, javaScriptEnabled: true },
  { name: "a phone without JavaScript", viewport: { width: 320, height: 640 }, javaScriptEnabled: false },
];

for (const { name, ...use } of devices) {
  test.describe(`on ${name}`, () => {
    test.use(use);

    test("a reader changes everything, each change explained before and confirmed after", async ({ page, request }) => {
      test.setTimeout(180_000);
      const email = newAddress("in-charge");
      const me = pathIn(newest(await enrolInBoth(request, { email })), "me");
      await changeTime(page, me);
      await changeDays(page, me);
      await changeBudget(page, me);
      await pauseAndGoOn(page, me);
      await changeName(page, me);
      await stopCounting(page, me);
      await openNext(page, me);
      await startAgain(page, me);
    });

    test("a reader moves to another address by its own yes", async ({ page, request }) => {
      const email = newAddress("moving");
      const me = pathIn(newest(await enrol(request, { email })), "me");
      await moveTo(page, { request, me, email, to: newAddress("moved") });
    });

    test("a reader leaves one course, then the letter, then everything", async ({ page, request }) => {
      const me = pathIn(newest(await enrolInBoth(request, { email: newAddress("leaver") })), "me");
      await choose(page, me, "Leave");
      await page.getByRole("button", { name: `Leave this course ${warmUp}` }).click();
      await expectChanged(page, `You have left ${warmUp}`, /Day\s2: .* comes on/);
      const left = page.getByRole("region", { name: warmUp, exact: true });
      await expect(left).toContainText("Not sent");
      await expect(left).not.toContainText("To come");
      await choose(page, me, "Leave");
      await page.getByRole("button", { name: "Leave this letter" }).click();
      await expectChanged(page, "You have left that letter");
      await choose(page, me, "Leave");
      await expect(page.getByRole("button", { name: "Leave this letter" })).toHaveCount(0);
      await page.getByRole("button", { name: "Leave everything" }).click();
      await expectChanged(page, "You have left everything", "Nothing further will come from us.");
    });

    test("a reader takes a copy along and is erased: every link of every mail is unknown, in words", async ({
      page,
      request,
      dayletter,
    }) => {
      const email = newAddress("erased");
      const mail = await enrol(request, { email });
      const me = pathIn(newest(mail), "me");
      await takeCopy(page, { request, me, email });
      await choose(page, me, "Erase me");
      await page.getByRole("button", { name: "Erase me" }).click();
      await expect(page.getByText("Please check this box first. Nothing has been erased.")).toBeVisible();
      await page.getByLabel("I mean it. Erase everything about me.").check();
      await page.getByRole("button", { name: "Erase me" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are erased");
      for (const path of linksOf(mail)) {
        await page.goto(path);
        await expect(page.getByRole("main").getByRole("link", { name: "Send me my link again" })).toBeVisible();
      }
      expect(await mailTo(request, email)).toEqual([]);
      expect(JSON.stringify(await readAllRows({ url: dayletter.databaseUrl }))).not.toContain(email);
    });

    test("what cannot be is said beside its field, and nothing is changed", async ({ page, request, dayletter }) => {
      const me = pathIn(newest(await enrol(request, { email: newAddress("mistaken") })), "me");
      const before = await readAllRows({ url: dayletter.databaseUrl });
      await choose(page, me, "Send time and time zone");
      await page.getByLabel("Time zone").fill("Atlantis");
      await page.getByLabel("Send time").fill("");
      await see(page);
      await expect(page.getByText("Please choose a time zone from the list")).toBeVisible();
      await expect(page.getByText("Please choose a time of day, such as 7:00 AM.")).toBeVisible();
      await expect(page.getByLabel("Time zone")).toHaveValue("Atlantis");
      await choose(page, me, "Weekdays and pace");
      for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
      await see(page);
      await expect(page.getByText("Please choose at least one day.")).toBeVisible();
      await choose(page, me, "Pause");
      await page.getByLabel("The day you come back").fill("2020-01-01");
      await see(page);
      await expect(page.getByText("Please choose a day from tomorrow on, within the next year.")).toBeVisible();
      await choose(page, me, "Name");
      await page.getByLabel("First name").fill("x".repeat(101));
      await page.getByRole("button", { name: "Change it" }).click();
      await expect(page.getByText("This name is too long.")).toBeVisible();
      await expect(page.getByLabel("First name")).toHaveValue("x".repeat(101));
      expect(page.url()).not.toContain("x".repeat(20));
      await choose(page, me, "Address");
      await page.getByLabel("New email address").fill("ines@");
      await page.getByRole("button", { name: "Ask me there" }).click();
      await expect(page.getByText("Please enter an address with one @, like ann@example.com.")).toBeVisible();
      await expect(page.getByLabel("New email address")).toHaveValue("ines@");
      expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
    });
  });
}

async function changeTime(page: Page, me: string): Promise<void> {
  await test.step("send time and zone", async () => {
    await choose(page, me, "Send time and time zone");
    await page.getByLabel("Time zone").fill("los angeles");
    await page.getByLabel("Send time").fill("06:30");
    await see(page);
    await expect(page.getByRole("main")).toContainText("Your lessons would come at 6:30 AM, Los Angeles time.");
    await expect(page.getByRole("main")).toContainText(
      /Your next lesson would then come on \w+, \w+\s\d+, at 6:30.AM, Los Angeles time \(that is in (?:\d+ hours|about a day)\)\./,
    );
    await page.getByRole("link", { name: "Choose again" }).click();
    await expect(page.getByLabel("Time zone")).toHaveValue("los angeles");
    await page.getByLabel("Time zone").fill("Europe/Lisbon");
    await see(page);
    await page.getByRole("button", { name: "Change it" }).click();
    await expectChanged(page, "Your lessons come at 6:30 AM, Lisbon time", /at 6:30.AM, Lisbon time\. That is in/);
  });
}

async function changeDays(page: Page, me: string): Promise<void> {
  await test.step("weekdays and pace", async () => {
    await choose(page, me, "Weekdays and pace", core);
    for (const day of ["Monday", "Wednesday", "Friday"]) await page.getByLabel(day).uncheck();
    await page.getByLabel("Every other day").check();
    await see(page);
    await expect(page.getByRole("main")).toContainText("every other day at most, on Tuesdays, Thursdays, Saturdays");
    await page.getByRole("button", { name: "Change it" }).click();
    await expectChanged(page, "Your new rhythm counts from now on", /comes on (Tuesday|Thursday|Saturday|Sunday), /);
  });
}

async function changeBudget(page: Page, me: string): Promise<void> {
  await test.step("how many a day", async () => {
    await choose(page, me, "How many a day");
    await page.getByLabel("One lesson, whichever course it is from").check();
    await see(page);
    await expect(page.getByRole("main")).toContainText("A day would bring one lesson.");
    await expect(page.getByRole("main")).toContainText(`${core}: Your next lesson would then come`);
    await expect(page.getByRole("main")).toContainText(`${warmUp}: Your next lesson would then come`);
    await page.getByRole("button", { name: "Change it" }).click();
    await expectChanged(page, "A day brings one lesson", core, warmUp);
  });
}

async function pauseAndGoOn(page: Page, me: string): Promise<void> {
  await test.step("a pause until a day, then without end, then over", async () => {
    await choose(page, me, "Pause", core);
    const day = await page.getByLabel("The day you come back").inputValue();
    await page.getByLabel("Until this day:").check();
    await see(page);
    await expect(page.getByRole("main")).toContainText("You would rest until ");
    await expect(page.getByRole("main")).toContainText("Your next lesson would then come on ");
    await page.getByRole("button", { name: "Pause" }).click();
    await expectChanged(page, `${core} rests`, /Paused until \w+, \w+\s\d+\./);
    await choose(page, me, "Change when the pause ends", core);
    await expect(page.getByLabel("The day you come back")).toHaveValue(day);
    await page.getByLabel("Until I come back").check();
    await see(page);
    await page.getByRole("button", { name: "Pause" }).click();
    await expectChanged(page, `${core} rests`, "comes when you go on");
    await choose(page, me, "Go on", core);
    await expect(page.getByRole("main")).toContainText("Your next lesson would then come on ");
    await page.getByRole("button", { name: "Go on now" }).click();
    await expectChanged(page, `${core} goes on`, /comes on \w+, /);
  });
}

async function changeName(page: Page, me: string): Promise<void> {
  await test.step("another name", async () => {
    await choose(page, me, "Name");
    await page.getByLabel("First name").fill(`  O'Brien <b>&"  `);
    await expect(page.getByRole("main")).toContainText("From the next message on, we greet you as you type it here");
    await page.getByRole("button", { name: "Change it" }).click();
    await expectChanged(page, `We call you O'Brien <b>&"`, `From the next message on, we greet you as O'Brien <b>&".`);
    expect(decodeURIComponent(page.url())).not.toContain("Brien");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Your days, O'Brien <b>&"`);
  });
}

async function stopCounting(page: Page, me: string): Promise<void> {
  await test.step("not being counted, and being counted", async () => {
    await choose(page, me, "Open and click tracking");
    await page.getByRole("button", { name: "Turn it off" }).click();
    await expectChanged(page, "Nothing that you open or follow is noted");
    await choose(page, me, "Open and click tracking");
    await page.getByRole("button", { name: "Turn it on" }).click();
    await expectChanged(page, "We may note what you open and follow");
  });
}

async function openNext(page: Page, me: string): Promise<void> {
  await test.step("the next lesson now", async () => {
    await choose(page, me, "The next lesson now", core);
    await expect(page.getByRole("main")).toContainText(
      "It opens here now; its mail still comes on its own day, unless you do it here first.",
    );
    await page.getByRole("button", { name: "Open it now" }).click();
    await expect(page).toHaveURL(/\/me\/[\w-]+\/lessons\/runner-core\/[\w-]+\?just=opened$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Breathe under the brace");
    await expect(page.getByRole("status")).toContainText(
      /Open now, ahead of its mail\. .*Day\s2: Breathe under the brace comes on \w+, \w+\s\d+, at \d/,
    );
  });
}

async function startAgain(page: Page, me: string): Promise<void> {
  await test.step("from Day 1 again", async () => {
    await choose(page, me, "Start again", core);
    await expect(page.getByRole("main")).toContainText("Your next lesson would then come");
    await page.getByRole("button", { name: "Start with Day 1" }).click();
    await expectChanged(page, `${core} begins again`, /Day\s1: /);
  });
}

type Moving = { request: APIRequestContext; me: string; email: string; to: string };

async function moveTo(page: Page, { request, me, email, to }: Moving): Promise<void> {
  await choose(page, me, "Address");
  await page.getByLabel("New email address").fill(to);
  await page.getByRole("button", { name: "Ask me there" }).click();
  await expectChanged(page, "Now look there for our email", to);
  const [letter] = await waitForMail(request, { to, count: 1 });
  if (letter === undefined) throw new Error("No letter came to the new address.");
  expect(letter.text).not.toContain("/me/");
  await page.goto(pathIn(letter, "address"));
  await expect(page.getByText("Please send my letters to this address from now on.")).toBeVisible();
  await page.getByRole("button", { name: "Yes, write to me here" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That is your address now");
  await page.reload();
  await expect(page.getByRole("main")).toContainText(to);
  const told = newest(await waitForMail(request, { to: email, count: 4 }));
  expect(told.subject).toContain("was changed");
  expect(told.text).not.toContain(to);
  await sleepUntilMorning(request, to);
  expect(newest(await mailTo(request, to)).text).toContain("Day 2 of 30");
  expect(await mailTo(request, email)).toHaveLength(4);
  await page.goto(pathIn(letter, "address"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That is done already");
}

async function takeCopy(page: Page, { request, me, email }: Omit<Moving, "to">): Promise<void> {
  await choose(page, me, "A copy of what we hold");
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the copy" }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe("dayletter-copy.json");
  const copy = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(copy).toMatchObject({ reader: { address: email, name: "Ines" }, courses: [{ course: core }] });
  expect(JSON.stringify(copy)).not.toContain(me.split("/").at(-1) ?? "");
  const headers = (await request.get(`${me}/copy.json`)).headers();
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["content-disposition"]).toContain("attachment");
}

test("pausing and going on need no mouse, and what became of it has the focus", async ({ page, request }) => {
  const me = pathIn(newest(await enrol(request, { email: newAddress("keys") })), "me");
  await page.goto(me);
  await tabTo(page, page.getByRole("link", { name: "Pause", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Until this day:"));
  const day = page.getByLabel("The day you come back");
  await tabTo(page, day);
  // Typed in full, since an arrow goes from December to the January before it.
  const [year, month, date] = dayAfter(await day.inputValue(), 1).split("-");
  await page.keyboard.type(`${month}${date}${year}`);
  await expect(day).toHaveValue(`${year}-${month}-${date}`);
  await tabTo(page, page.getByRole("button", { name: "See what changes" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Pause" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("#changed")).toBeFocused();
  await expect(page.getByRole("status")).toContainText(`${core} rests`);
  await tabTo(page, page.getByRole("link", { name: "Go on", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Go on now" }));
  await page.keyboard.press("Space");
  await expect(page.locator("#changed")).toBeFocused();
  await expect(page.getByRole("status")).toContainText(`${core} goes on`);
});

test.describe("a reader whose browser stands elsewhere", () => {
  test.use({ timezoneId: "America/Los_Angeles" });

  test("is asked whether they travel, and nothing moves by itself", async ({ page, request, dayletter }) => {
    const me = pathIn(newest(await enrol(request, { email: newAddress("traveler") })), "me");
    const before = await readAllRows({ url: dayletter.databaseUrl });
    await choose(page, me, "Send time and time zone");
    await expect(page.getByText("Your browser says Los Angeles. Are you traveling?")).toBeVisible();
    await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
    await page.getByRole("button", { name: "Fill in Los Angeles" }).click();
    await expect(page.getByLabel("Time zone")).toHaveValue("America/Los Angeles");
    expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
  });
});

test("a reader at home is asked nothing", async ({ page, request }) => {
  const me = pathIn(newest(await enrol(request, { email: newAddress("home") })), "me");
  await choose(page, me, "Send time and time zone");
  await scriptsHaveRun(page);
  await expect(page.getByText("Are you traveling?")).toHaveCount(0);
});

test("the hour and the rhythm that were chosen are those at which the mail comes", async ({ request }) => {
  const email = newAddress("on-time");
  const me = pathIn(newest(await enrol(request, { email })), "me");
  await request.post(`${me}/time/now`, { form: { timezone: "America/New York", sendTime: "05:45" } });
  await request.post(`${me}/days/now`, {
    form: { every: "2", ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`day${day}`, "yes"])) },
  });
  for (let nights = 0; nights < 5; nights += 1) await sleepUntilMorning(request, email);
  const lessons = (await mailTo(request, email)).filter(({ text }) => /^Day \d+ of 30/m.test(text));
  const local = lessons.slice(1).map(({ date }) => wallClock(date, "America/New_York"));
  expect(local.length).toBeGreaterThan(1);
  expect(new Set(local.map(({ time }) => time))).toEqual(new Set(["05:45"]));
  const days = local.map(({ day }) => Date.parse(day) / 86_400_000);
  expect(days.slice(1).every((day, place) => day - (days[place] ?? 0) >= 2)).toBe(true);
});

test("a reader can reach into no other reader's pages, whatever they send", async ({ request, dayletter }) => {
  test.setTimeout(120_000);
  const other = newAddress("other");
  const theirs = pathIn(newest(await enrolInBoth(request, { email: other })), "me");
  const waiting = await signUp(request, { email: newAddress("waiting") });
  const own = pathIn(newest(await enrol(request, { email: newAddress("own") })), "me");
  const before = await (await request.get(`${theirs}/copy.json`)).text();
  const form = {
    course: "warm-up-before-you-run",
    letter: "weekly",
    sure: "no",
    until: "open",
    every: "2",
    day1: "yes",
  };
  const sent = {
    ...form,
    most: "1",
    name: "Mallory",
    timezone: "UTC",
    sendTime: "03:00",
    counting: "off",
    email: other,
  };
  const changes = [
    "time",
    "days",
    "pause",
    "resume",
    "next",
    "restart",
    "budget",
    "name",
    "counting",
    "leave",
    "address",
  ];
  for (const change of [...changes, "erase"]) {
    expect((await request.get(`${own}/${change}?course=warm-up-before-you-run&see=yes`)).ok(), change).toBe(true);
    expect((await request.post(`${own}/${change}/now`, { form: sent })).ok(), change).toBe(true);
  }
  const foreign = [pathIn(waiting, "confirm"), own, theirs].map((path) => path.split("/").at(-1));
  for (const token of foreign) {
    for (const page of ["address", "leave", "lessons"]) {
      expect((await request.get(`/${page}/${token}`)).status()).toBe(404);
    }
  }
  const withoutTime = (copy: string) => copy.replace(/as of \S+/, "");
  expect(withoutTime(await (await request.get(`${theirs}/copy.json`)).text())).toBe(withoutTime(before));
  expect(JSON.stringify(await readAllRows({ url: dayletter.databaseUrl }))).toContain("Mallory");
});

test("pressed twice at once, a button does what it says once", async ({ request }) => {
  const me = pathIn(newest(await enrol(request, { email: newAddress("twice") })), "me");
  const twice = (path: string, form: Record<string, string>) =>
    Promise.all([1, 2].map(() => request.post(`${me}/${path}/now`, { form })));
  for (const response of await twice("restart", { course: "runner-core", run: "1" })) expect(response.ok()).toBe(true);
  const { courses } = await (await request.get(`${me}/copy.json`)).json();
  expect(courses.map(({ run, state }: { run: number; state: string }) => [run, state])).toEqual([
    [1, "restarted"],
    [2, "active"],
  ]);
  for (const response of await twice("pause", { course: "runner-core", until: "open" })) {
    expect(await response.text()).toContain(`${core} rests`);
  }
  const erased = await twice("erase", { sure: "yes" });
  expect(erased.map((response) => response.status()).sort()).toEqual([200, 404]);
});

/** Every page of ours that these mails lead to. */
function linksOf(mail: readonly StoredMail[]): string[] {
  const found = mail.flatMap(({ text }) => text.match(/\/(confirm|lessons|me|leave)\/[\w-]{34}/g) ?? []);
  expect(found.length).toBeGreaterThan(3);
  return [...new Set(found)];
}
