import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type ComponentType, createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { CourseDescription } from "../../domain/course-description.ts";
import type { LessonDescription, LessonProps, MoveFacts } from "../../emails/parts/props.ts";
import { withoutParts } from "./markup.ts";

type LessonTemplate = ComponentType<LessonProps> & { PreviewProps?: LessonProps };
type LessonModule = { lesson: LessonDescription; default: LessonTemplate };

export type ReadLesson = LessonDescription & {
  key: string;
  day: number;
  /** The author's own words as a page shows them, as html: without moves, without the frame. */
  prose: { named: string; unnamed: string };
  /** The whole lesson as a page shows it. */
  page: string;
  previewProps: LessonProps | undefined;
};

export type ReadCourse = {
  slug: string;
  description: CourseDescription;
  moves: Readonly<Record<string, MoveFacts>>;
  lessonFiles: readonly string[];
  lessons: readonly ReadLesson[];
};

/** Somebody whose name no lesson mentions. */
export const reader = { name: "Wilhelmine" };

const folder = join(import.meta.dirname, "../../emails/courses");

/** Every course in `emails/courses`, each lesson rendered as a page shows it. No course is named here. */
export async function readCourses(): Promise<ReadCourse[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(slugs.sort().map(readCourse));
}

async function readCourse(slug: string): Promise<ReadCourse> {
  const description = (await load<{ course: CourseDescription }>(slug, "course.ts")).course;
  const { moves } = await load<{ moves: ReadCourse["moves"] }>(slug, "moves.ts");
  const files = (await readdir(join(folder, slug))).filter((name) => name.endsWith(".tsx"));
  const keys = description.weeks.flatMap((week) => week.lessons).filter((key) => existsSync(path(slug, `${key}.tsx`)));
  const lessons = await Promise.all(keys.map((key, index) => readLesson({ slug, key, day: index + 1 })));
  return { slug, description, moves, lessonFiles: files.map((name) => name.replace(/\.tsx$/, "")), lessons };
}

async function readLesson({ slug, key, day }: { slug: string; key: string; day: number }): Promise<ReadLesson> {
  const { lesson, default: template } = await load<LessonModule>(slug, `${key}.tsx`);
  const props = template.PreviewProps;
  if (!props) throw new Error(`${slug}/${key}.tsx has no PreviewProps.`);
  const page = (named: boolean) =>
    renderToStaticMarkup(createElement(template, { ...props, reader, surface: "web", variant: { named } }));
  const own = (named: boolean) => withoutParts(page(named), ["move", "frame"]);
  const prose = { named: own(true), unnamed: own(false) };
  return { ...lesson, key, day, prose, page: page(true), previewProps: props };
}

function path(slug: string, file: string): string {
  return join(folder, slug, file);
}

/** What a file of a course exports. Its shape is the compiler's business, which reads these files too. */
async function load<Module>(slug: string, file: string): Promise<Module> {
  return (await import(/* @vite-ignore */ path(slug, file))) as Module;
}
