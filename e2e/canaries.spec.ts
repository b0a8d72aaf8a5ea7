import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { freePort } from "../bin/database/server.ts";
import { mintTokens, signingKeys } from "../domain/tokens.ts";
import { filled, siteRoutes } from "../tests/fuzz/routes.ts";
import { whileTableIsAway } from "../tests/setup/table-away.ts";
import { type Dayletter, expect, preparedName, startDayletter, test } from "./setup.ts";

const canary = (name: string) => `${name}${randomBytes(18).toString("hex")}`;

const newSecret = canary("appsecret");
/** What the data that this start begins with was signed by stays listed, as after any rotation. */
const oldSecret = readFileSync(join(process.env[preparedName] ?? "", "app-secret"), "utf8");
const secrets = {
  APP_SECRET: `${newSecret},${oldSecret}`,
  RESEND_API_KEY: canary("re_"),
  RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from(canary("webhook")).toString("base64")},${canary("nosecret")}`,
};
const password = canary("password");
const reader = "maria@example.com";
const purposes = ["lesson", "me", "leave", "confirm", "address", "click", "open"] as const;

let provider: Server;
let dayletter: Dayletter;
/** Everything that was answered or printed, with what was asked. */
const told: { asked: string; text: string }[] = [];

test.beforeAll(async () => {
  provider = createServer((request, response) => {
    // Repeats what it was sent, as the error page of a badly set up proxy does.
    const message = `Unauthorized: ${JSON.stringify(request.headers)}`;
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ statusCode: 401, name: "invalid_api_key", message }));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const port = await freePort();
  dayletter = await startDayletter({
    ...secrets,
    PORT: String(port),
    SITE_URL: `http://localhost:${port}`,
    RESEND_BASE_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
    MAIL_FROM: "Ada <ada@letters.invalid>",
    OWNER_EMAIL: "ada@letters.invalid",
    POSTAL_ADDRESS: "1 Road",
  });
});
test.afterAll(async () => {
  await dayletter?.stop();
  provider?.close();
});

test("no secret, session or token stands in a line of the log or in an answer, in a run that meets errors", async () => {
  test.setTimeout(240_000);
  const invitation = (await dayletter.command("owner-link")).trim().split("\n")[0]?.split("/").at(-1) ?? "";
  const session = await becomeOwnerBy(invitation);
  await ask("POST", "/api/signup", {
    form: { email: reader, course: "runner-core", timezone: "UTC", sendTime: "07:00" },
  });
  await ask("POST", "/studio/come-in/now", { form: { address: "ada@letters.invalid", password: `${password}wrong` } });
  await ask("POST", "/api/webhooks/resend", { form: { forged: "yes" } });
  await expect.poll(health, { timeout: 60_000 }).toMatch(/"halted":"invalid_api_key"/);
  await walk(session, pathsToLookAt());
  // Whatever needs readers now meets a query that fails, in the worker too.
  await whileTableIsAway({ url: dayletter.databaseUrl, table: "reader" }, () => walk(session, pathsOfReaders));
  for (const verb of ["status", "doctor"]) {
    told.push({ asked: verb, text: await dayletter.command(verb).catch(String) });
  }
  const log = withoutGreeting(dayletter.printed());
  expect(log, "the run met errors").toMatch(/"level":50/);
  expectSecretsNowhere({ log, session, invitation });
  expect(told.find(({ asked }) => asked === "status")?.text).toMatch(/HALTED[\s\S]*\(the key\)/);
});

function expectSecretsNowhere({ log, session, invitation }: { log: string; session: string; invitation: string }) {
  const nowhere = [
    ...[secrets.APP_SECRET, secrets.RESEND_WEBHOOK_SECRET].flatMap((value) => value.split(",")),
    ...[secrets.RESEND_API_KEY, password, invitation, new URL(dayletter.databaseUrl).password],
    ...[session, decodeURIComponent(session)].map((cookie) => cookie.slice(cookie.indexOf("=") + 1)),
  ];
  const tokens = [1, 2, 3].flatMap((id) => Object.values(tokensOf(id)));
  for (const secret of nowhere) {
    expect(secret.length).toBeGreaterThan(15);
    expect(holders(secret), secret.slice(0, 12)).toEqual([]);
  }
  for (const secret of [...nowhere, ...tokens, reader]) {
    expect(log.includes(secret), `the log holds ${secret.slice(0, 14)}`).toBe(false);
  }
  // A token stands in the pages that it opens itself, and in no other answer.
  for (const token of tokens) {
    expect(holders(token).filter((asked) => !tokens.some((other) => asked.includes(other)))).toEqual([]);
  }
}

/** The first start prints the owner's link on purpose. */
function withoutGreeting(log: string): string {
  return log.replaceAll(/http\S*\/studio\/welcome\/\S+/g, "");
}

function holders(secret: string): string[] {
  return told.filter(({ asked, text }) => text.includes(secret) && !asked.includes(secret)).map(({ asked }) => asked);
}

function tokensOf(deliveryId: number): Record<(typeof purposes)[number], string> {
  const [key] = signingKeys([newSecret]);
  if (key === undefined) throw new Error("there is no key");
  return mintTokens({ key, deliveryId: BigInt(deliveryId), purposes });
}

async function health(): Promise<string> {
  return (await fetch(`${dayletter.url}/api/health`)).text();
}

type Asking = { cookie?: string; form?: Record<string, string> };

async function ask(method: string, path: string, { cookie = "", form }: Asking = {}): Promise<Response> {
  const response = await fetch(`${dayletter.url}${path}`, {
    method,
    redirect: "manual",
    headers: { cookie, accept: "text/html", origin: dayletter.url },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const { status, headers } = response;
  // Of the cookies that are set, the one of a session holds it by its nature.
  const lines = [...headers].filter(([name]) => name !== "set-cookie").map(([name, value]) => `${name}: ${value}`);
  told.push({ asked: `${method} ${path}`, text: `${status}\n${lines.join("\n")}\n${await response.text()}` });
  return response;
}

async function becomeOwnerBy(invitation: string): Promise<string> {
  const form = { name: "Ada", address: "ada@letters.invalid", password };
  const response = await ask("POST", `/studio/welcome/${invitation}/now`, { form });
  const set = response.headers.getSetCookie().find((one) => one.includes("session_token"));
  if (set === undefined) throw new Error(`nobody came in: ${response.status}`);
  return set.slice(0, set.indexOf(";"));
}

/** A page or route of each kind that cannot answer without the table of readers. */
const pathsOfReaders = [
  ...["/confirm/[token]", "/lessons/[token]", "/me/[token]", "/me/[token]/copy.json", "/leave/[token]"],
  ...["/studio", "/studio/readers", "/studio/readers/[id]", "/studio/now"],
];

function pathsToLookAt(): string[] {
  const paths = siteRoutes().filter(({ methods }) => methods.includes("GET"));
  return paths.map(({ path }) => path);
}

/** Asks for each of them, a few at a time, as the owner and with a real reader's tokens. */
async function walk(cookie: string, paths: readonly string[]): Promise<void> {
  const tokens = tokensOf(1);
  const left = [...paths];
  const walker = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const purpose = purposes.find((one) => path?.includes(one)) ?? "me";
      const filler = (place: string) => ({ token: tokens[purpose], slug: "runner-core" })[place] ?? "1";
      await ask("GET", filled(path, filler), { cookie });
    }
  };
  await Promise.all([walker(), walker(), walker()]);
}
