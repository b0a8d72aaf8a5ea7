import type {
  listAddressChanges,
  listChanges,
  listCompletions,
  listConsents,
  listEventsOfReader,
} from "../../db/studio/reader-story.ts";
import { spokenDay } from "../../domain/spoken.ts";
import { shortTitle } from "./message-entries.ts";
import { dayOf } from "./reader-answer.ts";
import type { Entry, RowOf } from "./timeline.ts";

/** What a reader did, and what was seen of them, as entries of their timeline. */
const verdictWords: Readonly<Record<string, string>> = {
  person: "A person, as far as anybody can tell.",
  prefetch: "A mail program that fetches pictures ahead, and no person.",
  scanner: "A machine that looks through mail, and no person.",
  unknown: "A person or a machine: it cannot be told.",
};

export function eventEntry(event: RowOf<typeof listEventsOfReader>): Entry {
  const { kind, link, verdict, facts, sentAt } = event;
  const what = shortTitle(event);
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
