import type { Page } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { lessonsAmong, mailTo, pathIn, waitForMail } from "./mail.ts";
import { enrol, newAddress, signUp } from "./reader.ts";
import { expect, test } from "./setup.ts";
import { letterOn, openMail, signUpOnPage } from "./walk.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`the form ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("says beside each field what is wrong, and keeps what was typed", async ({ page, dayletter }) => {
      const before = await readAllRows({ url: dayletter.databaseUrl });
      await fillIn(page, {
        email: "ines.example.com",
        name: "x".repeat(10_000),
        timezone: "Mars/Olympus",
        sendTime: "",
      });
      await expect(page.getByText("4 things need another look. Nothing has been sent yet.")).toBeVisible();
      await expectError(page, "Email address", "Please enter an address with one @, like ann@example.com.");
      await expectError(page, "First name", "This name is too long. Please use at most 100 characters.");
      await expectError(page, "Time zone", "Please choose a time zone from the list");
      await expectError(page, "Send time", "Please choose a time of day, such as 7:00 AM.");
      await expect(page.getByLabel("Email address")).toHaveValue("ines.example.com");
      await expect(page.getByLabel("Email address")).toBeFocused();
      // A cookie is too small for all of it; nobody is called by even this much.
      await expect(page.getByLabel("First name")).toHaveValue(/^x{320}$/);
      await expect(page.getByLabel("Time zone")).toHaveValue("Mars/Olympus");
      expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
    });

    test("mends in the same form and goes on", async ({ page, request }) => {
      const email = newAddress("mended");
      await fillIn(page, {
        email: email.replace("@", " at "),
        name: "Ines",
        timezone: "Europe/Berlin",
        sendTime: "06:15",
      });
      await page.getByLabel("The weekly letter").or(page.getByRole("checkbox")).first().check();
      await page.getByRole("button", { name: "Sign me up" }).click();
      await expectError(page, "Email address", /without spaces/);
      await expect(page.getByLabel("Send time")).toHaveValue("06:15");
      await expect(page.getByRole("checkbox")).toBeChecked();
      await page.getByLabel("Email address").fill(email);
      await page.getByRole("button", { name: "Sign me up" }).click();
      await expect(page.getByRole("main")).toContainText(email);
      const [confirmation] = await waitForMail(request, { to: email, count: 1 });
      expect(confirmation?.text).toContain("every day at 6:15 AM, Berlin time");
    });

    test("asks about gmial.com, and takes the answer", async ({ page, request }) => {
      const local = newAddress("slip").split("@")[0];
      await fillIn(page, { email: `${local}@gmial.com`, name: "", timezone: "Europe/Berlin", sendTime: "07:00" });
      await expectError(page, "Email address", "Is this address right?");
      await page.getByRole("button", { name: `Did you mean ${local}@gmail.com?` }).click();
      if (javaScriptEnabled) {
        await expect(page.getByLabel("Email address")).toHaveValue(`${local}@gmail.com`);
        await page.getByRole("button", { name: "Sign me up" }).click();
      }
      await expect(page.getByRole("main")).toContainText(`${local}@gmail.com`);
      await waitForMail(request, { to: `${local}@gmail.com`, count: 1 });
      expect(await mailTo(request, `${local}@gmial.com`)).toEqual([]);
    });

    test("takes an odd address that is sent a second time", async ({ page, request }) => {
      const email = newAddress("odd").replace("example.com", "gmial.com");
      await fillIn(page, { email, name: "", timezone: "Europe/Berlin", sendTime: "07:00" });
      await page.getByRole("button", { name: "Sign me up" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Now check your mail.");
      await waitForMail(request, { to: email, count: 1 });
    });
  });
}

const names = [
  `O'Brien <b>&"`,
  "<img src=x onerror=document.title='run'>",
  "שירה בן־דוד",
  "مريم",
  "👩🏽‍🚀 Zoë",
  "{{name}} $(name) %s",
  "Seán Ó Súilleabháin",
];

