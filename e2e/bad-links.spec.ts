import { globSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { lessonsAmong, mailTo, oneClickUrl, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { enrol, newAddress, signUp, sleepUntilMorning } from "./reader.ts";
import { scriptsHaveRun } from "./scripts.ts";
import { expect, test } from "./setup.ts";

const folders = globSync("app/**/[[]token[]]/**/{page.tsx,route.ts}").sort();
/** "/lessons/[token]/done", whatever routes there are: a new one is tried with bad links from its first day. */
const routes = folders.map((file) =>
  file
    .replace(/^app/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\/[^/]+$/, ""),
);
/** Where a letter's links and its pixel lead. They are asked by GET alone, and noting that is all that they do. */
const tracked = ["/o/[token]", "/r/[token]"];
/** What is downloaded: asked by GET alone as well, and changing nothing. */
const downloads = ["/me/[token]/copy.json", "/me/[token]/certificate/[course]/picture"];
const pages = routes.filter((_, place) => folders[place]?.endsWith("page.tsx"));
const presses = routes.filter(
  (route, place) => folders[place]?.endsWith("route.ts") && ![...tracked, ...downloads].includes(route),
);

type Tokens = Record<"confirm" | "lessons" | "me" | "leave" | "address", string>;

test("the routes that take a token are those that we think of", () => {
  expect(pages).toEqual(
    expect.arrayContaining([
      "/confirm/[token]",
      "/lessons/[token]",
      "/me/[token]",
      "/leave/[token]",
      "/address/[token]",
    ]),
  );
  const changes = ["time", "days", "pause", "resume", "next", "restart", "budget", "name", "address", "counting"];
  for (const change of [...changes, "leave", "erase"]) {
    expect(pages).toContain(`/me/[token]/${change}`);
    expect(presses).toContain(`/me/[token]/${change}/now`);
  }
  expect(presses).toEqual(
    expect.arrayContaining([
      "/confirm/[token]/now",
      "/lessons/[token]/done",
      "/api/leave/[token]",
      "/address/[token]/now",
      "/me/[token]/address/back",
    ]),
  );
  expect(routes).toEqual(expect.arrayContaining([...tracked, ...downloads]));
});

test("a forged, cut, foreign or senseless link of a letter leads nowhere, and its pixel says nothing", async ({
  request,
  dayletter,
}) => {
  const tokens = await tokensOf(request);
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const token of badTokens({ tokens, route: "/r/[token]" })) {
    const link = await request.get(`/r/${token}?n=1`, { maxRedirects: 1 });
    expect(link.status(), token).toBe(404);
    expect(await link.text(), token).toContain("Send me my link again");
    const pixel = await request.get(`/o/${token}`);
    expect([pixel.status(), pixel.headers()["content-type"]], token).toEqual([200, "image/gif"]);
    expect((await request.post(`/r/${token}?n=1`)).status(), token).toBe(405);
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("a forged, cut, foreign or senseless link opens nothing and changes nothing", async ({ request, dayletter }) => {
  test.setTimeout(180_000);
  const tokens = await tokensOf(request);
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const route of routes.filter((one) => !tracked.includes(one))) {
    for (const token of badTokens({ tokens, route })) {
      const path = route.replace("[token]", token);
      const get = await request.get(path, { maxRedirects: 1 });
      expect(get.status(), `GET ${path}`).toBe(404);
      // In the page as it is sent, since a reader may have switched scripts off.
      expect(await get.text(), `GET ${path}`).toContain("Send me my link again");
      if (!presses.includes(route)) continue;
      const post = await request.post(path);
      expect(post.status(), `POST ${path}`).toBe(404);
      expect(await post.text()).toMatch(/We do not know this link|not one of ours/);
    }
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("who opens a broken link is told what helps", async ({ page }) => {
  for (const path of ["/confirm/abc", "/lessons/abc", "/me/abc", "/leave/abc", "/address/abc", "/me/abc/time"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toContainText("your mail program may have cut its link in two");
    await page.getByRole("main").getByRole("link", { name: "Send me my link again" }).click();
    await expect(page).toHaveURL(/\/find$/);
  }
});

test("opening every link of every mail changes nothing but what is counted, in a browser that runs scripts too", async ({
  page,
  request,
  dayletter,
}) => {
  test.setTimeout(180_000);
  const links = [...new Set((await mailOfTwoReaders(request)).flatMap(linksIn))];
  for (const path of ["/confirm/", "/lessons/", "/me/", "/leave/", "/api/leave/", "/address/", "/r/"]) {
    expect(
      links.some((link) => new URL(link).pathname.startsWith(path)),
      path,
    ).toBe(true);
  }
  const { event: _, reading: __, ...before } = await readAllRows({ url: dayletter.databaseUrl });
  for (const link of links) {
    await page.goto(link);
    await scriptsHaveRun(page);
    await expect(page.getByRole("main")).toBeVisible();
    expect((await request.head(link)).ok(), `HEAD ${link}`).toBe(true);
  }
  for (const press of presses) {
    for (const link of links.filter((link) => samePlace(link, press))) {
      const token = new URL(link).pathname.split("/").at(-1) ?? "";
      const path = press
        .replace("[token]", token)
        .replace("[course]", "runner-core")
        .replace("[key]", "find-your-brace");
      const response = await request.get(path);
      // Of a course that is not finished, and of a lesson that came by mail, there is no page to lead back to.
      expect(press.includes("[course]") ? [200, 404] : [200], `GET ${path}`).toContain(response.status());
    }
  }
  const { event: events = [], reading: readings = [], ...after } = await readAllRows({ url: dayletter.databaseUrl });
  expect(after).toEqual(before);
  // Such a visitor finds the hidden link of every letter, and is nowhere taken for its reader.
  expect(events.length).toBeGreaterThan(0);
  expect(events.filter((event) => event.includes('"verdict": "person"'))).toEqual([]);
  expect(readings.filter((reading) => !/"opened_at": null.*"clicked_at": null/.test(reading))).toEqual([]);
});

test("a button on somebody else's page changes nothing, and the mail program's own still works", async ({
  request,
  dayletter,
}) => {
  const tokens = await tokensOf(request);
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const route of presses.filter((press) => !press.startsWith("/api/"))) {
    const path = route.replace("[token]", tokens[placeOf(route)]);
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { Origin: "https://elsewhere.example" }]) {
      const response = await request.post(path, { headers });
      expect(response.status(), path).toBe(403);
      expect(await response.text()).toContain("Nothing was changed.");
    }
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
  const headers = { Origin: "https://mail.example", "Sec-Fetch-Site": "cross-site" };
  expect((await request.post(`/api/leave/${tokens.leave}`, { headers })).status()).toBe(200);
});

/** The tokens of one reader, each good for its own purpose alone. */
async function tokensOf(request: APIRequestContext): Promise<Tokens> {
  const [confirmation, , lesson] = await enrol(request, { email: newAddress("links") });
  if (confirmation === undefined || lesson === undefined) throw new Error("No mail came.");
  const last = (path: string) => path.split("/").at(-1) ?? "";
  const asked = await askForAddress(request, { me: pathIn(lesson, "me"), email: newAddress("asked") });
  return {
    address: last(pathIn(asked, "address")),
    confirm: last(pathIn(confirmation, "confirm")),
    lessons: last(pathIn(lesson, "lessons")),
    me: last(pathIn(lesson, "me")),
    leave: last(pathIn(lesson, "leave")),
  };
}

/** A reader wishes for another address; the letter that asks there. */
async function askForAddress(
  request: APIRequestContext,
  { me, email }: { me: string; email: string },
): Promise<StoredMail> {
  expect((await request.post(`${me}/address/now`, { form: { email } })).status()).toBe(200);
  const [asked] = await waitForMail(request, { to: email, count: 1 });
  if (asked === undefined) throw new Error("No letter came to the new address.");
  return asked;
}

function badTokens({ tokens, route }: { tokens: Tokens; route: string }): string[] {
  const own = tokens[placeOf(route)];
  // No letter has come to this reader: what opens a lesson opens no letter.
  const isOwn = (token: string) => token === own && !route.startsWith("/letter/");
  const foreign = Object.values(tokens).filter((token) => !isOwn(token));
  const forged = [
    `${own.startsWith("A") ? "B" : "A"}${own.slice(1)}`,
    `${own.slice(0, -1)}${own.endsWith("A") ? "B" : "A"}`,
  ];
  const cut = [own.slice(0, -1), own.slice(1), own.slice(0, 8), `${own}A`, own.toLowerCase(), `${own}%20`, `${own}=`];
  const senseless = [
    "0",
    "-1",
    "null",
    "[token]",
    "%00",
    `${own}%00`,
    "%F0%9F%8F%83",
    "a%0D%0ASet-Cookie:a=b",
    "..%2F..%2Fme",
  ];
  return [...foreign, ...forged, ...cut, ...senseless, "a".repeat(5_000)];
}

function placeOf(route: string): keyof Tokens {
  return (/^\/(?:api\/)?(confirm|lessons|me|leave|address)\b/.exec(route)?.[1] ??
    (route.startsWith("/letter/") ? "lessons" : "me")) as keyof Tokens;
}

function samePlace(link: string, route: string): boolean {
  return new URL(link).pathname.replace(/\/[^/]+$/, "").endsWith(`/${placeOf(route)}`);
}

/** Of one who has not confirmed yet, and of one who has had three lessons. */
async function mailOfTwoReaders(request: APIRequestContext): Promise<StoredMail[]> {
  const waiting = await signUp(request, { email: newAddress("waiting") });
  const email = newAddress("reading");
  await enrol(request, { email });
  for (let nights = 0; nights < 2; nights += 1) await sleepUntilMorning(request, email);
  const mail = await mailTo(request, email);
  expect(lessonsAmong(mail)).toHaveLength(3);
  const asked = await askForAddress(request, { me: pathIn(mail[2] ?? waiting, "me"), email: newAddress("elsewhere") });
  return [waiting, asked, ...mail];
}

function linksIn(mail: StoredMail): string[] {
  const inHtml = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, link = ""]) => link.replaceAll("&amp;", "&"));
  const inText = mail.text.match(/https?:\/\/\S+/g) ?? [];
  const inHeader = mail.header("List-Unsubscribe") === null ? [] : [oneClickUrl(mail)];
  return [...inHtml, ...inText, ...inHeader];
}
