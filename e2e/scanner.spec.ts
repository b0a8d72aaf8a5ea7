import { type APIRequestContext, type Page, request as playwright } from "@playwright/test";
import { closeGate } from "../tests/factories/gate.ts";
import { publishLinksOnDayOne } from "../tests/factories/links.ts";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { lessonsAmong, mailTo, oneClickUrl, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { complete, enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { scriptsHaveRun } from "./scripts.ts";
import { type Dayletter, expect, startDayletter, test } from "./setup.ts";
import { dayAfter } from "./wall-clock.ts";

const core = "runner-core";
const warmUp = "warm-up-before-you-run";
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** A Dayletter of its own: one of its courses waits for "I did it" and reminds, and a first lesson holds links. */
let own: Dayletter;
let request: APIRequestContext;

test.beforeAll(async () => {
  own = await startDayletter();
  request = await playwright.newContext({ baseURL: own.url, userAgent: chrome });
  await publishLinksOnDayOne({ url: own.databaseUrl, course: core, urls: [`${own.url}/privacy`, `${own.url}/find`] });
  await closeGate({ url: own.databaseUrl, course: warmUp });
});
test.afterAll(async () => {
  await request.dispose();
  await own.stop();
});

// A gateway that looks at every link says that it is an ordinary browser.
test.use({ userAgent: chrome });

test("a scanner that opens every link of every kind of letter changes nothing, and is nowhere taken for a reader", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const mail = await test.step("every kind of letter has come", oneOfEachKind);
  const { event: none, reading: _unread, ...before } = await readAllRows({ url: own.databaseUrl });
  expect(none).toEqual([]);
  for (const letter of mail) {
    await test.step(letter.subject, async () => {
      for (const link of linksIn(letter)) await scan(page, link);
      for (const picture of picturesIn(letter)) expect((await request.get(picture)).ok(), picture).toBe(true);
    });
  }
  await expect.poll(async () => (await eventsNow()).join(), { message: "what is counted" }).toContain("opened");
  const { event: _, reading: readings = [], ...after } = await readAllRows({ url: own.databaseUrl });
  expect(after).toEqual(before);
  // The figures note that a machine has looked, and of no person that they did.
  expect(readings.filter((reading) => !/"opened_at": null.*"clicked_at": null/.test(reading))).toEqual([]);
  const events = await eventsNow();
  expect(events.some((event) => event.includes('"kind": "clicked"'))).toBe(true);
  expect(events.filter((event) => !/"verdict": "(scanner|prefetch|unknown)"/.test(event))).toEqual([]);
});

test("nor does one that goes on to every page behind the links, as far as they lead", async () => {
  test.setTimeout(240_000);
  const mail = [...(await oneOfEachKind()), ...(await enrol(request, { email: newAddress("walked") }))];
  const { event: _, reading: _noted, ...before } = await readAllRows({ url: own.databaseUrl });
  const seen = new Set<string>();
  const waiting = mail.flatMap(linksIn);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    if (!/text\/html/.test(response.headers()["content-type"] ?? "")) continue;
    waiting.push(...linksOn({ html: await response.text(), url: response.url() }).filter((link) => !seen.has(link)));
  }
  for (const change of ["time", "days", "pause", "resume", "next", "restart", "leave", "erase", "copy.json"]) {
    expect(
      [...seen].some((path) => path.includes(`/${change}`)),
      change,
    ).toBe(true);
  }
  const { event: __, reading: ___, ...after } = await readAllRows({ url: own.databaseUrl });
  expect(after).toEqual(before);
});

/** Opens a link as a gateway with a browser does: it follows redirects, lets scripts run to their end and presses nothing. */
async function scan(page: Page, link: string): Promise<void> {
  const response = await page.goto(link);
  expect(response?.ok(), link).toBe(true);
  await scriptsHaveRun(page);
  await expect(page.getByRole("main"), link).toBeVisible();
  expect((await request.head(link)).ok(), `HEAD ${link}`).toBe(true);
}

async function eventsNow(): Promise<string[]> {
  return (await readAllRows({ url: own.databaseUrl })).event ?? [];
}

