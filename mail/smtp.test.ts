import { getCACertificates, setDefaultCACertificates } from "node:tls";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MessageOutcome } from "../domain/message-outcome.ts";
import { certificate } from "../tests/mailserver/certificate.ts";
import { type MailServerStandin, type Reply, startMailServer } from "../tests/mailserver/mail-server.ts";
import { smtpTransport } from "./smtp.ts";
import { type SmtpSettings, Way } from "./smtp-way.ts";
import type { JournalKeeper, Message, Outcome, Transport } from "./transport.ts";

let server: MailServerStandin;
const open: Transport[] = [];
const at = new Date("2026-11-22T07:00:00Z");

beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const transport of open.splice(0)) await transport.close();
  await server.stop();
});

function transportTo(
  { port }: { port: number },
  change: { connections?: number; perSecond?: number; server?: Partial<SmtpSettings["server"]> } = {},
): Transport {
  const way = { host: "127.0.0.1", port, tls: "off" as const, login: null, name: null, ...change.server };
  const transport = smtpTransport({ connections: 1, perSecond: null, ...change, server: way });
  open.push(transport);
  return transport;
}

function letterTo(to: string, change: Partial<Message> = {}): Message {
  return {
    from: '"Läufer, Ada" <coach@runner.example.org>',
    to,
    replyTo: "reply@runner.example.org",
    subject: "Day 1 · Brace 🏃",
    html: "<p>O&#x27;Brien שלום</p>\n.\n<p>end</p>",
    text: "O'Brien שלום\n.\nend",
    headers: { "List-Unsubscribe": "<https://runner.example.org/api/leave/x>", "List-Id": '"Core, strong" <a.b>' },
    tags: [{ name: "delivery", value: "17" }],
    ...change,
  };
}

/** A journal that a test can read. */
function journal(): JournalKeeper & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    async note({ begins, ended }) {
      if (ended !== null) lines.push(`${ended.index} ${ended.outcome.kind}`);
      if (begins !== null) lines.push(`${begins} begins`);
      return true;
    },
  };
}

function send(
  transport: Transport,
  messages: Message[],
  { timeoutMs = 20_000, keeper = journal() as JournalKeeper } = {},
): Promise<Outcome> {
  return transport.handOver({ key: "k", messages, at, timeoutMs, journal: keeper });
}

const kindsOf = (outcome: Outcome): MessageOutcome["kind"][] =>
  outcome.kind === "each" ? outcome.outcomes.map(({ kind }) => kind) : [];

test("what arrives is what was written, with its headers, and a Message-ID of the message's own", async () => {
  const message = letterTo("maria@example.org", { id: "0123456789abcdef" });
  const outcome = await send(transportTo(server), [message]);
  expect(outcome).toMatchObject({ kind: "accepted", ids: ["0123456789abcdef@runner.example.org"] });
  const [received] = server.received;
  expect(received).toMatchObject({ from: "coach@runner.example.org", to: "maria@example.org" });
  const mail = await PostalMime.parse(received?.raw ?? "");
  expect(mail.messageId).toBe("<0123456789abcdef@runner.example.org>");
  expect(mail.from).toMatchObject({ name: "Läufer, Ada", address: "coach@runner.example.org" });
  expect(mail.subject).toBe(message.subject);
  expect(mail.text?.trim()).toBe(message.text);
  expect(mail.html?.trim()).toBe(message.html);
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
  expect(headers["list-unsubscribe"]).toBe("<https://runner.example.org/api/leave/x>");
  expect(headers["list-id"]).toBe('"Core, strong" <a.b>');
});

test("a request goes over one session, message by message, each noted before it leaves", async () => {
  const keeper = journal();
  const letters = ["a", "b", "c"].map((name) => letterTo(`${name}@example.org`));
  expect(await send(transportTo(server), letters, { keeper })).toMatchObject({ kind: "accepted" });
  expect(server.sessions).toBe(1);
  expect(server.received.map(({ to }) => to)).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
  expect(keeper.lines).toEqual(["0 begins", "0 accepted", "1 begins", "1 accepted", "2 begins", "2 accepted"]);
});

