import { setTimeout as delay } from "node:timers/promises";
import { type Answer, badGateway, json, type Refusal, refusal, refusals } from "./answers.ts";
import type { FaultRule, Faults } from "./faults.ts";
import type { Hold } from "./hold.ts";
import type { Claim, IdempotencyStore } from "./idempotency.ts";
import { type AcceptedMessage, hashOf, type Ledger } from "./ledger.ts";
import { addressOf, checkEmail, type Email, type Rules, recipientsOf } from "./validation.ts";

export type Desk = {
  faults: Faults;
  store: IdempotencyStore;
  ledger: Ledger;
  rules: Omit<Rules, "inBatch">;
  now: () => number;
  newId: () => string;
  hold: Hold;
};

/** A request to send. `gate` is the answer of authentication or the rate limit when they let nothing through. */
export type Received = {
  route: "POST /emails" | "POST /emails/batch";
  key: string | null;
  permissive: boolean;
  body: Buffer;
  gate: Answer | null;
  /** Resolves when the client has gone. */
  gone: Promise<void>;
};

/** What the connection does: the whole answer, half of it, the line cut, or silence until the client goes. */
export type Reply = { kind: "whole" | "half"; answer: Answer } | { kind: "cut" } | { kind: "silence" };

/**
 * One request from its bytes to its reply. Whatever is accepted is in the log, and the attempt in the log of attempts,
 * before this resolves.
 */
export async function handIn(desk: Desk, received: Received): Promise<Reply> {
  const hash = hashOf(received.body);
  const request: Request = { ...received, hash, messages: parsed(received.body) };
  const rule = received.gate ? null : desk.faults.strikeRequest(() => recipientsIn(request.messages));
  const handled = await handle(desk, { request, rule });
  const reply = handled.reply ?? spoiled(handled.answer, rule);
  desk.ledger.attempt({
    route: received.route,
    key: received.key,
    hash,
    messages: request.messages?.length ?? 0,
    accepted: handled.accepted,
    replayed: handled.replayed,
    fault: rule?.fault ?? null,
    answer: "answer" in reply && reply.kind === "whole" ? String(reply.answer.status) : reply.kind,
    at: new Date(desk.now()).toISOString(),
  });
  return reply;
}

type Request = Received & { hash: string; messages: unknown[] | null };

type Handled = { accepted: number; replayed: boolean } & (
  | { answer: Answer; reply?: undefined }
  | { reply: Reply; answer?: undefined }
);

async function handle(desk: Desk, { request, rule }: { request: Request; rule: FaultRule | null }): Promise<Handled> {
  if (request.gate) return nothing(request.gate);
  const keyLength = request.key?.length ?? 1;
  if (keyLength < 1 || keyLength > 256) return nothing(refusal(refusals.bad_key_length));
  const early = rule === null ? null : endedBefore(rule);
  if (early?.kind === "whole") return nothing(early.answer);
  if (early?.kind === "cut") return { reply: early, accepted: 0, replayed: false };
  const claim = desk.store.claim({ ...request, now: desk.now() });
  if (claim.kind === "conflict") return nothing(refusal(refusals.conflict));
  if (claim.kind === "concurrent") return nothing(refusal(refusals.concurrent));
  if (early?.kind === "silence") return hang(request, claim);
  if (claim.kind === "replay") return { answer: claim.answer, accepted: 0, replayed: true };
  return claimed(desk, { request, claim, rule });
}

function nothing(answer: Answer): Handled {
  return { answer, accepted: 0, replayed: false };
}

// The key stays in flight while the request hangs, as it would behind a stuck server.
function hang(request: Request, claim: Claim): Handled {
  if (claim.kind === "first") void request.gone.then(() => claim.settle(null));
  return { reply: { kind: "silence" }, accepted: 0, replayed: claim.kind === "replay" };
}

type First = Extract<Claim, { kind: "first" }>;
type Claimed = { request: Request; claim: First; rule: FaultRule | null };

/** Processes the first request under its key; when that is delayed, even if the client has gone meanwhile. */
async function claimed(desk: Desk, { request, claim, rule }: Claimed): Promise<Handled> {
  let answer: Answer | null = null;
  try {
    if (rule?.fault === "slow") await delay(rule.delayMs ?? 1000);
    if (rule?.fault === "hold") await desk.hold.wait();
    const judged = judge(desk, request);
    desk.ledger.accept(judged.accepted, request.body);
    answer = judged.answer;
    return { answer, accepted: judged.accepted.length, replayed: false };
  } finally {
    claim.settle(answer?.status === 200 ? answer : null);
  }
}

type Judged = { answer: Answer; accepted: AcceptedMessage[] };

