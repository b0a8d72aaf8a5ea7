import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { hashOf } from "../tests/standin/ledger.ts";
import { type FaultRule, type Standin, startStandin } from "../tests/standin/start.ts";
import { batchBody } from "./batch-body.ts";
import { resendTransport } from "./resend.ts";
import type { Message, Outcome, Transport } from "./transport.ts";

let standin: Standin;
let transport: Transport;
let keys = 0;

beforeAll(async () => {
  standin = await startStandin();
  transport = resendTransport({ apiKey: standin.key, baseUrl: `${standin.url}/` });
});

afterAll(async () => {
  await transport?.close();
  await standin?.stop();
});

afterEach(() => standin.clearFaults());

const at = new Date("2026-11-22T07:00:00Z");

function letterTo(to: string, change: Partial<Message> = {}): Message {
  return {
    from: "Runner Core <coach@runner.example.org>",
    to,
    replyTo: "reply@runner.example.org",
    subject: "Day 1 · Brace 🏃",
    html: "<p>O&#x27;Brien &lt;b&gt;&amp;&quot; שלום</p>",
    text: "O'Brien <b>&\" שלום",
    headers: { "List-Unsubscribe": "<https://runner.example.org/api/leave/x>", "Feedback-ID": "a:b:c:d" },
    tags: [{ name: "delivery", value: "17" }],
    ...change,
  };
}

function newKey(): string {
  keys += 1;
  return `test/${keys}`;
}

function send(messages: Message[], { key = newKey(), timeoutMs = 5000 } = {}): Promise<Outcome> {
  return transport.handOver({ key, messages, at, timeoutMs });
}

function acceptedTo(address: string) {
  return standin.accepted().filter(({ to }) => to.includes(address));
}

test("a batch is accepted, with ids in the order of its messages", async () => {
  const outcome = await send([letterTo("a@example.org"), letterTo("b@example.org")]);
  const ids = [...acceptedTo("a@example.org"), ...acceptedTo("b@example.org")].map(({ id }) => id);
  expect(outcome).toMatchObject({ kind: "accepted", ids, pace: { remaining: expect.any(Number), resetMs: 1000 } });
});

test("a batch of one goes as a batch too", async () => {
  await send([letterTo("single@example.org")]);
  expect(standin.attempts().at(-1)).toMatchObject({ route: "POST /emails/batch", messages: 1 });
});

test("the bytes that arrive are exactly those that batchBody foretold", async () => {
  const shuffled = { "X-B": "2", "X-A": "1", "List-Id": "<a.b>" };
  const messages = [
    letterTo("bytes@example.org"),
    letterTo("bytes@example.org", { replyTo: null, tags: [], headers: shuffled }),
    letterTo("bytes@example.org", { subject: "\ud83c lone", text: "line\nline\u2028", html: "" }),
  ];
  await send(messages);
  const [first] = acceptedTo("bytes@example.org");
  expect(first && standin.bodyOf(first)).toBe(batchBody(messages).toString());
  expect(first?.hash).toBe(hashOf(batchBody(messages)));
});

test("messages that say the same give the same bytes in whatever order they were built", () => {
  const { to, tags, headers, ...rest } = letterTo("x@example.org");
  const backwards = Object.fromEntries(Object.entries(headers).reverse());
  expect(batchBody([{ tags, headers: backwards, ...rest, to }])).toEqual(batchBody([letterTo("x@example.org")]));
});

test("the same batch under the same key is accepted once and answered with the same ids", async () => {
  const batch = [letterTo("again@example.org")];
  const first = await send(batch, { key: "again" });
  expect(await send(batch, { key: "again" })).toEqual({ ...first, pace: expect.anything() });
  expect(acceptedTo("again@example.org")).toHaveLength(1);
});

test("another batch under the same key is a conflict and is not accepted", async () => {
  await send([letterTo("first@example.org")], { key: "conflict" });
  const outcome = await send([letterTo("second@example.org")], { key: "conflict" });
  expect(outcome).toMatchObject({ kind: "conflicted", name: "invalid_idempotent_request" });
  expect(acceptedTo("second@example.org")).toEqual([]);
});