test("a message that the journal does not let go never leaves, and neither does what stands behind it", async () => {
  const note = async () => false;
  const outcome = await send(transportTo(server), [letterTo("a@example.org"), letterTo("b@example.org")], {
    keeper: { note },
  });
  expect(kindsOf(outcome)).toEqual(["untried", "untried"]);
  expect(server.received).toEqual([]);
});

const refusals: [string, Reply, Partial<MessageOutcome>][] = [
  ["a recipient nobody knows", { code: 550, words: "5.1.1 no such user" }, { name: "smtp_550_5.1.1", personal: true }],
  ["a refusal in plain words", { code: 554, words: "no" }, { name: "smtp_554" }],
  ["a full mailbox for good", { code: 552, words: "5.2.2 full" }, { name: "smtp_552_5.2.2", personal: true }],
];

test.each(refusals)("%s is refused alone, and the others go out", async (_what, reply, expected) => {
  server.onRecipient = (address) => (address.startsWith("bad") ? reply : null);
  const letters = ["1@example.org", "bad@example.org", "2@example.org"].map((to) => letterTo(to));
  const outcome = await send(transportTo(server), letters);
  expect(kindsOf(outcome)).toEqual(["accepted", "refused", "accepted"]);
  expect(outcome).toMatchObject({ outcomes: [{}, expected, {}] });
  expect(server.received.map(({ to }) => to)).toEqual(["1@example.org", "2@example.org"]);
});

test("a refusal of the content is the message's own, and the next one goes out on a fresh line", async () => {
  server.onMessage = (to) => (to.startsWith("spam") ? { code: 554, words: "5.7.1 looks like spam" } : null);
  const outcome = await send(transportTo(server), [letterTo("spam@example.org"), letterTo("b@example.org")]);
  expect(kindsOf(outcome)).toEqual(["refused", "accepted"]);
});

test.each([
  ["onRecipient", { code: 450, words: "4.2.1 greylisted" }],
  ["onMessage", { code: 452, words: "4.2.2 full" }],
] as const)("a 4xx from %s defers that message alone", async (where, reply) => {
  server[where] = (address: string) => (address.startsWith("later") ? reply : null);
  const outcome = await send(transportTo(server), [letterTo("later@example.org"), letterTo("b@example.org")]);
  expect(kindsOf(outcome)).toEqual(["deferred", "accepted"]);
});

test("a server that puts five readers off in the same words makes everybody wait, and it is not held against them", async () => {
  server.onRecipient = () => ({ code: 452, words: "4.3.1 disk full" });
  const letters = [1, 2, 3, 4, 5, 6].map((one) => letterTo(`${one}@example.org`));
  const outcome = await send(transportTo(server), letters);
  expect(outcome).toMatchObject({ kind: "each", stop: { kind: "deferred", name: "smtp_452_4.3.1" } });
  expect(outcome).toMatchObject({ outcomes: letters.map(() => ({ kind: "deferred", doubtful: true })) });
});

const ends = [["421", { code: 421, words: "4.7.0 closing the connection" }] as const, ["no word", "cut"] as const];

test.each(ends)("a session that ends with %s at one recipient makes room for the others", async (_word, reply) => {
  server.onRecipient = (address) => (address.startsWith("odd") ? reply : null);
  const letters = ["odd@example.org", "1@example.org", "odd2@example.org", "2@example.org"].map((to) => letterTo(to));
  const outcome = await send(transportTo(server), letters);
  expect(kindsOf(outcome)).toEqual(["deferred", "accepted", "deferred", "accepted"]);
  expect(outcome).toMatchObject({ stop: null, outcomes: [{ doubtful: true }, {}, { doubtful: true }, {}] });
});

