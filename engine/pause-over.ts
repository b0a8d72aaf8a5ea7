import type { Database } from "../db/connect.ts";
import { cancelQueuedNotices } from "../db/deliveries.ts";
import type { Enrolment } from "../db/enrolments.ts";
import type { Reader } from "../db/readers.ts";
import { addDays, type Day, instantOf } from "../domain/calendar.ts";
import { spokenInstant, spokenZone } from "../domain/spoken.ts";
import { dueOf } from "./due.ts";
import { lessonPhrase } from "./lesson-values.ts";
import { waitsForCompletion } from "./move-on.ts";
import { queueNotice } from "./notices.ts";
import { nextOn, type Passage, readPassage } from "./passage.ts";

type Returning = { reader: Reader; enrolment: Enrolment; now: Date };

/**
 * Queues the one mail that says that a pause is about to end: at the reader's send time of the day before, so that nobody
 * is surprised. Where that has passed it goes at once; of a pause that only lasts until tomorrow, with its end, for
 * nobody wants to hear of the end of what they have just begun.
 */
export async function queuePauseOver(tx: Database, input: Returning & { isNew: boolean }): Promise<void> {
  const { reader, enrolment, now } = input;
  const { id, resumeDay, resumeAt } = enrolment;
  if (resumeDay === null || resumeAt === null) return;
  await takeBackPauseOver(tx, { enrolmentId: id });
  const noticeAt = instantOf({ day: addDays(resumeDay, -1), minute: reader.sendMinute, zone: reader.zone });
  const lateAt = input.isNew ? resumeAt : now;
  await queueNotice(tx, {
    kind: "pause-over",
    occasion: occasionOf({ id, resumeDay }),
    enrolment,
    dueAt: noticeAt > now ? noticeAt : lateAt,
    now,
    values: pauseOverValues(await readPassage(tx, { ...reader, ...enrolment }), { ...enrolment, resumeDay, resumeAt }),
  });
}

function occasionOf({ id, resumeDay }: { id: number; resumeDay: Day }): string {
  return `pause:${id}:${resumeDay}`;
}

/** The day whose beginning such a mail announces. */
export function pauseEndIn(occasion: string): Day {
  return occasion.slice(occasion.lastIndexOf(":") + 1);
}

/** Whoever comes back by hand, or pauses on, needs no such mail; one that is out is out. */
export function takeBackPauseOver(tx: Database, input: { enrolmentId: number }): Promise<void> {
  const reason = "the pause ends otherwise";
  return cancelQueuedNotices(tx, { enrolmentIds: [input.enrolmentId], notice: "pause-over", reason });
}

/** What comes next and when, as far as anybody can tell before the day. */
export function pauseOverValues(
  passage: Passage,
  pause: { confirmedAt: Date | null; resumeDay: string; resumeAt: Date },
): Record<string, string> {
  const { rhythm, lessons, had } = passage;
  const due = dueOf(passage, { confirmedAt: pause.confirmedAt, now: pause.resumeAt, fromDay: pause.resumeDay });
  const newest = lessons.find(({ id }) => id === had.at(-1)?.lessonId);
  if (newest && waitsForCompletion(passage)) {
    return { "notice.lesson": lessonPhrase(passage, newest), "notice.next": "Still open: the next one follows it" };
  }
  const next = nextOn(passage, due.slotAt);
  if (!next) return { "notice.lesson": passage.course.facts.title, "notice.next": "You have had every lesson" };
  const spoken = `${spokenInstant(due.dueAt, rhythm.zone)}, ${spokenZone(rhythm.zone)} time`;
  return { "notice.lesson": lessonPhrase(passage, next), "notice.next": spoken };
}
