import type { APIRequestContext, Page } from "@playwright/test";
import { dayOf, lessonsAmong, mailTo, newest, pathIn, type StoredMail } from "./mail.ts";
import { choose, expectChanged, expectFigures, readNextUp, see } from "./own-page.ts";
import { complete, enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { type Dayletter, expect, testAlone } from "./setup.ts";
import { expectOneADay, hourOf, itinerary, land, type Stay, signUpIn } from "./traveler.ts";
import {
  clocksChangeAfter,
  dayAfter,
  hoursAhead,
  moveBeforeClockChange,
  readCalendar,
  wallClock,
} from "./wall-clock.ts";

/** Every morning is played minute by minute for everybody who is there, so nobody else is. */
const test = testAlone();

const core = "30-Day Runner Core Program";
const warmUp = "Warm Up Before You Run";
const warmUpSlug = "warm-up-before-you-run";

test("a reader travels from Auckland to Los Angeles in mid-course: thirty lessons, never two on one date", async ({
  browser,
  request,
  dayletter,
}) => {
  test.setTimeout(120_000);
  const email = newAddress("auckland");
  const mail = await test.step("signs up in Auckland", () => signUpIn(browser, request, { dayletter, email }));
  const stays: Stay[] = [];
  const sleepIn = async (zone: string, nights: number) => {
    for (let night = 0; night < nights; night += 1) await sleepUntilMorning(request, email);
    const lessons = lessonsAmong(await mailTo(request, email));
    stays.push(...lessons.slice(stays.length).map((lesson) => ({ zone, lesson })));
  };
  await test.step("has twelve lessons there", () => sleepIn("Pacific/Auckland", 11));
  expect(stays).toHaveLength(12);
  const me = pathIn(stays.at(-1)?.lesson ?? newest(mail), "me");
  await test.step("flies over the date line and says so", () =>
    land(browser, { dayletter, me, zone: "America/Los_Angeles", city: "Los Angeles" }));
  await test.step("has the other eighteen in Los Angeles", () => sleepIn("America/Los_Angeles", 18));
  expect(stays.map(({ lesson }) => dayOf(lesson.text))).toEqual(Array.from({ length: 30 }, (_, place) => place + 1));
  expect(new Set(stays.map(({ lesson }) => lesson.subject)).size).toBe(30);
  expectOneADay(stays);
  expect(stays.slice(1).map(({ zone, lesson }) => wallClock(lesson.date, zone).time)).toEqual(
    Array.from({ length: 29 }, () => "07:00"),
  );
});

test("a pilot who wakes up elsewhere after every lesson has each of five once, never two on one date", async ({
  browser,
  request,
  dayletter,
}) => {
  const email = newAddress("pilot");
  const [home, ...others] = itinerary;
  const mail = await enrol(request, { email, course: warmUpSlug, timezone: home.zone, mail: 2 });
  const me = pathIn(newest(mail), "me");
  const stays: Stay[] = [];
  for (const stop of [home, ...others]) {
    if (stop !== home) await land(browser, { dayletter, me, ...stop });
    await sleepUntilMorning(request, email);
    const lesson = lessonsAmong(await mailTo(request, email)).at(-1);
    if (lesson === undefined) throw new Error(`No lesson came in ${stop.city}.`);
    stays.push({ zone: stop.zone, lesson });
  }
  expect(stays.map(({ lesson }) => dayOf(lesson.text))).toEqual([1, 2, 3, 4, 5]);
  expectOneADay(stays);
  // Seven o'clock of Moscow follows that of Auckland by ten hours at most, and twelve have to pass.
  const hours = stays.map(hourOf);
  expect(hours[2]).toBe("twelve hours later");
  expect(hours.filter((hour) => hour !== "07:00" && hour !== "twelve hours later")).toEqual([]);
});

test("a reader who pauses until the day after the clocks change is told, and reads at seven by the new clock", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(90_000);
  const shifts: number[] = [];
  for (const season of ["one", "the other"]) {
    await test.step(`over ${season} change of the year`, async () => {
      shifts.push(await pauseOverClockChange(page, { request, dayletter }));
    });
  }
  expect(shifts.sort()).toEqual([-1, 1]);
});