test.each(ends)(
  "sessions that end with %s at one recipient after the other make everybody wait",
  async (_word, reply) => {
    server.onRecipient = () => reply;
    const letters = [1, 2, 3, 4].map((one) => letterTo(`${one}@example.org`));
    const outcome = await send(transportTo(server), letters);
    expect(kindsOf(outcome)).toEqual(["deferred", "deferred", "untried", "untried"]);
    expect(outcome).toMatchObject({ stop: { kind: "deferred" } });
  },
);

test("one message that ends its session at each try halts nobody, until another meets the same", async () => {
  server.onRecipient = (address) => (address.startsWith("odd") ? "cut" : null);
  const transport = transportTo(server);
  const odd = letterTo("odd@example.org", { id: "odd" });
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await send(transport, [odd])).toMatchObject({ kind: "each", stop: null, outcomes: [{ doubtful: true }] });
  }
  const other = letterTo("odder@example.org", { id: "odder" });
  expect(await send(transport, [other])).toMatchObject({ kind: "each", stop: { kind: "deferred" } });
});

test("a session that the server ends after many messages is replaced, and the message goes out at once", async () => {
  let inSession = 0;
  server.greet = () => {
    inSession = 0;
    return null;
  };
  server.onRecipient = () => (++inSession > 2 ? { code: 421, words: "4.7.0 too many in one session" } : null);
  const letters = [1, 2, 3, 4, 5].map((one) => letterTo(`${one}@example.org`));
  expect(await send(transportTo(server), letters)).toMatchObject({ kind: "accepted" });
});

test.each(["cut", "accept then cut"] as const)(
  "a line lost after the message and before the answer (%s) leaves it open whether it was taken",
  async (behavior) => {
    server.onMessage = (to) => (to.startsWith("lost") ? behavior : null);
    const letters = ["1@example.org", "lost@example.org", "2@example.org"].map((to) => letterTo(to));
    const outcome = await send(transportTo(server), letters);
    expect(kindsOf(outcome)).toEqual(["accepted", "lost", "accepted"]);
    expect(server.received.filter(({ to }) => to.startsWith("lost")).length).toBe(behavior === "cut" ? 0 : 1);
  },
);

test("an answer that never comes leaves the message open, and what was not begun is untried", async () => {
  server.onMessage = () => "accept then hang";
  const outcome = await send(transportTo(server), [letterTo("a@example.org"), letterTo("b@example.org")], {
    timeoutMs: 1_000,
  });
  expect(kindsOf(outcome)).toEqual(["lost", "untried"]);
});

test("a session that its server closed meanwhile is replaced, and nothing is lost", async () => {
  const transport = transportTo(server);
  await send(transport, [letterTo("a@example.org")]);
  server.dropAll();
  expect(await send(transport, [letterTo("b@example.org")])).toMatchObject({ kind: "accepted" });
  expect(server.received.map(({ to }) => to)).toEqual(["a@example.org", "b@example.org"]);
});

test("lines cut at every recipient are safe to try again, and halt when that lasts", async () => {
  server.onRecipient = () => "cut";
  const transport = transportTo(server);
  const stops: (string | undefined)[] = [];
  for (let tries = 0; tries < 3; tries += 1) {
    const outcome = await send(transport, [letterTo("a@example.org"), letterTo("b@example.org")]);
    stops.push(outcome.kind === "each" ? outcome.stop?.kind : outcome.kind);
  }
  expect(stops).toEqual(["deferred", "deferred", "halted"]);
});

test("a server that is away makes everybody wait twice, in case it is being restarted, and then halts", async () => {
  const away = transportTo({ port: 9 });
  const kinds: string[] = [];
  for (let tries = 0; tries < 3; tries += 1) kinds.push((await send(away, [letterTo("a@example.org")])).kind);
  expect(kinds).toEqual(["deferred", "deferred", "halted"]);
});

