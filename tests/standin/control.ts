import { z } from "zod";
import { type Answer, json } from "./answers.ts";
import { FaultRule, type Faults } from "./faults.ts";
import type { Hold } from "./hold.ts";
import type { Hooks } from "./hooks/hooks.ts";
import { Emission, HookSettings } from "./hooks/settings.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { Ledger } from "./ledger.ts";
import type { Limiter } from "./limiter.ts";

/** What a test may tell the stand-in while it runs; each field is done in the order written here. */
const Command = z.strictObject({
  /** Takes back every fault. */
  clear: z.literal(true).optional(),
  faults: z.array(FaultRule).optional(),
  /** Requests per window from now on; 0: no limit. */
  rate: z.int().nonnegative().optional(),
  /** The only key from now on. */
  key: z.string().min(1).optional(),
  /** Forgets every idempotency key, as Resend does after 24 hours. */
  forgetKeys: z.literal(true).optional(),
  /** Lets every request that `hold` holds back go on. */
  release: z.literal(true).optional(),
  /** Moves the stand-in's own clock forward. */
  advanceMs: z.int().nonnegative().optional(),
  /** Where webhooks go, and how. */
  webhooks: HookSettings.optional(),
  /** Webhooks about messages that were accepted before. */
  emit: z.array(Emission).optional(),
  /** Lets the webhooks go that are held back to be shuffled. */
  flush: z.literal(true).optional(),
});

export type Command = z.input<typeof Command>;

export type Switchboard = {
  faults: Faults;
  limiter: Limiter;
  store: IdempotencyStore;
  hold: Hold;
  hooks: Hooks;
  setKey: (key: string) => void;
  advance: (ms: number) => void;
};

/**
 * Carries out a command given as JSON. The answer lists the faults and how often each has struck, how many webhooks are
 * on their way, and about how many messages each `emit` told.
 */
export function control(board: Switchboard, body: string): Answer {
  const read = Command.safeParse(jsonOrNull(body));
  if (!read.success) return json(400, { message: z.prettifyError(read.error) });
  const { clear, faults, rate, key, forgetKeys, release, advanceMs, webhooks, emit, flush } = read.data;
  if (clear) board.faults.clear();
  for (const rule of faults ?? []) board.faults.add(rule);
  if (rate !== undefined) board.limiter.rate = rate;
  if (key !== undefined) board.setKey(key);
  if (forgetKeys) board.store.forget();
  if (release) board.hold.release();
  if (advanceMs !== undefined) board.advance(advanceMs);
  if (webhooks) board.hooks.arrange(webhooks);
  const told = (emit ?? []).map((one) => board.hooks.emit(one));
  if (flush) board.hooks.flush();
  return json(200, { ...stateOf(board), told });
}

export function listState(board: Pick<Switchboard, "faults" | "hold" | "hooks">): Answer {
  return json(200, stateOf(board));
}

function stateOf({ faults, hold, hooks }: Pick<Switchboard, "faults" | "hold" | "hooks">) {
  return { faults: faults.list(), holding: hold.keys, webhooks: { pending: hooks.outbox.pending, held: hooks.held } };
}

/** `since` counts messages: a client that keeps the `next` it was given sees each once. */
export function listAccepted(ledger: Ledger, since: string | null): Answer {
  const from = placeOf(since);
  const accepted = ledger.since(from);
  return json(200, { accepted, next: from + accepted.length });
}

/** Every attempt to hand a webhook in, in the same way. */
export function listWebhooks(hooks: Hooks, since: string | null): Answer {
  const from = placeOf(since);
  const attempts = hooks.outbox.since(from);
  return json(200, { attempts, next: from + attempts.length, pending: hooks.outbox.pending, held: hooks.held });
}

function placeOf(since: string | null): number {
  return /^\d{1,9}$/.test(since ?? "") ? Number(since) : 0;
}

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
