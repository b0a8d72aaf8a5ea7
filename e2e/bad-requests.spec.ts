import type { APIResponse } from "@playwright/test";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { newAddress } from "./reader.ts";
import { expect, test } from "./setup.ts";

const good = { email: "", name: "Ines", course: "runner-core", timezone: "Europe/Berlin", sendTime: "07:00" };
const posts = [
  "/api/signup",
  "/api/find",
  "/api/leave/x",
  "/confirm/x/now",
  "/lessons/x/done",
  "/leave/x/course",
  "/mailbox/morning",
];
const json = { "Content-Type": "application/json" };

/** What was sent, and what is said about which field. */
const refused: [sent: Record<string, unknown>, field: string, words: RegExp][] = [
  [{ email: "" }, "email", /enter your email/],
  [{ email: "ines" }, "email", /one @/],
  [{ email: "ines@" }, "email", /one @/],
  [{ email: "ines@example@example.com" }, "email", /one @/],
  [{ email: "ines@example" }, "email", /after the @/],
  [{ email: "ines@-.com" }, "email", /after the @/],
  [{ email: ".ines.@example.com" }, "email", /before the @/],
  [{ email: "Ines <ines@example.com>" }, "email", /one plain address/],
  [{ email: "ines@example.com\r\nBcc: b@example.com" }, "email", /one plain address/],
  [{ email: "ines@example.com,b@example.com" }, "email", /one plain address/],
  [{ email: "i\u0000nes@example.com" }, "email", /one plain address/],
  [{ email: "ines\u202e@example.com" }, "email", /one plain address/],
  [{ email: "inès@example.com" }, "email", /other scripts before the @/],
  [{ email: "👟@example.com" }, "email", /other scripts before the @/],
  [{ email: `${"i".repeat(65)}@example.com` }, "email", /64 characters/],
  [{ email: `ines@${"sub.".repeat(70)}example.com` }, "email", /too long/],
  [{ email: `${"i".repeat(100_000)}@example.com` }, "email", /too long/],
  [{ email: 5 }, "email", /./],
  [{ email: ["ines@example.com"] }, "email", /./],
  [{ name: "x".repeat(10_000) }, "name", /100 characters/],
  [{ name: { first: "Ines" } }, "name", /./],
  [{ timezone: "" }, "timezone", /from the list/],
  [{ timezone: "Mars/Olympus" }, "timezone", /from the list/],
  [{ timezone: "+02:00" }, "timezone", /from the list/],
  [{ timezone: "../../etc/passwd" }, "timezone", /from the list/],
  [{ timezone: "Europe/Berlin\u0000" }, "timezone", /from the list/],
  [{ sendTime: "" }, "sendTime", /time of day/],
  [{ sendTime: "24:00" }, "sendTime", /time of day/],
  [{ sendTime: "7" }, "sendTime", /time of day/],
  [{ sendTime: "07:00:00; drop table reader" }, "sendTime", /time of day/],
  [{ course: "" }, "course", /no course of that name/],
  [{ course: "no-such-course" }, "course", /no course of that name/],
  [{ course: "__proto__" }, "course", /no course of that name/],
  [{ course: "\u0000" }, "course", /no course of that name/],
  [{ course: "x".repeat(100_000) }, "course", /no course of that name/],
  [{ weeklyLetter: {} }, "weeklyLetter", /./],
];

