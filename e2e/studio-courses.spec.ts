import { publishOrder } from "../tests/factories/running-order.ts";
import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { mailTo, waitForMail } from "./mail.ts";
import { enrol, newAddress, sleepUntilMorning } from "./reader.ts";
import { expect, testAlone } from "./setup.ts";

const test = testAlone();

const title = "Warm Up Before You Run";
const slug = "warm-up-before-you-run";

test("an author sees who is where, tries a lesson, changes the pacing and says what a new order does", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(180_000);
  const email = newAddress("ines");
  await enrol(request, { email, course: slug, mail: 2 });
  await sleepUntilMorning(request, email);
  const address = await becomeOwner(page, dayletter);

  await test.step("finds the course, and who is at each lesson", async () => {
    await page.getByRole("link", { name: "Courses", exact: true }).click();
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByText(/1 under way, 0 of them before Day 1/)).toBeVisible();
  });

  await test.step("looks at a lesson as others see it, and sends a test to herself", async () => {
    await page.getByRole("link", { name: "Feet first" }).click();
    const letter = page.frameLocator("iframe");
    await expect(letter.getByText("Ines").first()).toBeVisible();
    await page.getByRole("link", { name: "Right to left" }).click();
    await expect(letter.getByText(/מיכל/).first()).toBeVisible();
    await page.getByRole("link", { name: "Phone" }).click();
    await page.getByRole("link", { name: "Dark" }).click();
    await page.getByRole("link", { name: "Text", exact: true }).click();
    await expect(page.getByRole("region", { name: "The text part" })).toContainText("Unsubscribe");
    await page.getByLabel("Part of a name or address").fill(email.slice(0, 12));
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: new RegExp(email) }).click();
    await expect(page.getByText(/as they stand now/)).toBeVisible();
    await page.getByRole("button", { name: "Send me a test" }).click();
    await expect(page.getByText(`It is in the mailbox of this machine, for ${address}.`)).toBeVisible();
    const [sent] = await waitForMail(request, { to: address, count: 1 });
    expect(sent?.subject).toMatch(/^\[Test\] /);
  });

  await test.step("sees all dates of somebody who flies across a change of the clock", async () => {
    await page.getByRole("link", { name: "What-if calendar" }).click();
    await page.getByLabel("Send time").fill("02:30");
    await page.getByLabel("Time zone", { exact: true }).fill("Europe/Berlin");
    await page.getByLabel("Confirms on").fill("2027-03-26T18:00");
    await page.getByLabel("Start", { exact: true }).selectOption({ label: "At the next send time" });
    await page.getByLabel("Sunday").uncheck();
    const pause = page.getByRole("group", { name: "A pause" });
    await pause.getByLabel("First day").fill("2027-03-30");
    await pause.getByLabel("Last day").fill("2027-04-01");
    await page.getByLabel("On the day").fill("2027-04-03");
    await page.getByLabel("Time zone there").fill("America/New York");
    await page.getByRole("button", { name: "Show the dates" }).click();
    const rows = page.getByRole("region", { name: "Every day of the course" });
    await expect(rows.getByRole("row", { name: /March 28, 2027/ })).toContainText(
      "No lessons on Sundays. Clocks go forward by an hour at 2:00 AM, Berlin time.",
    );
    await expect(rows.getByRole("row", { name: /March 31, 2027/ })).toContainText("Paused.");
    await expect(rows.getByRole("row", { name: /April 3, 2027/ })).toContainText("New York");
    await expectAccessible(page);
  });

  await test.step("changes a setting, is told before whom it meets, and puts it back", async () => {
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByLabel("The next lesson comes").selectOption({ label: "Only after the last was done" });
    await page.getByRole("button", { name: "See what would change" }).click();
    await expect(page.getByText(/For all 1 reader under way/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Change it" }).click();
    await expect(page.getByText("The settings are changed.")).toBeVisible();
    await page.getByRole("link", { name: /Back to that.*Waiting for/ }).click();
    await page.getByRole("button", { name: "Change it" }).click();
    await expect(page.getByText("The settings are changed.")).toBeVisible();
    await expect(page.getByText("Changed here.")).toHaveCount(0);
  });

  await test.step("is shown whom a new order meets, chooses, and puts it in place", async () => {
    const change = (keys: readonly string[]) => ["first-of-all", ...keys.slice(0, -1)];
    await publishOrder({ url: dayletter.databaseUrl, course: slug, change });
    await page.getByRole("link", { name: "Courses", exact: true }).click();
    await page.getByRole("link", { name: "A new order waits for your word" }).click();
    await expect(page.getByText("1 reader is past it, 0 will come to it.")).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Also those past it").check();
    await page.getByRole("button", { name: "Put this order in place" }).click();
    await expect(page.getByText("The new order is in place.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Retired" })).toBeVisible();
    await sleepUntilMorning(request, email);
    expect((await mailTo(request, email)).at(-1)?.subject).toBe("Day 1: first-of-all");
  });
});
