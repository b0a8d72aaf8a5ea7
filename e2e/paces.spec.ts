import type { Page } from "@playwright/test";
import { dayOf, lessonsAmong, mailTo, newest, pathIn, type StoredMail } from "./mail.ts";
import { choose, expectChanged, expectFigures, readNextUp, see } from "./own-page.ts";
import { complete, enrol, enrolInBoth, newAddress, sleepUntilMorning } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { squareOf } from "./walk.ts";
import { dayAfter, wallClock } from "./wall-clock.ts";

const core = "30-Day Runner Core Program";
const warmUp = "Warm Up Before You Run";
const zone = "Europe/Berlin";

test("a reader of two courses with one lesson a day has them in turn, and is told before what comes and what waits", async ({
  page,
  request,
}) => {
  test.setTimeout(90_000);
  const email = newAddress("both");
  const me = pathIn(newest(await enrolInBoth(request, { email })), "me");
  await choose(page, me, "How many a day");
  await page.getByLabel("One lesson, whichever course it is from").check();
  await see(page);
  await page.getByRole("button", { name: "Change it" }).click();
  await expectChanged(page, "A day brings one lesson", core, warmUp);
  const came = lessonsAmong(await mailTo(request, email)).map(nameOf);
  for (let morning = 1; morning <= 11; morning += 1) {
    const foretold = (await readNextUp(page, me)).map(foretoldBy);
    const next = foretold[0]?.comes ?? "";
    const reasons = foretold.flatMap(({ waitsFor }) => waitsFor ?? []);
    for (const reason of reasons) expect([`today’s ${came.at(-1)}`, `tomorrow’s ${next}`]).toContain(reason);
    // While both courses run, one of them waits.
    if (foretold.length === 2) expect(reasons.length).toBeGreaterThan(0);
    await sleepUntilMorning(request, email);
    const lessons = lessonsAmong(await mailTo(request, email))
      .slice(came.length)
      .map(nameOf);
    expect(lessons, "what the page foretold").toEqual([next]);
    came.push(...lessons);
  }
  const [w, c] = [(day: number) => `${warmUp}, Day ${day}`, (day: number) => `${core}, Day ${day}`];
  expect(came).toEqual([c(1), w(1), c(2), w(2), c(3), w(3), c(4), w(4), c(5), w(5), c(6), c(7)]);
  const days = lessonsAmong(await mailTo(request, email)).map(({ date }) => wallClock(date, zone).day);
  expect(days).toEqual(days.map((_, place) => dayAfter(days[0] ?? "", place)));
});

