import { globSync, readFileSync } from "node:fs";
import type { Browser } from "@playwright/test";
import { becomeOwner } from "./author.ts";
import { type Dayletter, expect, test } from "./setup.ts";

type Door = { route: string; kind: "page" | "route"; method: string };

/** Every page and route of the studio, and whatever else asks who is signed in, with every method that it takes. */
const doors: readonly Door[] = globSync("app/**/{page.tsx,route.ts}")
  .sort()
  .flatMap((file): Door[] => {
    const source = readFileSync(file, "utf8");
    if (!file.startsWith("app/studio/") && !source.includes("studio/author.ts")) return [];
    const route = file
      .replace(/^app/, "")
      .replaceAll(/\/\([^)]+\)/g, "")
      .replace(/\/[^/]+$/, "");
    if (file.endsWith("page.tsx")) return [{ route, kind: "page", method: "GET" }];
    const methods = [...source.matchAll(/^export (?:async )?(?:function|const) (GET|POST|PUT|PATCH|DELETE)\b/gm)];
    return methods.map(([, method = ""]) => ({ route, kind: "route", method }));
  });

/** Outside the door: whoever is not signed in has to be able to come here. */
const outside = new Set([
  "/studio/come-in",
  "/studio/come-in/now",
  "/studio/come-in/link",
  "/studio/come-in/link/[letter]",
  "/studio/come-in/link/[letter]/now",
  "/studio/owner-only",
  "/studio/welcome/[invitation]",
  "/studio/welcome/[invitation]/now",
]);

/** What a viewer may press: their own session and password, and what only looks although it is posted. */
const ownOrLooking = new Set([
  "/studio/account/password",
  "/studio/account/sign-out-everywhere",
  "/studio/sign-out",
  "/studio/letters/[id]/links",
  "/studio/letters/[id]/preview",
]);

/** These end the session that asks, so they are not pressed on the way. */
const lastOnes = new Set(["/studio/sign-out", "/studio/account/sign-out-everywhere"]);

const inside = doors.filter(({ route }) => !outside.has(route));

let as: { owner: string; viewer: string; none: string };

test.beforeAll(async ({ browser, dayletter }) => {
  as = { none: "", ...(await makeAuthors(browser, dayletter)) };
});

