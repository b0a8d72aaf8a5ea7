import type { Compiled } from "../../domain/version.ts";
import type { Bundle } from "./bundle.ts";
import { type LoadedCourse, type LoadedLesson, type LoadedNotice, loadCourse, loadNewsletterNotices } from "./load.ts";
import { checkPictures } from "./pictures.ts";
import { compilePublishable } from "./publishable.ts";
import type { CourseSource, Sources } from "./sources.ts";

export type CompiledLesson = LoadedLesson & { compiled: Compiled };
export type CompiledNotice = LoadedNotice & { compiled: Compiled };
export type CompiledCourse = Pick<LoadedCourse, "slug" | "description"> & {
  lessons: readonly CompiledLesson[];
  notices: readonly CompiledNotice[];
};

type Compiling = { source: CourseSource; sources: Sources; plain: Bundle; watched: Bundle };

export async function compileCourse({ source, sources, plain, watched }: Compiling): Promise<CompiledCourse> {
  const { noticeFiles } = sources;
  const course = await loadCourse({ source, noticeFiles, bundle: plain });
  const twin = await loadCourse({ source, noticeFiles, bundle: watched });
  return {
    slug: course.slug,
    description: course.description,
    lessons: await compileEach(course.lessons, twin.lessons),
    notices: await compileEach(course.notices, twin.notices),
  };
}

export type CompilingNotices = { files: readonly string[]; plain: Bundle; watched: Bundle };

/** The notices of newsletters, which belong to no course. */
export async function compileNewsletterNotices({ files, plain, watched }: CompilingNotices): Promise<CompiledNotice[]> {
  const notices = await loadNewsletterNotices({ files, bundle: plain });
  return compileEach(notices, await loadNewsletterNotices({ files, bundle: watched }));
}

/** One after another: they share one core, and the first refusal should be the first lesson's. */
async function compileEach<Loaded extends LoadedLesson | LoadedNotice>(
  messages: readonly Loaded[],
  watched: readonly Loaded[],
): Promise<(Loaded & { compiled: Compiled })[]> {
  const compiled: (Loaded & { compiled: Compiled })[] = [];
  for (const [index, message] of messages.entries()) {
    const twin = watched[index] as Loaded; // Loaded from the same list of files.
    const version = await compilePublishable({ template: message.template, watched: twin.template });
    checkPictures(message.template.file, { compiled: version, pictures: message.pictures });
    compiled.push({ ...message, compiled: version });
  }
  return compiled;
}
