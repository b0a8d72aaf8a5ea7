import { type APIRequestContext, type Browser, expect } from "@playwright/test";
import { newest, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { choose, expectChanged, see } from "./own-page.ts";
import type { Dayletter } from "./setup.ts";
import { signUpOnPage } from "./walk.ts";
import { wallClock } from "./wall-clock.ts";

const hourMs = 3_600_000;

/** A lesson, and where its reader was when it came. */
export type Stay = { zone: string; lesson: StoredMail };
export type Stop = { zone: string; city: string };

export const itinerary: [Stop, ...Stop[]] = [
  { zone: "America/Los_Angeles", city: "Los Angeles" },
  { zone: "Pacific/Auckland", city: "Auckland" },
  { zone: "Europe/Moscow", city: "Moscow" },
  { zone: "Pacific/Honolulu", city: "Honolulu" },
  { zone: "Asia/Tokyo", city: "Tokyo" },
];

/**
 * Rule 4 by the browser's calendar: where the reader is when a lesson comes, the one before it came on an earlier date,
 * and twelve hours ago at least. Day 1 that came on confirming leaves Day 2 its own hour.
 */
export function expectOneADay(stays: readonly Stay[]): void {
  for (const [place, { zone, lesson }] of stays.entries()) {
    const before = stays[place - 1]?.lesson;
    if (before === undefined) continue;
    expect(wallClock(lesson.date, zone).day > wallClock(before.date, zone).day, lesson.subject).toBe(true);
    const restedMs = lesson.date.getTime() - before.date.getTime();
    if (place > 1) expect(restedMs, lesson.subject).toBeGreaterThanOrEqual(12 * hourMs - 1_000);
  }
}

/** By the reader's clock; or that it came as soon as the rest between two lessons was over. */
export function hourOf({ zone, lesson }: Stay, place: number, stays: readonly Stay[]): string {
  const before = stays[place - 1]?.lesson.date ?? new Date(0);
  const lateMs = lesson.date.getTime() - before.getTime() - 12 * hourMs;
  const { time } = wallClock(lesson.date, zone);
  return time > "07:00" && Math.abs(lateMs) < 60_000 ? "twelve hours later" : time;
}

/** The browser finds out itself where it is. */
export async function signUpIn(
  browser: Browser,
  request: APIRequestContext,
  { dayletter, email }: { dayletter: Dayletter; email: string },
): Promise<StoredMail[]> {
  const context = await browser.newContext({ timezoneId: "Pacific/Auckland", baseURL: dayletter.url });
  const page = await context.newPage();
  await signUpOnPage(page, { email, foundZone: "Pacific/Auckland" });
  await expect(page.getByText("Your mail landed here")).toBeVisible();
  const [confirmation] = await waitForMail(request, { to: email, count: 1 });
  await page.goto(pathIn(newest([confirmation]), "confirm"));
  await page.getByRole("button", { name: "Yes, start my course" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are in.");
  await context.close();
  return waitForMail(request, { to: email, count: 3 });
}

/** The same reader's browser in another zone: her page asks whether she travels, and moves once she says so. */
export async function land(browser: Browser, where: { dayletter: Dayletter; me: string } & Stop): Promise<void> {
  const context = await browser.newContext({ timezoneId: where.zone, baseURL: where.dayletter.url });
  const page = await context.newPage();
  await choose(page, where.me, "Send time and time zone");
  await expect(page.getByText(`Your browser says ${where.city}. Are you traveling?`)).toBeVisible();
  await page.getByRole("button", { name: `Fill in ${where.city}` }).click();
  await see(page);
  await expect(page.getByRole("main")).toContainText(`Your lessons would come at 7:00 AM, ${where.city} time.`);
  await page.getByRole("button", { name: "Change it" }).click();
  await expectChanged(page, `Your lessons come at 7:00 AM, ${where.city} time`, `${where.city} time`);
  await context.close();
}
