import type { StoredMessage } from "../../db/studio/reader-story.ts";
import { spokenInstant, spokenZone } from "../../domain/spoken.ts";
import { type Moment, whyQueued } from "./queued.ts";
import { dayOf, providerOf } from "./reader-answer.ts";
import type { Entry } from "./timeline.ts";
import { waitWords } from "./wait-words.ts";

/** Where its reader is, and what is known of this moment. */
type Said = Moment & { zone: string };

export function messageEntry(message: StoredMessage, said: Said): Entry {
  const { state, fate } = message;
  const isUnknown = state === "uncertain" && fate === null;
  return {
    at: message.at,
    kind: state === "refused" || isUnknown || state === "suppressed" || fate === "failed" ? "trouble" : "sent",
    title: messageTitle(message),
    words: messageWords(message, said),
    facts: messageFacts(message, said),
    deliveryId: message.id,
  };
}

/** What the notices are called in a story. */
const noticeNames: Readonly<Record<string, string>> = {
  confirm: "The question to confirm",
  welcome: "The welcome",
  nudge: "A reminder",
  "pause-over": "Word that the pause ends",
  finished: "Word that the course is finished",
  "find-link": "Their link again",
  "address-change": "The question at a new address",
  "address-changed": "Word to the former address",
};

function messageTitle(
  message: Pick<StoredMessage, "notice" | "lessonTitle" | "lessonPosition" | "issueTitle" | "courseTitle" | "copy">,
): string {
  const { notice, lessonTitle, issueTitle, courseTitle, copy } = message;
  if (notice !== null) return `${noticeNames[notice] ?? notice}${courseTitle === null ? "" : `, ${courseTitle}`}`;
  const again = copy > 0 ? `, copy ${copy}` : "";
  if (lessonTitle === null) return `Letter: ${issueTitle ?? "without a title"}${again}`;
  return `${dayOf(message)}: ${lessonTitle}${again}`;
}

/** What a message is called where something is said of it: a lesson by its day, a notice and a letter by name. */
export function shortTitle(
  message: Pick<StoredMessage, "lessonTitle" | "lessonPosition" | "issueTitle"> & { notice: string | null },
): string {
  const { notice, lessonTitle, issueTitle } = message;
  if (lessonTitle !== null) return `${dayOf(message)}: ${lessonTitle}`;
  return issueTitle ?? noticeNames[notice ?? ""] ?? "a message";
}

function messageWords(message: StoredMessage, said: Said): string {
  const { zone, aheadMs } = said;
  const { state, reason, hadAt, fate } = message;
  const provider = providerOf(message);
  const fates = {
    delivered: " Their mail server took it.",
    bounced: " Their mail server sent it back.",
    complained: " They marked it as spam.",
    failed: " But then it was never sent; it can be sent again from Today.",
  };
  switch (state) {
    case "accepted":
      return `Accepted by ${provider}${hadAt === null ? "" : ` on ${spokenInstant(hadAt, zone)}`}.${fate === null ? "" : fates[fate]}`;
    case "refused":
      return `Refused by ${provider} (${reason}). Nothing is skipped: it can be sent again from Today.`;
    case "uncertain":
      if (fate === "failed")
        return `Handed over, and no answer ever came to us (${reason}). The provider has told since that it was never sent.`;
      if (fate !== null)
        return `Handed over, and no answer ever came to us (${reason}). But it went out:${fates[fate]}`;
      return `Handed over, and no answer ever came (${reason}). It counts as had and is never repeated by itself.`;
    case "suppressed":
      return `Not sent: nothing may be sent to this address (${reason}).`;
    case "cancelled":
      return `Never sent: ${reason}.`;
    case "batched":
      return `Handed to ${provider}; the answer is still open.${message.nextAttemptAt === null ? "" : ` Tried again on ${spokenInstant(new Date(message.nextAttemptAt.getTime() + aheadMs), zone)}.`}`;
    case "queued":
      return queuedWords(message, said);
  }
}

/** Why it has not gone out yet. */
function queuedWords(message: StoredMessage, said: Said): string {
  const queued = whyQueued(message, said);
  switch (queued.why) {
    case "held": {
      const latest = queued.until === null ? "" : `, until ${spokenInstant(queued.until, said.zone)} at the latest`;
      return `Ready, and held because ${waitWords[queued.wait].ofOne}${latest}.`;
    }
    case "later":
      return `Ready. It goes out on ${spokenInstant(queued.at, said.zone)}.`;
    case "halted":
      return `Ready and due, but sending has halted (${queued.name}). It goes out as soon as sending resumes.`;
    case "asked to wait":
      return `Ready and due; the provider asked us to wait until ${spokenInstant(queued.until, said.zone)}.`;
    case "in line":
      return "Ready and due: it waits for its turn to be handed over.";
  }
}

function messageFacts(message: StoredMessage, { zone }: Said): [string, string][] {
  const { plannedAt, dueAt, slotAt, firstAttemptAt, attempts, hadAt, state, providerId, lastError } = message;
  const when = (at: Date | null): string | null => at && `${spokenInstant(at, zone)}, ${spokenZone(zone)} time`;
  const facts: [string, string | null][] = [
    ["Belongs to", message.courseTitle ?? message.newsletterTitle],
    ["Planned", when(plannedAt)],
    ["For the slot of", when(slotAt)],
    ["Due", state === "queued" ? when(dueAt) : null],
    ["First attempt", when(firstAttemptAt)],
    ["Attempts", attempts === null || firstAttemptAt === null ? null : String(attempts)],
    ["Accepted", state === "accepted" ? when(hadAt) : null],
    ["Given up", state === "uncertain" ? when(hadAt) : null],
    ["The provider’s id", providerId],
    ["The provider’s last answer", state === "accepted" ? null : lastError],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}
