import { setTimeout as wait } from "node:timers/promises";
import type { EventType, Forgery } from "./settings.ts";
import { type Signed, signed } from "./signing.ts";

/** A webhook on its way: signed anew at each attempt, under the same id. */
export type Outgoing = {
  svixId: string;
  type: EventType;
  emailId: string;
  body: string;
  forged: Forgery | null;
};

/** One attempt to hand a webhook in. `status` is null when there was no answer. */
export type HookAttempt = Omit<Outgoing, "body"> & { attempt: number; status: number | null; at: string };

export type Route = { url: string; secret: string; retryMs: readonly number[] };

/** As many requests at once as a receiver can expect; Svix ends one after 15 seconds. */
const atOnce = 16;
const answerLimitMs = 15_000;

/** Posts webhooks and tries those again that were not taken, and remembers every attempt. */
export class Outbox {
  readonly #now: () => number;
  readonly #attempts: HookAttempt[] = [];
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #pending = 0;

  constructor(input: { now: () => number }) {
    this.#now = input.now;
  }

  /** How many are on their way, those included that wait for another attempt. */
  get pending(): number {
    return this.#pending;
  }

  since(since: number): HookAttempt[] {
    return this.#attempts.slice(since);
  }

  post(outgoing: Outgoing, input: { route: Route; afterMs: number }): void {
    this.#pending += 1;
    void this.#carry(outgoing, input).finally(() => {
      this.#pending -= 1;
    });
  }

  async #carry(outgoing: Outgoing, { route, afterMs }: { route: Route; afterMs: number }): Promise<void> {
    const pauses = [afterMs, ...(outgoing.forged === null ? route.retryMs : [])];
    for (const [index, pauseMs] of pauses.entries()) {
      if (pauseMs > 0) await wait(pauseMs);
      const status = await this.#inTurn(() => this.#attempt(outgoing, route));
      const { body, ...told } = outgoing;
      this.#attempts.push({ ...told, attempt: index + 1, status, at: new Date(this.#now()).toISOString() });
      if (status !== null && status >= 200 && status < 300) return;
    }
  }

  #attempt(outgoing: Outgoing, { url, secret }: Route): Promise<number | null> {
    const { svixId: id, body, forged } = outgoing;
    return request(url, signed({ id, body, secret, forged, now: this.#now() }));
  }

  async #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#underWay >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
    try {
      return await act();
    } finally {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    }
  }
}

async function request(url: string, { headers, body }: Signed): Promise<number | null> {
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(answerLimitMs) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // A receiver that is away is what retries are for; the attempt says that there was no answer.
    return null;
  }
}
