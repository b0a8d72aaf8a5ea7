/** What the `ratelimit-*` headers say after one request, and whether it was within the limit. */
export type Allowance = { within: boolean; headers: Record<string, string> };

/** A limit that nobody reaches, announced like any other so that a client still reads the headers. */
const unlimited = 1_000_000;

/** A fixed window that opens with the first request after the last one closed. A rate of 0 means no limit. */
export class Limiter {
  #rate: number;
  #windowMs: number;
  #opened = Number.NEGATIVE_INFINITY;
  #used = 0;

  constructor({ rate, windowMs }: { rate: number; windowMs: number }) {
    this.#rate = rate;
    this.#windowMs = windowMs;
  }

  set rate(rate: number) {
    this.#rate = rate;
  }

  take(now: number): Allowance {
    if (now - this.#opened >= this.#windowMs) {
      this.#opened = now;
      this.#used = 0;
    }
    this.#used += 1;
    const limit = this.#rate === 0 ? unlimited : this.#rate;
    const within = this.#used <= limit;
    const reset = String(Math.max(1, Math.ceil((this.#opened + this.#windowMs - now) / 1000)));
    const told = {
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": String(Math.max(0, limit - this.#used)),
      "ratelimit-reset": reset,
    };
    return { within, headers: within ? told : { ...told, "retry-after": reset } };
  }
}