test("a reader who does nothing for days is met kindly, and a freeze keeps her row of days", async ({
  page,
  request,
}) => {
  test.setTimeout(90_000);
  const email = newAddress("behind");
  let mail = await enrol(request, { email });
  const me = pathIn(newest(mail), "me");
  const sleep = async () => {
    await sleepUntilMorning(request, email);
    mail = await mailTo(request, email);
    return newest(lessonsAmong(mail));
  };
  await test.step("does seven days, which save a freeze", async () => {
    await complete(request, newest(mail));
    for (let day = 2; day <= 7; day += 1) await complete(request, await sleep());
    await page.goto(me);
    await expectFigures(page, core, ["7 of 30 done", "7 days in a row"]);
    await expect(page.getByText("1 freeze saved.")).toBeVisible();
  });
  await test.step("misses one, and the freeze keeps the row", async () => {
    await sleep();
    const ninth = await sleep();
    expect(ninth.text).toContain("Day 8 kept · Day 9 today");
    expect(ninth.text).toContain("7 days in a row");
    await page.goto(me);
    await expectFigures(page, core, ["7 days in a row"]);
    await expect(page.getByText("No freeze saved yet.")).toBeVisible();
    await expect(page.getByRole("link", { name: /^Day 8, .*: kept by a freeze$/ })).toBeVisible();
    await complete(request, ninth);
    expect((await sleep()).text).toContain("8 days in a row");
  });
  await test.step("misses five more, and nobody reproaches her", async () => {
    for (let day = 11; day <= 15; day += 1) {
      const lesson = await sleep();
      expect(dayOf(lesson.text), "a lesson a day, nothing piles up").toBe(day);
      expect(lesson.text).toContain("A fresh start today");
      expect(`${lesson.subject}\n${ownWordsOf(lesson)}`).not.toMatch(reproach);
      await page.goto(me);
      await expect(page.getByRole("main")).not.toContainText(reproach);
      await expect(page.getByRole("region", { name: "Next up" })).toContainText(`Day ${day} is open whenever you are`);
    }
    await expectFigures(page, core, ["8 of 30 done", "0 days in a row", "8 in a row at best"]);
  });
  await test.step("comes back through an old letter, and her row begins anew", async () => {
    const missed = lessonsAmong(mail).find(({ text }) => dayOf(text) === 13);
    await page.goto(pathIn(newest([missed]), "lessons"));
    await expect(page.getByRole("main")).not.toContainText(reproach);
    await page.getByRole("button", { name: "I did it" }).click();
    await expect(squareOf(13, { on: page.getByRole("region", { name: "Your week" }) })).toHaveAttribute(
      "data-mark",
      "done",
    );
    await complete(request, newest(lessonsAmong(mail)));
    // Day 13 and Day 15, with the rest day between them.
    expect((await sleep()).text).toContain("2 days in a row");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a reader in a hurry opens two more lessons a day on the web: one mail a day, and none of what was done", async ({
    page,
    request,
  }) => {
    test.setTimeout(120_000);
    const email = newAddress("hurry");
    const me = pathIn(newest(await enrol(request, { email })), "me");
    const onTheWeb: string[] = [];
    for (let day = 1; day <= 28; day += 3) {
      await complete(request, newest(lessonsAmong(await mailTo(request, email))));
      for (let more = 1; more <= 2; more += 1) onTheWeb.push(await openAndDo(page, me));
      await sleepUntilMorning(request, email);
    }
    const mail = await mailTo(request, email);
    const lessons = lessonsAmong(mail);
    const mailed = Array.from({ length: 10 }, (_, place) => place * 3 + 1);
    expect(lessons.map(({ text }) => dayOf(text))).toEqual(mailed);
    expect(onTheWeb).toEqual(mailed.flatMap((day) => [`Day ${day + 1} of 30`, `Day ${day + 2} of 30`]));
    const days = lessons.map(({ date }) => wallClock(date, zone).day);
    expect(days).toEqual(days.map((_, place) => dayAfter(days[0] ?? "", place)));
    expect(newest(mail).subject).toBe(`You reached the end of ${core}`);
    await page.goto(me);
    await expect(page.getByText("You went the whole way!")).toBeVisible();
    await expectFigures(page, core, ["30 of 30 done", "30 in a row at best"]);
    for (let nights = 0; nights < 2; nights += 1) await sleepUntilMorning(request, email);
    expect(await mailTo(request, email)).toHaveLength(mail.length);
  });

  test("a lesson that was opened ahead and not done comes by mail on its day all the same, once", async ({
    page,
    request,
  }) => {
    const email = newAddress("peeking");
    const me = pathIn(newest(await enrol(request, { email })), "me");
    await choose(page, me, "The next lesson now", core);
    await expect(page.getByRole("main")).toContainText(
      "It opens here now; its mail still comes on its own day, unless you do it here first.",
    );
    await page.getByRole("button", { name: "Open it now" }).click();
    await expect(page.getByRole("main")).toContainText("Day 2 of 30");
    expect(await mailTo(request, email)).toHaveLength(3);
    for (let nights = 0; nights < 2; nights += 1) await sleepUntilMorning(request, email);
    expect(lessonsAmong(await mailTo(request, email)).map(({ text }) => dayOf(text))).toEqual([1, 2, 3]);
  });
});

/** Words that a reader who did nothing for a while must not meet. */
const reproach =
  /\b(you (missed|forgot|failed|lost|broke|skipped|stopped)|behind (schedule|plan)|fall(en)? behind|overdue|too late|still not|catch up|days? ago|give up|disappoint\w*|only \d+ of)\b/i;

/** What our engine says around the lesson: how far the reader is, and the footer. The lesson itself is its author's. */
function ownWordsOf({ text }: StoredMail): string {
  const [before = "", after = ""] = [text.split(/ of 30 done\n/)[0], text.split(/\nI did it http/)[1]];
  return `${before}\n${after}`;
}

/** "Warm Up Before You Run, Day 3", as the page names it too. */
function nameOf({ text }: StoredMail): string {
  const [, day, days] = /^Day (\d+) of (\d+) ·/m.exec(text) ?? [];
  return `${days === "5" ? warmUp : core}, Day ${day}`;
}

/** One course under "Next up": the lesson that is said to come, and what is said to have the place of that day. */
type Foretold = { comes: string; waitsFor: string | null };

function foretoldBy(words: string): Foretold {
  const day = /Day (\d+): [^:]*? comes on \w+, \w+ \d+, at 7:00.AM, Berlin time\./.exec(words)?.[1];
  expect(day, words).toBeDefined();
  const waits = /Waits its turn: you asked for one lesson a day, and (today’s|tomorrow’s) is (.*?, Day \d+)\./.exec(
    words,
  );
  const waitsFor = waits === null ? null : `${waits[1]} ${waits[2]}`;
  return { comes: `${words.startsWith(warmUp) ? warmUp : core}, Day ${day}`, waitsFor };
}

/** Opens the next lesson from the reader's own page and does it there; returns which day it is. */
async function openAndDo(page: Page, me: string): Promise<string> {
  await choose(page, me, "The next lesson now", core);
  await page.getByRole("button", { name: "Open it now" }).click();
  const about = await page
    .getByRole("main")
    .getByText(/Day.\d+.of.\d+/)
    .first()
    .textContent();
  await page.getByRole("button", { name: "I did it" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  return /Day \d+ of \d+/.exec(about?.replaceAll("\u00a0", " ") ?? "")?.[0] ?? "";
}
