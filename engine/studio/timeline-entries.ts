import type { Enrolment } from "../../db/enrolments.ts";
import type {
  listActsOn,
  listAddressChanges,
  listChanges,
  listCompletions,
  listConsents,
  listEventsOfReader,
  StoredMessage,
} from "../../db/studio/reader-story.ts";
import { spokenDay, spokenInstant, spokenZone } from "../../domain/spoken.ts";
import { dayOf, providerOf } from "./reader-answer.ts";
import type { Entry } from "./timeline.ts";

/** Rows as entries of a reader's timeline: what happened, and why, in plain words. */
type RowOf<List extends (...asked: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<List>>[number];

type Said = { zone: string; aheadMs: number };

export function messageEntry(message: StoredMessage, said: Said): Entry {
  const { state, fate } = message;
  const isUnknown = state === "uncertain" && fate === null;
  return {
    at: message.at,
    kind: state === "refused" || isUnknown || state === "suppressed" ? "trouble" : "sent",
    title: messageTitle(message),
    words: messageWords(message, said),
    facts: messageFacts(message, said),
    deliveryId: message.id,
  };
}

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
  message: Pick<StoredMessage, "notice" | "lessonTitle" | "lessonPosition" | "courseTitle" | "kind" | "copy">,
): string {
  const { notice, lessonTitle, courseTitle, copy } = message;
  if (notice !== null) return `${noticeNames[notice] ?? notice}${courseTitle === null ? "" : `, ${courseTitle}`}`;
  if (lessonTitle === null) return "A letter";
  const again = copy > 0 ? `, copy ${copy}` : "";
  return `${dayOf(message)}: ${lessonTitle}${again}`;
}

/** What a message is called where something is said of it: a lesson by its day, a notice and a letter by name. */
export function shortTitle(
  message: Pick<StoredMessage, "notice" | "lessonTitle" | "lessonPosition"> & { issueTitle: string | null },
): string {
  const { notice, lessonTitle, issueTitle } = message;
  if (lessonTitle !== null) return `${dayOf(message)}: ${lessonTitle}`;
  return issueTitle ?? noticeNames[notice ?? ""] ?? "a message";
}

function messageWords(message: StoredMessage, { zone, aheadMs }: Said): string {
  const { state, reason, dueAt, hadAt, fate } = message;
  const provider = providerOf(message);
  const fates = {
    delivered: " Their mail server took it.",
    bounced: " Their mail server sent it back.",
    complained: " They marked it as spam.",
  };
  switch (state) {
    case "accepted":
      return `Accepted by ${provider}${hadAt === null ? "" : ` on ${spokenInstant(hadAt, zone)}`}.${fate === null ? "" : fates[fate]}`;
    case "refused":
      return `Refused by ${provider} (${reason}). Nothing is skipped: it can be sent again from Today.`;
    case "uncertain":
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
      return dueAt === null
        ? "Ready, and held while the course rests."
        : `Ready. It goes out on ${spokenInstant(dueAt, zone)}.`;
  }
}

