import type { MessageOutcome } from "../domain/message-outcome.ts";

/** One finished message, as every way out takes it. */
export type Message = {
  /** The same at every attempt, and nobody else's: the Message-ID where we write it ourselves. */
  id?: string;
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** The same html and text before they were joined, where they were: it spares encoding what many messages share. */
  pieces?: { html: readonly string[]; text: readonly string[] };
  headers: Readonly<Record<string, string>>;
  /** Names and values in `[A-Za-z0-9_-]`, at most 256 characters each. */
  tags: readonly { name: string; value: string }[];
};

/**
 * What the provider's rate-limit headers said, so that the next hand-over can wait. `limit` is how many requests it takes
 * in one of its windows, which are a second long; absent where it did not say.
 */
export type Pace = { remaining: number | null; resetMs: number | null; limit?: number };

/**
 * What became of one request. `unknown` may have been accepted: only the same bytes under the same key may follow.
 * `deferred`, `refused` and `halted` are definite: nothing of the request was accepted. A `message` is the provider's
 * own and may quote an address: it belongs in the studio, never in a log line.
 */
export type Outcome =
  | { kind: "accepted"; ids: readonly string[]; pace: Pace }
  | {
      kind: "partly";
      accepted: readonly { index: number; id: string }[];
      refused: readonly { index: number; name: string; message: string }[];
      pace: Pace;
    }
  | { kind: "unknown"; name: string; message: string; pace: Pace }
  | { kind: "inFlight"; name: string; message: string; pace: Pace }
  | { kind: "deferred"; name: string; message: string; retryAfterMs: number | null; pace: Pace }
  | { kind: "refused"; name: string; message: string; pace: Pace }
  | { kind: "halted"; name: string; message: string; cure: string; pace: Pace }
  | { kind: "conflicted"; name: string; message: string; pace: Pace }
  | { kind: "each"; outcomes: readonly MessageOutcome[]; stop: Stop | null; pace: Pace };

/** Why the rest of a request was not tried: everybody is to wait, or all sending is to halt. */
export type Stop =
  | { kind: "deferred"; name: string; message: string; retryAfterMs: number | null }
  | { kind: "halted"; name: string; message: string; cure: string };

/** What a look at the way out found: that it lets us in, or what is in the way, with the cure where it is for good. */
export type Checked = { kind: "open"; words: string } | Stop;

/**
 * Where a way out without idempotency notes, message by message, what is about to leave and what became of it, so that a
 * dead worker's batch tells which of its messages may be out. Nothing of a message may leave before this has said yes;
 * false means that the batch is another worker's by now.
 */
export type JournalKeeper = {
  note(entry: { begins: number | null; ended: { index: number; outcome: MessageOutcome } | null }): Promise<boolean>;
};

/**
 * One request: the messages of a batch under the batch's idempotency key. `at` is the calendar instant at which the
 * batch was composed, the same at every attempt, for the ways out that write a Date header themselves. `body` is what
 * `batchBody` makes of the messages, where the caller has made it already.
 */
export type HandOver = {
  key: string;
  messages: readonly Message[];
  body?: Buffer<ArrayBuffer>;
  at: Date;
  timeoutMs: number;
  journal?: JournalKeeper;
};

/** A way out. `fingerprint` changes with key, base URL and transport, and reveals none of them. */
export type Transport = {
  name: "resend" | "smtp" | "mailbox";
  fingerprint: string;
  /** The most messages that one request may carry. */
  batchLimit: number;
  /** It knows no idempotency: its batches are carried out message by message, with a journal, and never repeated. */
  keepsJournal?: true;
  /** How many requests may be under way at once; the engine's own number where it is absent. */
  atOnce?: number;
  /** Never throws for a failure of the provider or the network: that is an outcome. */
  handOver(request: HandOver): Promise<Outcome>;
  /** Looks whether mail could leave, and sends none. Absent where nothing can be in the way. */
  check?(): Promise<Checked>;
  /** Begins no further message of what is under way, where a request is carried out message by message. */
  windDown?(): void;
  /** Gives up what is still in flight, which comes back as `unknown`. */
  close(): Promise<void>;
};
