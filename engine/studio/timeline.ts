import { findCoursesById } from "../../db/catalogue.ts";
import { listEnrolmentsOfReader } from "../../db/enrolments.ts";
import type { Reader } from "../../db/readers.ts";
import { readSending } from "../../db/sending.ts";
import {
  listActsOn,
  listAddressChanges,
  listChanges,
  listCompletions,
  listConsents,
  listEventsOfReader,
  listFeedbackOfReader,
  listMessages,
  listOpenedAhead,
} from "../../db/studio/reader-story.ts";
import { listMessageWaits, listRunWaits } from "../../db/studio/reader-waits.ts";
import type { Context } from "../context.ts";
import { feedbackEntry } from "./feedback-entry.ts";
import { messageEntry } from "./message-entries.ts";
import {
  addressEntries,
  changeEntry,
  completionEntry,
  consentEntries,
  eventEntry,
  openedEntry,
} from "./reader-entries.ts";
import { actEntry, enrolmentEntries } from "./run-entries.ts";
import { messageWaitEntry, runWaitEntry } from "./wait-entries.ts";

/** A row as a question about many of them answers it. */
export type RowOf<List extends (...asked: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<List>>[number];

/**
 * `trouble` needs somebody; `sent` is a message; `wait` what kept one; `provider` what was said of one; the others say
 * whose doing it was.
 */
export type EntryKind = "sent" | "trouble" | "wait" | "provider" | "reader" | "author" | "seen";

export type Entry = {
  at: Date;
  kind: EntryKind;
  title: string;
  /** The why, as a sentence or two. */
  words: string;
  /** What is known beyond it, by name. */
  facts: readonly (readonly [name: string, value: string])[];
  /** Of a message: what a link to it names. */
  deliveryId?: number;
};

/** `olderThan`: where an older part ends; null at the beginning of it all. */
export type Timeline = { entries: readonly Entry[]; olderThan: Date | null };

const partLength = 60;

/** After everything that can have happened. */
const theEnd = new Date("9999-01-01T00:00:00Z");

/**
 * All that happened with a reader, the newest first, in parts: what was sent and what the provider and they made of it,
 * what they did and what was done for them. Each table is asked for a part of its own, and the newest of all are shown;
 * entries of one moment are never parted.
 */
export async function readTimeline(
  context: Context,
  { reader, before }: { reader: Reader; before: Date | null },
): Promise<Timeline> {
  const until = before ?? theEnd;
  const all = (await readEntries(context, { reader, before: until }))
    .filter(({ at }) => at < until)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  const last = all[partLength - 1];
  const entries = last === undefined ? all : all.filter(({ at }) => at >= last.at);
  return { entries, olderThan: all.length > entries.length ? (last?.at ?? null) : null };
}

async function readEntries(context: Context, { reader, before }: { reader: Reader; before: Date }): Promise<Entry[]> {
  const { db } = context;
  const { zone } = reader;
  const { calendarAt, elapsedAt } = await context.clocks.read(db);
  const aheadMs = calendarAt.getTime() - elapsedAt.getTime();
  const said = { zone, now: calendarAt, aheadMs, sending: await readSending(db) };
  const asked = { readerId: reader.id, before, limit: partLength + 1 };
  const enrolments = await listEnrolmentsOfReader(db, { readerId: reader.id });
  const courses = await findCoursesById(db, { ids: enrolments.map(({ courseId }) => courseId) });
  const [messages, events, told, changes, acts, done, opened, runWaits, messageWaits, consents, moves] =
    await Promise.all([
      listMessages(db, asked),
      listEventsOfReader(db, asked),
      listFeedbackOfReader(db, asked),
      listChanges(db, asked),
      listActsOn(db, asked),
      listCompletions(db, asked),
      listOpenedAhead(db, asked),
      listRunWaits(db, asked),
      listMessageWaits(db, asked),
      listConsents(db, asked),
      listAddressChanges(db, asked),
    ]);
  return [
    ...messages.map((message) => messageEntry(message, said)),
    ...events.map(eventEntry),
    ...told.map((one) => feedbackEntry(one, said)),
    ...changes.map(changeEntry),
    ...acts.map(actEntry),
    ...done.map(completionEntry),
    ...opened.map(openedEntry),
    ...runWaits.map((wait) => runWaitEntry(wait, said)),
    ...messageWaits.map((wait) => messageWaitEntry(wait, said)),
    ...consents.flatMap(consentEntries),
    ...moves.flatMap(addressEntries),
    ...enrolments.flatMap((enrolment) =>
      enrolmentEntries(enrolment, courses.get(enrolment.courseId)?.facts.title ?? "a course"),
    ),
  ];
}