test("what is wrong with a signup is said by field, in words, with 422, and nothing is stored", async ({
  request,
  dayletter,
}) => {
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const [sent, field, words] of refused) {
    const response = await request.post("/api/signup", { data: { ...good, email: newAddress("refused"), ...sent } });
    const shown = JSON.stringify(sent).slice(0, 100);
    expect(response.status(), shown).toBe(422);
    const { errors } = (await response.json()) as { errors: Record<string, string> };
    expect(Object.keys(errors), shown).toEqual([field]);
    expect(errors[field], shown).toMatch(words);
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("everything that is wrong is said at once, with the address that was probably meant", async ({ request }) => {
  const response = await request.post("/api/signup", {
    data: { email: "ines@gmial.com", timezone: "x", sendTime: "x" },
  });
  expect(response.status()).toBe(422);
  const { errors, suggestion } = (await response.json()) as { errors: object; suggestion: string };
  expect(Object.keys(errors).sort()).toEqual(["course", "sendTime", "timezone"]);
  expect(suggestion).toBe("ines@gmail.com");
});

const unreadable: [body: string | Buffer, headers: Record<string, string>, status: number][] = [
  ['{"email":', json, 400],
  ["[]", json, 400],
  ["null", json, 400],
  ['"ines@example.com"', json, 400],
  [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), json, 400],
  ["", json, 400],
  ["not a form", { "Content-Type": "multipart/form-data" }, 400],
  ["--x\r\nhalf", { "Content-Type": "multipart/form-data; boundary=x" }, 400],
  ["email=ines@example.com", { "Content-Type": "text/plain" }, 415],
  ["<email/>", { "Content-Type": "application/xml" }, 415],
  ["{}", { "Content-Type": "application/jsonp" }, 415],
  ["x".repeat(300_000), json, 413],
  [`email=${"x".repeat(300_000)}`, { "Content-Type": "application/x-www-form-urlencoded" }, 413],
];

test("a signup that cannot be read is refused by its status, in words", async ({ request }) => {
  for (const [data, headers, status] of unreadable) {
    const response = await request.post("/api/signup", { data, headers });
    const shown = `${headers["Content-Type"]} ${String(data).slice(0, 40)}`;
    expect(response.status(), shown).toBe(status);
    expect(((await response.json()) as { error: string }).error, shown).toMatch(/^[A-Z].+\.$/);
  }
});

test("a form of the site that cannot be read is answered by a page", async ({ request }) => {
  for (const path of ["/api/signup", "/api/find"]) {
    const headers = { Accept: "text/html", "Content-Type": "text/plain" };
    const response = await request.post(path, { data: "x", headers });
    expect(response.status(), path).toBe(415);
    expect(await response.text(), path).toContain("<h1>That did not work</h1>");
  }
});

test("only a POST signs up, leaves, confirms or completes", async ({ request, dayletter }) => {
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    for (const path of posts) expect((await request.fetch(path, { method })).status(), `${method} ${path}`).toBe(405);
  }
  const get = await request.get("/api/signup");
  expect([get.status(), get.headers().allow]).toEqual([405, "POST"]);
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("no route takes a body of two megabytes", async ({ request }) => {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  for (const path of ["/", "/no-such-page", ...posts]) {
    const response = await request.post(path, { data: "x".repeat(2_000_000), headers });
    expect(response.status(), path).toBe(413);
  }
});

test("an address that is none is answered by 4xx, and the site goes on", async ({ request }) => {
  const odd = [
    "/%FF",
    "/courses/%FF",
    "/courses/%00",
    "/courses/__proto__",
    "/mailbox/0",
    "/mailbox/%00",
    "/mailbox/9".padEnd(40, "9"),
  ];
  const answers: [string, APIResponse][] = [];
  for (const path of [...odd, "/_next/image?url=https://elsewhere.example/x.png&w=64&q=75"]) {
    answers.push([path, await request.get(path)]);
  }
  for (const path of posts) answers.push([path, await request.post(path.replace("/x", "/%FF"))]);
  for (const [path, response] of answers) {
    expect(response.status(), path).toBeGreaterThanOrEqual(400);
    expect(response.status(), path).toBeLessThan(500);
  }
  const queries = [
    "/mailbox?to=%00",
    "/mailbox?to=%FF",
    "/mailbox?before=x&to[]=1",
    "/find?again",
    "/courses/runner-core?again=1&again=2",
  ];
  for (const path of queries) expect((await request.get(path)).status(), path).toBe(200);
});
