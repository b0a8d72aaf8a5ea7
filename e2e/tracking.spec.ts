import { type APIRequestContext, request as playwright } from "@playwright/test";
import { publishLinksOnDayOne } from "../tests/factories/links.ts";
import { readNoted } from "../tests/setup/noted.ts";
import { lessonsAmong, type StoredMail } from "./mail.ts";
import { enrol, newAddress } from "./reader.ts";
import { type Dayletter, expect, startDayletter, test } from "./setup.ts";
import { pressInLetter } from "./walk.ts";

const article = "/articles/what-muscles-does-running-work";
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";

/** A Dayletter of its own, because its first lesson holds links, which would follow other tests about. */
let own: Dayletter;
let request: APIRequestContext;

test.beforeAll(async () => {
  own = await startDayletter();
  request = await playwright.newContext({ baseURL: own.url, userAgent: firefox });
  const urls = [`${own.url}${article}`, `${own.url}/privacy`];
  await publishLinksOnDayOne({ url: own.databaseUrl, course: "runner-core", urls });
});
test.afterAll(async () => {
  await request.dispose();
  await own.stop();
});

test.use({ userAgent: firefox });

type Letter = StoredMail & { email: string };

/** Day 1 of somebody new, an hour after it came: nobody takes who reads it then for a machine in a hurry. */
async function dayOne(local: string): Promise<Letter> {
  const email = newAddress(local);
  const [lesson] = lessonsAmong(await enrol(request, { email }));
  if (lesson === undefined) throw new Error("No lesson came.");
  await own.command("clock", "advance", "1h");
  return { ...lesson, email };
}

const noted = ({ email }: Letter) => readNoted({ url: own.databaseUrl, address: email });

const redirects = (letter: StoredMail) =>
  [...letter.html.matchAll(/href="([^"]*\/r\/[^"]*)"/g)].map(([, link = ""]) => link.replaceAll("&amp;", "&"));
const pixelOf = (letter: StoredMail) => /src="([^"]*\/o\/[^"]*)"/.exec(letter.html)?.[1] ?? "";

test("a reader who follows a link of a letter arrives where it leads, and is one person", async ({ page }) => {
  const letter = await dayOne("person");
  const asked: string[] = [];
  page.context().on("request", (one) => void asked.push(new URL(one.url()).pathname));
  await page.goto(`${own.url}/mailbox/${letter.id}`);
  const tab = await pressInLetter(page, "Further reading 1");
  expect(tab.url()).toBe(`${own.url}${article}`);
  await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => noted(letter)).toEqual(["clicked 1 person"]);
  // Looking through the mailbox opens no letter in its reader's name.
  expect(asked.filter((path) => path.startsWith("/o/"))).toEqual([]);
});

test("nobody sees, hears or reaches the link that is there for machines", async ({ page }) => {
  const letter = await dayOne("honeypot");
  await page.setContent(letter.html);
  const honeypot = page.locator('a[href$="?n=0"]');
  await expect(honeypot).toHaveCount(1);
  await expect(honeypot).toBeHidden();
  await expect(page.getByRole("link", { name: "For machines only" })).toHaveCount(0);
  const links = await page.getByRole("link").count();
  for (let presses = 0; presses < links + 3; presses += 1) {
    await page.keyboard.press("Tab");
    await expect(honeypot).not.toBeFocused();
  }
  await expect(page.locator("body")).not.toContainText("For machines only", { useInnerText: true });
});

test("a scanner that opens every link is told from a person, also when it came before", async () => {
  const letter = await dayOne("scanner");
  const links = redirects(letter);
  expect(links).toHaveLength(3);
  for (const link of links) expect((await request.get(link)).ok(), link).toBe(true);
  await expect.poll(() => noted(letter)).toEqual(["clicked 1 scanner", "clicked 2 scanner", "clicked 0 scanner"]);
});

test("a mail program that shows pictures is seen to open, Apple's proxy to fetch ahead", async () => {
  const letter = await dayOne("opening");
  const pixel = await request.get(pixelOf(letter));
  expect(pixel.headers()["content-type"]).toBe("image/gif");
  expect(await pixel.body()).toHaveLength(43);
  await request.get(pixelOf(letter), { headers: { "User-Agent": "Mozilla/5.0" } });
  await expect.poll(() => noted(letter)).toEqual(["opened person", "opened prefetch"]);
});

test("a reader whose browser asks not to be followed leaves no trace", async ({ browser }) => {
  const letter = await dayOne("gpc");
  const context = await browser.newContext({ userAgent: firefox, extraHTTPHeaders: { "Sec-GPC": "1" } });
  const page = await context.newPage();
  await page.goto(redirects(letter)[0] ?? "");
  expect(page.url()).toBe(`${own.url}${article}`);
  await request.get(pixelOf(letter), { headers: { "Sec-GPC": "1" } });
  await context.close();
  // What comes after it is noted, so what came before was not merely late.
  await request.get(redirects(letter)[0] ?? "");
  await expect.poll(() => noted(letter)).toEqual(["clicked 1 person"]);
});

test("a link of a number that the letter has not is told in words, and nothing but GET and HEAD is answered", async () => {
  const letter = await dayOne("unknown");
  const [link = ""] = redirects(letter);
  for (const wrong of [
    link.replace("n=1", "n=9"),
    link.replace("?n=1", ""),
    link.replace("n=1", "n=https://evil.example"),
  ]) {
    const response = await request.get(wrong, { maxRedirects: 0 });
    expect(response.status(), wrong).toBe(404);
    expect(await response.text()).toContain("Send me my link again");
  }
  for (const path of [link, pixelOf(letter)]) {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      expect((await request.fetch(path, { method })).status(), `${method} ${path}`).toBe(405);
    }
  }
  expect(await noted(letter)).toEqual([]);
});
