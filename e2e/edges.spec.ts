import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { signingKeys } from "../domain/tokens.ts";
import { filled, type Route, siteRoutes } from "../tests/fuzz/routes.ts";
import { besiege } from "../tests/fuzz/siege.ts";
import { enrol, newAddress } from "./reader.ts";
import { type Dayletter, expect, testAlone } from "./setup.ts";

/** What is thrown at the site here leaves readers behind that no other file wants to wait for. */
const test = testAlone();

const routes = siteRoutes();

/** Answers that come from beside the pages: files, what is nowhere, and what is refused at the door. */
const others: readonly Asked[] = [
  { method: "GET", path: "/no-such-page" },
  { method: "GET", path: "/_next/static/no-such-file.js" },
  { method: "GET", path: "/icon.svg" },
  { method: "GET", path: "/%FF" },
  { method: "PROPFIND", path: "/" },
  { method: "POST", path: "/api/signup", body: "x".repeat(1_100_000) },
];

type Asked = { method: string; path: string; body?: string };

function everyRequest(): Asked[] {
  const asked = routes.flatMap(({ path, methods }: Route) =>
    methods.map((method) => ({ method, path: filled(path, () => "1"), ...(method === "GET" ? {} : { body: "" }) })),
  );
  return [...asked, ...others];
}

function ask(dayletter: Dayletter, { method, path, body }: Asked): Promise<Response> {
  const headers = { origin: dayletter.url, "content-type": "application/x-www-form-urlencoded" };
  return fetch(`${dayletter.url}${path}`, {
    method,
    redirect: "manual",
    ...(body !== undefined && { body, headers }),
  });
}

test("every page, route, file and refusal tells browsers what they may do with it", async ({ dayletter }) => {
  expect(routes.length).toBeGreaterThan(100);
  for (const asked of everyRequest()) {
    const { headers } = await ask(dayletter, asked);
    const shown = `${asked.method} ${asked.path}`;
    expect(headers.get("content-security-policy"), shown).toMatch(
      /^default-src 'self'; script-src 'self' 'nonce-[\w+/=]{24}'; .*frame-ancestors 'self'; form-action 'self'; base-uri 'none'; object-src 'none'$/,
    );
    expect(headers.get("x-content-type-options"), shown).toBe("nosniff");
    expect(headers.get("x-frame-options"), shown).toBe("SAMEORIGIN");
    expect(headers.get("referrer-policy"), shown).toMatch(/^(?:same-origin|no-referrer)$/);
    expect(headers.get("permissions-policy"), shown).toContain("camera=(), microphone=(), geolocation=()");
    expect(headers.get("cross-origin-opener-policy"), shown).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy"), shown).toMatch(
      /^\/(?:pictures|o)\/|card\.png$/.test(asked.path) ? /^cross-origin$/ : /^same-origin$/,
    );
    expect(headers.get("strict-transport-security"), shown).toBeNull();
    expect(headers.get("x-powered-by"), shown).toBeNull();
  }
});

test("no script of a page runs without this answer's own nonce", async ({ dayletter }) => {
  for (const path of ["/", "/courses/runner-core", "/find", "/no-such-page", "/studio/come-in", "/mailbox"]) {
    const response = await fetch(`${dayletter.url}${path}`);
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    const scripts = [...(await response.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length, path).toBeGreaterThan(0);
    // Data that a search engine reads is no script to a browser.
    for (const tag of scripts.filter((one) => !one.includes("application/ld+json"))) {
      expect(tag, path).toContain(`nonce="${nonce}"`);
    }
  }
});

test("no address stands in any URL of a mail or of a reader's pages", async ({ request, dayletter }) => {
  const email = newAddress("nowhere");
  const mail = await enrol(request, { email });
  const urls = mail.flatMap((one) => urlsIn(`${one.html} ${one.text} ${one.header("List-Unsubscribe") ?? ""}`));
  const ours = [...new Set(urls)].filter((url) => url.startsWith(dayletter.url) && !/\/(?:r|o|api)\//.test(url));
  expect(ours.length).toBeGreaterThan(3);
  const seen = [...urls];
  for (const url of ours) seen.push(...(await linksOf(request, url)));
  for (const path of ["/me/", "/lessons/", "/leave/"])
    expect(
      seen.some((url) => url.includes(path)),
      path,
    ).toBe(true);
  const [local = ""] = email.split("@");
  for (const url of seen) expect(decodeURIComponent(url).includes(local), url).toBe(false);
});

function urlsIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([url]) => url.replaceAll("&amp;", "&"));
}

/** Where a page leads, but for the mailbox, which is there only while no mail leaves the machine. */
async function linksOf(request: APIRequestContext, url: string): Promise<string[]> {
  const response = await request.get(url);
  const links = [...(await response.text()).matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link = ""]) => link);
  return [response.url(), ...links.filter((link) => !link.startsWith("/mailbox"))];
}

test("nothing that is sent over a raw socket brings a page, a route or the process down", async ({ dayletter }) => {
  test.setTimeout(240_000);
  const [key] = signingKeys([randomBytes(32).toString("base64url")]);
  if (key === undefined) throw new Error("there is no key");
  const port = Number(new URL(dayletter.url).port);
  const siege = { port, key, routes: routes.filter(({ path }) => !path.startsWith("/mailbox")), seed: 7 };
  const { findings } = await besiege({ ...siege, requests: 80, limitMs: 40_000 });
  expect(findings).toEqual([]);
  expect((await fetch(`${dayletter.url}/api/health`)).status).toBe(200);
  expect(dayletter.printed()).not.toMatch(/The (?:web|worker) process ended/);
});
