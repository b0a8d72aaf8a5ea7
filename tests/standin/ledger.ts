import { createHash } from "node:crypto";
import { existsSync, fdatasyncSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

/** One accepted message. `hash` is the SHA-256 of the whole request body as it arrived, `index` its place in there. */
export type AcceptedMessage = {
  id: string;
  key: string | null;
  index: number;
  from: string;
  to: string[];
  subject: string;
  tags: Record<string, string>;
  hash: string;
  at: string;
};

/**
 * One attempt to send, whatever came of it. `accepted` counts the messages newly accepted by it, `answer` names what the
 * client was given: a status, or the fault that kept the answer from it.
 */
export type SendAttempt = {
  route: string;
  key: string | null;
  hash: string;
  messages: number;
  accepted: number;
  replayed: boolean;
  fault: string | null;
  answer: string;
  at: string;
};

export type LedgerPaths = { log: string; attempts: string | null; bodies: string | null };

/**
 * What was accepted, on disk before the client is told. Lines are written synchronously, so they survive a kill of this
 * process; with `sync` they survive the machine as well. Bodies are kept once per request, byte for byte.
 */
export class Ledger {
  #log: number;
  #attempts: number | null;
  #bodies: string | null;
  #sync: boolean;
  #accepted = new Map<string, AcceptedMessage>();
  #lastRead: { hash: string; body: unknown } | null = null;

  constructor({ log, attempts, bodies }: LedgerPaths, { sync }: { sync: boolean }) {
    this.#log = openForAppending(log);
    this.#attempts = attempts === null ? null : openForAppending(attempts);
    this.#bodies = bodies;
    this.#sync = sync;
    if (bodies !== null) mkdirSync(bodies, { recursive: true });
  }

  accept(messages: readonly AcceptedMessage[], body: Buffer): void {
    if (messages.length === 0) return;
    if (this.#bodies !== null && messages[0]) keepBody(this.#bodies, messages[0].hash, body);
    writeAll(this.#log, messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
    if (this.#sync) fdatasyncSync(this.#log);
    for (const message of messages) this.#accepted.set(message.id, message);
  }

  attempt(attempt: SendAttempt): void {
    if (this.#attempts !== null) writeAll(this.#attempts, `${JSON.stringify(attempt)}\n`);
  }

  find(id: string): AcceptedMessage | null {
    return this.#accepted.get(id) ?? null;
  }

  /** Everything accepted by this process after its first `since` messages, oldest first. */
  since(since: number): AcceptedMessage[] {
    return [...this.#accepted.values()].slice(since);
  }

  /** The message as it arrived, when bodies are kept. */
  payload({ hash, index }: AcceptedMessage): Record<string, unknown> | null {
    if (this.#bodies === null) return null;
    const body = this.#read(this.#bodies, hash);
    // Only validated requests are kept: an array of objects, or one object.
    return (Array.isArray(body) ? body[index] : body) as Record<string, unknown>;
  }

  /** The messages of one request are mostly asked for one after the other. */
  #read(folder: string, hash: string): unknown {
    if (this.#lastRead?.hash !== hash) {
      this.#lastRead = { hash, body: JSON.parse(readFileSync(bodyPath(folder, hash), "utf8")) };
    }
    return this.#lastRead.body;
  }
}

export function hashOf(body: Uint8Array | string): string {
  return createHash("sha256").update(body).digest("hex");
}

export function bodyPath(folder: string, hash: string): string {
  return join(folder, `${hash}.json`);
}

function keepBody(folder: string, hash: string, body: Buffer): void {
  const path = bodyPath(folder, hash);
  if (!existsSync(path)) writeFileSync(path, body);
}

function openForAppending(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "a");
}

// A single write may be cut short by a full disk or a signal.
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
