import { type Course, findCourse, type Lesson, listLessons, listLiveCourses } from "../db/catalogue.ts";
import type { CourseDescription } from "../domain/course-description.ts";
import { type MuscleGroup, muscleGroups } from "../domain/muscles.ts";
import { donePhrase, streakPhrase } from "../domain/streaks.ts";
import type { LessonKind } from "../emails/parts/props.ts";
import type { Context } from "./context.ts";
import { preparedVersion } from "./fillers.ts";
import { liveLessons } from "./passage.ts";
import { visitorLinks } from "./web-links.ts";

export type CourseSummary = {
  slug: string;
  title: string;
  promise: string;
  summary: string;
  days: number;
  minutesFrom: number;
  minutesTo: number;
  order: number;
  /** The send time that the form suggests, "07:00". */
  sendTime: string;
};

export type OutlinedLesson = {
  key: string;
  title: string;
  day: number;
  kind: LessonKind;
  minutes: number;
  muscles: readonly MuscleGroup[];
};

export type CoursePage = CourseSummary &
  Pick<CourseDescription, "forWhom" | "needs" | "smallPrint" | "coach" | "rhythm" | "start"> & {
    weeks: readonly { title: string; aim: string; lessons: readonly OutlinedLesson[] }[];
    /** The whole of Day 1, as somebody reads it who is not enrolled: a fragment of our own compiling. */
    firstLesson: { title: string; minutes: number; html: string } | null;
  };

/** Every course that can be signed up for, in the order that the author gave them. */
export async function listCourses(context: Context): Promise<CourseSummary[]> {
  const courses = await listLiveCourses(context.db);
  return Promise.all(courses.map(async (course) => summaryOf(course, await lessonsOf(context, course))));
}

async function lessonsOf(context: Context, course: Course): Promise<Lesson[]> {
  return liveLessons({ lessons: await listLessons(context.db, { courseId: course.id }) });
}

function summaryOf(course: Course, lessons: readonly Lesson[]): CourseSummary {
  const { title, promise, summary, order, sendTime } = course.facts;
  const minutes = lessons.map((lesson) => lesson.minutes).filter((minutes) => minutes > 0);
  return {
    slug: course.slug,
    title,
    promise,
    summary,
    order,
    sendTime,
    days: lessons.length,
    minutesFrom: Math.min(...minutes),
    minutesTo: Math.max(...minutes),
  };
}

/** Whether there is such a course to sign up for; cheaper than reading it. */
export async function isOffered(context: Context, input: { slug: string }): Promise<boolean> {
  return (await findCourse(context.db, input)) !== null;
}

export async function readCourse(context: Context, input: { slug: string }): Promise<CoursePage | null> {
  const course = await findCourse(context.db, input);
  if (!course) return null;
  const lessons = await lessonsOf(context, course);
  const { forWhom, needs, smallPrint, coach, rhythm, start, weeks } = course.facts;
  const outline = lessons.map(outlined);
  return {
    ...summaryOf(course, lessons),
    forWhom,
    needs,
    smallPrint,
    coach,
    rhythm,
    start,
    weeks: weeks.map(({ title, aim }, index) => ({
      title,
      aim,
      lessons: outline.filter((_, place) => lessons[place]?.week === index + 1),
    })),
    firstLesson: await firstLesson(context, lessons),
  };
}

function outlined(lesson: Lesson, index: number): OutlinedLesson {
  const { key, title, kind, minutes } = lesson;
  return { key, title, kind, minutes, day: index + 1, muscles: lesson.muscles.filter(isMuscleGroup) };
}

function isMuscleGroup(word: string): word is MuscleGroup {
  return Object.hasOwn(muscleGroups, word);
}

async function firstLesson(context: Context, lessons: readonly Lesson[]): Promise<CoursePage["firstLesson"]> {
  const [first] = lessons;
  if (!first) return null;
  const version = await preparedVersion(context, first.versionId);
  const week = lessons.filter(({ week }) => week === first.week);
  const html = version.filler("unnamed").fillWeb({
    values: {
      ...visitorLinks(context),
      "progress.streak": streakPhrase(0),
      "progress.done": donePhrase({ done: 0, days: lessons.length }),
    },
    choices: Object.fromEntries(
      week.map(({ kind }, index) => [
        `progress.week.${index}`,
        index === 0 ? "today" : kind === "rest" ? "rest" : "coming",
      ]),
    ),
    linkUrl: (number) => version.links[number] ?? context.settings.siteUrl,
  });
  return { title: first.title, minutes: first.minutes, html };
}

export type LessonOfGroup = { courseSlug: string; courseTitle: string; key: string; title: string; day: number };

/** For each muscle group the lessons that train it, course by course in their order. */
export async function lessonsByMuscle(context: Context): Promise<Record<MuscleGroup, LessonOfGroup[]>> {
  const groups = Object.keys(muscleGroups).filter(isMuscleGroup);
  const found = Object.fromEntries(groups.map((group) => [group, [] as LessonOfGroup[]]));
  for (const course of await listLiveCourses(context.db)) {
    for (const { muscles, key, title, day } of (await lessonsOf(context, course)).map(outlined)) {
      const place = { courseSlug: course.slug, courseTitle: course.facts.title, key, title, day };
      for (const group of muscles) found[group]?.push(place);
    }
  }
  // Built from exactly these groups two lines above.
  return found as Record<MuscleGroup, LessonOfGroup[]>;
}