for (const name of names) {
  test(`whoever is called ${name} is called so in every letter and on every page`, async ({ page, request }) => {
    const email = newAddress("named");
    await signUpOnPage(page, { email, name });
    await openMail(page, { email, subject: "Please confirm: 30-Day Runner Core Program" });
    await expect(letterOn(page).getByText(`Hi ${name},`, { exact: true })).toBeVisible();
    const [confirmation] = await mailTo(request, email);
    if (confirmation === undefined) throw new Error("No confirmation came.");
    expect(confirmation.text).toContain(`Hi ${name},`);
    await page.goto(pathIn(confirmation, "confirm"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Shall we start, ${name}?`);
    await page.getByRole("button", { name: "Yes, start my course" }).click();
    await page.getByRole("link", { name: "See all my days" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Your days, ${name}`);
    const lesson = lessonsAmong(await waitForMail(request, { to: email, count: 3 }))[0];
    await page.goto(lesson === undefined ? "" : pathIn(lesson, "lessons"));
    await expect(page).toHaveTitle(/^Day 1: Find your brace/);
  });
}

test("a name writes no header of its own", async ({ request }) => {
  const email = newAddress("header");
  const confirmation = await signUp(request, { email, name: "Ines\r\nBcc: everybody@example.com\r\n\r\nBuy" });
  expect(confirmation.header("Bcc")).toBeNull();
  expect(confirmation.header("To")).toBe(email);
  expect(confirmation.text).toContain("Hi Ines Bcc: everybody@example.com Buy,");
  expect(await mailTo(request, "everybody@example.com")).toEqual([]);
});

test("an address in another script before the dot-com is written to under its ASCII name", async ({ request }) => {
  const local = newAddress("ines").split("@")[0];
  await request.post("/api/signup", { data: valid({ email: `${local}@Münch\u0065n.example` }) });
  await waitForMail(request, { to: `${local}@xn--mnchen-3ya.example`, count: 1 });
});

test("a known address gets the same answer as an unknown one, one confirmation, and is never un-confirmed", async ({
  page,
  request,
}) => {
  const email = newAddress("twice");
  const answers = [];
  for (const spelling of [email, email.toUpperCase(), ` ${email} `]) {
    const response = await request.post("/api/signup", { data: valid({ email: spelling }) });
    answers.push([response.status(), await response.text(), Object.keys(response.headers())]);
  }
  const [first] = await waitForMail(request, { to: email, count: 1 });
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await mailTo(request, email)).toHaveLength(1);
  await request.post(`${pathIn(first ?? never(), "confirm")}/now`);
  await waitForMail(request, { to: email, count: 3 });
  await signUpOnPage(page, { email, name: "Somebody else" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Now check your mail.");
  await page.goto(pathIn(first ?? never(), "confirm"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That is done already");
  await page.getByRole("link", { name: "See all my days" }).click();
  await expect(page.getByRole("main")).toContainText("Day 2: Breathe under the brace comes on");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your days, Ines");
});

test("who fills in the box that nobody sees is told yes, and gets nothing", async ({ request, dayletter }) => {
  const before = await readAllRows({ url: dayletter.databaseUrl });
  const response = await request.post("/api/signup", { data: { ...valid({}), honeypot: "https://buy.example" } });
  expect(response.status()).toBe(202);
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("asking for one's link says the same to a stranger and to a reader, and only the reader gets one", async ({
  page,
  request,
}) => {
  const email = newAddress("lost");
  await enrol(request, { email });
  const said: string[] = [];
  for (const asked of [email, newAddress("stranger")]) {
    await page.goto("/find");
    await page.getByLabel("Email address").fill(asked);
    await page.getByRole("button", { name: "Send me the link" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
    said.push((await page.getByRole("main").textContent()) ?? "");
  }
  expect(said[0]).toBe(said[1]);
  const mail = await waitForMail(request, { to: email, count: 4 });
  expect(mail.at(-1)?.subject).toBe("Here is your link again");
  await page.goto("/find");
  await page.getByLabel("Email address").fill("not an address");
  await page.getByRole("button", { name: "Send me the link" }).click();
  await expectError(page, "Email address", /without spaces/);
  await expect(page.getByLabel("Email address")).toHaveValue("not an address");
});

type Typed = { email: string; name: string; timezone: string; sendTime: string };

async function fillIn(page: Page, typed: Typed): Promise<void> {
  await page.goto("/courses/runner-core");
  await page.getByLabel("Email address").fill(typed.email);
  await page.getByLabel("First name").fill(typed.name);
  await page.getByLabel("Time zone").fill(typed.timezone);
  await page.getByLabel("Send time").fill(typed.sendTime);
  await page.getByRole("button", { name: "Sign me up" }).click();
  await page.waitForURL((url) => url.pathname !== "/courses/runner-core" || url.search !== "");
}

/** The words have to be tied to the field, so that a screen reader says them with it. */
async function expectError(page: Page, label: string, words: string | RegExp): Promise<void> {
  const field = page.getByLabel(label);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  const description = typeof words === "string" ? new RegExp(words.replaceAll(/[.?]/g, "\\$&")) : words;
  await expect(field).toHaveAccessibleDescription(description);
}

function valid(change: { email?: string }) {
  const email = newAddress("valid");
  return { email, name: "Ines", course: "runner-core", timezone: "Europe/Berlin", sendTime: "07:00", ...change };
}

function never(): never {
  throw new Error("No mail came.");
}
