import type { Enrolment } from "../../db/enrolments.ts";
import type { StoredMessage } from "../../db/studio/reader-story.ts";
import { localDay, localMinute, spokenSendTime } from "../../domain/calendar.ts";
import { spokenDay, spokenInstant, spokenZone } from "../../domain/spoken.ts";
import type { NextUp } from "../next-up.ts";
import { type Moment, whyQueued } from "./queued.ts";
import { waitWords } from "./wait-words.ts";

/**
 * Whether a reader got their lesson, in a sentence that begins with the answer. `trouble`: something has to be done by
 * somebody before a lesson comes.
 */
export type Answer = { words: string; tone: "good" | "plain" | "trouble" };

export type AnswerFacts = Moment & {
  enrolment: Enrolment;
  courseTitle: string;
  zone: string;
  /** The newest lesson of this run that has a message, whatever became of it. */
  newest: StoredMessage | null;
  next: NextUp | null;
  suppressedFor: string | null;
};

/** Answers "did they get their lesson?" for one course. */
export function answerOf(facts: AnswerFacts): Answer {
  const { enrolment, newest } = facts;
  if (enrolment.state === "unconfirmed")
    return plain("No: they have not confirmed yet, so nothing but that question was sent.");
  if (enrolment.state === "left")
    return plain(`No: they left the course${onDay(enrolment.endedAt, facts)}.${lastOne(facts)}`);
  if (enrolment.state === "restarted") return plain("This round is over: a newer one has taken its place.");
  if (newest === null) return answerWithout(facts);
  const answer = outcomes[newest.state](newest, facts);
  return facts.suppressedFor !== null && answer.tone !== "trouble"
    ? trouble(`${answer.words} Nothing more may be sent to this address (${facts.suppressedFor}).`)
    : answer;
}

const plain = (words: string): Answer => ({ words, tone: "plain" });
const good = (words: string): Answer => ({ words, tone: "good" });
const trouble = (words: string): Answer => ({ words, tone: "trouble" });

/** No lesson of this run has a message yet. */
function answerWithout(facts: AnswerFacts): Answer {
  const { enrolment, next, suppressedFor, now } = facts;
  if (suppressedFor !== null) return trouble(`No: nothing may be sent to this address (${suppressedFor}).`);
  if (enrolment.state === "finished") return plain("This course is over for them.");
  if (enrolment.state === "paused") return plain(`Not yet: ${pausedWords(facts)}`);
  const words = nextWords(facts);
  return plain(next?.at && next.at > now ? `Not yet: ${words}` : `It is on its way: ${words}`);
}

type Say = (newest: StoredMessage, facts: AnswerFacts) => Answer;

const outcomes: Readonly<Record<StoredMessage["state"], Say>> = {
  accepted: (newest, facts) => acceptedAnswer(newest, facts),
  refused: (newest, facts) =>
    trouble(
      `No: ${dayOf(newest)} was refused by ${providerOf(newest)}${onDay(newest.firstAttemptAt, facts)} (${newest.reason}). The course rests until that is mended; nothing is skipped.`,
    ),
  suppressed: (newest) =>
    trouble(`No: ${dayOf(newest)} was not sent, because nothing may be sent to this address (${newest.reason}).`),
  uncertain: (newest, facts) =>
    newest.fate !== null
      ? provenAnswer(newest, facts)
      : trouble(
          `Nobody knows: ${dayOf(newest)} was handed to ${providerOf(newest)}${onDay(newest.firstAttemptAt, facts)}, and no answer ever came (${newest.reason}). It counts as had and is never repeated by itself. ${nextWords(facts)}`,
        ),
  batched: (newest, facts) =>
    plain(
      `It is on its way: ${dayOf(newest)} was handed to ${providerOf(newest)}${onDay(newest.firstAttemptAt, facts)}, and the answer is still open.${retryWords(newest, facts)}`,
    ),
  queued: (newest, facts) => queuedAnswer(newest, facts),
  cancelled: (_, facts) => plain(`No: ${nextWords(facts)}`),
};

function acceptedAnswer(newest: StoredMessage, facts: AnswerFacts): Answer {
  const { enrolment, zone, now, next } = facts;
  const got = `${dayOf(newest)} was accepted by ${providerOf(newest)} ${at(newest.hadAt ?? newest.at, facts)}${fateWords(newest)}.`;
  if (newest.fate === "bounced" || newest.fate === "failed") return trouble(`No: ${got} ${nextWords(facts)}`);
  if (enrolment.state === "finished") return good(`Yes, and it was the last one: ${got}`);
  const isToday = newest.slotAt !== null && localDay(newest.slotAt, zone) === localDay(now, zone);
  if (isToday) return good(`Yes: ${got} ${nextWords(facts)}`);
  if (enrolment.state === "paused") return plain(`Not today: ${pausedWords(facts)} The last one, ${got}`);
  if (next?.reason === "completion") return plain(`Not today: ${nextWords(facts)} ${got}`);
  if (next?.at && localDay(next.at, zone) === localDay(now, zone) && next.at > now) {
    return plain(`Not yet today: ${nextWords(facts)} The last one, ${got}`);
  }
  return plain(`None was due today. ${nextWords(facts)} The last one, ${got}`);
}

