import { findOpenAddressChange } from "../db/address-changes.ts";
import { type Course, findCoursesById } from "../db/catalogue.ts";
import { listFollows } from "../db/consents.ts";
import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { type Reader, readReader } from "../db/readers.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { type Coming, comingOf } from "./coming.ts";
import type { Context } from "./context.ts";
import { foresee } from "./foresee.ts";
import { readNextUp } from "./next-up.ts";
import { type Begun, newestRuns } from "./reader-page.ts";
import { deliveryOf } from "./token.ts";

/** One course of a reader, the newest run of it, with what they may change about it. */
export type ChosenCourse = Pick<Begun, "state" | "weekdays" | "everyDays" | "pauseReason" | "resumeDay" | "run"> & {
  enrolmentId: number;
  courseId: number;
  slug: string;
  title: string;
  coming: Coming;
  /** How many lessons a day its author suggests beside other courses. */
  budgetHint: number | null;
};

/** Everything that a reader may change from their own page, as it stands now. */
export type Choices = Pick<Reader, "name" | "address" | "zone" | "sendMinute" | "dailyBudget" | "tracking"> & {
  readerId: number;
  /** The enrolment that the link's message was about; null where it was about a newsletter. */
  enrolmentId: number | null;
  newsletterId: number | null;
  courses: readonly ChosenCourse[];
  /** The newsletters that are followed. */
  letters: readonly { slug: string; title: string }[];
  /** Another address that was asked for and has not been confirmed yet. */
  wishedAddress: string | null;
  now: Date;
};

/** Null for a link that is nobody's. Reading it changes nothing. */
export async function readChoices(context: Context, input: { token: string }): Promise<Choices | null> {
  const delivery = await deliveryOf(context, { purpose: "me", token: input.token });
  const reader = delivery && (await readReader(context.db, { id: delivery.readerId }));
  if (!delivery || !reader) return null;
  const { calendarAt: now } = await context.clocks.read(context.db);
  const { name, address, zone, sendMinute, dailyBudget, tracking } = reader;
  const follows = await listFollows(context.db, { readerId: reader.id });
  const wish = await findOpenAddressChange(context.db, { readerId: reader.id });
  return {
    ...{ name, address, zone, sendMinute, dailyBudget, tracking, now },
    readerId: reader.id,
    enrolmentId: delivery.enrolmentId,
    newsletterId: delivery.newsletterId,
    courses: await readCourses(context, { reader, now }),
    letters: follows.filter(({ state }) => state === "following"),
    wishedAddress: wish?.address ?? null,
  };
}

async function readCourses(
  context: Context,
  { reader, now }: { reader: Reader; now: Date },
): Promise<readonly ChosenCourse[]> {
  const all = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const enrolments = newestRuns(all);
  const courses = await findCoursesById(context.db, { ids: enrolments.map(({ courseId }) => courseId) });
  const next = await readNextUp(context.db, { reader, enrolments: all, now });
  return enrolments.map((enrolment) => {
    const nextUp = next.find(({ enrolmentId }) => enrolmentId === enrolment.id);
    return { ...courseOf(enrolment, courses), coming: comingOf({ state: enrolment.state, nextUp, now }) };
  });
}

function courseOf(enrolment: Begun, courses: ReadonlyMap<number, Course>): Omit<ChosenCourse, "coming"> {
  const { id: enrolmentId, courseId, state, weekdays, everyDays, pauseReason, resumeDay, run } = enrolment;
  const course = courses.get(courseId);
  if (!course) throw new Error(`enrolment ${enrolmentId} is of course ${courseId}, which does not exist`);
  const { slug, facts } = course;
  const { budgetHint } = declaredPacing(facts);
  const title = facts.title;
  return { enrolmentId, courseId, slug, title, state, weekdays, everyDays, pauseReason, resumeDay, run, budgetHint };
}

/** Whether lessons of this course still come, or would after a pause. */
export function isLive({ state }: Pick<ChosenCourse, "state">): boolean {
  return state === "active" || state === "paused";
}

/** Whether the course can begin again from Day 1; whoever left it comes back by signing up. */
export function mayRestart({ state }: Pick<ChosenCourse, "state">): boolean {
  return state === "active" || state === "paused" || state === "finished";
}

/**
 * What a change would bring: it is made, everything is read as it would be, and it is taken back. `after` is null where
 * the link is nobody's.
 */
export function foreseeChoices<Outcome>(
  context: Context,
  input: { token: string; act: (trial: Context) => Promise<Outcome> },
): Promise<{ outcome: Outcome; after: Choices | null }> {
  return foresee(context, async (trial) => {
    const outcome = await input.act(trial);
    return { outcome, after: await readChoices(trial, input) };
  });
}
