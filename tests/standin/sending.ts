import { setTimeout as delay } from "node:timers/promises";
import { type Answer, refusal, refusals } from "./answers.ts";
import type { Desk, Received, Request } from "./desk.ts";
import type { FaultRule } from "./faults.ts";
import type { Claim } from "./idempotency.ts";
import { judge } from "./judging.ts";
import { hashOf } from "./ledger.ts";
import { readMessages, recipientsIn } from "./reading.ts";
import { endedBefore, type Reply, spoiled } from "./spoiling.ts";

/**
 * One request from its bytes to its reply. Whatever is accepted is in the log, and the attempt in the log of attempts,
 * before this resolves.
 */
export async function handIn(desk: Desk, received: Received): Promise<Reply> {
  const hash = hashOf(received.body);
  const request: Request = { ...received, hash, ...readMessages(received.body, desk) };
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
  if (reply.kind === "silence") desk.hold.keepSilent(received);
  return reply;
}

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
    if (rule?.fault === "hold") await desk.hold.wait(request.key);
    const judged = judge(desk, request);
    desk.ledger.accept(judged.accepted, request.body);
    desk.hooks.accepted(judged.accepted);
    answer = judged.answer;
    return { answer, accepted: judged.accepted.length, replayed: false };
  } finally {
    claim.settle(answer?.status === 200 ? answer : null);
  }
}