test("a wrong password halts with a cure that names the setting and not the password", async () => {
  const guarded = await startMailServer({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
  const login = { user: "ada", pass: "secret-and-wrong" };
  const outcome = await send(transportTo(guarded, { server: { login } }), [letterTo("a@example.org")]);
  expect(outcome).toMatchObject({ kind: "halted", name: "smtp_sign_in_refused" });
  expect(JSON.stringify(outcome)).toContain("SMTP_URL");
  expect(JSON.stringify([outcome, open])).not.toContain("secret-and-wrong");
  const right = transportTo(guarded, { server: { login: { user: "ada", pass: "right" } } });
  expect(await send(right, [letterTo("a@example.org")])).toMatchObject({ kind: "accepted" });
  expect(guarded.users).toEqual(["ada"]);
  await guarded.stop();
});

test("a user for a server without sign-in, and one without encryption where it is asked for, halt", async () => {
  const login = { user: "ada", pass: "right" };
  expect(await send(transportTo(server, { server: { login } }), [letterTo("a@example.org")])).toMatchObject({
    kind: "halted",
    name: "smtp_no_sign_in",
  });
  expect(await send(transportTo(server, { server: { tls: "required" } }), [letterTo("a@example.org")])).toMatchObject({
    kind: "halted",
    name: "smtp_no_tls",
  });
});

test.each(["required", "inside"] as const)("a certificate that nobody vouches for halts (%s)", async (tls) => {
  const secure = await startMailServer({ secure: tls === "inside", disabledCommands: ["AUTH"] });
  const outcome = await send(transportTo(secure, { server: { tls } }), [letterTo("a@example.org")]);
  expect(outcome).toMatchObject({ kind: "halted", name: "smtp_certificate" });
  expect(secure.received).toEqual([]);
  await secure.stop();
});

test.each(["required", "inside"] as const)(
  "with a certificate that holds, mail and password go encrypted (%s)",
  async (tls) => {
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, certificate.cert]);
    // Without STARTTLS it would offer no sign-in at all.
    const secure = await startMailServer({ ...certificate, secure: tls === "inside", disabledCommands: [] });
    const login = { user: "ada", pass: "right" };
    const transport = transportTo(secure, { server: { host: "localhost", tls, login } });
    const outcome = await send(transport, [letterTo("a@example.org")]);
    setDefaultCACertificates(before);
    expect(outcome).toMatchObject({ kind: "accepted" });
    expect(secure.users).toEqual(["ada"]);
    await secure.stop();
  },
);

test("a server that turns us away, or does not take the sender, halts", async () => {
  server.greet = () => ({ code: 554, words: "not from there" });
  expect(await send(transportTo(server), [letterTo("a@example.org")])).toMatchObject({ name: "smtp_turned_away" });
  server.greet = () => null;
  server.onSender = () => ({ code: 553, words: "5.7.1 not your address" });
  expect(await send(transportTo(server), [letterTo("a@example.org")])).toMatchObject({
    kind: "halted",
    name: "smtp_sender_refused",
  });
});

test("a server too busy for another session makes everybody wait", async () => {
  server.greet = () => ({ code: 421, words: "4.3.2 too many connections" });
  expect(await send(transportTo(server), [letterTo("a@example.org")])).toMatchObject({
    kind: "deferred",
    name: "smtp_421_4.3.2",
  });
});

test("many connections share a request, and never more than were asked for", async () => {
  const letters = Array.from({ length: 20 }, (_, index) => letterTo(`${index}@example.org`));
  expect(await send(transportTo(server, { connections: 4 }), letters)).toMatchObject({ kind: "accepted" });
  expect(server.received).toHaveLength(20);
  expect(server.sessions).toBeLessThanOrEqual(4);
});

test("with a rate, messages of all requests begin one after the other at its pace, however many connections there are", async () => {
  vi.useFakeTimers();
  const { port } = server;
  const way = new Way({
    server: { host: "127.0.0.1", port, tls: "off", login: null, name: null },
    ...{ connections: 5, perSecond: 2 },
  });
  let begun = 0;
  for (let message = 0; message < 4; message += 1) {
    way.turn().then(() => {
      begun += 1;
    });
  }
  const after = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return begun;
  };
  const counts = [await after(0), await after(499), await after(1), await after(500), await after(500)];
  vi.useRealTimers();
  way.close();
  expect(counts).toEqual([1, 1, 2, 3, 4]);
});

