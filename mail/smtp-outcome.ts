import type { MessageOutcome } from "../domain/message-outcome.ts";
import { cureOfServer, type serverFaults } from "./smtp-cures.ts";
import { NoSignIn } from "./smtp-line.ts";
import type { Stop } from "./transport.ts";

/** What the library's errors say beyond their message. */
type Told = { code: string; command: string; reply: number | null; response: string; message: string };

/**
 * What one failed try comes to: what became of its message; a session that the server ended in the midst of it, for its
 * sake or for everybody's; a fault that its message has no part in; a line that was lost before any of the message left;
 * or our own doing, where the journal did not let it leave.
 */
export type Judged =
  | { kind: "outcome"; outcome: MessageOutcome }
  | { kind: "sent away"; stop: Stop & { kind: "deferred" } }
  | { kind: "stopped"; stop: Stop }
  | { kind: "line lost" }
  | { kind: "given up" };

/**
 * Sorts a try that failed when its message was on its way. Once content has begun to leave, only the server's own answer
 * to it is definite: without one the message may have been accepted.
 */
export function judgeFailure({ error, begun }: { error: unknown; begun: boolean }): Judged {
  const told = toldBy(error);
  if (begun && (told.command !== "DATA" || told.reply === null))
    return ofMessage({ kind: "lost", name: "smtp_no_answer" });
  if (told.code === "ESTREAM") return { kind: "given up" };
  if (told.command === "MAIL FROM" && isReply(told, 4)) return stopped(deferral(told));
  if (told.reply === 421) return { kind: "sent away", stop: deferral(told) };
  if (isReply(told, 4)) return ofMessage({ kind: "deferred", name: nameOf(told), message: told.message });
  if (told.code === "EMESSAGE" || isReply(told, 5)) return refusal(told);
  return { kind: "line lost" };
}

/**
 * Sorts what kept a line from being opened, or lost it before anything left. `failuresInRow` counts this one: a server
 * that is being restarted is back soon, and only what lasts is worth halting for.
 */
export function judgeLine({ error, failuresInRow }: { error: unknown; failuresInRow: number }): Stop {
  const told = toldBy(error);
  if (error instanceof NoSignIn) return halt("smtp_no_sign_in", told);
  if (told.code === "EAUTH") return isReply(told, 4) ? deferral(told) : halt("smtp_sign_in_refused", told);
  if (isReply(told, 4)) return deferral(told);
  if (told.command === "STARTTLS" || told.code === "ETLS") return halt("smtp_no_tls", told);
  if (isReply(told, 5)) return halt("smtp_turned_away", told);
  if (isUntrusted(error)) return halt("smtp_certificate", told);
  const retryAfterMs = patienceMs[failuresInRow - 1];
  if (retryAfterMs === undefined) return halt("smtp_unreachable", told);
  return { kind: "deferred", name: "smtp_unreachable", message: told.message, retryAfterMs };
}

const patienceMs: readonly number[] = [5_000, 20_000];

/** For whoever only looks: what fails is told at once. */
export const neverPatient = patienceMs.length + 1;

function ofMessage(outcome: MessageOutcome): Judged {
  return { kind: "outcome", outcome };
}

function stopped(stop: Stop): Judged {
  return { kind: "stopped", stop };
}

/**
 * A 5xx. To the sender it is everybody's, as RFC 3463 X.1.7 and X.1.8 are and a server that wants a sign-in first; the
 * other X.1 and X.2 codes speak of the recipient's own address or mailbox.
 */
function refusal(told: Told): Judged {
  const enhanced = enhancedOf(told);
  if (told.code === "EMESSAGE" && told.reply === null) {
    return ofMessage({ kind: "refused", name: "smtp_too_large", message: told.message, personal: true });
  }
  const isSize = told.reply === 552 || enhanced?.startsWith("5.3.4") === true;
  const isSender = told.command === "MAIL FROM" || enhanced === "5.1.7" || enhanced === "5.1.8";
  if (told.reply === 530 || told.reply === 503) return stopped(halt("smtp_sign_in_refused", told));
  if (isSender && !isSize) return stopped(halt("smtp_sender_refused", told));
  const personal = isSize || /^5\.(1\.([1236]|10)|2\.\d+)$/.test(enhanced ?? "");
  return ofMessage({ kind: "refused", name: nameOf(told), message: told.message, ...(personal && { personal }) });
}

/** "smtp_550_5.1.1": the reply's code, and its enhanced code where it has one. */
function nameOf(told: Told): string {
  const enhanced = enhancedOf(told);
  return `smtp_${told.reply}${enhanced === null ? "" : `_${enhanced}`}`;
}

function enhancedOf({ response }: Told): string | null {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
}

function deferral(told: Told): Stop & { kind: "deferred" } {
  return { kind: "deferred", name: nameOf(told), message: told.message, retryAfterMs: 30_000 };
}

function halt(name: keyof typeof serverFaults, told: Told): Stop {
  return { kind: "halted", name, message: told.message, cure: cureOfServer(name) };
}

function isReply({ reply }: Told, hundreds: 4 | 5): boolean {
  return reply !== null && Math.floor(reply / 100) === hundreds;
}

/** Node's names for a certificate that does not hold. */
function isUntrusted(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const codes = [error, error.cause].flatMap((one) => (one instanceof Error ? Object.values(one) : []));
  return [...codes, error.message].some((text) =>
    /CERT|SELF_SIGNED|self-signed|altnames|UNABLE_TO_/.test(String(text)),
  );
}

function toldBy(error: unknown): Told {
  const field = (name: string): unknown =>
    error instanceof Error && name in error ? Reflect.get(error, name) : undefined;
  const reply = field("responseCode");
  return {
    code: String(field("code") ?? ""),
    command: String(field("command") ?? ""),
    reply: typeof reply === "number" ? reply : null,
    response: String(field("response") ?? ""),
    message: error instanceof Error ? error.message : String(error),
  };
}
