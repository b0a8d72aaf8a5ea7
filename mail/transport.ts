/** One finished message, as every way out takes it. */
export type Message = {
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
  /** Names and values in `[A-Za-z0-9_-]`, at most 256 characters each. */
  tags: readonly { name: string; value: string }[];
};

/** What the provider's rate-limit headers said, so that the next hand-over can wait. */
export type Pace = { remaining: number | null; resetMs: number | null };

/**
 * What became of one request. `unknown` may have been accepted: only the same bytes under the same key may follow.
 * `deferred`, `refused` and `halted` are definite: nothing of the request was accepted.
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
  | { kind: "conflicted"; name: string; message: string; pace: Pace };

/** A way out. `fingerprint` changes with key, base URL and transport, and reveals none of them. */
export type Transport = {
  name: "resend" | "smtp" | "mailbox";
  fingerprint: string;
  /** The most messages that one request may carry. */
  batchLimit: number;
  handOver(request: { key: string; messages: readonly Message[]; timeoutMs: number }): Promise<Outcome>;
  close(): Promise<void>;
};
