import { type MailServer, SmtpLine } from "./smtp-line.ts";

/** Mail servers end a session that carried many messages, or was idle for long; we end it before they do. */
const mostCarried = 100;
const idleMs = 20_000;

/** Sessions with one mail server, never more than `most` at once. Whoever waits for one gets it in turn. */
export class SmtpPool {
  readonly #server: MailServer;
  readonly #idle = new Map<SmtpLine, NodeJS.Timeout>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor({ server, most }: { server: MailServer; most: number }) {
    this.#server = server;
    this.#free = most;
  }

  /**
   * Has something done on a line, an idle one or else a new one. Rejects with the library's error when none can be
   * opened, and with the signal's reason when it comes first.
   */
  async use<Result>(signal: AbortSignal, work: (line: SmtpLine) => Promise<Result>): Promise<Result> {
    await this.#turn();
    try {
      signal.throwIfAborted();
      const line = this.#takeIdle() ?? (await SmtpLine.open(this.#server, signal));
      const cut = () => line.cut(signal.reason);
      signal.addEventListener("abort", cut, { once: true });
      const result = await work(line);
      signal.removeEventListener("abort", cut);
      this.#keep(line);
      return result;
    } finally {
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  close(): void {
    for (const [line, timer] of this.#idle) {
      clearTimeout(timer);
      line.quit();
    }
    this.#idle.clear();
  }

  async #turn(): Promise<void> {
    while (this.#free === 0) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    this.#free -= 1;
  }

  #takeIdle(): SmtpLine | null {
    for (const [line, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(line);
      if (line.isOpen) return line;
    }
    return null;
  }

  #keep(line: SmtpLine): void {
    if (!line.isOpen) return;
    if (line.carried >= mostCarried) {
      line.quit();
      return;
    }
    const timer = setTimeout(() => {
      this.#idle.delete(line);
      line.quit();
    }, idleMs);
    // A process that has nothing else to do may end.
    timer.unref();
    this.#idle.set(line, timer);
  }
}
