import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOf } from "./ledger.ts";
import { type FaultRule, type Standin, type StandinOptions, startStandin } from "./start.ts";

const started: Standin[] = [];

async function start(options: StandinOptions = {}): Promise<Standin> {
  const standin = await startStandin(options);
  started.push(standin);
  return standin;
}

afterAll(() => Promise.all(started.map((standin) => standin.stop())));

const email = {
  from: "Coach <coach@runner.example.org>",
  to: "reader@example.org",
  subject: "Day 1",
  html: "<p>One</p>",
  text: "One",
  tags: [{ name: "delivery", value: "17" }],
};

type Sent = { status: number; headers: Headers; body: Record<string, unknown> };

async function request(standin: Standin, path: string, init: RequestInit = {}): Promise<Sent> {
  const headers = { authorization: `Bearer ${standin.key}`, ...init.headers };
  const response = await fetch(standin.url + path, { ...init, headers });
  const text = await response.text();
  const body = text.startsWith("<") ? { page: text } : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

function post(standin: Standin, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
  return request(standin, path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers,
  });
}

const permissive = { "x-batch-validation": "permissive" };

describe("what is accepted and what is not", () => {
  let standin: Standin;

  beforeAll(async () => {
    standin = await start({ refuseExamples: true, domains: ["runner.example.org"] });
  });

  test("a request without a key, and one with another key, get Resend's answers", async () => {
    const nobody = await post(standin, "/emails", email, { authorization: "" });
    expect(nobody).toMatchObject({ status: 401, body: { name: "missing_api_key", statusCode: 401 } });
    const stranger = await post(standin, "/emails", email, { authorization: "Bearer re_other" });
    expect(stranger).toMatchObject({ status: 403, body: { name: "invalid_api_key", statusCode: 403 } });
  });

  test("a single email is accepted, and can be looked up by its id", async () => {
    const { status, body } = await post(standin, "/emails", email);
    expect({ status, body }).toEqual({ status: 200, body: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    const found = await request(standin, `/emails/${body.id}`);
    expect(found.body).toMatchObject({ object: "email", id: body.id, to: ["reader@example.org"], html: "<p>One</p>" });
    expect((await request(standin, "/emails/nobody")).status).toBe(404);
  });

  test("domains are listed, other paths and methods are not served", async () => {
    expect((await request(standin, "/domains")).body).toMatchObject({ data: [{ name: "runner.example.org" }] });
    expect((await request(standin, "/contacts")).body).toMatchObject({ name: "not_found" });
    expect((await request(standin, "/emails/batch")).body).toMatchObject({ name: "method_not_allowed" });
  });

  const tag = (value: string) => ({ ...email, tags: [{ name: "n", value }] });
  const recipients = (count: number) => Array.from({ length: count }, (_, index) => `r${index}@example.org`);
  const faults: [string, unknown, number, string][] = [
    ["no sender", { ...email, from: undefined }, 422, "missing_required_field"],
    ["a malformed sender", { ...email, from: "Coach" }, 422, "validation_error"],
    ["a sender of another domain", { ...email, from: "a@elsewhere.example.org" }, 403, "validation_error"],
    ["no recipient", { ...email, to: [] }, 422, "missing_required_field"],
    ["a list in one recipient", { ...email, to: "a@example.org, b@example.org" }, 422, "validation_error"],
    ["51 recipients", { ...email, to: recipients(51) }, 422, "validation_error"],
    ["an example address", { ...email, to: "a@example.com" }, 422, "validation_error"],
    ["a malformed reply address", { ...email, reply_to: "nobody" }, 422, "validation_error"],
    ["no subject", { ...email, subject: undefined }, 422, "missing_required_field"],
    ["a line break in the subject", { ...email, subject: "a\nb" }, 422, "validation_error"],
    ["neither html nor text", { ...email, html: undefined, text: undefined }, 422, "missing_required_field"],
    ["a line break in a header", { ...email, headers: { "X-A": "a\r\nBcc: b@c.d" } }, 422, "validation_error"],
    ["a tag with a dot", tag("a.b"), 422, "validation_error"],
    ["a tag of 257 characters", tag("a".repeat(257)), 422, "validation_error"],
    ["an attachment", { ...email, attachments: [{}] }, 422, "invalid_attachment"],
    ["no object", 7, 422, "validation_error"],
  ];

  test.each(faults)("an email with %s is refused", async (_, bad, status, name) => {
    expect(await post(standin, "/emails", bad)).toMatchObject({ status, body: { statusCode: status, name } });
  });

  test("50 recipients and a tag of 256 characters are accepted", async () => {
    expect((await post(standin, "/emails", { ...tag("a".repeat(256)), to: recipients(50) })).status).toBe(200);
  });

  test("what is not JSON is refused", async () => {
    expect(await post(standin, "/emails", "{")).toMatchObject({ status: 400, body: { name: "validation_error" } });
  });

  test.each([[[]], [Array(101).fill(email)], [email]])(
    "a batch that is empty, too large or no list is refused",
    async (body) => {
      expect((await post(standin, "/emails/batch", body, permissive)).status).toBe(422);
    },
  );

  test("in a strict batch one bad email refuses all", async () => {
    const before = standin.accepted().length;
    expect((await post(standin, "/emails/batch", [email, tag("a.b")])).status).toBe(422);
    expect(standin.accepted()).toHaveLength(before);
    expect((await post(standin, "/emails/batch", [email, email])).body).toEqual({
      data: [{ id: expect.anything() }, { id: expect.anything() }],
    });
  });

  test("in a permissive batch a bad email is told by its place", async () => {
    const { status, body } = await post(standin, "/emails/batch", [tag("a.b"), email], permissive);
    expect({ status, body }).toMatchObject({ status: 200, body: { data: [{}], errors: [{ index: 0 }] } });
    expect(standin.accepted().at(-1)).toMatchObject({ index: 1 });
    expect((await post(standin, "/emails/batch", [email], permissive)).body).toMatchObject({ errors: [] });
  });
});

describe("idempotency", () => {
  let standin: Standin;

  beforeAll(async () => {
    standin = await start();
  });

  const keyed = (key: string) => ({ "idempotency-key": key });

  test("the same request again gets the first answer and sends nothing", async () => {
    const first = await post(standin, "/emails/batch", [email], keyed("same"));
    expect((await post(standin, "/emails/batch", [email], keyed("same"))).body).toEqual(first.body);
    expect(standin.accepted().filter(({ key }) => key === "same")).toHaveLength(1);
    expect(standin.attempts().at(-1)).toMatchObject({ key: "same", replayed: true, accepted: 0, answer: "200" });
  });

  test("another payload conflicts, down to a single space", async () => {
    await post(standin, "/emails", email, keyed("space"));
    const spaced = await post(standin, "/emails", `${JSON.stringify(email)} `, keyed("space"));
    expect(spaced).toMatchObject({ status: 409, body: { name: "invalid_idempotent_request" } });
  });

  test("the same key at the other endpoint is another key", async () => {
    expect((await post(standin, "/emails", email, keyed("route"))).status).toBe(200);
    expect((await post(standin, "/emails/batch", [email], keyed("route"))).status).toBe(200);
  });

  test("a key whose request was refused may be used again", async () => {
    expect((await post(standin, "/emails", { ...email, to: "" }, keyed("refused"))).status).toBe(422);
    expect((await post(standin, "/emails", email, keyed("refused"))).status).toBe(200);
  });

  test("a key is forgotten after 24 hours and not before", async () => {
    const first = await post(standin, "/emails", email, keyed("day"));
    await standin.command({ advanceMs: 24 * 3_600_000 - 60_000 });
    expect((await post(standin, "/emails", email, keyed("day"))).body).toEqual(first.body);
    await standin.command({ advanceMs: 60_000 });
    expect((await post(standin, "/emails", email, keyed("day"))).body).not.toEqual(first.body);
  });

  test("a key of 257 characters is refused", async () => {
    expect((await post(standin, "/emails", email, keyed("k".repeat(257)))).body).toMatchObject({
      name: "invalid_idempotency_key",
    });
  });
});

test("the rate limit is announced, kept, and lifted with the next window", async () => {
  const standin = await start({ rate: 2, windowMs: 3_600_000 });
  const { headers } = await post(standin, "/emails", email);
  expect([headers.get("ratelimit-limit"), headers.get("ratelimit-remaining"), headers.get("ratelimit-reset")]).toEqual([
    "2",
    "1",
    "3600",
  ]);
  await post(standin, "/emails", email);
  const third = await post(standin, "/emails", email);
  expect(third).toMatchObject({ status: 429, body: { name: "rate_limit_exceeded" } });
  expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(3500);
  expect(standin.accepted()).toHaveLength(2);
  await standin.command({ advanceMs: 3_600_000 });
  expect((await post(standin, "/emails", email)).status).toBe(200);
});

describe("faults", () => {
  test("strike after the chances to skip, and only as often as told", async () => {
    const standin = await start({ faults: [{ fault: "error_500", skip: 1, count: 2 }] });
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await post(standin, "/emails", email)).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  test("strike with the same luck for the same seed", async () => {
    const rolls = async (seed: number) => {
      const standin = await start({ faults: [{ fault: "html_502", probability: 0.5, seed }] });
      const statuses: number[] = [];
      for (let time = 0; time < 20; time += 1) statuses.push((await post(standin, "/emails", email)).status);
      return statuses.join(" ");
    };
    const [first, again, other] = await Promise.all([rolls(7), rolls(7), rolls(8)]);
    expect(first).toBe(again);
    expect(other).not.toBe(first);
    expect(new Set(first.split(" "))).toEqual(new Set(["200", "502"]));
  });

  test("strike only the recipients they are told to, and can be taken back", async () => {
    const standin = await start();
    await standin.fault({ fault: "daily_quota", match: "^poison@" });
    expect((await post(standin, "/emails", email)).status).toBe(200);
    expect((await post(standin, "/emails", { ...email, to: "Poison <poison@example.org>" })).status).toBe(429);
    await standin.clearFaults();
    expect((await post(standin, "/emails", { ...email, to: "poison@example.org" })).status).toBe(200);
  });

  test("a fault that does not exist is refused in words", async () => {
    const standin = await start();
    await expect(standin.fault({ fault: "gremlins" } as unknown as FaultRule)).rejects.toThrow(/fault/);
  });

  test("a revoked key stays revoked until another is given", async () => {
    const standin = await start();
    await standin.command({ key: "re_new" });
    expect((await post(standin, "/emails", email)).status).toBe(403);
    expect((await post(standin, "/emails", email, { authorization: "Bearer re_new" })).status).toBe(200);
  });
});

describe("the log", () => {
  test("has each accepted message before its answer, and survives the process", async () => {
    const standin = await start({ faults: [{ fault: "accept_then_hang" }] });
    const outcome = post(standin, "/emails/batch", [email, email], { "idempotency-key": "k" }).catch(() => "cut");
    await expect.poll(() => standin.accepted().length).toBe(2);
    await standin.kill();
    expect(await outcome).toBe("cut");
    const body = JSON.stringify([email, email]);
    expect(standin.accepted()).toMatchObject([
      {
        key: "k",
        index: 0,
        to: ["reader@example.org"],
        subject: "Day 1",
        tags: { delivery: "17" },
        hash: hashOf(body),
      },
      { key: "k", index: 1 },
    ]);
    const [first] = standin.accepted();
    expect(first && standin.bodyOf(first)).toBe(body);
    expect(first && standin.messageOf(first)).toEqual(email);
  });

  test("can be read over HTTP from where the last reading ended", async () => {
    const standin = await start();
    await post(standin, "/emails/batch", [email, email]);
    const { body } = await request(standin, "/_accepted?since=1");
    expect(body).toMatchObject({ accepted: [{ index: 1 }], next: 2 });
    expect((await request(standin, `/_accepted?since=${body.next}`)).body).toEqual({ accepted: [], next: 2 });
  });

  test("is the same when bodies are only hashed", async () => {
    const awkward = {
      from: "a@example.org",
      headers: { "X-A": '"to":"x"' },
      html: '","to":"b@example.org","subject":"',
      subject: 'A "quoted", 🏃 \\',
      tags: [],
      text: '],"text":"\\',
      to: "awkward@example.org",
    };
    const tagged = { ...awkward, tags: [{ name: "a", value: "b" }], to: "tagged@example.org" };
    const logs = await Promise.all(
      [true, false].map(async (hashOnly) => {
        const standin = await start({ hashOnly });
        await post(standin, "/emails/batch", [awkward, tagged, awkward]);
        await post(standin, "/emails", email);
        return standin.accepted().map(({ id, at, from, ...rest }) => rest);
      }),
    );
    expect(logs[0]).toHaveLength(4);
    expect(logs[0]).toEqual(logs[1]);
  });
});

test("a malformed command line ends with a sentence and the usage", async () => {
  await expect(startStandin({ rate: -1 })).rejects.toThrow(/--rate[\s\S]*npm run standin/);
});