function messageFacts(message: StoredMessage, { zone }: Said): [string, string][] {
  const { plannedAt, dueAt, slotAt, firstAttemptAt, attempts, hadAt, state, providerId, lastError } = message;
  const when = (at: Date | null): string | null => at && `${spokenInstant(at, zone)}, ${spokenZone(zone)} time`;
  const facts: [string, string | null][] = [
    ["Belongs to", message.courseTitle],
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

const verdictWords: Readonly<Record<string, string>> = {
  person: "A person, as far as anybody can tell.",
  prefetch: "A mail program that fetches pictures ahead, and no person.",
  scanner: "A machine that looks through mail, and no person.",
  unknown: "A person or a machine: it cannot be told.",
};

export function eventEntry(event: RowOf<typeof listEventsOfReader>): Entry {
  const { kind, link, verdict, facts, notice, lessonTitle, sentAt } = event;
  const what = lessonTitle === null ? (noticeNames[notice ?? ""] ?? "a message") : `${dayOf(event)}: ${lessonTitle}`;
  const seconds = sentAt === null ? null : Math.round((event.at.getTime() - sentAt.getTime()) / 1_000);
  const signals: [string, string | null][] = [
    ["After it was accepted", seconds === null ? null : `${seconds.toLocaleString("en-US")} seconds`],
    ["Asked by", facts.method],
    ["Program", facts.userAgent],
    ["Network", facts.network],
    ["Purpose it gave", facts.purpose],
  ];
  return {
    at: event.at,
    kind: "seen",
    title:
      kind === "opened"
        ? `Opened: ${what}`
        : `Clicked: ${what}, ${link === 0 ? "the link that only a machine finds" : `link ${link}`}`,
    words: verdictWords[verdict] ?? verdict,
    facts: signals.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  };
}

const feltWords: Readonly<Record<string, string>> = {
  easy: "It felt easy.",
  right: "It felt right.",
  hard: "It felt hard.",
};

export function completionEntry(done: RowOf<typeof listCompletions>): Entry {
  const words = (done.felt !== null && feltWords[done.felt]) || "They pressed “I did it”.";
  return { at: done.at, kind: "reader", title: `Did ${dayOf(done)}: ${done.lessonTitle}`, words, facts: [] };
}

export function openedEntry(opened: RowOf<typeof listCompletions>): Entry {
  const title = `Opened ${dayOf(opened)}: ${opened.lessonTitle}`;
  return {
    at: opened.at,
    kind: "reader",
    title,
    words: "On the web, before its mail: “the next lesson now”.",
    facts: [],
  };
}

export function changeEntry(change: RowOf<typeof listChanges>): Entry {
  const { at, kind, former, present, courseTitle } = change;
  const course = courseTitle ?? "a course";
  const titles: Readonly<Record<typeof kind, string>> = {
    zone: "Moved to another time zone",
    hour: "Chose another send time",
    weekdays: `Chose other weekdays for ${course}`,
    pace: `Chose another pace for ${course}`,
    budget: "Chose how many lessons a day may bring",
    name: "Changed their name",
    tracking: present === "off" ? "Asked not to be counted" : "Allowed to be counted",
    paused: `Paused ${course}`,
    resumed: `Went on with ${course}`,
    restarted: `Began ${course} again`,
    left: `Left ${present ?? course}`,
  };
  return { at, kind: "reader", title: titles[kind], words: changeWords({ kind, former, present }), facts: [] };
}

function changeWords({
  kind,
  former,
  present,
}: {
  kind: string;
  former: string | null;
  present: string | null;
}): string {
  if (kind === "paused") return present === null ? "Until they come back." : `Until ${spokenDay(present)}.`;
  if (kind === "left" || kind === "resumed" || kind === "restarted" || kind === "tracking") return "On their own page.";
  return `From ${former ?? "nothing"} to ${present ?? "nothing"}.`;
}

/** "reader paused" as "Ada: reader paused, in 30-Day Runner Core". The reason is what the author wrote. */
export function actEntry({ at, authorName, act, facts, courseTitle }: RowOf<typeof listActsOn>): Entry {
  const { reason, ...others } = facts;
  const told = Object.entries(others).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as const],
  );
  return {
    at,
    kind: "author",
    title: `${authorName}: ${act}${courseTitle === null ? "" : `, in ${courseTitle}`}`,
    words: typeof reason === "string" && reason !== "" ? `Because: ${reason}` : "",
    facts: told,
  };
}

export function consentEntries(consent: RowOf<typeof listConsents>): Entry[] {
  const { purpose, form, words, askedAt, confirmedAt, withdrawnAt } = consent;
  const facts = [["Words beside the button", words]] as const;
  const what = purposeWords(purpose);
  return [
    { at: askedAt, kind: "reader" as const, title: `Asked for ${what}`, words: `By the form “${form}”.`, facts },
    ...(confirmedAt === null
      ? []
      : [
          {
            at: confirmedAt,
            kind: "reader" as const,
            title: `Agreed to ${what}`,
            words: "They pressed the button in the mail that asks.",
            facts,
          },
        ]),
    ...(withdrawnAt === null
      ? []
      : [{ at: withdrawnAt, kind: "reader" as const, title: `Agrees no longer to ${what}`, words: "", facts: [] }]),
  ];
}

function purposeWords(purpose: string): string {
  const [kind, slug = ""] = purpose.split(":");
  if (kind === "course") return `the course “${slug}”`;
  return kind === "newsletter" ? `the letter “${slug}”` : `“${purpose}”`;
}

export function addressEntries(change: RowOf<typeof listAddressChanges>): Entry[] {
  const { askedAt, confirmedAt, withdrawnAt, address, formerAddress } = change;
  const words = `From ${formerAddress} to ${address}.`;
  const entries: [Date | null, string][] = [
    [askedAt, "Asked to be written to elsewhere"],
    [confirmedAt, "Confirmed the new address"],
    [withdrawnAt, "Took the wish for another address back"],
  ];
  return entries.flatMap(([at, title]) =>
    at === null ? [] : [{ at, kind: "reader" as const, title, words, facts: [] }],
  );
}

const endWords: Partial<Record<Enrolment["state"], string>> = {
  finished: "Finished",
  left: "Left",
  restarted: "Ended a round of",
};

/** The beginnings and ends of a run. What a reader did about it stands among their changes as well, with the how. */
export function enrolmentEntries({ run, confirmedAt, endedAt, state }: Enrolment, courseTitle: string): Entry[] {
  const round = run === 1 ? "" : `, round ${run}`;
  const end = endWords[state];
  return [
    ...(confirmedAt === null
      ? []
      : [{ at: confirmedAt, kind: "reader" as const, title: `Began ${courseTitle}${round}`, words: "", facts: [] }]),
    ...(endedAt === null || end === undefined
      ? []
      : [{ at: endedAt, kind: "reader" as const, title: `${end} ${courseTitle}${round}`, words: "", facts: [] }]),
  ];
}