test("with a rate, a request takes no more messages than its time allows, and all of them go out", async () => {
  const transport = transportTo(server, { perSecond: 200 });
  expect(transportTo(server, { perSecond: 2 }).batchLimit).toBe(10);
  const letters = ["a", "b", "c"].map((name) => letterTo(`${name}@example.org`));
  expect(await send(transport, letters)).toMatchObject({ kind: "accepted" });
});

test("winding down begins nothing more and lets what is under way end", async () => {
  const transport = transportTo(server);
  server.onMessage = () => {
    transport.windDown?.();
    return null;
  };
  const outcome = await send(transport, [letterTo("a@example.org"), letterTo("b@example.org")]);
  expect(kindsOf(outcome)).toEqual(["accepted", "untried"]);
});

test("closing gives up what is in flight and says that it is open", async () => {
  const transport = transportTo(server);
  server.onMessage = () => {
    setImmediate(() => transport.close());
    return "accept then hang";
  };
  expect(kindsOf(await send(transport, [letterTo("a@example.org")]))).toEqual(["lost"]);
});

test("a value that would break out of its header is refused before anything is sent", async () => {
  const transport = transportTo(server);
  for (const change of [
    { subject: "a\r\nBcc: b@c.d" },
    { to: "a@example.org\r\nRCPT TO:<b@example.org>" },
    { to: "a@example.org, b@example.org" },
    { headers: { "X-A": "a\r\nBcc: b@c.d" } },
    { headers: { Bcc: "b@c.d" } },
  ]) {
    expect(await send(transport, [letterTo("a@example.org", change)])).toMatchObject({ kind: "refused" });
  }
  const sender = letterTo("a@example.org", { from: "a@b.c>\r\nRCPT TO:<x@y.z" });
  expect(await send(transport, [sender])).toMatchObject({ kind: "halted", name: "invalid_from_address" });
  expect(server.sessions).toBe(0);
});

test("the fingerprint changes with everything that says where mail goes, and shows none of it", () => {
  const print = (server: Partial<SmtpSettings["server"]>) => transportTo({ port: 25 }, { server }).fingerprint;
  const prints = [
    {},
    { port: 26 },
    { host: "mail.example.org" },
    { tls: "required" as const },
    { login: { user: "a", pass: "b" } },
    { login: { user: "a", pass: "c" } },
  ].map(print);
  expect(new Set(prints).size).toBe(prints.length);
  expect(print({})).toBe(prints[0]);
});

test("a message that nobody keeps a journal of is told in the words of any other way out", async () => {
  const transport = transportTo(server);
  const tell = (to: string) => transport.handOver({ key: to, messages: [letterTo(to)], at, timeoutMs: 20_000 });
  server.onRecipient = (address) => (address.startsWith("no") ? { code: 550, words: "5.1.1 nobody" } : null);
  server.onMessage = (to) => (to.startsWith("lost") ? "cut" : null);
  expect(await tell("a@example.org")).toMatchObject({ kind: "accepted" });
  expect(await tell("no@example.org")).toMatchObject({ kind: "refused", name: "smtp_550_5.1.1" });
  expect(await tell("lost@example.org")).toMatchObject({ kind: "unknown", name: "smtp_no_answer" });
});

test("a look at the way out signs in and sends nothing, and says at once what is in the way", async () => {
  const guarded = await startMailServer({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
  const check = (pass: string) => transportTo(guarded, { server: { login: { user: "ada", pass } } }).check?.();
  expect(await check("right")).toMatchObject({ kind: "open" });
  expect(await check("wrong")).toMatchObject({ kind: "halted", name: "smtp_sign_in_refused" });
  expect(await transportTo({ port: 9 }).check?.()).toMatchObject({ kind: "halted", name: "smtp_unreachable" });
  expect(guarded.received).toEqual([]);
  await guarded.stop();
});
