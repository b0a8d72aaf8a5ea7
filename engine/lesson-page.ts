import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import type { Feeling } from "../db/schema/enrolments.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { type DayMark, donePhrase, streakPhrase } from "../domain/streaks.ts";
import type { LessonKind } from "../emails/parts/props.ts";
import { comingUp } from "./coming-up.ts";
import type { Context } from "./context.ts";
import { preparedVersion } from "./fillers.ts";
import { dayOf, lessonValues, variantFor } from "./lesson-values.ts";
import { liveLessons, passageProgress } from "./passage.ts";
import { type LessonDoor, type ReachedLesson, reachLesson } from "./reach-lesson.ts";
import { linkToken } from "./token.ts";
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
      /** What the reader said of it, if they did. */
      felt: Feeling | null;
      streakPhrase: string;
      donePhrase: string;
      week: readonly { day: number; mark: DayMark }[];
      /** What comes next in this course, or why nothing does, as a sentence. */
      next: string;
      /** The lesson after this one, where the reader has had it already. */
      following: { day: number; title: string; token: string } | null;
      hasCertificate: boolean;
      /** The token of this lesson's own mail, if it was mailed. */
      lessonToken: string | null;
      meToken: string;
    };

/** The lesson as a page, with this reader's progress as it is now. Reading it completes nothing. */
export async function readLesson(context: Context, door: LessonDoor): Promise<LessonPage> {
  const found = await reachLesson(context, door);
  if (!found) return { kind: "unknown" };
  const { enrolment, reader, passage, lesson, deliveryId, knownBy } = found;
  const lessons = liveLessons(passage);
  const progress = passageProgress(passage);
  const enrolments = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const next = (await comingUp(context, { reader, enrolments })).get(enrolment.id);
  return {
    kind: "ok",
    courseTitle: passage.course.facts.title,
    courseSlug: passage.course.slug,
    title: lesson.title,
    day: dayOf(passage, lesson),
    days: lessons.length,
    minutes: lesson.minutes,
    lessonKind: lesson.kind,
    html: await fillLesson(context, found),
    completed: passage.completed.has(lesson.id),
    felt: passage.completed.get(lesson.id) ?? null,
    streakPhrase: streakPhrase(progress.streak),
    donePhrase: donePhrase(progress),
    week: lessons.flatMap((one, index) =>
      one.week === lesson.week ? [{ day: index + 1, mark: progress.marks.get(String(one.id)) ?? "coming" }] : [],
    ),
    next: next?.words ?? "",
    following: followingOf(context, found),
    hasCertificate:
      enrolment.state === "finished" && progress.done > 0 && declaredPacing(passage.course.facts).certificate,
    lessonToken: deliveryId === null ? null : linkToken(context, { deliveryId, purpose: "lesson" }),
    meToken: linkToken(context, { deliveryId: knownBy, purpose: "me" }),
  };
}

async function fillLesson(context: Context, found: ReachedLesson): Promise<string> {
  const { passage, lesson, reader, versionId, knownBy } = found;
  const version = await preparedVersion(context, versionId);
  const values = lessonValues({ passage, lesson, name: reader.name });
  return version.filler(variantFor(reader.name)).fillWeb({
    values: { ...values.values, ...webLinks(context, knownBy) },
    // The version's own week may hold more days than today's order, after a lesson was retired.
    choices: { ...spareDays, ...values.choices },
    linkUrl: (number) => version.links[number] ?? context.settings.siteUrl,
  });
}

const spareDays = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`progress.week.${index}`, "coming"]));

function followingOf(context: Context, found: ReachedLesson): { day: number; title: string; token: string } | null {
  const lessons = liveLessons(found.passage);
  const place = lessons.findIndex(({ id }) => id === found.lesson.id) + 1;
  const following = place === 0 ? undefined : lessons[place];
  const mailed = found.mailed.find(({ lessonId }) => lessonId === following?.id);
  if (!following || !mailed) return null;
  const token = linkToken(context, { deliveryId: mailed.id, purpose: "lesson" });
  return { day: place + 1, title: following.title, token };
}
