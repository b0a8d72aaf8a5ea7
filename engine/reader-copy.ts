import type { Database } from "../db/connect.ts";
import {
  copyAddressChanges,
  copyChanges,
  copyCompletions,
  copyConsents,
  copyCourses,
  copyEvents,
  copyFeedback,
  copyFollows,
  copyMessages,
  copyOpenedAhead,
  copyPastWaits,
  copySuppression,
  copyTags,
} from "../db/reader-copy.ts";
import { readReader } from "../db/readers.ts";
import { formatSendTime } from "../domain/calendar.ts";
import { weekdayPhrase } from "../domain/streaks.ts";
import type { Context } from "./context.ts";
import { deliveryOf } from "./token.ts";

export type ReaderCopy = Record<string, unknown>;

/**
 * Everything that is held about one reader, as an object to be written out: what they told us, what they agreed to in
 * which words, what was sent and what became of it, what they did. Null for a link that is nobody's.
 *
 * It holds no token and no key of ours, so whoever finds the file cannot act with it, and nothing about anybody else.
 * All of it is read at one moment, and every list has an end.
 */
export async function readCopy(context: Context, input: { token: string }): Promise<ReaderCopy | null> {
  const delivery = await deliveryOf(context, { purpose: "me", token: input.token });
  if (!delivery) return null;
  const { readerId } = delivery;
  return context.db.transaction((tx) => copyOf(context, tx, { readerId }), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

async function copyOf(context: Context, tx: Database, input: { readerId: number }): Promise<ReaderCopy | null> {
  const reader = await readReader(tx, { id: input.readerId });
  if (!reader) return null;
  const { name, address, zone, sendMinute, dailyBudget, tracking, createdAt, confirmedAt, source, lastSeenAt } = reader;
  const { calendarAt } = await context.clocks.read(tx);
  return {
    about: [
      `This is everything that ${context.settings.siteName} holds about you, as of ${calendarAt.toISOString()}.`,
      "All times are UTC. A field that is null holds nothing. Days and hours of lessons follow your time zone.",
      "Beside this we keep a keyed hash of your address, by which we would know it again if it must not be written to.",
      "To have all of it erased, open “Erase me” on your own page.",
    ],
    reader: {
      ...{ name, address, timeZone: zone, sendTime: formatSendTime(sendMinute), lessonsADayAtMost: dailyBudget },
      ...{ opensAndClicksMayBeNoted: tracking, firstSeenAt: createdAt, confirmedAt, cameBy: source, lastSeenAt },
    },
    nothingMayBeSentToYou: await copySuppression(tx, input),
    agreedTo: await copyConsents(tx, input),
    courses: (await copyCourses(tx, input)).map(inWords),
    newsletters: await copyFollows(tx, input),
    messages: (await copyMessages(tx, input)).map(withSubject),
    done: await copyCompletions(tx, input),
    openedAhead: await copyOpenedAhead(tx, input),
    whatLessonsWaitedFor: await copyPastWaits(tx, input),
    opensAndClicks: await copyEvents(tx, input),
    toldByTheMailService: await copyFeedback(tx, input),
    changesOfAddress: await copyAddressChanges(tx, input),
    changes: await copyChanges(tx, input),
    wordsThatTheAuthorKeepsOfYou: await copyTags(tx, input),
  };
}

type CopiedCourse = Awaited<ReturnType<typeof copyCourses>>[number];

function inWords({ weekdays, askedFor, ...course }: CopiedCourse) {
  const { name, zone, sendMinute } = askedFor;
  return {
    ...course,
    weekdays: weekdayPhrase(weekdays),
    askedFor: { name, timeZone: zone, sendTime: formatSendTime(sendMinute) },
  };
}

type CopiedMessage = Awaited<ReturnType<typeof copyMessages>>[number];

function withSubject({ subject, ...message }: CopiedMessage) {
  const pieces = subject.flatMap((piece) => (typeof piece === "string" ? [piece] : []));
  return { ...message, subject: pieces.length === subject.length ? pieces.join("") : null };
}
