import type { ComponentType } from "react";
import type { CourseDescription } from "../../domain/course-description.ts";
import type { MuscleGroup } from "../../domain/muscles.ts";
import type { Picture } from "../../emails/figures/picture.ts";
import type {
  CourseFacts,
  LessonDescription,
  LessonFacts,
  LessonProps,
  NewsletterNoticeProps,
  NoticeDescription,
  NoticeKind,
  NoticeProps,
} from "../../emails/parts/props.ts";
import type { Bundle } from "./bundle.ts";
import { musclesOf, readCourse, readLesson, readNotice } from "./describe.ts";
import { picturesOf } from "./pictures.ts";
import { Refusal } from "./refusal.ts";
import { type CourseSource, checkLessonList, lessonFile } from "./sources.ts";
import { lessonTemplate, newsletterNoticeTemplate, noticeTemplate, type Template } from "./template.ts";

export type LoadedLesson = {
  facts: LessonFacts;
  muscles: readonly MuscleGroup[];
  /** What its mail shows, not yet drawn. */
  pictures: readonly Picture[];
  template: Template;
};
/** A notice shows no moves, so it has no pictures. */
export type LoadedNotice = { kind: NoticeKind; pictures: readonly never[]; template: Template };

export type LoadedCourse = {
  slug: string;
  description: CourseDescription;
  /** In today's order: a lesson's day is its position. */
  lessons: readonly LoadedLesson[];
  notices: readonly LoadedNotice[];
};

type Loading = { source: CourseSource; noticeFiles: readonly string[]; bundle: Bundle };

/**
 * Imports one course's built files and checks what they say of themselves. Every course has its own notices, for they
 * speak of it. Throws a `Refusal` for the first thing that an author must mend.
 */
export async function loadCourse({ source, noticeFiles, bundle }: Loading): Promise<LoadedCourse> {
  const description = readCourse(source.courseFile, (await bundle.load(source.courseFile)).course);
  checkLessonList(source, description);
  const placed = placesOf(description).map((place) => ({ ...place, file: lessonFile(source, place.key) }));
  const lessons = await Promise.all(
    placed.map(async (place) => ({ ...place, ...(await importLesson(place, bundle)) })),
  );
  const course = courseFacts(source.slug, description);
  return {
    slug: source.slug,
    description,
    lessons: lessons.map((lesson) => loadLesson(lesson, { course, all: lessons })),
    notices: await Promise.all(noticeFiles.map((file) => loadNotice(file, { course, bundle }))),
  };
}

function courseFacts(slug: string, course: CourseDescription): CourseFacts {
  const { title, coach, weeks } = course;
  const days = weeks.flatMap(({ lessons }) => lessons).length;
  return { slug, title, days, coach: coach.name };
}

type Place = { key: string; day: number; week: number; weekTitle: string };

function placesOf({ weeks }: CourseDescription): Place[] {
  return weeks
    .flatMap(({ title, lessons }, index) => lessons.map((key) => ({ key, week: index + 1, weekTitle: title })))
    .map((place, index) => ({ ...place, day: index + 1 }));
}

type LessonFile = Place & { file: string; description: LessonDescription; component: ComponentType<LessonProps> };

async function importLesson({ file }: { file: string }, bundle: Bundle) {
  const exported = await bundle.load(file);
  return { description: readLesson(file, exported.lesson), component: readTemplate<LessonProps>(file, exported) };
}

function loadLesson(lesson: LessonFile, { course, all }: { course: CourseFacts; all: LessonFile[] }): LoadedLesson {
  const { file, component, description, key, day, week, weekTitle } = lesson;
  const { title, preheader, kind, minutes, subject } = description;
  const inWeek = all.filter((other) => other.week === week);
  const weekDays = inWeek.map((other) => ({ day: other.day, kind: other.description.kind }));
  const facts: LessonFacts = { key, title, preheader, kind, minutes, day, week, weekTitle, weekDays };
  const template = lessonTemplate({ file, component, subject, facts: { course, lesson: facts } });
  return { facts, muscles: musclesOf(description), pictures: picturesOf(description), template };
}

async function loadNotice(
  file: string,
  { course, bundle }: { course: CourseFacts; bundle: Bundle },
): Promise<LoadedNotice> {
  const { description, exported } = await importNotice(file, bundle);
  const component = readTemplate<NoticeProps>(file, exported);
  return { kind: description.kind, pictures: [], template: noticeTemplate({ file, component, description, course }) };
}

async function importNotice(file: string, bundle: Bundle) {
  const exported = await bundle.load(file);
  const description = readNotice(file, exported.notice);
  if (!file.endsWith(`/${description.kind}.tsx`)) {
    throw new Refusal(file, `says that it is the notice "${description.kind}": name the file ${description.kind}.tsx.`);
  }
  return { description, exported };
}

/** The notices that newsletters send: one form for all of them, in which the newsletter's title is a slot. */
export function loadNewsletterNotices(input: { files: readonly string[]; bundle: Bundle }): Promise<LoadedNotice[]> {
  const { files, bundle } = input;
  return Promise.all(
    files.map(async (file): Promise<LoadedNotice> => {
      const { description, exported } = await importNotice(file, bundle);
      const component = readTemplate<NewsletterNoticeProps>(file, exported);
      // Its functions take what these notices take; they are called with nothing else.
      const own = description as unknown as NoticeDescription<NewsletterNoticeProps>;
      const template = newsletterNoticeTemplate({ file, component, description: own });
      return { kind: description.kind, pictures: [], template };
    }),
  );
}

function readTemplate<Props>(file: string, exported: Record<string, unknown>): ComponentType<Props> {
  if (typeof exported.default !== "function") {
    throw new Refusal(file, "has no template: export a React component as its default.");
  }
  return exported.default as ComponentType<Props>; // A function as default export is what the contract asks for.
}
