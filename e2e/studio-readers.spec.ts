import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { lessonsAmong, mailTo } from "./mail.ts";
import { complete, enrol, newAddress, signUp, sleepUntilMorning } from "./reader.ts";
import { expect, testAlone } from "./setup.ts";

const test = testAlone();

const course = "30-Day Runner Core Program";

test("an author finds a reader, sees why a lesson came, keeps a filter, and acts for the reader", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(240_000);
  const email = newAddress("maria");
  const name = `Maria <b>"O'Brien"</b> 🏃‍♀️ مريم`;
  const [, , dayOne] = await enrol(request, { email, name });
  if (dayOne) await complete(request, dayOne);
  await sleepUntilMorning(request, email);
  await signUp(request, { email: newAddress("stranger"), name: "Stranger" });
  await becomeOwner(page, dayletter);

  await test.step("finds her by a part of her name, and reads the answer in one sentence", async () => {
    await page.getByRole("navigation", { name: "Studio" }).getByRole("link", { name: "Readers" }).click();
    await page.getByLabel("Find a reader by name or address").fill("o'brien");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: /O'Brien/ }).click();
    await expect(
      page.getByText(/^Yes: Day 2 was accepted by the mailbox on .*, Berlin time\. Day 3 comes on /),
    ).toBeVisible();
  });

  await test.step("sees what happened, with the why of each", async () => {
    await expect(page.getByRole("heading", { name: /^Did Day 1/ })).toBeVisible();
    await expect(page.getByText("They pressed the button in the mail that asks.").first()).toBeVisible();
    await page.getByText(/^Details of Day 2/).click();
    await expect(page.getByText("First attempt:").first()).toBeVisible();
    await page.getByRole("link", { name: /^See the message of Day 2/ }).click();
    await expect(
      page
        .frameLocator("iframe")
        .getByText(/Day 2 of 30/)
        .first(),
    ).toBeVisible();
    await page.goBack();
  });

  await test.step("pauses her course after seeing what it brings, and the log of her page says why", async () => {
    await page.getByRole("link", { name: `Pause in ${course}` }).click();
    await page.getByRole("button", { name: "See what changes" }).click();
    await expect(page.getByText("The course is paused until they or you resume it.")).toBeVisible();
    await page.getByLabel("Why, for the log").fill("asked by phone");
    await page.getByRole("button", { name: "Pause it" }).click();
    await expect(page.getByText("The course is paused.", { exact: true })).toBeVisible();
    await expect(page.getByText("Because: asked by phone")).toBeVisible();
  });

  await test.step("resumes her, moves her to Day 9, and that is what comes the next morning", async () => {
    await page.getByRole("link", { name: `Resume in ${course}` }).click();
    await page.getByRole("button", { name: "Resume it" }).click();
    await page.getByRole("link", { name: `Move to a lesson in ${course}` }).click();
    await page.getByLabel("The lesson that comes next").selectOption({ index: 8 });
    await page.getByRole("button", { name: "See what changes" }).click();
    await expect(page.getByText(/^Day 9 comes on /)).toBeVisible();
    await page.getByRole("button", { name: "Move them there" }).click();
    await expect(page.getByText("They are moved.")).toBeVisible();
    await sleepUntilMorning(request, email);
    expect(lessonsAmong(await mailTo(request, email)).at(-1)?.text).toContain("Day 9 of 30");
  });

  await test.step("changes her hour, and takes her choice again before it is done", async () => {
    await page.getByRole("link", { name: "Change time zone and hour" }).click();
    await page.getByLabel("Time zone").fill("Mars/Olympus");
    await page.getByRole("button", { name: "See what changes" }).click();
    await expect(page.getByText(/Choose a time zone from the list/)).toBeVisible();
    await page.getByLabel("Time zone").fill("America/New_York");
    await page.getByRole("button", { name: "See what changes" }).click();
    await page.getByRole("button", { name: "Change it" }).click();
    await expect(page.getByText("Zone and hour are changed.")).toBeVisible();
    await expect(page.getByText("7:00 AM, New York time", { exact: true })).toBeVisible();
  });

  await test.step("filters, keeps the filter as a segment, and tags everybody in it", async () => {
    await page.getByRole("navigation", { name: "Studio" }).getByRole("link", { name: "Readers" }).click();
    await page.getByText("Filter", { exact: true }).click();
    await page.getByLabel("Course", { exact: true }).selectOption({ label: course });
    await page.getByLabel("From Day").fill("9");
    await page.getByRole("button", { name: "Show these readers" }).click();
    await expect(page.getByRole("heading", { name: "1 reader" })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Name of the segment").fill("Past the first week");
    await page.getByRole("button", { name: "Save as a segment" }).click();
    await expect(page.getByRole("heading", { name: "Past the first week" })).toBeVisible();
    await page.getByLabel("Tag", { exact: true }).fill("Steady");
    await page.getByRole("button", { name: "Put this tag on all" }).click();
    await expect(page.getByRole("table").getByText("steady")).toBeVisible();
    await page.getByLabel("From Day").fill("many");
    await page.getByRole("button", { name: "Show these readers" }).click();
    await expect(page.getByText("A lesson is a number from 1 on.")).toBeVisible();
    await page.getByRole("link", { name: "Past the first week" }).click();
    await page.getByRole("link", { name: "Rename or delete this segment" }).click();
    await page.getByRole("button", { name: "Delete this segment" }).click();
    await expect(page.getByText(/^The segment is gone/)).toBeVisible();
  });

  await test.step("erases her only after typing her address, and nothing of her is left", async () => {
    await page.getByLabel("Find a reader by name or address").fill(email);
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: /O'Brien/ }).click();
    await page.getByRole("link", { name: "Erase a reader" }).click();
    await page.getByLabel("Type their address").fill("somebody@example.com");
    await page.getByRole("button", { name: "Erase them for good" }).click();
    await expect(page.getByText(/^Nothing was erased/)).toBeVisible();
    await page.getByLabel("Type their address").fill(email);
    await page.getByRole("button", { name: "Erase them for good" }).click();
    await expect(page.getByText("The reader was erased.")).toBeVisible();
    await page.getByLabel("Find a reader by name or address").fill(email);
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByText("Nobody like that")).toBeVisible();
  });
});
