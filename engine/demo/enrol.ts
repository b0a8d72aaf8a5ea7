import {
  type Course,
  findCourse,
  findNoticeVersion,
  type Lesson,
  listLessons,
  listLiveCourses,
} from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { findNewsletter } from "../../db/consents.ts";
import {
  addDemoEnrolments,
  addDemoMessages,
  addDemoReaders,
  addDemoTraces,
  type DemoCompletion,
} from "../../db/demo.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { weekHourOf } from "../../domain/week-hours.ts";
import { type Context, hashAddress } from "../context.ts";
import { hasMailbox } from "../mailbox.ts";
import { liveLessons } from "../passage.ts";
import { handedOver } from "./batches.ts";
import { followsOf } from "./follows.ts";
import { lookAtLessons } from "./looks.ts";
import { passageOf, refusedNow } from "./passage.ts";
import { demoPeople } from "./people.ts";
import { consentRow, enrolmentRow, messageRows, readerRow, type Walked } from "./rows.ts";
import { scatter } from "./scatter.ts";

export type DemoOutcome = { kind: "enrolled"; readers: number; course: string } | { kind: "refused"; message: string };

/**
 * Enrols fictional readers who came over twelve weeks and stand at many stages of a course, with a history that the
 * rules would have made: one lesson a local day at each reader's own hour, up to this minute. Only where mail stays on
 * this machine. Those of an earlier call stay as they are.
 */
export async function enrolDemoReaders(
  context: Context,
  input: { count: number; course: string | null },
): Promise<DemoOutcome> {
  if (!hasMailbox(context)) return { kind: "refused", message: onlyMailbox };
  const course = input.course
    ? await findCourse(context.db, { slug: input.course })
    : (await listLiveCourses(context.db))[0];
  if (!course) return { kind: "refused", message: noCourse };
  const written = await context.db.transaction((tx) => write(context, tx, { course, count: input.count }));
  await lookAtLessons(context, written);
  await wakeWorkers(context.db);
  return { kind: "enrolled", readers: written.walked.length, course: course.slug };
}

const onlyMailbox = "Fictional readers are only for the mailbox: with a real way out they would be mailed.";
const noCourse = "There is no such published course. Run `npm run dayletter -- publish` first.";

export type Written = { walked: readonly Walked[]; deliveryIds: ReadonlyMap<string, number> };

async function write(context: Context, tx: Database, asked: { course: Course; count: number }): Promise<Written> {
  const { course } = asked;
  const lessons = liveLessons({ lessons: await listLessons(tx, { courseId: course.id }) });
  const { calendarAt: now } = await context.clocks.read(tx);
  const pace = { start: course.facts.start, lessons: lessons.length };
  // In the order in which they came, so that who came last has the last id, as with everybody else.
  const all = demoPeople({ count: asked.count })
    .map((person) => ({ person, passage: passageOf(person, pace, now) }))
    .sort((one, other) => one.passage.askedAt.getTime() - other.passage.askedAt.getTime());
  const readerIds = await addDemoReaders(
    tx,
    all.map((one) => readerRow(context, one)),
  );
  const walked = refuseOne(all.filter(({ person }) => readerIds.has(person.address)));
  const known = walked.map((one) => ({
    one,
    belonging: { course, lessons, readerId: readerIds.get(one.person.address) ?? 0 },
  }));
  const enrolmentIds = await addDemoEnrolments(
    tx,
    known.map(({ one, belonging }) => enrolmentRow(one, belonging, now)),
  );
  const notices = await noticesOf(tx, course);
  const owed = known.map(({ one, belonging }) => ({
    one,
    owed: { ...belonging, notices, enrolmentId: enrolmentIds.get(belonging.readerId) ?? 0 },
  }));
  const messages = owed.flatMap(({ one, owed: its }) => messageRows(one, its));
  const deliveryIds = await addDemoMessages(tx, { handedOver: handedOver(context, messages), plannedAt: now });
  const weekly = await findNewsletter(tx, { slug: "weekly" });
  const followed = known.flatMap(({ one, belonging }) => followsOf(one, { readerId: belonging.readerId, weekly }));
  await addDemoTraces(tx, {
    completions: owed.flatMap(({ one, owed: its }) => completionsOf(one, its)),
    consents: [
      ...known.map(({ one, belonging }) => consentRow(one, belonging)),
      ...followed.map(({ consent }) => consent),
    ],
    follows: followed.map(({ follow }) => follow),
    tags: known.flatMap(({ one, belonging }) => tagsOf(one, belonging.readerId)),
    suppressions: walked.flatMap((one) => suppressionOf(context, one)),
  });
  return { walked, deliveryIds };
}

/** Of a crowd one newest lesson was refused, so that there is something to mend. */
function refuseOne(walked: readonly Walked[]): Walked[] {
  const unlucky = walked.findLast(({ passage }) => passage.state === "active" && passage.lessons.length > 3);
  if (walked.length < 100) return [...walked];
  return walked.map((one) => (one === unlucky ? { ...one, passage: refusedNow(one.passage) } : one));
}

async function noticesOf(tx: Database, { id: courseId, slug }: Course) {
  const version = async (kind: "confirm" | "welcome" | "finished") => {
    const versionId = await findNoticeVersion(tx, { courseId, kind });
    if (versionId === null) throw new Error(`the course ${slug} has no notice "${kind}"`);
    return versionId;
  };
  return { confirm: await version("confirm"), welcome: await version("welcome"), finished: await version("finished") };
}

function completionsOf(
  { person, passage }: Walked,
  { enrolmentId, lessons }: { enrolmentId: number; lessons: readonly Lesson[] },
): DemoCompletion[] {
  return passage.lessons.flatMap(({ index, done }) => {
    const lesson = lessons[index];
    if (!done || !lesson) return [];
    const weekHour = weekHourOf(done.at, person.zone);
    return [{ enrolmentId, lessonId: lesson.id, completedAt: done.at, weekHour, felt: done.felt }];
  });
}

function tagsOf({ person, passage }: Walked, readerId: number) {
  const tags = [
    ...(scatter(person.number, 21) < 0.12 ? ["running club"] : []),
    ...(scatter(person.number, 22) < 0.05 ? ["first marathon"] : []),
  ];
  return tags.map((tag) => ({ readerId, tag, taggedAt: passage.askedAt }));
}

/** What the provider said of an address: that it is gone, or that its owner complained. */
function suppressionOf(context: Context, { person, passage }: Walked) {
  const last = passage.lessons.at(-1);
  if (last?.fate !== "bounced" && last?.fate !== "complained") return [];
  return [{ addressHash: hashAddress(context, person.address), reason: last.fate, suppressedAt: last.hadAt }];
}
