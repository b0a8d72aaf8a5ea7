import { findCoursesById } from "../../db/catalogue.ts";
import { type Enrolment, listEnrolmentsOfReader } from "../../db/enrolments.ts";
import { type Reader, readReader, readSuppression } from "../../db/readers.ts";
import { readSending } from "../../db/sending.ts";
import { listFollowing, listNewestLessons } from "../../db/studio/reader-story.ts";
import { describeReaders } from "../../db/studio/readers.ts";
import type { Context } from "../context.ts";
import { readNextUp } from "../next-up.ts";
import { newestRuns } from "../reader-page.ts";
import { type Answer, type AnswerFacts, answerOf, nextWords } from "./reader-answer.ts";
import { readTimeline, type Timeline } from "./timeline.ts";

/** One course of a reader as the author sees it. */
export type StudioCourse = {
  enrolment: Enrolment;
  slug: string;
  title: string;
  answer: Answer;
  /** What comes next and when, or what it waits for. */
  next: string;
};

export type ReaderStory = {
  reader: Reader;
  tags: readonly string[];
  courses: readonly StudioCourse[];
  newsletters: Awaited<ReturnType<typeof listFollowing>>;
  suppressedFor: string | null;
  timeline: Timeline;
  now: Date;
};

/** Everything about one reader; null for whom there is not, or not any more. */
export async function readStory(
  context: Context,
  input: { readerId: number; before: Date | null },
): Promise<ReaderStory | null> {
  const { db } = context;
  const reader = await readReader(db, { id: input.readerId });
  if (!reader || reader.erasedAt !== null) return null;
  const { calendarAt: now } = await context.clocks.read(db);
  const [[described], courses, newsletters, timeline] = await Promise.all([
    describeReaders(db, { ids: [reader.id] }),
    readStudioCourses(context, { reader }),
    listFollowing(db, { readerId: reader.id }),
    readTimeline(context, { reader, before: input.before }),
  ]);
  return {
    reader,
    tags: described?.tags ?? [],
    courses,
    newsletters,
    suppressedFor: described?.suppressedFor ?? null,
    timeline,
    now,
  };
}

/** Where a reader stands in each course, the newest run of it, with the answer to "did they get their lesson?". */
export async function readStudioCourses(context: Context, { reader }: { reader: Reader }): Promise<StudioCourse[]> {
  const { db } = context;
  const { calendarAt: now, elapsedAt } = await context.clocks.read(db);
  const all = await listEnrolmentsOfReader(db, { readerId: reader.id });
  const runs = newestOfEach(all);
  const courses = await findCoursesById(db, { ids: runs.map(({ courseId }) => courseId) });
  const next = new Map((await readNextUp(db, { reader, enrolments: all, now })).map((one) => [one.enrolmentId, one]));
  const newest = await listNewestLessons(db, { readerId: reader.id, enrolmentIds: runs.map(({ id }) => id) });
  const shared = {
    zone: reader.zone,
    sending: await readSending(db),
    suppressedFor: await readSuppression(db, { addressHash: reader.addressHash }),
    now,
    aheadMs: now.getTime() - elapsedAt.getTime(),
  };
  return runs.map((enrolment) => {
    const course = courses.get(enrolment.courseId);
    if (!course) throw new Error(`enrolment ${enrolment.id} is of course ${enrolment.courseId}, which does not exist`);
    const facts: AnswerFacts = {
      ...shared,
      enrolment,
      courseTitle: course.facts.title,
      newest: newest.find(({ enrolmentId }) => enrolmentId === enrolment.id) ?? null,
      next: next.get(enrolment.id) ?? null,
    };
    return { enrolment, slug: course.slug, title: course.facts.title, answer: answerOf(facts), next: nextWords(facts) };
  });
}

/** The newest run that was begun, and of a course in which none was, the one that waits to be confirmed. */
function newestOfEach(all: readonly Enrolment[]): Enrolment[] {
  const begun = newestRuns(all);
  const waiting = all.filter(
    ({ courseId, state }) => state === "unconfirmed" && !begun.some((one) => one.courseId === courseId),
  );
  return [...begun, ...waiting];
}