/** No answer came when it was handed over, but later its webhook. */
function provenAnswer(newest: StoredMessage, facts: AnswerFacts): Answer {
  if (newest.fate === "failed") {
    return trouble(
      `No: ${dayOf(newest)} was handed to ${providerOf(newest)}${onDay(newest.firstAttemptAt, facts)} without an answer, and was never sent, as it told later. ${nextWords(facts)}`,
    );
  }
  const words = `${dayOf(newest)} was handed to ${providerOf(newest)}${onDay(newest.firstAttemptAt, facts)} without an answer, and went out all the same${fateWords(newest)}. ${nextWords(facts)}`;
  return newest.fate === "bounced" ? trouble(`No: ${words}`) : good(`Yes: ${words}`);
}

function queuedAnswer(newest: StoredMessage, facts: AnswerFacts): Answer {
  const day = dayOf(newest);
  if (facts.enrolment.state === "paused")
    return plain(`Not yet: ${day} is ready, and held because ${pausedWords(facts)}`);
  const queued = whyQueued(newest, facts);
  switch (queued.why) {
    case "held":
      return plain(`Not yet: ${day} is ready, and held because ${waitWords[queued.wait].ofOne}.`);
    case "later":
      return plain(`Not yet: ${day} is ready and goes out ${at(queued.at, facts)}.`);
    case "halted":
      return trouble(
        `No: ${day} is ready, but sending has halted (${queued.name}). ${queued.cure} It goes out as soon as sending resumes.`,
      );
    case "asked to wait":
      return plain(
        `Not yet: ${day} is ready; the provider asked us to wait until ${spokenInstant(queued.until, facts.zone)}.`,
      );
    case "in line":
      return plain(`It is on its way: ${day} is ready and waits for its turn to be handed over.`);
  }
}

/** What comes next, or what it waits for, for the author: "Day 13 comes on Wednesday, …". */
export function nextWords({ enrolment, next, zone, now, ...facts }: AnswerFacts): string {
  if (enrolment.state === "finished") return "Nothing more comes: the course is finished.";
  if (enrolment.state === "paused") return capital(pausedWords({ enrolment, next, zone, now, ...facts }));
  const day = next?.lesson ? `Day ${next.lesson.day}` : "The next lesson";
  if (next?.reason === "completion") return `${day} waits until they have done the one before it.`;
  if (!next?.at || next.at <= now) return `${day} is on its way.`;
  const when = `comes on ${spokenInstant(next.at, zone)}, ${spokenZone(zone)} time`;
  if (next.reason === "budget") return `${day} waits its turn among their courses and ${when}.`;
  if (next.reason === "cohort") return `${day} ${when}, when everybody begins together.`;
  return `${day} ${when}.`;
}

function pausedWords({
  enrolment,
  next,
  zone,
}: Pick<AnswerFacts, "enrolment" | "next" | "zone"> & Partial<AnswerFacts>): string {
  const { pauseReason, resumeDay } = enrolment;
  if (pauseReason === "refused") return "the course rests because a lesson was refused.";
  if (pauseReason === "suppressed") return "the course rests because nothing may be sent to this address.";
  if (resumeDay === null) return "the course is paused until they or you resume it.";
  const then = next?.at && next.lesson ? ` Day ${next.lesson.day} then comes on ${spokenInstant(next.at, zone)}.` : "";
  return `the course is paused until ${spokenDay(resumeDay)}.${then}`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function lastOne(facts: AnswerFacts): string {
  const { newest } = facts;
  if (newest?.state !== "accepted") return "";
  return ` The last one, ${dayOf(newest)}, was accepted by ${providerOf(newest)} ${at(newest.hadAt ?? newest.at, facts)}.`;
}

function retryWords({ nextAttemptAt }: StoredMessage, { aheadMs, zone }: AnswerFacts): string {
  if (nextAttemptAt === null) return "";
  const again = new Date(nextAttemptAt.getTime() + aheadMs);
  return ` It is tried again under the same key, next on ${spokenInstant(again, zone)}, and can arrive only once.`;
}

function fateWords({ fate }: StoredMessage): string {
  if (fate === "delivered") return ", and their mail server took it";
  if (fate === "bounced") return ", but their mail server sent it back";
  if (fate === "failed") return ", but then it was never sent; it can be sent again from Today";
  return fate === "complained" ? ", and they marked it as spam" : "";
}

/** "on Tuesday, November 24, at 7:00 AM, Berlin time". */
function at(instant: Date, { zone }: Pick<AnswerFacts, "zone">): string {
  return `on ${spokenInstant(instant, zone)}, ${spokenZone(zone)} time`;
}

function onDay(instant: Date | null, { zone }: Pick<AnswerFacts, "zone">): string {
  if (instant === null) return "";
  return ` on ${spokenDay(localDay(instant, zone))}, at ${spokenSendTime(localMinute(instant, zone))}`;
}

export function dayOf({ lessonPosition, lessonTitle }: Pick<StoredMessage, "lessonPosition" | "lessonTitle">): string {
  return lessonPosition === null ? (lessonTitle ?? "a message") : `Day ${lessonPosition}`;
}

const providers: Readonly<Record<string, string>> = {
  resend: "Resend",
  mailbox: "the mailbox",
  smtp: "your mail server",
};

/** Who was asked to send it, in words. */
export function providerOf({ transport }: Pick<StoredMessage, "transport">): string {
  return (transport !== null && providers[transport]) || "the mail service";
}