/** An owner by the link of the command line, and a viewer whom the owner invites. Returns their cookies. */
async function makeAuthors(browser: Browser, dayletter: Dayletter): Promise<{ owner: string; viewer: string }> {
  const owners = await browser.newContext({ baseURL: dayletter.url });
  const page = await owners.newPage();
  await becomeOwner(page, dayletter);
  await page.goto("/studio/authors");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = (await page.getByText(/\/studio\/welcome\//).textContent()) ?? "";
  const viewers = await browser.newContext({ baseURL: dayletter.url });
  const other = await viewers.newPage();
  await other.goto(link);
  await other.getByLabel("Your name").fill("Vera");
  await other.getByLabel("Your address").fill(`vera-${Date.now()}@example.com`);
  await other.getByLabel("A password").fill("a long enough password");
  await other.getByRole("button", { name: "Make my account" }).click();
  await expect(other.getByText("Vera, a viewer")).toBeVisible();
  const cookieOf = async (context: typeof owners) =>
    (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  return { owner: await cookieOf(owners), viewer: await cookieOf(viewers) };
}

type Asking = { door: Door; cookie: string; headers?: Record<string, string> };

function ask(dayletter: Dayletter, { door: { route, method }, cookie, headers = {} }: Asking): Promise<Response> {
  const path = route.replaceAll(/\[(\w+)\]/g, (_, name) => (name === "act" ? "pause" : "1"));
  const isForm = method !== "GET";
  return fetch(`${dayletter.url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      cookie,
      ...(isForm && { origin: dayletter.url, "content-type": "application/x-www-form-urlencoded" }),
      ...headers,
    },
    ...(isForm && { body: "" }),
  });
}

/** "303 /studio/come-in", without the page to come back to. */
async function answerTo(dayletter: Dayletter, asking: Asking): Promise<string> {
  const response = await ask(dayletter, asking);
  const location = response.headers.get("location")?.replace(dayletter.url, "").replace(/\?.*/, "");
  await response.arrayBuffer();
  return location === undefined ? String(response.status) : `${response.status} ${location}`;
}

async function answers(dayletter: Dayletter, cookie: string, asked: readonly Door[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const door of asked) found[`${door.method} ${door.route}`] = await answerTo(dayletter, { door, cookie });
  return found;
}

function expected(asked: readonly Door[], answer: (door: Door) => unknown): Record<string, unknown> {
  return Object.fromEntries(asked.map((door) => [`${door.method} ${door.route}`, answer(door)]));
}

test("finds the doors at all", () => {
  expect(inside.length).toBeGreaterThan(30);
  expect(inside).toContainEqual({ route: "/studio/mend", kind: "route", method: "POST" });
});

test("nobody who has not signed in gets through any of them", async ({ dayletter }) => {
  const comeIn = ({ kind }: Door) => `${kind === "page" ? 307 : 303} /studio/come-in`;
  expect(await answers(dayletter, as.none, inside)).toEqual(expected(inside, comeIn));
  expect(await answers(dayletter, "dayletter.session_token=forged.forged", inside)).toEqual(expected(inside, comeIn));
});

test("a script that asks without a session is told so in its own language", async ({ dayletter }) => {
  for (const door of inside.filter(({ kind }) => kind === "route")) {
    const headers = { accept: "application/json" };
    expect(await answerTo(dayletter, { door, cookie: as.none, headers }), door.route).toBe("401");
  }
});

test("a viewer looks at everything and presses nothing that changes something", async ({ dayletter }) => {
  const asked = inside.filter(({ route }) => !lastOnes.has(route));
  const found = await answers(dayletter, as.viewer, asked);
  const changing = asked.filter(({ method, route }) => method !== "GET" && !ownOrLooking.has(route));
  for (const { method, route } of changing) expect(found[`${method} ${route}`], route).toBe("403");
  for (const { method, route } of asked.filter((door) => !changing.includes(door))) {
    expect(found[`${method} ${route}`], route).toMatch(
      /^(200|303 (?!\/studio\/come-in)|307 \/studio\/(?!come-in)|40[034])/,
    );
  }
});

test("no page of another site presses a button, whoever has the session", async ({ dayletter }) => {
  const posts = doors.filter(({ method }) => method !== "GET");
  for (const cookie of [as.owner, as.viewer, as.none]) {
    for (const headers of foreign) {
      for (const door of posts) {
        expect(await answerTo(dayletter, { door, cookie, headers }), `${door.route} ${JSON.stringify(headers)}`).toBe(
          "403",
        );
      }
    }
  }
});

const foreign: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
];

test("an address that names nothing is told so, with the status that says it, and without a script", async ({
  dayletter,
}) => {
  const paths = ["readers/999999", "readers/abc", "readers/segments/9", "readers/import/9", "courses/nothing"];
  for (const path of [...paths, "courses/runner-core/lessons/nothing", "letters/999", "letters/newsletters/nothing"]) {
    const response = await fetch(`${dayletter.url}/studio/${path}`, { headers: { cookie: as.viewer } });
    expect(response.status, path).toBe(404);
    expect(await response.text(), path).toContain("There is no such thing here");
  }
});

test("an owner is let through every one of them, and out by the last", async ({ dayletter }) => {
  const asked = inside.filter(({ route }) => !lastOnes.has(route));
  for (const [door, answer] of Object.entries(await answers(dayletter, as.owner, asked))) {
    expect(answer, door).not.toMatch(/^(401|403|5\d\d)|come-in|owner-only/);
  }
  for (const route of ["/studio/sign-out", "/studio/account/sign-out-everywhere"]) {
    const door: Door = { route, kind: "route", method: "POST" };
    expect(await answerTo(dayletter, { door, cookie: as.owner })).toBe("303 /studio/come-in");
  }
  const today: Door = { route: "/studio", kind: "page", method: "GET" };
  expect(await answerTo(dayletter, { door: today, cookie: as.owner })).toBe("307 /studio/come-in");
});
