import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestContext, testContext } from "../../../../tests/factories/context.ts";
import { emailEvent, signedWebhook, webhookSecret } from "../../../../tests/factories/webhook.ts";
import { type TestDatabase, testDatabase } from "../../../../tests/setup/database.ts";
import { POST } from "./route.ts";

let database: TestDatabase;
let context: TestContext;
vi.mock("../../../context.ts", () => ({ requestContext: async () => context }));

const webhookSecrets = [webhookSecret];
const mail = { kind: "resend", apiKey: "re_test", baseUrl: "http://127.0.0.1:9" } as const;

beforeAll(async () => {
  database = await testDatabase();
  const now = new Date("2026-03-02T08:00:00Z");
  context = testContext({ db: database.db, now, settings: { mail: { ...mail, webhookSecrets } } });
});
afterAll(() => database.close());

const saidAt = new Date("2026-03-02T07:00:00Z");
const body = emailEvent("delivered", { providerId: "e-1", to: "maria@example.com", deliveryId: 1, saidAt });

function post(webhook: ReturnType<typeof signedWebhook>, prefix = "svix"): Promise<Response> {
  const headers = Object.entries(webhook.headers).flatMap(([name, value]) =>
    value === null ? [] : [[`${prefix}-${name}`, value] as [string, string]],
  );
  const url = "http://localhost/api/webhooks/resend";
  return POST(new Request(url, { method: "POST", body: webhook.raw, headers }));
}

test("a genuine webhook is answered with 200, the first time and every other, under either name of its headers", async () => {
  const answers = [
    await post(signedWebhook({ id: "one", body })),
    await post(signedWebhook({ id: "one", body })),
    await post(signedWebhook({ id: "two", body }), "webhook"),
    await post(signedWebhook({ id: "three", body: { type: "contact.created", data: {} } })),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

test("a forged, a stale and an empty one are answered with 401", async () => {
  const genuine = signedWebhook({ id: "four", body });
  const answers = [
    await post({ ...genuine, raw: genuine.raw.replace("delivered", "complained") }),
    await post(signedWebhook({ id: "five", body, ageSeconds: 600 })),
    await post({ raw: "", headers: { id: null, timestamp: null, signature: null } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
});

test("one that is longer than any webhook is answered with 413, whatever its signature", async () => {
  const long = signedWebhook({ id: "six", body: { ...body, padding: "x".repeat(300_000) } });
  expect((await post(long)).status).toBe(413);
});

test("without a secret everything is answered with 503, so that it comes again", async () => {
  const listening = context;
  context = { ...listening, settings: { ...listening.settings, mail: { ...mail, webhookSecrets: [] } } };
  expect((await post(signedWebhook({ id: "seven", body }))).status).toBe(503);
  context = listening;
});
