import { z } from "zod";
import { type Answer, json } from "./answers.ts";
import { FaultRule, type Faults } from "./faults.ts";
import type { Hold } from "./hold.ts";
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
});

export type Command = z.input<typeof Command>;

export type Switchboard = {
  faults: Faults;
  limiter: Limiter;
  store: IdempotencyStore;
  hold: Hold;
  setKey: (key: string) => void;
  advance: (ms: number) => void;
};

/** Carries out a command given as JSON; the answer lists the faults and how often each has struck. */
export function control(board: Switchboard, body: string): Answer {
  const read = Command.safeParse(jsonOrNull(body));
  if (!read.success) return json(400, { message: z.prettifyError(read.error) });
  const { clear, faults, rate, key, forgetKeys, release, advanceMs } = read.data;
  if (clear) board.faults.clear();
  for (const rule of faults ?? []) board.faults.add(rule);
  if (rate !== undefined) board.limiter.rate = rate;
  if (key !== undefined) board.setKey(key);
  if (forgetKeys) board.store.forget();
  if (release) board.hold.release();
  if (advanceMs !== undefined) board.advance(advanceMs);
  return listFaults(board);
}

export function listFaults({ faults }: Pick<Switchboard, "faults">): Answer {
  return json(200, { faults: faults.list() });
}

/** `since` counts messages: a client that keeps the `next` it was given sees each once. */
export function listAccepted(ledger: Ledger, since: string | null): Answer {
  const from = /^\d{1,9}$/.test(since ?? "") ? Number(since) : 0;
  const accepted = ledger.since(from);
  return json(200, { accepted, next: from + accepted.length });
}

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
