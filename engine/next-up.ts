import type { Lesson } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { type Delivery, readDelivery } from "../db/deliveries.ts";
import type { Enrolment } from "../db/enrolments.ts";
import { type Reader, readSuppression } from "../db/readers.ts";
import type { SuppressionReason } from "../db/schema/readers.ts";
import { localDay } from "../domain/calendar.ts";
import { nextDue } from "../domain/schedule.ts";
import { spokenDay, spokenInstant, spokenZone } from "../domain/spoken.ts";
import { dueOf } from "./due.ts";
import { type ForeseenTurn, foreseeBudget } from "./foreseen-turns.ts";
import { dayOf, lessonPhrase } from "./lesson-values.ts";
import { waitsForCompletion } from "./move-on.ts";
import { nextOn, type Passage, readPassages } from "./passage.ts";

/** Why the next lesson comes when it does, or does not come. */
export type NextReason =
  | "time"
  | "on its way"
  | "budget"
  | "completion"
  | "paused"
  | "paused until"
  | "refused"
  | "suppressed"
  | "cohort";

/** What comes next in one course: which lesson, when, and a plain sentence that says why then. */
export type NextUp = {
  enrolmentId: number;
  courseTitle: string;
  lesson: { key: string; title: string; day: number } | null;
  at: Date | null;
  /** "Tuesday, November 24, at 7:00 AM, Berlin time". */
  spoken: string | null;
  reason: NextReason | null;
  words: string | null;
};

/** What is known of one live enrolment. */
export type Run = { enrolment: Enrolment; passage: Passage; open: Delivery | null };

/**
 * What comes next in each live course of a reader. Whatever waits for a place in the daily budget is foreseen day by
 * day with the rule that planning goes by, so all enrolments of the reader should be given, and those that are over are
 * left out of the answer.
 */
export async function readNextUp(
  db: Database,
  input: { reader: Reader; enrolments: readonly Enrolment[]; now: Date },
): Promise<NextUp[]> {
  const { reader, now } = input;
  const live = input.enrolments.filter(({ state }) => state === "active" || state === "paused");
  const passages = await readPassages(
    db,
    live.map((enrolment) => ({ ...reader, ...enrolment })),
  );
  const runs: Run[] = [];
  for (const enrolment of live) {
    const passage = passages.get(enrolment.id);
    const { openDeliveryId } = enrolment;
    if (!passage) throw new Error(`enrolment ${enrolment.id} has no passage`);
    runs.push({ enrolment, passage, open: openDeliveryId ? await readDelivery(db, { id: openDeliveryId }) : null });
  }
  const turns = await foreseeBudget(db, { reader, runs, now });
  const ban = await readSuppression(db, { addressHash: reader.addressHash });
  return runs.map((run) => nextUpOf(run, { now, turn: turns.get(run.enrolment.id) ?? null, ban }));
}

type Answer = Pick<NextUp, "reason" | "words"> & { lesson: Lesson | null; at: Date | null };

type Facts = { now: Date; turn: ForeseenTurn | null; ban: SuppressionReason | null };

function nextUpOf(run: Run, { now, turn, ban }: Facts): NextUp {
  const { enrolment, passage } = run;
  const { lesson, at, reason, words } = answerOf(run, { now, turn, ban });
  return {
    enrolmentId: enrolment.id,
    courseTitle: passage.course.facts.title,
    lesson: lesson && { key: lesson.key, title: lesson.title, day: dayOf(passage, lesson) },
    at,
    spoken: at && spoken(at, passage),
    reason,
    words,
  };
}

/** Where nothing may be sent, no time is named, whatever the row of the run still says. */
function answerOf(run: Run, { now, turn, ban }: Facts): Answer {
  const answer = run.enrolment.state === "paused" ? pausedAnswer(run, now) : activeAnswer(run, { now, turn });
  if (ban === null || answer.lesson === null) return answer;
  return { lesson: answer.lesson, at: null, reason: "suppressed", words: banWords[ban] };
}

const cameBack = "Mail to your address came back, so we have stopped sending.";
const banWords: Readonly<Record<SuppressionReason, string>> = {
  bounced: cameBack,
  complained: "Mail of ours was marked as spam at your address, so we have stopped sending.",
  left: "You left, so we send nothing to your address.",
  erased: "You left, so we send nothing to your address.",
};

