import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Standin, startStandin } from "../start.ts";
import { startReceiver } from "./receiver.ts";
import type { HookSettings } from "./settings.ts";
import { signatureOf } from "./signing.ts";

const secret = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(() => standin?.stop());

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
});

const plain = { repeat: 1, shuffle: 0, delayMs: 0, forge: 0, tagsAs: "object" } as const;

/** A receiver of its own for each test; what came before is left out of what it returns. */
async function open(settings: Partial<HookSettings> = {}, answer?: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  opened.push(receiver);
  const before = { attempts: (await standin.webhooksSettled()).length, accepted: standin.accepted().length };
  await standin.webhooks({ url: receiver.url, secret, outcomes: [], ...plain, ...settings });
  return {
    receiver,
    told: () => receiver.received.map(({ body }) => JSON.parse(body)),
    settled: async () => (await standin.webhooksSettled()).slice(before.attempts),
    accepted: () => standin.accepted().slice(before.accepted),
  };
}

async function send(...recipients: string[]): Promise<void> {
  const emails = recipients.map((to) => ({
    from: "Coach <coach@runner.example.org>",
    to,
    subject: "Day 1",
    text: "One",
    headers: { "X-A": "b" },
    tags: [{ name: "delivery", value: "17" }],
  }));
  const headers = { authorization: `Bearer ${standin.key}`, "idempotency-key": randomUUID() };
  const body = JSON.stringify(emails);
  const response = await fetch(`${standin.url}/emails/batch`, { method: "POST", body, headers });
  expect(response.status).toBe(200);
}

const typesTo = (events: { type: string; data: { to: string[] } }[], to: string) =>
  events.filter(({ data }) => data.to[0] === to).map(({ type }) => type.replace("email.", ""));

test("each accepted message brings signed webhooks of what became of it, in the documented shape", async () => {
  const { receiver, told, settled, accepted } = await open();
  await send("reader@example.org");
  await settled();
  const [message] = accepted();
  expect(told().map(({ type }) => type)).toEqual(["email.sent", "email.delivered"]);
  expect(told()[1]).toEqual({
    type: "email.delivered",
    created_at: expect.stringMatching(/Z$/),
    data: {
      email_id: message?.id,
      message_id: expect.stringContaining(message?.id ?? ""),
      created_at: message?.at,
      from: "Coach <coach@runner.example.org>",
      to: ["reader@example.org"],
      subject: "Day 1",
      tags: { delivery: "17" },
      headers: [{ name: "X-A", value: "b" }],
    },
  });
  for (const { headers, body } of receiver.received) {
    const [id, timestamp] = [String(headers["svix-id"]), String(headers["svix-timestamp"])];
    expect(headers["svix-signature"]).toBe(`v1,${signatureOf({ id, timestamp, body, secret })}`);
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(120);
  }
});

test("Resend's own addresses and the rules of a test decide how a message ends", async () => {
  const { told, settled, accepted } = await open({
    outcomes: [
      { outcome: "bounced_transient", match: "^full@" },
      { outcome: "delayed", match: "^late@" },
      { outcome: "failed", match: "^failed@" },
      { outcome: "none", match: "^silent@" },
    ],
  });
  const special = ["delivered", "bounced+a", "complained+b.c", "suppressed"].map((name) => `${name}@resend.dev`);
  await send(...special, "full@a.example.org", "late@a.example.org", "failed@a.example.org");
  await send("silent@a.example.org");
  await settled();
  const events = told().toSorted((one, other) => one.created_at.localeCompare(other.created_at));
  expect(typesTo(events, "delivered@resend.dev")).toEqual(["sent", "delivered"]);
  expect(typesTo(events, "bounced+a@resend.dev")).toEqual(["sent", "bounced"]);
  expect(typesTo(events, "complained+b.c@resend.dev")).toEqual(["sent", "delivered", "complained"]);
  expect(typesTo(events, "suppressed@resend.dev")).toEqual(["suppressed"]);
  expect(typesTo(events, "late@a.example.org")).toEqual(["sent", "delivery_delayed", "delivered"]);
  expect(typesTo(events, "failed@a.example.org")).toEqual(["failed"]);
  expect(typesTo(events, "silent@a.example.org")).toEqual([]);
  const bounces = events.filter(({ type }) => type === "email.bounced").map(({ data }) => data.bounce.type);
  expect(bounces.toSorted()).toEqual(["Permanent", "Transient"]);
  const bounced = accepted().find(({ to }) => to[0] === "bounced+a@resend.dev");
  const headers = { authorization: `Bearer ${standin.key}` };
  const found = await fetch(`${standin.url}/emails/${bounced?.id}`, { headers });
  expect(await found.json()).toMatchObject({ last_event: "bounced" });
});

test("webhooks come several times, in another order, and again until they are taken", async () => {
  const { receiver, told, settled } = await open(
    { repeat: 3, shuffle: 50, delayMs: 30, retryMs: [1, 1] },
    (_, place) => (place < 4 ? 503 : 200),
  );
  await send(...Array.from({ length: 20 }, (_, index) => `r${index}@example.org`));
  const attempts = await settled();
  const taken = attempts.filter(({ status }) => status === 200);
  expect(taken).toHaveLength(20 * 2 * 3);
  expect(attempts.filter(({ status }) => status === 503)).toHaveLength(4);
  expect(receiver.received).toHaveLength(attempts.length);
  expect(new Set(attempts.map(({ svixId }) => svixId)).size).toBe(40);
  const places = told().map(({ data }) => Number(/\d+/.exec(data.to[0])?.[0]));
  expect(places).not.toEqual(places.toSorted((one, other) => one - other));
});

test("forged webhooks go beside the true ones, in every way, and are never the true one's bytes", async () => {
  const { settled, accepted } = await open({ forge: 1 }, ({ headers, body }) => {
    const [id, timestamp] = [String(headers["svix-id"]), String(headers["svix-timestamp"])];
    const isSigned = headers["svix-signature"] === `v1,${signatureOf({ id, timestamp, body, secret })}`;
    const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
    return isSigned && isFresh ? 200 : 401;
  });
  await send(...Array.from({ length: 6 }, (_, index) => `r${index}@example.org`));
  const attempts = await settled();
  const status = new Map(attempts.map((one) => [one.forged ?? "true", one.status]));
  expect(Object.fromEntries(status)).toEqual({
    true: 200,
    // Only its message tells that it is not ours.
    foreign: 200,
    ...{ wrong_signature: 401, tampered: 401, unsigned: 401, stale: 401, early: 401 },
  });
  const ours = new Set(accepted().map(({ id }) => id));
  expect(attempts.filter(({ emailId }) => !ours.has(emailId)).map(({ forged }) => forged)).toEqual(
    attempts.filter(({ forged }) => forged === "foreign").map(({ forged }) => forged),
  );
});

test("webhooks can be told by hand, about messages that were accepted long before", async () => {
  const { told, settled } = await open({ outcomes: [{ outcome: "none" }], tagsAs: "list" });
  await send("a@example.org", "b@example.org");
  const createdAt = "2026-11-22T08:00:00.000Z";
  const bounce = { type: "Undetermined", message: "Who knows." } as const;
  expect(await standin.emit({ type: "email.bounced", match: "^b@", bounce, createdAt })).toBe(1);
  const [attempt] = await settled();
  expect(attempt).toMatchObject({ type: "email.bounced", forged: null, attempt: 1, status: 200 });
  expect(told()).toMatchObject([
    {
      created_at: createdAt,
      data: { to: ["b@example.org"], tags: [{ name: "delivery", value: "17" }], bounce: { message: "Who knows." } },
    },
  ]);
});