test("one bad message spoils no other", async () => {
  await standin.fault({ fault: "bad_message", match: "^poison@" });
  const outcome = await send(["1@example.org", "poison@example.org", "2@example.org"].map((to) => letterTo(to)));
  expect(outcome).toMatchObject({
    kind: "partly",
    accepted: [{ index: 0 }, { index: 2, id: acceptedTo("2@example.org")[0]?.id }],
    refused: [{ index: 1, name: "validation_error" }],
  });
  expect(acceptedTo("poison@example.org")).toEqual([]);
});

const definite: [FaultRule, Outcome["kind"], Partial<Outcome>?][] = [
  [{ fault: "rate_limit", headers: { "retry-after": "3" } }, "deferred", { retryAfterMs: 3000 } as Partial<Outcome>],
  [{ fault: "concurrent" }, "inFlight"],
  [{ fault: "custom", status: 409, name: "resource_locked" }, "inFlight"],
  [{ fault: "conflict" }, "conflicted"],
  [{ fault: "daily_quota" }, "halted"],
  [{ fault: "monthly_quota" }, "halted"],
  [{ fault: "custom", status: 403, name: "email_above_quota" }, "halted"],
  [{ fault: "missing_key" }, "halted"],
  [{ fault: "key_revoked" }, "halted"],
  [{ fault: "key_restricted" }, "halted"],
  [{ fault: "key_suspended" }, "halted"],
  [{ fault: "test_mode" }, "halted"],
  [{ fault: "bad_sender" }, "halted"],
  [{ fault: "custom" }, "halted"],
  [{ fault: "custom", status: 307, headers: { location: "/emails/batch" }, count: 1 }, "halted"],
  [{ fault: "custom", status: 422, name: "missing_required_field" }, "refused"],
  [{ fault: "custom", status: 422, name: "invalid_parameter" }, "refused"],
];

test.each(definite)("after %o the outcome is %s and nothing was accepted", async (rule, kind, more = {}) => {
  const to = `definite-${newKey().replace("/", "-")}@example.org`;
  await standin.fault(rule);
  expect(await send([letterTo(to)])).toMatchObject({ kind, ...more });
  expect(acceptedTo(to)).toEqual([]);
});

const open: FaultRule["fault"][] = [
  "error_500",
  "unavailable",
  "html_502",
  "cut",
  "accept_then_cut",
  "accept_then_500",
  "accept_then_html_502",
  "accept_then_half_answer",
  "accept_then_short_count",
];

test.each(open)(
  "after %s the outcome is open, and the same batch again settles it with one acceptance",
  async (fault) => {
    const batch = [letterTo(`${fault}@example.org`), letterTo(`${fault}@example.org`)];
    await standin.fault({ fault, count: 1 });
    expect(await send(batch, { key: fault })).toMatchObject({ kind: "unknown" });
    expect(await send(batch, { key: fault })).toMatchObject({ kind: "accepted" });
    expect(acceptedTo(`${fault}@example.org`)).toHaveLength(2);
  },
);

test.each(["hang", "accept_then_hang"] as const)(
  "an answer that never comes (%s) leaves the outcome open",
  async (fault) => {
    const batch = [letterTo(`${fault}@example.org`)];
    await standin.fault({ fault, count: 1 });
    expect(await send(batch, { key: fault, timeoutMs: 200 })).toMatchObject({ kind: "unknown", name: "timed_out" });
  },
);

test("a batch that Resend accepts after we gave up is not accepted again", async () => {
  const batch = [letterTo("late@example.org")];
  const hasty = resendTransport({ apiKey: standin.key, baseUrl: standin.url });
  await standin.fault({ fault: "hold", count: 1 });
  const outcome = hasty.handOver({ key: "late", messages: batch, at, timeoutMs: 60_000 });
  await expect.poll(async () => (await standin.command({})).faults[0]?.fired).toBe(1);
  await hasty.close();
  expect(await outcome).toMatchObject({ kind: "unknown" });
  expect(await send(batch, { key: "late" })).toMatchObject({ kind: "inFlight" });
  await standin.command({ release: true });
  expect(await send(batch, { key: "late" })).toMatchObject({ kind: "accepted" });
  expect(acceptedTo("late@example.org")).toHaveLength(1);
});