function judge(desk: Desk, request: Request): Judged {
  if (request.messages === null) return refused(refusals.not_json);
  const inBatch = request.route === "POST /emails/batch";
  const sizeFault = inBatch ? batchFault(request) : null;
  if (sizeFault !== null) return refused(sizeFault);
  const checked = request.messages.map((message) => check(desk, { message, inBatch }));
  const bad = checked.flatMap((one, index) => (one.kind === "bad" ? [{ index, ...one.refusal }] : []));
  // A fault of the sender, such as a domain that is not verified, is not one message's own.
  const fatal = request.permissive && inBatch ? bad.find(({ status }) => status !== 400 && status !== 422) : bad[0];
  if (fatal !== undefined) return refused(fatal);
  const accepted = checked.flatMap((one, index) =>
    one.kind === "ok" ? [entry(desk, { ...one, index, request })] : [],
  );
  const data = accepted.map(({ id }) => ({ id }));
  if (!inBatch) return { answer: json(200, data[0]), accepted };
  const errors = bad.map(({ index, message }) => ({ index, message }));
  return { answer: json(200, request.permissive ? { data, errors } : { data }), accepted };
}

function refused(fault: Refusal): Judged {
  return { answer: refusal(fault), accepted: [] };
}

function batchFault({ body, messages }: Request): Refusal | null {
  const count = messages?.length ?? 0;
  const isArray = body.subarray(0, 64).toString("latin1").trimStart().startsWith("[");
  const message = isArray ? "A batch must hold 1 to 100 emails." : "A batch must be an array of emails.";
  return isArray && count >= 1 && count <= 100 ? null : { status: 422, name: "validation_error", message };
}

function check(desk: Desk, { message, inBatch }: { message: unknown; inBatch: boolean }) {
  const checked = checkEmail(message, { ...desk.rules, inBatch });
  if (checked.kind === "bad") return checked;
  const rule = desk.faults.strikeMessage(addressesOf(checked.email));
  if (rule === null) return checked;
  const { status = 422, name = "validation_error", message: told = "The email could not be created." } = rule;
  return { kind: "bad" as const, refusal: { status, name, message: told } };
}

function entry(
  desk: Desk,
  { email, index, request }: { email: Email; index: number; request: Request },
): AcceptedMessage {
  return {
    id: desk.newId(),
    key: request.key,
    index,
    from: email.from,
    to: recipientsOf(email),
    subject: email.subject,
    tags: Object.fromEntries((email.tags ?? []).map(({ name, value }) => [name, value])),
    hash: request.hash,
    at: new Date(desk.now()).toISOString(),
  };
}

/** The reply of a fault that strikes before anything is processed; null for the others. */
function endedBefore(rule: FaultRule): Reply | null {
  if (rule.fault === "cut") return { kind: "cut" };
  if (rule.fault === "hang") return { kind: "silence" };
  if (rule.fault === "html_502") return { kind: "whole", answer: badGateway };
  const known = rule.fault === "custom" ? unlisted : refusals[rule.fault as keyof typeof refusals];
  if (known === undefined) return null;
  const { status = known.status, name = known.name, message = known.message } = rule;
  const answer = refusal({ status, name, message });
  const told = rule.fault === "rate_limit" ? { ...answer, headers: { "retry-after": rule.retryAfter ?? "1" } } : answer;
  return { kind: "whole", answer: told };
}

const unlisted: Refusal = { status: 418, name: "something_new", message: "An error that no list has." };

/** What becomes of the answer to a request that was processed. */
function spoiled(answer: Answer, rule: FaultRule | null): Reply {
  switch (rule?.fault) {
    case "accept_then_cut":
      return { kind: "cut" };
    case "accept_then_hang":
      return { kind: "silence" };
    case "accept_then_half_answer":
      return { kind: "half", answer };
    case "accept_then_500":
      return { kind: "whole", answer: refusal(refusals.error_500) };
    case "accept_then_html_502":
      return { kind: "whole", answer: badGateway };
    case "accept_then_short_count":
      return { kind: "whole", answer: shortened(answer) };
    default:
      return { kind: "whole", answer };
  }
}

function shortened(answer: Answer): Answer {
  const value: unknown = JSON.parse(answer.body);
  const holdsList = typeof value === "object" && value !== null && "data" in value && Array.isArray(value.data);
  return holdsList ? json(answer.status, { ...value, data: (value.data as unknown[]).slice(0, -1) }) : answer;
}

function parsed(body: Buffer): unknown[] | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return Array.isArray(value) ? value : [value];
  } catch {
    return null;
  }
}

function recipientsIn(messages: unknown[] | null): string[] {
  return (messages ?? []).flatMap((message) => addressesOf(message as Partial<Email> | null));
}

function addressesOf(email: Partial<Email> | null): string[] {
  return [email?.to ?? []].flat().map((recipient) => addressOf(recipient) ?? "");
}
