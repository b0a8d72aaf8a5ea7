import { z } from "zod";
import { answeredAt, type ResponseHeaders, readPace, readRetryAfter } from "./pace.ts";
import { cureFor } from "./resend-cures.ts";
import type { Outcome, Pace } from "./transport.ts";

/** What the SDK returns. Its types describe the API on a good day, so data and error are taken as unknown. */
export type Answer = { data: unknown; error: unknown; headers: ResponseHeaders };

const Accepted = z.object({
  data: z.array(z.object({ id: z.string().min(1) })),
  errors: z.array(z.object({ index: z.int().min(0), message: z.string() })).nullish(),
});

const Refusal = z.object({
  name: z.string().catch("unnamed"),
  message: z.string().catch(""),
  statusCode: z.int().nullable().catch(null),
});

/** The permissive answer gives each refused message a sentence and no name; the error table calls such faults this. */
const refusedOne = "validation_error";

const messageFaults = new Set([
  "validation_error",
  "invalid_parameter",
  "missing_required_field",
  "invalid_attachment",
]);
const rateNames = new Set(["rate_limit_exceeded", "application_error"]);
const inFlightNames = new Set(["concurrent_idempotent_requests", "resource_locked"]);

/**
 * Sorts one answer to a permissive batch of `count` messages into an outcome, after PROVIDERS.md's error table. Whatever
 * does not prove that nothing was accepted is `unknown`; whatever is definite and not listed is `halted`.
 */
export function outcomeOf(answer: Answer, count: number): Outcome {
  const pace = readPace(answer.headers);
  if (answer.error === null || answer.error === undefined) return acceptance(answer.data, count, pace);
  const { name, message, statusCode } = Refusal.catch(nothingSaid).parse(answer.error);
  const kind = verdictOf(statusCode, name);
  if (kind === "halted") return { kind, name, message, cure: cureFor({ name, status: statusCode }), pace };
  if (kind !== "deferred") return { kind, name, message, pace };
  const retryAfterMs = readRetryAfter({ value: answer.headers?.["retry-after"], now: answeredAt(answer.headers) });
  return { kind, name, message, retryAfterMs, pace };
}

const nothingSaid = { name: "unnamed", message: "", statusCode: null };

/**
 * The error table. The SDK makes up `application_error` for every answer that is not JSON and keeps its status: with a
 * 429 that is a proxy's rate limit, with another 4xx something that is not Resend. A 408 is a proxy that gave up while
 * the request may have gone on behind it.
 */
function verdictOf(status: number | null, name: string): Exclude<Outcome["kind"], "accepted" | "partly" | "each"> {
  if (status === null || status < 300 || status === 408 || status >= 500) return "unknown";
  if (status === 429 && rateNames.has(name)) return "deferred";
  if (status === 409 && inFlightNames.has(name)) return "inFlight";
  if (status === 409 && name === "invalid_idempotent_request") return "conflicted";
  if ((status === 400 || status === 422) && messageFaults.has(name)) return "refused";
  return "halted";
}

/**
 * A 2xx. `data` holds the accepted messages in their order, `errors` the indexes of the others. Only an answer that
 * accounts for every message exactly once is believed: ids given to the wrong readers would be worse than asking again.
 */
function acceptance(data: unknown, count: number, pace: Pace): Outcome {
  const read = Accepted.safeParse(data);
  if (!read.success) return unreadable("The answer is not in a form that Dayletter knows.", pace);
  const ids = read.data.data.map(({ id }) => id);
  const errors = read.data.errors ?? [];
  const refusedAt = new Map(errors.map(({ index, message }) => [index, message]));
  const told = ids.length + refusedAt.size;
  const addsUp = refusedAt.size === errors.length && errors.every(({ index }) => index < count) && told === count;
  if (!addsUp || new Set(ids).size !== ids.length) {
    return unreadable(`The answer accounts for ${told} of ${count} messages, or for one of them twice.`, pace);
  }
  if (refusedAt.size === 0) return { kind: "accepted", ids, pace };
  return { kind: "partly", ...split({ ids, refusedAt, count }), pace };
}

function split({ ids, refusedAt, count }: { ids: readonly string[]; refusedAt: Map<number, string>; count: number }) {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const accepted = indexes.filter((index) => !refusedAt.has(index));
  const refused = indexes.filter((index) => refusedAt.has(index));
  return {
    accepted: ids.map((id, place) => ({ index: accepted[place] as number, id })), // the lengths agree: the sum was checked
    refused: refused.map((index) => ({ index, name: refusedOne, message: refusedAt.get(index) ?? "" })),
  };
}

function unreadable(message: string, pace: Pace): Outcome {
  return { kind: "unknown", name: "unreadable_answer", message, pace };
}
