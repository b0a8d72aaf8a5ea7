import { loseAnswer, minutesUntilLesson, refuseReader } from "../tests/setup/refused-reader.ts";
import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { dayOf, lessonsAmong, mailTo, waitForMail } from "./mail.ts";
import { enrol, newAddress } from "./reader.ts";
import { expect, testAlone } from "./setup.ts";

const test = testAlone();

test("the author finds a reader whose lesson was refused, sees why, mends it, and sees it go out", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(120_000);
  await becomeOwner(page, dayletter);
  await expect(page.getByText("Nobody has signed up yet")).toBeVisible();
  await expectAccessible(page);

  const address = newAddress("refused");
  const url = dayletter.databaseUrl;
  await enrol(request, { email: address, name: "Marisol" });
  const other = newAddress("had");
  await enrol(request, { email: other, name: "Nadia" });
  const { mend } = await refuseReader({ url, address });
  const { mend: mendOther } = await refuseReader({ url, address: other });
  const waiting = await minutesUntilLesson({ url, address: address.replace("@", ".at.") });
  await dayletter.command("clock", "advance", `${waiting}m`);

  const daysSentTo = async (to: string) => lessonsAmong(await mailTo(request, to)).map(({ text }) => dayOf(text));
  const wrong = page.getByRole("region", { name: "What went wrong" });
  await expect(async () => {
    await page.goto("/studio");
    for (const name of ["Marisol", "Nadia"]) {
      await expect(wrong.getByRole("link", { name })).toBeVisible({ timeout: 1_000 });
    }
  }).toPass();
  const of = (name: string) => wrong.getByRole("listitem").filter({ hasText: name });
  await expect(of("Marisol").getByText("It was refused.", { exact: false })).toBeVisible();

  // Somebody writes "Marisol gets nothing any more": typing a part of the name is enough.
  await page.getByRole("searchbox", { name: "Find a reader" }).pressSequentially("risol");
  await page.getByRole("search").getByRole("link", { name: "Marisol" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Marisol");
  await expect(page.getByText(/refused/i).first()).toBeVisible();

  // The slip in the address is mended, and then the lesson.
  await mend();
  await page.getByRole("link", { name: "Today", exact: true }).click();
  await of("Marisol").getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByText("It is sent again", { exact: false })).toBeVisible();
  await expect(of("Marisol")).toHaveCount(0);
  await waitForMail(request, { to: address, count: 4 });
  expect(lessonsAmong(await mailTo(request, address))).toHaveLength(2);
  await expect(page.getByText("Everything that is due has gone out.")).toBeVisible();
  await page.reload();
  await expect(
    page.getByRole("row", { name: "Lessons 1 2" }).or(page.getByRole("row", { name: "Lessons 3 0" })),
  ).toBeVisible();

  await test.step("a lesson that the other reader has read elsewhere is counted as had, and the next one comes", async () => {
    await mendOther();
    await of("Nadia").getByRole("button", { name: "Count it as had, and go on" }).click();
    await expect(page.getByText("It counts as had. Their course goes on with the next lesson.")).toBeVisible();
    await expect(wrong.getByText("Nothing.", { exact: false })).toBeVisible();
    await waitForMail(request, { to: other, count: 4 });
    expect(await daysSentTo(other)).toEqual([1, 3]);
  });

  await test.step("one whose answer was lost is sent once more only by a second press, and comes again", async () => {
    await loseAnswer({ url, address: other });
    await page.reload();
    await expect(of("Nadia").getByText("Nobody knows whether it arrived.", { exact: false })).toBeVisible();
    await of("Nadia").getByText("Send it once more …").click();
    await expect(of("Nadia").getByText("they get it twice", { exact: false })).toBeVisible();
    await of("Nadia").getByRole("button", { name: "Send it, even if it comes twice" }).click();
    await expect(page.getByText("It goes out once more, now.")).toBeVisible();
    await waitForMail(request, { to: other, count: 5 });
    expect(await daysSentTo(other)).toEqual([1, 3, 3]);
  });

  await page.getByRole("link", { name: "Log" }).click();
  for (const deed of [
    "had a refused message sent again",
    "counted a refused lesson as had",
    "had a message sent once more",
  ]) {
    await expect(page.getByText(`Ada ${deed} in 30-Day Runner Core`)).toBeVisible();
  }
});

test("a forgotten password is mended by a link in a mail, and every browser is signed out", async ({
  page,
  request,
  dayletter,
}) => {
  const address = await becomeOwner(page, dayletter, { name: "Hedy" });
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You have signed out.")).toBeVisible();
  await expectAccessible(page);

  // Whose page somebody wanted is where signing in leads.
  await page.goto("/studio/log?by=Hedy");
  await page.getByLabel("Your address").fill(address);
  await page.getByLabel("Password").fill("not this one at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("do not go together", { exact: false })).toBeVisible();

  await expect(page.getByLabel("Your address")).toHaveValue(address);
  await page.getByRole("button", { name: "Mail me a link instead" }).click();
  await expect(page.getByText("If this address is an author’s", { exact: false })).toBeVisible();
  const [mail] = await waitForMail(request, { to: address, count: 1 });
  await page.goto(/\/studio\/come-in\/link\/\w+/.exec(mail?.text ?? "")?.[0] ?? "");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Hedy" }).click();
  await page.getByLabel("The new password").fill("a password to remember");
  await page.getByRole("button", { name: "Change my password" }).click();
  await expect(page.getByText("every browser was signed out", { exact: false })).toBeVisible();

  await page.getByLabel("Your address").fill(address);
  await page.getByLabel("Password").fill("a password to remember");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await page.getByRole("link", { name: "Authors" }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByText("It is shown this once.", { exact: false })).toBeVisible();
  await expectAccessible(page);
});
