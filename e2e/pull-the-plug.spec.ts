import { connect } from "../db/connect.ts";
import { endLeases } from "../tests/crash/crash.ts";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { type Dayletter, expect, testAlone } from "./setup.ts";

/** For a while a thousand readers more are here, for whom no other file wants to wait. */
const test = testAlone();

const patience = { timeout: 60_000 };

test("a worker killed in mid-send leaves a thousand readers with one letter each, and then they are gone", async ({
  page,
  browser,
  dayletter,
}) => {
  test.setTimeout(240_000);
  const before = dayletter.printed().match(/worker process ended \(SIGKILL\)/g)?.length ?? 0;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/mailbox");
  await page.getByRole("button", { name: "Pull the plug" }).click();
  await expect(page).toHaveURL(/\/mailbox\/plug$/);
  const count = page.getByRole("region", { name: "The count" });
  await test.step("it is seen live that the worker was killed", async () => {
    await expect(count).toContainText("The worker was killed in mid-send.", patience);
    await expect(count).toContainText(/The kill -9 came when [\d,]+ were there\./);
    await expect(page.getByRole("button", { name: /Pull/ })).toHaveCount(0);
  });
  await test.step("whoever looks on without JavaScript sees the same and can press nothing twice", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: dayletter.url });
    const plain = await context.newPage();
    await plain.goto("/mailbox");
    await plain.getByRole("button", { name: "Pull the plug" }).click();
    await expect(plain.getByRole("region", { name: "The count" })).toContainText(/ of 1,000|1,000 received/);
    await expect(plain.locator("noscript meta[http-equiv=refresh]")).toHaveCount(1);
    await context.close();
  });
  await test.step("once the dead worker's lease is over, every letter is there once", async () => {
    await expect(async () => {
      await endDeadLeases(dayletter);
      await expect(count).toContainText("1,000 received, 0 twice, 0 lost.", { timeout: 2_000 });
    }).toPass({ timeout: 120_000 });
    await expect(page.getByRole("button", { name: "Pull it again" })).toBeVisible();
    const killed = dayletter.printed().match(/worker process ended \(SIGKILL\)/g)?.length ?? 0;
    expect(killed).toBe(before + 1);
  });
  await test.step("a letter can be read, the mailbox is not buried, and nothing else of the readers stays", async () => {
    await page.getByRole("link", { name: "See what the first of them got" }).click();
    await expect(page.getByRole("link", { name: /pulled-\d+-0001@demo\.example/ })).toHaveCount(1);
    await page.goto("/mailbox");
    await expect(page.getByText("@demo.example")).toHaveCount(0);
    const { mailbox_message: letters, ...rows } = await readAllRows({ url: dayletter.databaseUrl });
    expect(letters?.length).toBeGreaterThanOrEqual(1_000);
    expect(JSON.stringify(rows)).not.toMatch(/pulled-\d+-\d+@/);
  });
});

/** In place of waiting its 45 seconds out. A living worker whose lease is ended finds itself stale, and changes nothing. */
async function endDeadLeases({ databaseUrl: url }: Dayletter): Promise<void> {
  const { db, close } = connect({ url, poolSize: 1, name: "browser test" });
  await endLeases(db);
  await close();
}
