import { dayOf, lessonsAmong, mailTo } from "./mail.ts";
import { enrol, newAddress } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { hoursAhead, moveBeforeClockChange } from "./wall-clock.ts";

const zone = "America/New_York";

test("playing the month fills the calendar with thirty mornings and marks the day on which the clocks change", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(120_000);
  const email = newAddress("playing");
  await moveBeforeClockChange(dayletter, { zone, days: 12 });
  await enrol(request, { email, timezone: zone });
  await page.goto(`/mailbox?${new URLSearchParams({ to: email })}`);
  await page.getByRole("button", { name: "Play the month" }).click();
  const month = page.getByRole("list", { name: "The month, from Monday to Sunday" });
  const filled = month.getByRole("link");

  await test.step("day after day it fills", async () => {
    const bar = page.getByRole("region", { name: "The calendar" });
    await expect(bar).toContainText(/Morning \d+ of 30/);
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
    await expect(filled).not.toHaveCount(0);
    await expect(bar).toContainText("30 mornings, 30 letters", { timeout: 60_000 });
  });
  await test.step("every day of it leads to its letter", async () => {
    // Thirty mornings, and today, whose letters had come before the button was pressed.
    await expect(filled).toHaveCount(31);
    await expect(month.getByText("Can you brace and still talk?")).toBeVisible();
  });
  const lessons = lessonsAmong(await mailTo(request, email));
  await test.step("the day on which the clocks change is marked, and no other", async () => {
    const change = lessons.findIndex(({ date }, place) => {
      const before = lessons[place - 1]?.date;
      return before !== undefined && hoursAhead(before, zone) !== hoursAhead(date, zone);
    });
    const spoken = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric", timeZone: zone });
    const marked = month.getByRole("listitem").filter({ has: page.getByRole("img", { name: "The clocks change" }) });
    await expect(marked).toHaveCount(1);
    await expect(marked).toContainText(spoken.format(lessons[change]?.date));
    await expect(page.getByText(/the clocks go (forward|back)\. The letter keeps its hour\./)).toBeVisible();
  });
  await test.step("thirty lessons came, each once", () => {
    expect(lessons.map(({ text }) => dayOf(text))).toEqual(Array.from({ length: 30 }, (_, place) => place + 1));
    expect(new Set(lessons.map(({ subject }) => subject)).size).toBe(30);
  });
});

test("the month can be stopped, and then stands still", async ({ page, request }) => {
  const email = newAddress("stopping");
  await enrol(request, { email, timezone: zone });
  await page.goto(`/mailbox?${new URLSearchParams({ to: email })}`);
  await page.getByRole("button", { name: "Play the month" }).click();
  await expect(page.getByText(/Morning \d+ of 30/)).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("button", { name: "Play another month" })).toBeVisible();
  const heard = (await mailTo(request, email)).length;
  expect(heard).toBeLessThan(20);
  await page.reload();
  expect(await mailTo(request, email)).toHaveLength(heard);
});

test("without JavaScript there is no such button, and mornings still come one by one", async ({
  browser,
  dayletter,
  request,
}) => {
  const email = newAddress("plain");
  await enrol(request, { email, timezone: zone });
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: dayletter.url });
  const page = await context.newPage();
  await page.goto(`/mailbox?${new URLSearchParams({ to: email })}`);
  await expect(page.getByRole("button", { name: "Play the month" })).toHaveCount(0);
  await page.getByRole("button", { name: "Next morning" }).click();
  await expect(page.getByRole("status")).toContainText("Can you brace and still talk?");
  await context.close();
});