test("a reader who starts again in the middle finishes the second round, and the first one's lessons still open", async ({
  page,
  request,
}) => {
  const email = newAddress("again");
  const [, welcome] = await enrol(request, { email, course: warmUpSlug, mail: 2 });
  const me = pathIn(newest([welcome]), "me");
  const sleepAndDo = async () => {
    await sleepUntilMorning(request, email);
    const lesson = newest(lessonsAmong(await mailTo(request, email)));
    await complete(request, lesson);
    return lesson;
  };
  const first = [await sleepAndDo(), await sleepAndDo(), await sleepAndDo()];
  await page.goto(me);
  await expectFigures(page, warmUp, ["3 of 5 done", "3 days in a row"]);
  await test.step("starts again", async () => {
    await choose(page, me, "Start again", warmUp);
    await page.getByRole("button", { name: "Start with Day 1" }).click();
    await expectChanged(page, `${warmUp} begins again`, /Day\s1: /);
    await expectFigures(page, warmUp, ["0 of 5 done", "0 days in a row", "0 in a row at best"]);
  });
  const second: StoredMail[] = [];
  for (let day = 1; day <= 5; day += 1) {
    second.push(await sleepAndDo());
    await page.goto(me);
    await expectFigures(page, warmUp, [`${day} of 5 done`]);
  }
  expect(second[0]?.text).toContain("A fresh start today");
  expect(second[4]?.text).toContain("4 days in a row");
  await sleepUntilMorning(request, email);
  const mail = await mailTo(request, email);
  expect(lessonsAmong(mail).map(({ text }) => dayOf(text))).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
  const days = lessonsAmong(mail).map(({ date }) => wallClock(date, "Europe/Berlin").day);
  expect(days).toEqual(days.map((_, place) => dayAfter(days[0] ?? "", place)));
  expect(newest(mail).subject).toBe(`You reached the end of ${warmUp}`);
  await page.goto(me);
  await expect(page.getByText("You went the whole way!")).toBeVisible();
  await expectFigures(page, warmUp, ["5 of 5 done", "5 in a row at best"]);
  for (const [place, lesson] of first.entries()) {
    await page.goto(pathIn(lesson, "lessons"));
    await expect(page.getByRole("main")).toContainText(`Day ${place + 1} of 5`);
    await expect(page.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  }
});

test("a reader who erases herself is unknown on every page, nothing comes to her, and another goes on", async ({
  page,
  request,
}) => {
  const [leaving, staying] = [newAddress("erasing"), newAddress("staying")];
  await enrol(request, { email: leaving });
  await enrol(request, { email: staying });
  await sleepUntilMorning(request, leaving);
  const mail = await mailTo(request, leaving);
  const heard = lessonsAmong(await mailTo(request, staying)).length;
  const me = pathIn(newest(mail), "me");
  await complete(request, newest(mail));
  await choose(page, me, "Erase me");
  await page.getByLabel("I mean it. Erase everything about me.").check();
  await page.getByRole("button", { name: "Erase me" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are erased");
  const links = mail.flatMap(({ text }) => text.match(/\/(confirm|lessons|me|leave)\/[\w-]{34}/g) ?? []);
  const parts = ["/time", "/pause?course=runner-core", "/next", "/restart", "/erase", "/copy.json"];
  for (const path of new Set([...links, ...parts.map((part) => `${me}${part}`)])) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole("main"), path).toContainText(/have cut its link in two|We do not know this link/);
    await expect(page.getByRole("main").getByRole("link", { name: "Send me my link again" })).toBeVisible();
  }
  await request.post("/api/find", { form: { email: leaving } });
  for (let nights = 0; nights < 3; nights += 1) await sleepUntilMorning(request, staying);
  expect(lessonsAmong(await mailTo(request, staying))).toHaveLength(heard + 3);
  expect(await mailTo(request, leaving)).toEqual([]);
  await page.goto(`/mailbox?${new URLSearchParams({ to: leaving })}`);
  await expect(page.getByRole("main").getByRole("link", { name: leaving })).toHaveCount(0);
});

/** Rests until the day after the next change of the clocks in New York; returns by how many hours they went on. */
async function pauseOverClockChange(
  page: Page,
  { request, dayletter }: { request: APIRequestContext; dayletter: Dayletter },
): Promise<number> {
  const zone = "America/New_York";
  await moveBeforeClockChange(dayletter, { zone, days: 5 });
  const email = newAddress("pausing");
  const before = await enrol(request, { email, timezone: zone });
  const changeAt = clocksChangeAfter(await readCalendar(dayletter), zone);
  const changeDay = wallClock(changeAt, zone).day;
  const backDay = dayAfter(changeDay, 1);
  const spokenDay = new Intl.DateTimeFormat("en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  });
  const spoken = spokenDay.format(new Date(backDay));
  const me = pathIn(newest(before), "me");
  await choose(page, me, "Pause", core);
  await page.getByLabel("Until this day:").check();
  await page.getByLabel("The day you come back").fill(backDay);
  await see(page);
  await expect(page.getByRole("main")).toContainText(`You would rest until ${spoken}`);
  await page.getByRole("button", { name: "Pause" }).click();
  await expectChanged(page, `${core} rests`, `Paused until ${spoken}.`, "at 7:00");
  const came: string[] = [];
  for (let day = ""; day < changeDay; ) {
    const morning = await sleepUntilMorning(request, email);
    came.push(...morning.subjects);
    day = morning.day;
  }
  expect(came).toEqual([`Your pause from ${core} is ending`]);
  const notice = newest(await mailTo(request, email));
  expect(wallClock(notice.date, zone)).toEqual({ day: changeDay, time: "07:00" });
  expect(notice.text).toMatch(new RegExp(`Day 2: .*\\n${spoken}, at 7:00.AM, New York time`));
  const [words] = await readNextUp(page, me);
  expect(words).toMatch(
    new RegExp(`Paused until ${spoken}\\. Day 2: .* comes on ${spoken}, at 7:00.AM, New York time`),
  );
  await sleepUntilMorning(request, email);
  const lesson = newest(await mailTo(request, email));
  expect(dayOf(lesson.text)).toBe(2);
  expect(wallClock(lesson.date, zone)).toEqual({ day: backDay, time: "07:00" });
  return hoursAhead(lesson.date, zone) - hoursAhead(newest(before).date, zone);
}
