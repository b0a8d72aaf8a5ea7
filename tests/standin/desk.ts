import type { Answer } from "./answers.ts";
import type { Faults } from "./faults.ts";
import type { Hold } from "./hold.ts";
import type { Hooks } from "./hooks/hooks.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { Ledger } from "./ledger.ts";
import type { Rules } from "./validation.ts";

/** Everything that a request to send is worked on with. */
export type Desk = {
  faults: Faults;
  store: IdempotencyStore;
  ledger: Ledger;
  rules: Omit<Rules, "inBatch">;
  /** Skim requests instead of parsing and checking them, for benchmarks. */
  hashOnly: boolean;
  now: () => number;
  newId: () => string;
  hold: Hold;
  hooks: Hooks;
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

/** The same, hashed and read; `messages` is null when the body is not JSON. */
export type Request = Received & { hash: string } & Reading;

export type Reading = { messages: unknown[] | null; skimmed: boolean };
