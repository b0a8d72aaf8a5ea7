import { type Course, findCourse, type Lesson, listLessons, listLiveCourses } from "../db/catalogue.ts";
import {
  addDemoEnrolments,
  addDemoHistory,
  addDemoReaders,
  type DemoCompletion,
  type DemoDelivery,
  type DemoEnrolment,
} from "../db/demo.ts";
import { wakeWorkers } from "../db/wake.ts";
import { addDays, instantOf, localDay } from "../domain/calendar.ts";
import { nextDue } from "../domain/schedule.ts";
import { weekHourOf } from "../domain/week-hours.ts";
import { type Context, hashAddress } from "./context.ts";
import { type DemoPerson, demoPeople } from "./demo-people.ts";
import { hasMailbox } from "./mailbox.ts";
import { liveLessons } from "./passage.ts";

export type DemoOutcome = { kind: "enrolled"; readers: number; course: string } | { kind: "refused"; message: string };

/**
 * Enrols fictional readers at many stages of a course, with a history that the rules would have made: one lesson a
 * local day at each reader's own hour. Only where mail stays on this machine. Those of an earlier call stay as they are.
 */
export async function enrolDemoReaders(
  context: Context,
  input: { count: number; course: string | null },
): Promise<DemoOutcome> {
  if (!hasMailbox(context)) {
    return {
      kind: "refused",
      message: "Fictional readers are only for the mailbox: with a real way out they would be mailed.",
    };
  }
  const course = input.course
    ? await findCourse(context.db, { slug: input.course })
    : (await listLiveCourses(context.db))[0];
  if (!course)
    return { kind: "refused", message: "There is no such published course. Run `npm run dayletter -- publish` first." };
  const readers = await context.db.transaction(async (tx) => {
    const lessons = liveLessons({ lessons: await listLessons(tx, { courseId: course.id }) });
    const { calendarAt: now } = await context.clocks.read(tx);
    const people = demoPeople({ count: input.count, days: lessons.length });
    const readerIds = await addDemoReaders(
      tx,
      people.map((person) => readerRow(context, person, now)),
    );
    const stages = people.flatMap((person) => {
      const readerId = readerIds.get(person.address);
      return readerId === undefined ? [] : [{ readerId, ...stageOf({ person, course, lessons, now }) }];
    });
    const enrolmentIds = await addDemoEnrolments(
      tx,
      stages.map(({ readerId, enrolment }) => ({ ...enrolment, readerId })),
    );
    const of = (readerId: number) => ({ readerId, enrolmentId: enrolmentIds.get(readerId) ?? 0 });
    await addDemoHistory(tx, {
      deliveries: stages.flatMap(({ readerId, had }) => had.map((row) => ({ ...row, ...of(readerId) }))),
      completions: stages.flatMap(({ readerId, done }) =>
        done.map((row) => ({ ...row, enrolmentId: of(readerId).enrolmentId })),
      ),
      plannedAt: now,
    });
    await wakeWorkers(tx);
    return readerIds.size;
  });
  return { kind: "enrolled", readers, course: course.slug };
}

function readerRow(context: Context, person: DemoPerson, now: Date) {
  const { address, name, zone, sendMinute } = person;
  const confirmedAt = person.state === "unconfirmed" ? null : beginningOf(person, now);
  return {
    address,
    name,
    zone,
    sendMinute,
    confirmedAt,
    addressHash: hashAddress(context, address),
    createdAt: beginningOf(person, now),
    lastSeenAt: confirmedAt,
    source: "demo",
  };
}

/** The day before the first lesson, so that the last one lies on yesterday's date in the reader's zone. */
function beginningOf({ had, zone, sendMinute: minute }: DemoPerson, now: Date): Date {
  return instantOf({ day: addDays(localDay(now, zone), -had - 1), minute, zone });
}

type Stage = {
  enrolment: Omit<DemoEnrolment, "readerId">;
  had: Omit<DemoDelivery, "readerId" | "enrolmentId">[];
  done: Omit<DemoCompletion, "enrolmentId">[];
};

function stageOf(input: { person: DemoPerson; course: Course; lessons: readonly Lesson[]; now: Date }): Stage {
  const { person, course, lessons, now } = input;
  const had = lessons.slice(0, person.had).map((lesson, index) => handedOver({ person, course, lesson, index, now }));
  const done = lessons.flatMap((lesson, index): Stage["done"] => {
    const at = had[index]?.hadAt;
    if (!at || !person.did(index)) return [];
    const completedAt = new Date(at.getTime() + person.restedMinutes(index) * 60_000);
    const weekHour = weekHourOf(completedAt, person.zone);
    return [{ lessonId: lesson.id, completedAt, weekHour, felt: person.felt(index) }];
  });
  return { enrolment: enrolmentRow({ person, course, had, now }), had, done };
}

function handedOver(input: { person: DemoPerson; course: Course; lesson: Lesson; index: number; now: Date }) {
  const { person, course, lesson, index, now } = input;
  const { zone, sendMinute: minute } = person;
  // An address that is gone ends a course; everybody else's messages arrive.
  const isLast = index === person.had - 1;
  const slotAt = instantOf({ day: addDays(localDay(now, zone), index - person.had), minute, zone });
  return {
    kind: "lesson",
    courseId: course.id,
    lessonId: lesson.id,
    versionId: lesson.versionId,
    variant: person.name === null ? "unnamed" : "named",
    plannedAt: slotAt,
    slotAt,
    hadAt: slotAt,
    state: "accepted",
    fate: isLast && person.isGone ? "bounced" : "delivered",
    providerId: `demo-${person.address}-${index}`,
  } as const;
}

function enrolmentRow(input: {
  person: DemoPerson;
  course: Course;
  had: readonly { lessonId: number; slotAt: Date; hadAt: Date }[];
  now: Date;
}): Omit<DemoEnrolment, "readerId"> {
  const { person, course, had, now } = input;
  const { name, zone, sendMinute, state } = person;
  const createdAt = beginningOf(person, now);
  const row = {
    courseId: course.id,
    run: 1,
    state,
    asked: { name, zone, sendMinute },
    createdAt,
    reachedLessonId: had.at(-1)?.lessonId ?? null,
  };
  if (state === "unconfirmed") return row;
  const confirmed = { ...row, confirmedAt: createdAt };
  if (state === "paused") return { ...confirmed, pauseReason: "reader" };
  const newest = had.at(-1);
  if (state === "left" || state === "finished") return { ...confirmed, endedAt: newest?.hadAt ?? createdAt };
  const last = newest ? { slotAt: newest.slotAt, acceptedAt: newest.hadAt, startedByConfirming: false } : null;
  const due = nextDue({ rhythm: { zone, sendMinute, weekdays: 127, everyDays: 1 }, last, now });
  return { ...confirmed, nextSendAt: due.dueAt, nextSlotAt: due.slotAt };
}
