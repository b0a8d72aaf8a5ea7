import { request as send } from "node:http";
import { text } from "node:stream/consumers";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { enrol, newAddress } from "./reader.ts";
import { type Dayletter, expect, test } from "./setup.ts";

/** What a proxy, a tunnel or a page elsewhere would add. Each of them alone is enough to be turned away. */
const strangers: Record<string, string>[] = [
  { "X-Forwarded-For": "203.0.113.9" },
  { "X-Forwarded-For": "127.0.0.1" },
  { "X-Forwarded-For": "" },
  { "X-Forwarded-Host": "letters.example" },
  { "X-Forwarded-Proto": "https" },
  { "X-Real-IP": "127.0.0.1" },
  { Forwarded: "for=127.0.0.1" },
  { Via: "1.1 tunnel" },
  { "CF-Connecting-IP": "203.0.113.9" },
  { Host: "letters.example" },
  { Host: "192.168.1.20:3000" },
  { Host: "localhost.elsewhere.example" },
  { Host: "127.0.0.1.elsewhere.example" },
];

test("nobody but a browser on this machine sees the mailbox or moves the clock", async ({ request, dayletter }) => {
  const email = newAddress("private");
  const [confirmation] = await enrol(request, { email });
  const before = await readAllRows({ url: dayletter.databaseUrl });
  const gets = [
    "/mailbox",
    `/mailbox?to=${email}`,
    `/mailbox/${confirmation?.id}`,
    `/mailbox/${confirmation?.id}/source`,
  ];
  for (const headers of strangers) {
    for (const path of gets) {
      const { status, body } = await ask({ dayletter, method: "GET", path, headers });
      expect(status, `${path} ${JSON.stringify(headers)}`).toBe(404);
      expect(body).not.toContain(email);
    }
    for (const path of ["/mailbox/morning", "/mailbox/today"]) {
      const { status } = await ask({ dayletter, method: "POST", path, headers });
      expect(status, `${path} ${JSON.stringify(headers)}`).toBe(404);
    }
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
  expect((await ask({ dayletter, method: "GET", path: `/mailbox?to=${email}`, headers: {} })).body).toContain(email);
});

test("a page elsewhere cannot press its buttons", async ({ request, dayletter }) => {
  await enrol(request, { email: newAddress("pressed") });
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const path of ["/mailbox/morning", "/mailbox/today"]) {
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { Origin: "https://elsewhere.example" }]) {
      expect((await ask({ dayletter, method: "POST", path, headers })).status, path).toBe(403);
    }
    expect((await request.get(path)).status()).toBe(200);
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

test("a button that is pressed without its form is answered in words", async ({ request, dayletter }) => {
  const before = await readAllRows({ url: dayletter.databaseUrl });
  for (const path of ["/mailbox/morning", "/mailbox/today"]) {
    const response = await request.post(path, { data: "{}", headers: { "Content-Type": "application/json" } });
    expect(response.status(), path).toBe(400);
    expect(await response.text(), path).toContain("Nothing was changed.");
  }
  expect(await readAllRows({ url: dayletter.databaseUrl })).toEqual(before);
});

type Ask = { dayletter: Dayletter; method: "GET" | "POST"; path: string; headers: Record<string, string> };

/** By Node's own client, since a test's should not mend a header that is meant to be wrong. */
function ask({ dayletter, method, path, headers }: Ask): Promise<{ status: number; body: string }> {
  const { port } = new URL(dayletter.url);
  const form = method === "POST" ? { "Content-Type": "application/x-www-form-urlencoded" } : {};
  const options = {
    host: "127.0.0.1",
    port,
    method,
    path,
    headers: { Host: `localhost:${port}`, ...form, ...headers },
  };
  return new Promise((resolve, reject) => {
    const request = send(options, async (response) =>
      resolve({ status: response.statusCode ?? 0, body: await text(response) }),
    );
    request.on("error", reject);
    request.end(method === "POST" ? "to=" : undefined);
  });
}
