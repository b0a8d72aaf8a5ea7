import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { holdAddress } from "../tests/setup/held-address.ts";
import { becomeOwner } from "./author.ts";
import { expectAccessible } from "./axe.ts";
import { expect, testAlone } from "./setup.ts";

const test = testAlone();

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Longer than anything that Next would let through its proxy: notes that nobody needs, as exports have them. */
function list(): Buffer {
  const notes = "A word about this runner. ".repeat(8_000);
  const people = Array.from({ length: 60 }, (_, place) => `runner${place}@import.example;Runner ${place};${place % 3}`);
  const odd = [
    "=SUM(A1)@import.example;Formula;0",
    "runner7@import.example;Runner 7 again;0",
    "formula@import.example;=HYPERLINK(1);0",
  ];
  const rows = [...people, ...odd].map((row) => `${row};"${notes}";subscribed`);
  const gone = 'gone@import.example;Gone;;"";unsubscribed';
  const club = Array.from({ length: 3_000 }, (_, place) => `club${place}@import.example;Club;0;;subscribed`);
  return Buffer.from(["E-mail;Full name;Lessons had;Notes;Status", ...rows, gone, ...club, ""].join("\r\n"));
}

test("an author brings a list, sees what would become of it, takes it over, and takes it out again", async ({
  page,
  dayletter,
}) => {
  test.setTimeout(180_000);
  await becomeOwner(page, dayletter);
  await page.goto("/studio/readers/import");
  await expect(page.getByText("Nothing was imported yet")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("CSV file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: picture });
  await page.getByRole("button", { name: "Look at this file" }).click();
  await expect(page.getByText("This file is a picture, not a CSV file.")).toBeVisible();

  await page.getByLabel("CSV file").setInputFiles({ name: "runners.csv", mimeType: "text/csv", buffer: list() });
  await page.getByRole("button", { name: "Look at this file" }).click();
  await expect(page.getByRole("heading", { name: "runners.csv" })).toBeVisible();
  // Guessed from its headings, and shown as it would become.
  await expect(page.getByLabel("E-mail")).toHaveValue("address");
  await expect(page.getByLabel("Notes")).toHaveValue("skip");
  await page.getByLabel("Course", { exact: true }).selectOption({ label: "30-Day Runner Core Program" });
  await page.getByLabel("Time zone", { exact: true }).selectOption("Europe/Berlin");
  await page.getByLabel("Tags for all of them").fill("old site");
  await page.getByRole("button", { name: "Show the first rows anew" }).click();
  await expect(page.getByRole("row", { name: /runner1@import.example/ })).toContainText("lesson 2");
  await expect(page.getByRole("row", { name: /runner1@import.example/ })).toContainText("old site");
  await page.getByRole("button", { name: "Check the whole file" }).click();

  await expect(page.getByRole("heading", { name: "What would become of it" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("3,064 rows")).toBeVisible();
  await expect(page.getByText("Line 62: The email address cannot be right.")).toBeVisible();
  await expectAccessible(page);
  const faults = await download(page, () => page.getByRole("link", { name: "Download all 2 as a file" }).click());
  expect(faults).toContain('"E-mail"'.replaceAll('"', ""));
  expect(faults).toMatch(/^62,The email address cannot be right/m);
  expect(faults).toMatch(/^63,This address stands on line 9 already\./m);
  expect(faults).toContain("'=SUM(A1)@import.example");

  await page.getByLabel(/How and where did these people ask/).fill("They asked for the course on my old site.");
  await page.getByLabel("These people asked for this.").check();
  // Taken over in portions of 500; in the second one somebody is in the way until the button has been pressed.
  const held = await holdAddress({ url: dayletter.databaseUrl, address: "club700@import.example" });
  await page.getByRole("button", { name: "Take over 3,061 new readers" }).click();
  await expect(page.getByText("of the file, 500 rows")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Stop", exact: true }).click({ noWaitAfter: true });
  await expect.poll(() => held.waiting(), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  await held.release();
  await expect(page.getByRole("heading", { name: "How far it came" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^So far: [12],\d00 rows/)).toBeVisible();
  await page.getByRole("button", { name: "Go on where it stopped" }).click();
  await expect(page.getByRole("heading", { name: "What became of it" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("In all: 3,064 rows")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "3,061" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/mailbox");
  await expect(page.getByText("import.example")).toHaveCount(0);

  await page.goto("/studio/readers/export");
  const csv = await download(page, () => page.getByRole("button", { name: "Download the file" }).click());
  expect(csv).toMatch(/^runner1@import\.example,Runner 1,Europe\/Berlin,/m);
  expect(csv).toContain("'=HYPERLINK(1)");
  expect(csv).not.toContain("gone@import.example");
});

test("the command line checks a list first, and takes it over with a word on the consent", async ({ dayletter }) => {
  // Three processes after each other, two of which start one more: a machine in a hurry takes its time.
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), "dayletter-list-"));
  const file = join(folder, "friends.csv");
  const faults = join(folder, "faults.csv");
  await writeFile(file, "email,name,town\nfriend@import.example,Fay,Rome\nnobody,Nora,Rome\n");
  const checked = await dayletter.command("import", file, "--faults", faults);
  expect(checked).toContain("Checked: 2 rows.\n  1 new\n  1 cannot be read");
  expect(checked).toContain("Nobody was taken over.");
  expect(await readFile(faults, "utf8")).toMatch(/^3,The email address cannot be right\..*,nobody,Nora,Rome$/m);
  const taken = await dayletter.command("import", file, "--consent", "They wrote to me and asked.", "--tag", "friends");
  expect(taken).toContain("Taken over: 2 rows.\n  1 new");
  const lines = (await dayletter.command("export", "--format", "jsonl", "--filter", '{"tags":["friends"]}')).trim();
  expect(JSON.parse(lines)).toMatchObject({
    address: "friend@import.example",
    name: "Fay",
    consents: [{ form: "import: friends.csv", words: "They wrote to me and asked." }],
  });
  await rm(folder, { recursive: true });
});

async function download(page: Page, press: () => Promise<void>): Promise<string> {
  const coming = page.waitForEvent("download");
  await press();
  return readFile(await (await coming).path(), "utf8");
}
