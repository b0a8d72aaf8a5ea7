import type { Course, Lesson } from "../../db/catalogue.ts";
import type { DemoConsent, DemoDelivery, DemoEnrolment, DemoReader } from "../../db/demo.ts";
import { localDay, startOfDay } from "../../domain/calendar.ts";
import { nextDue } from "../../domain/schedule.ts";
import { courseWords } from "../consent-words.ts";
import { type Context, hashAddress } from "../context.ts";
import type { DemoLesson, DemoPassage } from "./passage.ts";
import type { DemoPerson } from "./people.ts";

/** A fictional reader with what has become of them. */
export type Walked = { person: DemoPerson; passage: DemoPassage };

export function readerRow(context: Context, { person, passage }: Walked): DemoReader {
  const { address, name, zone, sendMinute, source } = person;
  const { askedAt: createdAt, confirmedAt, lessons } = passage;
  const lastDone = lessons.findLast(({ done }) => done !== null)?.done?.at;
  const lastSeenAt = passage.state === "left" ? passage.endedAt : (lastDone ?? confirmedAt);
  const addressHash = hashAddress(context, address);
  return { address, addressHash, name, zone, sendMinute, source, createdAt, confirmedAt, lastSeenAt };
}

type Belonging = { course: Course; lessons: readonly Lesson[]; readerId: number };

export function enrolmentRow({ person, passage }: Walked, { course, lessons, readerId }: Belonging, now: Date) {
  const { name, zone, sendMinute } = person;
  const { state, askedAt: createdAt, confirmedAt, endedAt, pause } = passage;
  const row: DemoEnrolment = {
    readerId,
    courseId: course.id,
    run: 1,
    state,
    asked: { name, zone, sendMinute },
    createdAt,
    confirmedAt,
    endedAt,
    reachedLessonId: lessons[passage.lessons.findLastIndex(({ fate }) => fate !== "refused")]?.id ?? null,
  };
  if (pause !== null) {
    const resumeAt = pause.untilDay === null ? null : startOfDay(pause.untilDay, zone);
    return { ...row, pauseReason: pause.reason, resumeDay: pause.untilDay, resumeAt };
  }
  if (state !== "active") return row;
  const newest = passage.lessons.at(-1);
  const startedByConfirming = passage.lessons.length === 1 && course.facts.start === "confirmation";
  const last = newest ? { slotAt: newest.slotAt, acceptedAt: newest.hadAt, startedByConfirming } : null;
  const due = nextDue({ rhythm: { zone, sendMinute, weekdays: 127, everyDays: 1 }, last, now });
  return { ...row, nextSendAt: due.dueAt, nextSlotAt: due.slotAt };
}

export function consentRow({ person, passage }: Walked, { course, lessons, readerId }: Belonging): DemoConsent {
  return {
    readerId,
    purpose: `course:${course.slug}`,
    form: person.source,
    words: courseWords({ title: course.facts.title, days: lessons.length }),
    askedAt: passage.askedAt,
    confirmedAt: passage.confirmedAt,
    withdrawnAt: passage.state === "left" ? passage.endedAt : null,
  };
}

type Owed = Belonging & { enrolmentId: number; notices: Readonly<Record<"confirm" | "welcome" | "finished", number>> };

/** Everything that was ever mailed to this reader for the course: the lessons, and the notices around them. */
export function messageRows({ person, passage }: Walked, owed: Owed): DemoDelivery[] {
  const { askedAt, confirmedAt, state, endedAt } = passage;
  const ofRun = `run:${owed.enrolmentId}`;
  const notice = (kind: keyof Owed["notices"], occasion: string, at: Date): DemoDelivery => ({
    ...messageTo(person, owed),
    kind: "notice",
    notice: kind,
    occasion,
    versionId: owed.notices[kind],
    plannedAt: at,
    hadAt: at,
    fate: "delivered",
    providerId: `demo-${person.number}-${kind}`,
  });
  return [
    notice("confirm", `day:${localDay(askedAt, "UTC")}`, askedAt),
    ...(confirmedAt === null ? [] : [notice("welcome", ofRun, confirmedAt)]),
    ...passage.lessons.map((lesson) => lessonRow(person, { ...owed, lesson })),
    ...(state === "finished" && endedAt !== null ? [notice("finished", ofRun, endedAt)] : []),
  ];
}

function lessonRow(person: DemoPerson, { lesson, ...owed }: Owed & { lesson: DemoLesson }): DemoDelivery {
  const { index, slotAt, hadAt, fate } = lesson;
  const { id: lessonId, versionId } = owed.lessons[index] as Lesson; // A passage is never longer than its course.
  const lessonOf = {
    ...messageTo(person, owed),
    kind: "lesson",
    lessonId,
    versionId,
    plannedAt: slotAt,
    slotAt,
  } as const;
  if (fate === "refused") return { ...lessonOf, state: "refused", reason: "validation_error" };
  return { ...lessonOf, hadAt, fate, tracked: true, providerId: providerIdOf(person, index) };
}

export function providerIdOf({ number }: Pick<DemoPerson, "number">, index: number): string {
  return `demo-${number}-lesson-${index}`;
}

function messageTo({ name }: DemoPerson, { readerId, course, enrolmentId }: Owed) {
  return {
    readerId,
    courseId: course.id,
    enrolmentId,
    variant: name === null ? "unnamed" : "named",
    state: "accepted",
  } as const;
}
