import { expect, test } from "./setup.ts";

/** Where a visitor can go without a token. */
const pages = ["/", "/courses/runner-core", "/find", "/privacy", "/mailbox"];

for (const path of pages) {
  test(`${path} opens with no complaint in the browser's console`, async ({ page, dayletter }) => {
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const foreign: string[] = [];
    page.on("request", (request) => request.url().startsWith(dayletter.url) || foreign.push(request.url()));
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    // The nonce has to reach every script, or the site is dead while it looks alive.
    expect(await page.evaluate(() => Object.keys(window).some((key) => key.startsWith("__next")))).toBe(true);
    expect(complaints).toEqual([]);
    expect(foreign.filter((url) => !url.startsWith("data:"))).toEqual([]);
  });
}

test("the command line works beside it", async ({ dayletter }) => {
  expect(await dayletter.command("status")).toContain("Mail leaves by: mailbox");
  expect(await dayletter.command("status")).toContain("Worker: at work");
});

test("it says where to look", async ({ dayletter }) => {
  expect(dayletter.printed()).toContain(`${dayletter.url}/courses/runner-core`);
  expect(dayletter.printed()).toContain(`${dayletter.url}/mailbox`);
});
