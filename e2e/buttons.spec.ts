import type { APIRequestContext, APIResponse, Page } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { isServed } from "../tests/setup/served.ts";
import { mailTo, newest, pathIn, waitForMail } from "./mail.ts";
import { copyBehind } from "./own-page.ts";
import { type Press, type Presser, presses, pressesAtTheEnd } from "./presses.ts";
import { enrol, newAddress, signUpForBoth, sleepUntilMorning } from "./reader.ts";
import { type Dayletter, expect, test } from "./setup.ts";
import { tokenRoutes } from "./token-routes.ts";

const warmUp = "warm-up-before-you-run";

test("every button of a reader's pages is tried here, and nothing else takes a POST", () => {
  const taking = tokenRoutes.filter(({ takesPost }) => takesPost).map(({ route }) => route);
  const tried = [...presses, ...pressesAtTheEnd].map(({ route }) => route);
  expect([...new Set(tried)].sort()).toEqual(taking.sort());
});

test("no button works from a page elsewhere, and each does from ours", async ({ page, request, dayletter }) => {
  test.setTimeout(240_000);
  for (const { press, pressers } of await pressersOf(request, ["elsewhere"])) {
    const [presser] = pressers;
    const [path, form] = [await press.path(presser), await press.form(presser)];
    await untilServed(dayletter);
    const before = await readAllRows({ url: dayletter.databaseUrl });
    // A mail program's own button comes from nowhere, so it is not asked where it comes from (RFC 8058).
    if (press.route !== "/api/leave/[token]") {
      for (const headers of foreign(dayletter)) {
        const refused = await request.post(path, { form, headers });
        expect(refused.status(), `${path} ${JSON.stringify(headers)}`).toBe(403);
        expect(await refused.text()).toContain("Nothing was changed.");
      }
      await pressElsewhere(page, { url: `${dayletter.url}${path}`, form });
    }
    expect(await readAllRows({ url: dayletter.databaseUrl }), press.route).toEqual(before);
    const headers = { Origin: dayletter.url, "Sec-Fetch-Site": "same-origin" };
    const response = await request.post(path, { form, headers });
    expect(response.ok(), `${path} ${response.status()}`).toBe(true);
    expect(await readAllRows({ url: dayletter.databaseUrl }), press.route).not.toEqual(before);
  }
});

test("five clicks at once on any button do what one does", async ({ request, dayletter }) => {
  test.setTimeout(240_000);
  for (const { press, pressers } of await pressersOf(request, ["once", "often"])) {
    await test.step(press.route, async () => {
      const [once, twin = once] = pressers;
      const before = await stateOf(once);
      const [one] = await click(press, { presser: once, times: 1 });
      const five = await click(press, { presser: twin, times: 5 });
      expect(one?.status()).toBe(200);
      // Who is erased is unknown to the next click.
      const others = press.route.includes("erase") ? 404 : 200;
      expect(five.map((response) => response.status()).sort()).toEqual([200, ...Array(4).fill(others)]);
      await untilServed(dayletter);
      const after = await stateOf(once);
      expect(await stateOf(twin)).toEqual(after);
      expect(after, "one click changes something").not.toEqual(before);
    });
  }
});

/** How a browser marks what a page elsewhere sends: a current one, and one that knows `Origin` alone. */
function foreign({ url }: Dayletter): Record<string, string>[] {
  return [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "cross-site", Origin: "null" },
    { "Sec-Fetch-Site": "cross-site", Origin: url },
    { Origin: "https://elsewhere.example" },
    { Origin: url.replace(/:\d+$/, ":1") },
    { Origin: `${url}.elsewhere.example` },
  ];
}

const elsewhere = "https://elsewhere.example/";

/** A page of another site that presses the button by a script, as soon as somebody opens it. */
async function pressElsewhere(page: Page, { url, form }: { url: string; form: Record<string, string> }): Promise<void> {
  const fields = Object.entries(form).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  const body = `<form method="post" action="${url}">${fields.join("")}</form><script>document.forms[0].submit()</script>`;
  await page.route(elsewhere, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(elsewhere);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That button was on another site");
  await page.unroute(elsewhere);
}

type Pressers = [Presser, ...Presser[]];

/** Every button with those who can press it: some in both courses, some at the end of the short one, all alike. */
async function pressersOf(
  request: APIRequestContext,
  locals: readonly [string, ...string[]],
): Promise<{ press: Press; pressers: Pressers }[]> {
  const [inBoth, finished] = [
    locals.map((local) => presserOf(request, local)),
    locals.map((local) => presserOf(request, `${local}-finished`)),
  ];
  for (const { email } of finished) await hurryThrough(request, email);
  for (const { email } of finished) {
    await expect(async () => {
      await sleepUntilMorning(request, email);
      expect(newest(await mailTo(request, email)).subject).toContain("You reached the end");
    }).toPass();
  }
  for (const presser of inBoth) await signUpForBoth(request, presser);
  return [
    ...presses.map((press) => ({ press, pressers: inBoth as Pressers })),
    ...pressesAtTheEnd.map((press) => ({ press, pressers: finished as Pressers })),
  ];
}

function presserOf(request: APIRequestContext, local: string): Presser {
  return { request, email: newAddress(local), others: [newAddress(`${local}-other`), newAddress(`${local}-third`)] };
}

/** Enrols in the short course, and opens and does every lesson of it on the same day. */
async function hurryThrough(request: APIRequestContext, email: string): Promise<void> {
  const mail = await enrol(request, { email, course: warmUp, mail: 2 });
  const me = pathIn(newest(mail), "me");
  for (let day = 1; day <= 5; day += 1) {
    const opened = await request.post(`${me}/next/now`, { form: { course: warmUp } });
    expect(opened.url(), await opened.text()).toContain(`/lessons/${warmUp}/`);
    // Done before its mail has left, it would not be mailed any more, and the next one would in its place.
    await waitForMail(request, { to: email, count: 3 });
    const done = await request.post(`${new URL(opened.url()).pathname}/done`);
    expect(done.status(), await done.text()).toBe(200);
  }
}

/**
 * All that is held about a reader as their own copy tells it, and what has come to them; without the hour of each thing
 * and without the address, in which two readers differ. A reader who is erased has nothing but a refusal.
 */
async function stateOf({ request, email, others }: Presser): Promise<string[]> {
  const addresses = [email, ...others];
  const mail = await Promise.all(addresses.map((address) => mailTo(request, address)));
  const letter = mail.flat().findLast(({ text }) => text.includes("/me/"));
  const copy = letter === undefined ? "" : await copyBehind(request, letter);
  const plain = addresses.reduce((text, address, place) => text.replaceAll(address, `address ${place}`), copy);
  const subjects = mail.flatMap((to, place) => to.map(({ subject }) => `to ${place}: ${subject}`));
  return [...plain.replace(/T[\d:.]+Z/g, "").split("\n"), ...subjects.sort()];
}

async function click(press: Press, { presser, times }: { presser: Presser; times: number }): Promise<APIResponse[]> {
  const [path, form] = [await press.path(presser), await press.form(presser)];
  return Promise.all(Array.from({ length: times }, () => presser.request.post(path, { form })));
}

async function untilServed({ databaseUrl: url }: Dayletter): Promise<void> {
  await expect.poll(() => isServed({ url }), { message: "everything due has gone out", timeout: 20_000 }).toBe(true);
}
