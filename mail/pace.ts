import type { Pace } from "./transport.ts";

export type ResponseHeaders = Readonly<Record<string, string>> | null;

const hourMs = 3_600_000;

/**
 * Resend's `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset` (seconds). A reset of more than an hour cannot be a wait in
 * seconds, whatever else a proxy meant by it, and is read as "not told".
 */
export function readPace(headers: ResponseHeaders): Pace {
  const resetMs = secondsToMs(headers?.["ratelimit-reset"]);
  const limit = wholeNumber(headers?.["ratelimit-limit"]);
  return {
    remaining: wholeNumber(headers?.["ratelimit-remaining"]),
    resetMs: resetMs !== null && resetMs <= hourMs ? resetMs : null,
    ...(limit !== null && { limit }),
  };
}

/**
 * `retry-after` as milliseconds from `now`, from seconds or an HTTP date (RFC 9110, 10.2.3); null when it was not told
 * or cannot be read. It is at most an hour: all workers keep to it, and no slip of a proxy may stop them for years. `now` should be the answer's own `date`, which spares us the difference between two clocks.
 */
export function readRetryAfter({ value, now }: { value: string | undefined; now: Date | null }): number | null {
  const waitMs = secondsToMs(value) ?? msUntil({ date: value ?? "", now });
  return waitMs === null ? null : Math.min(waitMs, hourMs);
}

function msUntil({ date, now }: { date: string; now: Date | null }): number | null {
  const at = httpDate(date);
  return at === null || now === null ? null : Math.max(0, at - now.getTime());
}

/** The instant at which the provider says it answered, from the `date` header. */
export function answeredAt(headers: ResponseHeaders): Date | null {
  const at = httpDate(headers?.date ?? "");
  return at === null ? null : new Date(at);
}

// Date.parse alone would read "-3" as a year.
function httpDate(text: string): number | null {
  const at = /^[A-Z][a-z]+, \d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function secondsToMs(value: string | undefined): number | null {
  const told = value?.trim() ?? "";
  return /^\d{1,9}(\.\d{1,9})?$/.test(told) ? Math.ceil(Number(told) * 1000) : null;
}

function wholeNumber(value: string | undefined): number | null {
  const told = value?.trim() ?? "";
  return /^\d{1,9}$/.test(told) ? Number(told) : null;
}
