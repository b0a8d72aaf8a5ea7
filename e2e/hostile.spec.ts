import type { APIRequestContext, APIResponse, Page } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { isServed } from "../tests/setup/served.ts";
import { lessonsAmong, mailTo, newest, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { type Press, type Presser, presses, pressesAtTheEnd } from "./presses.ts";
import { enrol, newAddress, signUpForBoth, sleepUntilMorning } from "./reader.ts";
import { type Dayletter, expect, test } from "./setup.ts";
import { fillRoute, placeOf, tokenRoutes } from "./token-routes.ts";
import { wallClock } from "./wall-clock.ts";

const warmUp = "warm-up-before-you-run";
const firstKeys = ["feet-first", "hips-that-swing"];

test("every button of a reader's pages is tried here, and nothing else takes a POST", () => {
  const taking = tokenRoutes.filter(({ takesPost }) => takesPost).map(({ route }) => route);
  const tried = [...presses, ...pressesAtTheEnd].map(({ route }) => route);
  expect([...new Set(tried)].sort()).toEqual(taking.sort());
});

test("no token of any mail opens what it was not made for", async ({ request, dayletter }) => {
  test.setTimeout(240_000);
  const { mail } = await readerWithEveryMail(request, { email: newAddress("every-token") });
  const tokens = tokensIn(mail);
  for (const place of ["confirm", "lessons", "me", "leave", "address", "o"]) {
    expect(
      tokens.some((one) => one.place === place),
      place,
    ).toBe(true);
  }
  const before = await readAllRows({ url: dayletter.databaseUrl });
  const tries = tokens.flatMap(({ place, token }) =>
    tokenRoutes
      .filter(({ route }) => placeOf(route) !== place)
      .map((one) => ({ ...one, path: fillRoute(one.route, { token, course: "runner-core", key: "find-your-brace" }) })),
  );
  await inTurns(tries, async ({ route, path, takesPost }) => {
    if (route === "/o/[token]") return expectOnlyPixel(await request.get(path));
    const get = await request.get(path);
    expect(get.status(), `GET ${path}`).toBe(404);
    if (takesPost) expect((await request.post(path)).status(), `POST ${path}`).toBe(404);
  });
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("the tokens of one reader reach nothing of another, whatever course, lesson or number they are sent with", async ({
  request,
  dayletter,
}) => {
  test.setTimeout(120_000);
  const other = { email: newAddress("zebulon"), name: "Zebulon" };
  await enrol(request, { ...other, course: warmUp, mail: 2 });
  await sleepUntilMorning(request, other.email);
  const theirs = await mailTo(request, other.email);
  const { mail } = await readerWithEveryMail(request, { email: newAddress("reaching") });
  const own = lastOf(pathIn(newest(mail), "me"));
  const names = [other.name, other.email, ...tokensIn(theirs).map(({ token }) => token)];
  const expectNothingOf = async (response: APIResponse, path: string) => {
    const text = await response.text();
    expect(
      names.filter((name) => text.includes(name)),
      path,
    ).toEqual([]);
  };
  const before = await readAllRows({ url: dayletter.databaseUrl });
  const numbers = numbersOf(other.email, before);
  await test.step("by the names of the other's course and lessons", async () => {
    for (const { route, takesPost } of tokenRoutes.filter(({ route }) => placeOf(route) === "me")) {
      for (const key of firstKeys) {
        const path = fillRoute(route, { token: own, course: warmUp, key });
        const get = await request.get(`${path}?course=${warmUp}&see=yes&until=open&every=2&day1=yes`);
        await expectNothingOf(get, path);
        if (route.includes("[course]")) expect(get.status(), path).toBe(404);
        if (!takesPost || isAboutReader(route)) continue;
        const post = await request.post(path, { form: { ...numbers, ...courseForm } });
        await expectNothingOf(post, path);
        if (route.includes("[course]")) expect(post.status(), path).toBe(404);
      }
    }
  });
  await test.step("by tokens put together from both readers'", async () => {
    const [mine, others] = [mail, theirs].map((all) => tokensIn(all).filter(({ place }) => place === "me"));
    for (const head of mine ?? []) {
      for (const tail of others ?? []) {
        for (const cut of [1, 5, 12, 17, 30]) {
          for (const token of [splice(head.token, tail.token, cut), splice(tail.token, head.token, cut)]) {
            if ([head.token, tail.token].includes(token)) continue;
            expect((await request.get(`/me/${token}/copy.json`)).status(), token).toBe(404);
          }
        }
      }
    }
  });
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
  await test.step("nor by the other's numbers in a form of one's own", async () => {
    const copyOfTheirs = async () => withoutMoment(await copyOf(request, theirs));
    const unchanged = await copyOfTheirs();
    for (const { route } of presses.filter((press) => isAboutReader(press.route))) {
      const path = fillRoute(route, { token: own });
      const form = { ...numbers, timezone: "UTC", sendTime: "03:00", name: "Mallory", counting: "off" };
      await expectNothingOf(await request.post(path, { form: { ...form, most: "1" } }), path);
    }
    expect(await copyOfTheirs()).toBe(unchanged);
    expect(await copyOf(request, mail)).toContain("Mallory");
  });
  await test.step("and the other one goes on", async () => {
    const heard = (await mailTo(request, other.email)).length;
    await sleepUntilMorning(request, other.email);
    const lesson = newest(await mailTo(request, other.email));
    expect(wallClock(lesson.date, "Europe/Berlin").time).toBe("07:00");
    expect(await mailTo(request, other.email)).toHaveLength(heard + 1);
  });
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

type Reader = { email: string; mail: StoredMail[] };

/** A reader of the runners' course with a letter of every kind that comes without waiting for a course to end. */
async function readerWithEveryMail(request: APIRequestContext, { email }: { email: string }): Promise<Reader> {
  await enrol(request, { email });
  await sleepUntilMorning(request, email);
  const me = pathIn(newest(lessonsAmong(await mailTo(request, email))), "me");
  const elsewhere = newAddress("elsewhere");
  await request.post(`${me}/address/now`, { form: { email: elsewhere } });
  const [asked] = await waitForMail(request, { to: elsewhere, count: 1 });
  await request.post("/api/find", { form: { email } });
  return { email, mail: [newest([asked]), ...(await waitForMail(request, { to: email, count: 5 }))] };
}

/** Every token of these letters, with the place that its link leads to: in html, in text and in the header. */
function tokensIn(mail: readonly StoredMail[]): { place: string; token: string }[] {
  const all = mail.map(({ html, text, header }) => `${html}\n${text}\n${header("List-Unsubscribe")}`).join("\n");
  const found = [...all.matchAll(/\/(confirm|lessons|me|leave|address|o|r)\/([\w-]{34})/g)];
  return [...new Map(found.map(([link, place = "", token = ""]) => [link, { place, token }])).values()];
}

/** A pixel says nothing: whoever asks gets the same one. */
async function expectOnlyPixel(response: APIResponse): Promise<void> {
  expect([response.status(), response.headers()["content-type"]]).toEqual([200, "image/gif"]);
}

const atOnce = 8;

async function inTurns<One>(all: readonly One[], act: (one: One) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) await Promise.all(all.slice(from, from + atOnce).map(act));
}

const courseForm = { course: warmUp, run: "1", until: "open", every: "2", day1: "yes", sure: "no" };

/** A change of the reader and not of a course: with a right form it changes the reader whose token it is. */
function isAboutReader(route: string): boolean {
  return /^\/me\/\[token\]\/(time|budget|name|counting|address)\//.test(route);
}

/** Whatever a form might be hoped to take another reader, course or message by. */
function numbersOf(address: string, rows: Record<string, string[]>): Record<string, string> {
  const idIn = (row: string | undefined, name: string) => new RegExp(`"${name}": (\\d+)`).exec(row ?? "")?.[1] ?? "";
  const reader = idIn(
    rows.reader?.find((row) => row.includes(address)),
    "id",
  );
  const enrolment = rows.enrolment?.find((row) => idIn(row, "reader_id") === reader);
  const delivery = rows.delivery?.findLast((row) => idIn(row, "reader_id") === reader);
  expect([reader, idIn(enrolment, "id"), idIn(delivery, "id")]).not.toContain("");
  return {
    ...{ reader, readerId: reader, reader_id: reader, id: reader },
    ...{ enrolment: idIn(enrolment, "id"), enrolmentId: idIn(enrolment, "id") },
    ...{ delivery: idIn(delivery, "id"), deliveryId: idIn(delivery, "id"), lessonId: idIn(delivery, "lesson_id") },
  };
}

function splice(head: string, tail: string, cut: number): string {
  return head.slice(0, cut) + tail.slice(cut);
}

async function copyOf(request: APIRequestContext, mail: readonly StoredMail[]): Promise<string> {
  return (await request.get(`${pathIn(newest(mail), "me")}/copy.json`)).text();
}

function withoutMoment(copy: string): string {
  return copy.replace(/as of \S+/, "");
}

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
  const copy = letter === undefined ? "" : await copyOf(request, [letter]);
  const plain = addresses.reduce((text, address, place) => text.replaceAll(address, `address ${place}`), copy);
  const subjects = mail.flatMap((to, place) => to.map(({ subject }) => `to ${place}: ${subject}`));
  return [
    ...withoutMoment(plain)
      .replace(/T[\d:.]+Z/g, "")
      .split("\n"),
    ...subjects.sort(),
  ];
}

async function click(press: Press, { presser, times }: { presser: Presser; times: number }): Promise<APIResponse[]> {
  const [path, form] = [await press.path(presser), await press.form(presser)];
  return Promise.all(Array.from({ length: times }, () => presser.request.post(path, { form })));
}

async function untilServed({ databaseUrl: url }: Dayletter): Promise<void> {
  await expect.poll(() => isServed({ url }), { message: "everything due has gone out", timeout: 20_000 }).toBe(true);
}

function lastOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}