/** One letter of every kind that we send, each by the reader's own doing; the newest of its kind. */
async function oneOfEachKind(): Promise<StoredMail[]> {
  const reminded = await finishingReader();
  // Comes second, and so is still resting when the letters are opened.
  const mail = [...reminded, ...(await pausingReader())];
  const letters = kinds.map((subject) => mail.findLast((letter) => subject.test(letter.subject)));
  const lesson = lessonsAmong(mail).at(-1);
  return [...letters, lesson].map((letter, place) => {
    if (letter === undefined) throw new Error(`No letter came like ${kinds[place]}.`);
    return letter;
  });
}

const kinds = [
  /^Please confirm: /,
  /^Welcome to/,
  /^Your place in .* is kept$/,
  /^Your pause from .* is ending$/,
  /^You reached the end of/,
  /^Here is your link again$/,
  /^Please confirm your new address/,
  /^Your address at .* was changed$/,
];

/** Confirms, pauses, asks for the link, moves to another address, and is told that the pause ends. */
async function pausingReader(): Promise<StoredMail[]> {
  const [email, elsewhere] = [newAddress("scanned"), newAddress("moved")];
  const [, , dayOne] = await enrol(request, { email });
  if (dayOne === undefined) throw new Error("Day 1 has not come.");
  const me = pathIn(dayOne, "me");
  const day = dayAfter(dayOne.date.toISOString().slice(0, 10), 4);
  await request.post(`${me}/pause/now`, { form: { course: core, until: "day", day } });
  await request.post("/api/find", { form: { email } });
  await waitForMail(request, { to: email, count: 4 });
  await request.post(`${me}/address/now`, { form: { email: elsewhere } });
  const [asked] = await waitForMail(request, { to: elsewhere, count: 1 });
  if (asked === undefined) throw new Error("No letter came to the new address.");
  await request.post(`${pathIn(asked, "address")}/now`);
  await waitForMail(request, { to: email, count: 5 });
  for (let nights = 0; nights < 3; nights += 1) await sleepUntilMorning(request, elsewhere);
  return [...(await mailTo(request, email)), ...(await mailTo(request, elsewhere))];
}

/** Is reminded of a lesson, and then does one after the other until the course is over. */
async function finishingReader(): Promise<StoredMail[]> {
  const email = newAddress("reminded");
  await enrol(request, { email, course: warmUp, mail: 2 });
  for (let nights = 0; nights < 4; nights += 1) await sleepUntilMorning(request, email);
  for (let day = 1; day <= 5; day += 1) {
    const newest = lessonsAmong(await mailTo(request, email)).at(-1);
    if (newest === undefined) throw new Error("No lesson came.");
    await complete(request, newest);
    await sleepUntilMorning(request, email);
  }
  return mailTo(request, email);
}

function linksIn(mail: StoredMail): string[] {
  const inHtml = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, link = ""]) => link.replaceAll("&amp;", "&"));
  const inText = mail.text.match(/https?:\/\/\S+/g) ?? [];
  const inHeader = mail.header("List-Unsubscribe") === null ? [] : [oneClickUrl(mail)];
  const links = [...new Set([...inHtml, ...inText, ...inHeader])];
  expect(links.filter((link) => !link.startsWith(`${own.url}/`) && link !== own.url)).toEqual([]);
  return links;
}

/** The pictures of a letter and its pixel, which many gateways fetch as well. */
function picturesIn(mail: StoredMail): string[] {
  return [...mail.html.matchAll(/<img[^>]* src="([^"]+)"/g)].map(([, source = ""]) => source.replaceAll("&amp;", "&"));
}

/** Where a page's links lead on our own site; the mailbox is no reader's page. */
function linksOn({ html, url }: { html: string; url: string }): string[] {
  return [...html.matchAll(/<a[^>]* href="([^"]+)"/g)]
    .map(([, link = ""]) => new URL(link.replaceAll("&amp;", "&"), url))
    .filter(({ origin, pathname }) => origin === own.url && !pathname.startsWith("/mailbox"))
    .map(({ origin, pathname, search }) => `${origin}${pathname}${search}`);
}