test("closing gives up what is in flight and says that its outcome is open", async () => {
  const closing = resendTransport({ apiKey: standin.key, baseUrl: standin.url });
  await standin.fault({ fault: "hang" });
  const outcome = closing.handOver({ key: newKey(), messages: [letterTo("c@example.org")], at, timeoutMs: 60_000 });
  await closing.close();
  expect(await outcome).toMatchObject({ kind: "unknown" });
});

test("nobody listening leaves the outcome open", async () => {
  const nowhere = resendTransport({ apiKey: "re_x", baseUrl: "http://127.0.0.1:9" });
  const outcome = await nowhere.handOver({ key: "k", messages: [letterTo("n@example.org")], at, timeoutMs: 5000 });
  expect(outcome).toMatchObject({ kind: "unknown", pace: { remaining: null, resetMs: null } });
});

test("a wrong key halts with a cure, and neither outcome nor fingerprint shows the key", async () => {
  const wrong = resendTransport({ apiKey: "re_secret_and_wrong", baseUrl: standin.url });
  const outcome = await wrong.handOver({ key: "k", messages: [letterTo("w@example.org")], at, timeoutMs: 5000 });
  expect(outcome).toMatchObject({ kind: "halted", cure: expect.stringContaining("RESEND_API_KEY") });
  expect(JSON.stringify([outcome, wrong])).not.toContain("secret");
});

test("a key that cannot stand in a header is refused without being quoted", () => {
  for (const apiKey of ["", "re_a\nb", "re_ä"]) {
    expect(() => resendTransport({ apiKey, baseUrl: standin.url })).toThrow(/^RESEND_API_KEY (?!.*re_)/);
  }
});

test("a request that the machine slept through is given up as soon as it wakes, for its key may be forgotten", async () => {
  await standin.fault({ fault: "hang" });
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const outcome = send([letterTo("sleeper@example.org")], { timeoutMs: 60_000 });
    vi.setSystemTime(new Date("2126-01-01T00:00:00Z"));
    expect(await outcome).toMatchObject({ kind: "unknown", name: "timed_out" });
  } finally {
    vi.useRealTimers();
  }
});

test("the fingerprint changes with key and base URL, and not with a trailing slash", () => {
  const print = (apiKey: string, baseUrl = "https://api.resend.com") =>
    resendTransport({ apiKey, baseUrl }).fingerprint;
  expect(print("a")).toBe(print("a", "https://api.resend.com/"));
  expect(new Set([print("a"), print("b"), print("a", "https://x.example.org")]).size).toBe(3);
});

test("a value that would break out of its header is refused before anything is sent", async () => {
  const before = standin.attempts().length;
  const outcome = await send([
    letterTo("ok@example.org"),
    letterTo("inject@example.org", { subject: "a\r\nBcc: b@c.d" }),
  ]);
  expect(outcome).toMatchObject({
    kind: "refused",
    name: "invalid_message",
    message: expect.stringContaining("Message 1"),
  });
  expect(standin.attempts()).toHaveLength(before);
});

test("a look at the way out asks whether the key is known, and sends nothing", async () => {
  const before = standin.accepted().length;
  const check = (apiKey: string, baseUrl = standin.url) => resendTransport({ apiKey, baseUrl }).check?.();
  expect(await check(standin.key)).toMatchObject({ kind: "open" });
  expect(await check("re_wrong")).toMatchObject({ kind: "halted", cure: expect.stringContaining("RESEND_API_KEY") });
  expect(await check("re_x", "http://127.0.0.1:9")).toMatchObject({ kind: "deferred", name: "no_answer" });
  expect(standin.accepted()).toHaveLength(before);
});
