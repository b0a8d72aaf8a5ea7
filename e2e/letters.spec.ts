import { type Browser, expect, test } from "@playwright/test";
import { fillMail, type Mail } from "../tests/mail/fill.ts";
import { shippedMessages } from "../tests/mail/messages.ts";
import { faultsByDayAndNight, faultsInOutlooksNight, type Letter, makeReadyForLetters } from "./letter-looks.ts";

/*
 * Every letter that ships, filled without a site and shown by a browser: here no Dayletter is started. Letters that
 * really went out are looked at in accessible.spec.ts, one of each kind.
 */

let mails: Mail[];

test.beforeAll(async () => {
  mails = (await shippedMessages()).map((message) => fillMail(message));
});

test("axe finds nothing in any letter, by day and by night, and none is wider than a phone", async ({ browser }) => {
  test.setTimeout(120_000);
  expect(await lookAtAll(browser, mails)).toEqual([]);
});

test("nor in one of each kind when Outlook.com darkens it", async ({ page }) => {
  await makeReadyForLetters(page);
  const oneOfEach = [...new Map(mails.map((mail) => [mail.kind, mail])).values()];
  for (const mail of oneOfEach) expect(await faultsInOutlooksNight(page, mail)).toEqual([]);
});

test("what cannot be read by night alone is found by night alone", async ({ page }) => {
  await makeReadyForLetters(page);
  const night = spoil(/(@media \(prefers-color-scheme:dark\).*?\.c-ink\{color:)#\w+/, "$1#22333a");
  const faults = await faultsByDayAndNight(page, night);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/, dark: color-contrast: .*contrast of 1\.\d+ \(foreground color: #22333a/s);
  expect(await faultsInOutlooksNight(page, night)).toEqual([]);
});

test("what cannot be read by day alone is found by day alone", async ({ page }) => {
  await makeReadyForLetters(page);
  const faults = await faultsByDayAndNight(page, spoil(/(<h1[^>]*[^-]color:)#\w+/, "$1#dddddd"));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/, light: color-contrast: .*foreground color: #dddddd/s);
});

test("what Outlook.com makes unreadable is found there alone", async ({ page }) => {
  await makeReadyForLetters(page);
  const outlook = spoil(/(\[data-ogsc\] \.c-ink\{color:)#\w+/, "$1#22333a");
  expect(await faultsInOutlooksNight(page, outlook)).toHaveLength(1);
  expect(await faultsByDayAndNight(page, outlook)).toEqual([]);
});

test("a letter that is wider than a phone is found", async ({ page }) => {
  await makeReadyForLetters(page);
  const wide = spoil("<h1", '<table role="presentation" width="400"><tbody><tr><td>x</td></tr></tbody></table><h1');
  expect((await faultsByDayAndNight(page, wide)).join()).toContain("pixels wider than a phone");
});

/** Two at a time: a page draws in one process, and most machines have two cores. */
async function lookAtAll(browser: Browser, letters: readonly Letter[]): Promise<string[]> {
  const waiting = [...letters];
  const lookAtSome = async (): Promise<string[]> => {
    const page = await browser.newPage();
    await makeReadyForLetters(page);
    const faults: string[] = [];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      faults.push(...(await faultsByDayAndNight(page, next)));
    }
    await page.close();
    return faults;
  };
  return (await Promise.all([lookAtSome(), lookAtSome()])).flat();
}

/** A lesson with one thing changed; the change must have something to bite on. */
function spoil(from: string | RegExp, to: string): Letter {
  const lesson = mails.find(({ kind }) => kind === "training");
  const html = lesson?.html.replace(from, to) ?? "";
  expect(html).not.toBe(lesson?.html);
  return { name: "a spoiled letter", html };
}
