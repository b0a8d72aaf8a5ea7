import type { MailServer } from "./smtp-line.ts";
import { SmtpPool } from "./smtp-pool.ts";

/** `connections`: sessions at once. `perSecond`: the most messages that this process begins in a second; null: no limit. */
export type SmtpSettings = { server: MailServer; connections: number; perSecond: number | null };

/** What all requests of a process share. */
export class Way {
  readonly pool: SmtpPool;
  readonly connections: number;
  readonly closed = new AbortController();
  readonly #gapMs: number;
  #nextTurn: Promise<void> = Promise.resolve();
  isWindingDown = false;
  /** How often in a row no line could be had, or one was lost without a word about a message. */
  failuresInRow = 0;
  /** How many messages in a row had their session ended in the midst of them, and the first of them. */
  doubtsInRow = 0;
  firstDoubted: string | null = null;

  constructor({ server, connections, perSecond }: SmtpSettings) {
    this.pool = new SmtpPool({ server, most: connections });
    this.connections = connections;
    this.#gapMs = perSecond === null ? 0 : 1_000 / perSecond;
  }

  /** Returns when the rate allows one more message. */
  async turn(): Promise<void> {
    if (this.#gapMs === 0) return;
    const turn = this.#nextTurn;
    this.#nextTurn = turn.then(() => new Promise((resolve) => setTimeout(resolve, this.#gapMs)));
    await turn;
  }

  windDown(): void {
    this.isWindingDown = true;
  }

  close(): void {
    this.windDown();
    this.closed.abort(new Error("the transport was closed"));
    this.pool.close();
  }
}