function spoken(at: Date, { rhythm }: Passage): string {
  return `${spokenInstant(at, rhythm.zone)}, ${spokenZone(rhythm.zone)} time`;
}

function pausedAnswer({ enrolment, passage }: Run, now: Date): Answer {
  const { pauseReason, resumeDay, resumeAt, confirmedAt } = enrolment;
  const waiting = waitsForCompletion(passage) ? waitingAnswer(passage, now) : null;
  // After the last lesson nothing follows, whatever is not done.
  const gated = waiting?.lesson ? waiting : null;
  if (resumeDay !== null && resumeAt !== null) {
    const until = `Paused until ${spokenDay(resumeDay)}.`;
    if (gated) return { ...gated, reason: "paused until", words: `${until} ${gated.words}` };
    const due = dueOf(passage, { confirmedAt, now: resumeAt > now ? resumeAt : now, fromDay: resumeDay });
    const lesson = nextOn(passage, due.slotAt);
    const then = lesson ? ` ${lessonPhrase(passage, lesson)} comes on ${spoken(due.dueAt, passage)}.` : "";
    return { lesson, at: lesson && due.dueAt, reason: "paused until", words: `${until}${then}` };
  }
  const lesson = nextOn(passage, dueOf(passage, { confirmedAt, now }).slotAt);
  if (pauseReason === "refused") {
    const words = "Our mail service would not take your last lesson. We can see that and will put it right.";
    return { lesson, at: null, reason: "refused", words };
  }
  if (pauseReason === "suppressed") {
    return { lesson, at: null, reason: "suppressed", words: cameBack };
  }
  const then = lesson ? ` ${lessonPhrase(passage, lesson)} comes when you go on.` : "";
  return {
    lesson,
    at: null,
    reason: "paused",
    words: `You have paused this course.${gated ? ` ${gated.words}` : then}`,
  };
}

function activeAnswer(run: Run, { now, turn }: { now: Date; turn: ForeseenTurn | null }): Answer {
  const { enrolment, passage, open } = run;
  if (enrolment.wait === "completion") return waitingAnswer(passage, now);
  const slotAt = enrolment.nextSlotAt ?? open?.slotAt ?? now;
  const queued = open && passage.lessons.find(({ id }) => id === open.lessonId);
  const lesson = queued ?? nextOn(passage, turn?.slotAt ?? slotAt);
  if (!lesson) return { lesson, at: null, reason: null, words: "You have had every lesson of this course." };
  const phrase = lessonPhrase(passage, lesson);
  if (turn?.waits) {
    const words = `${turn.waits} ${phrase} comes on ${spoken(turn.dueAt, passage)}.`;
    return { lesson, at: turn.dueAt, reason: "budget", words };
  }
  const at = enrolment.nextSendAt ?? (open?.state === "queued" ? open.dueAt : null);
  if (at === null || at <= now) {
    return { lesson, at: null, reason: "on its way", words: `${phrase} is on its way to you right now.` };
  }
  if (isBeforeCohort(passage, slotAt)) {
    return { lesson, at, reason: "cohort", words: `Everybody begins together, on ${spoken(at, passage)}.` };
  }
  return { lesson, at, reason: "time", words: `${phrase} comes on ${spoken(at, passage)}.` };
}

function isBeforeCohort({ course, had, rhythm }: Passage, slotAt: Date): boolean {
  const { start } = course.facts;
  return typeof start !== "string" && had.length === 0 && localDay(slotAt, rhythm.zone) === start.cohortDay;
}

function waitingAnswer(passage: Passage, now: Date): Answer {
  const { rhythm, last, lessons, had } = passage;
  const lesson = nextOn(passage, nextDue({ rhythm, last, now }).slotAt);
  const newest = lessons.find(({ id }) => id === had.at(-1)?.lessonId);
  const words = newest
    ? `${lesson ? lessonPhrase(passage, lesson) : "The next lesson"} follows once you have done ${lessonPhrase(passage, newest)}.`
    : "The next lesson follows once you have done the last one.";
  return { lesson, at: null, reason: "completion", words };
}
