import { noteCompletion, takeCompletionBack } from "../db/completions.ts";
import type { Database } from "../db/connect.ts";
import type { Delivery } from "../db/deliveries.ts";
import { changeEnrolment, lockEnrolment, readEnrolment } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { type DayMark, donePhrase, streakPhrase } from "../domain/streaks.ts";
import type { LessonKind } from "../emails/parts/props.ts";
import type { Context } from "./context.ts";
import { preparedVersion } from "./fillers.ts";
import { lessonValues, variantFor } from "./lesson-values.ts";
import { nextStep } from "./move-on.ts";
import { liveLessons, type Passage, passageProgress, readPassage } from "./passage.ts";
import { deliveryOf, linkToken } from "./token.ts";
import { webLinks } from "./web-links.ts";

export type LessonPage =
  | { kind: "unknown" }
  | {
      kind: "ok";
      courseTitle: string;
      courseSlug: string;
      title: string;
      day: number;
      days: number;
      minutes: number;
      lessonKind: LessonKind;
      /** A fragment of our own compiling, filled for this reader. */
      html: string;
      completed: boolean;
      streakPhrase: string;
      donePhrase: string;
      week: readonly { day: number; mark: DayMark }[];
      meToken: string;
    };

/** The lesson as a page, with this reader's progress as it is now. Reading it completes nothing. */
export async function readLesson(context: Context, input: { token: string }): Promise<LessonPage> {
  const found = await find(context, input);
  if (!found) return { kind: "unknown" };
  const { delivery, passage, lesson, name } = found;
  const lessons = liveLessons(passage);
  // A lesson that was retired since has no place of today; it keeps the number that it had.
  const day = lessons.findIndex(({ id }) => id === lesson.id) + 1 || lesson.position;
  const progress = passageProgress(passage);
  const version = await preparedVersion(context, delivery.versionId);
  const values = lessonValues({ passage, lesson, name });
  return {
    kind: "ok",
    courseTitle: passage.course.facts.title,
    courseSlug: passage.course.slug,
    title: lesson.title,
    day,
    days: lessons.length,
    minutes: lesson.minutes,
    lessonKind: lesson.kind,
    html: version.filler(variantFor(name)).fillWeb({
      values: { ...values.values, ...webLinks(context, delivery.id) },
      // The version's own week may hold more days than today's order, after a lesson was retired.
      choices: { ...spareDays, ...values.choices },
      linkUrl: (number) => version.links[number] ?? context.settings.siteUrl,
    }),
    completed: passage.completed.has(lesson.id),
    streakPhrase: streakPhrase(progress.streak),
    donePhrase: donePhrase(progress),
    week: lessons.flatMap((one, index) =>
      one.week === lesson.week ? [{ day: index + 1, mark: progress.marks.get(String(one.id)) ?? "coming" }] : [],
    ),
    meToken: linkToken(context, { deliveryId: delivery.id, purpose: "me" }),
  };
}

const spareDays = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`progress.week.${index}`, "coming"]));

async function find(context: Context, { token }: { token: string }) {
  const delivery = await deliveryOf(context, { purpose: "lesson", token });
  if (delivery?.kind !== "lesson") return null;
  const enrolment = await readEnrolment(context.db, { id: delivery.enrolmentId });
  const reader = await readReader(context.db, { id: delivery.readerId });
  if (!enrolment || !reader) return null;
  const passage = await readPassage(context.db, { ...reader, ...enrolment });
  const lesson = passage.lessons.find(({ id }) => id === delivery.lessonId);
  return lesson ? { delivery, passage, lesson, name: reader.name } : null;
}

export type CompletedLesson = { kind: "unknown" } | { kind: "ok"; completed: boolean };

/**
 * Notes that the reader did this lesson, or takes that back. It locks the enrolment as settling does, so a tap that
 * comes before the provider's answer is recorded counts all the same, and it opens a gate that waited for it.
 */
export async function completeLesson(
  context: Context,
  input: { token: string; done: boolean },
): Promise<CompletedLesson> {
  const delivery = await deliveryOf(context, { purpose: "lesson", token: input.token });
  if (!delivery || delivery.lessonId === null) return { kind: "unknown" };
  const place = { enrolmentId: delivery.enrolmentId, lessonId: delivery.lessonId };
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const enrolment = await lockEnrolment(tx, { id: delivery.enrolmentId });
    if (!enrolment) return { kind: "unknown" };
    if (!input.done) await takeCompletionBack(tx, place);
    else if (await noteCompletion(tx, { ...place, completedAt: now, felt: null }))
      await openGate(tx, { delivery, now });
    return { kind: "ok", completed: input.done };
  });
}

async function openGate(tx: Database, { delivery, now }: { delivery: Delivery; now: Date }): Promise<void> {
  const enrolment = await readEnrolment(tx, { id: delivery.enrolmentId });
  const reader = await readReader(tx, { id: delivery.readerId });
  if (enrolment?.state !== "active" || enrolment.wait !== "completion" || !reader) return;
  const passage: Passage = await readPassage(tx, { ...reader, ...enrolment });
  const step = nextStep(passage, now);
  if (step.kind !== "due") return;
  const { nextSendAt, nextSlotAt } = step;
  await changeEnrolment(tx, { id: enrolment.id, wait: null, nudges: 0, nudgeAt: null, nextSendAt, nextSlotAt });
  await wakeWorkers(tx);
}
