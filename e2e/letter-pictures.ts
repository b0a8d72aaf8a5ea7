import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";
import { fillMail, ownUrl } from "../tests/mail/fill.ts";
import { type Message, shippedMessages } from "../tests/mail/messages.ts";
import { dayOf } from "./mail.ts";

/** The narrowest phone, a letter's own width, and a window on a desk. Pixels. */
export const letterWidths = [320, 600, 1200] as const;

/** Of each kind of letter one that ships: a training day, a mobility day and a rest day in mid-course, every notice. */
export async function oneLetterOfEach(): Promise<Map<Message["kind"], Message>> {
  const messages = (await shippedMessages()).filter(({ variant }) => variant === "named");
  // The longest course has all kinds, and its weeks are whole.
  const courses = Object.values(Object.groupBy(messages, ({ course }) => course)).map((course) => course ?? []);
  const longest = courses.reduce((one, other) => (other.length > one.length ? other : one), []);
  const kinds = [...new Set(longest.map(({ kind }) => kind))];
  return new Map(kinds.map((kind) => [kind, middleOf(longest.filter((message) => message.kind === kind))]));
}

function middleOf(messages: readonly Message[]): Message {
  const middle = messages[Math.floor(messages.length / 2)];
  if (middle === undefined) throw new Error("There is no letter of this kind.");
  return middle;
}

/**
 * A letter, light and dark side by side. It is filled without a site, and its pictures are drawn here as publishing
 * draws them. On a phone it is whole; wider it is cut, for below the first moves all looks alike. WebP at this quality
 * is a tenth of a PNG, and one cannot see it.
 */
export async function drawLetter(browser: Browser, message: Message, width: number): Promise<Buffer> {
  const { html } = fillMail(message, weekUntil(dayOf(fillMail(message).text)));
  const page = await browser.newPage({ viewport: { width, height: 600 }, reducedMotion: "reduce" });
  await serveFigures(page, message);
  const sides: Buffer[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setContent(html, { waitUntil: "load" });
    sides.push(await page.screenshot(width === letterWidths[0] ? { fullPage: true } : { clip: await upperPart(page) }));
  }
  await page.close();
  return sideBySide(sides, width);
}

/** A week with every state that it can have on this day. A notice has no day and no week. */
function weekUntil(day: number | null): Record<string, string> {
  if (day === null) return {};
  const today = (day - 1) % 7;
  const before = ["done", "missed", "done", "frozen", "done", "done"];
  const state = (index: number) => (index === 6 ? "rest" : index > today ? "coming" : (before[index] ?? "done"));
  const states = Array.from({ length: 7 }, (_, index) => (index === today ? "today" : state(index)));
  return Object.fromEntries(states.map((one, index) => [`progress.week.${index}`, one]));
}

async function serveFigures(page: Page, { pictures }: Message): Promise<void> {
  await page.route("**", async (route) => {
    const picture = pictures.find(({ name }) => route.request().url() === `${ownUrl("links.pictures")}/${name}`);
    if (picture === undefined) return route.abort();
    const body = await sharp(Buffer.from(picture.svg)).png().toBuffer();
    return route.fulfill({ contentType: "image/png", body });
  });
}

async function upperPart(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const size = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  const height = Math.min(size.height, 2400);
  // What lies below the window's edge is drawn only in a window that is as high.
  await page.setViewportSize({ ...size, height });
  return { x: 0, y: 0, width: size.width, height };
}

const gap = 16;

async function sideBySide(sides: readonly Buffer[], width: number): Promise<Buffer> {
  const heights = await Promise.all(sides.map(async (side) => (await sharp(side).metadata()).height));
  const canvas = { width: sides.length * width + (sides.length - 1) * gap, height: Math.max(...heights) };
  return sharp({ create: { ...canvas, channels: 3, background: "#888888" } })
    .composite(sides.map((input, index) => ({ input, left: index * (width + gap), top: 0 })))
    .webp({ quality: 55, effort: 6 })
    .toBuffer();
}
