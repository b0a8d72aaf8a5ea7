import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CourseDescription } from "../../domain/course-description.ts";
import { Refusal } from "./refusal.ts";

/** The files of one course, relative to the project's root. The folder's name is the course's slug. */
export type CourseSource = { slug: string; courseFile: string; lessonFiles: readonly string[] };
export type Sources = {
  courses: readonly CourseSource[];
  noticeFiles: readonly string[];
  /** The notices of newsletters, which are about no course. */
  newsletterNoticeFiles: readonly string[];
};

/** Finds what there is to publish below `root`. Refuses a course's folder that holds no course. */
export async function findSources(root: string): Promise<Sources> {
  const folders = await namesIn(join(root, "emails/courses"), "folder");
  const courses = await Promise.all(folders.map((slug) => findCourse(root, slug)));
  return {
    courses,
    noticeFiles: await templatesIn(root, "emails/notices"),
    newsletterNoticeFiles: await templatesIn(root, "emails/newsletter-notices"),
  };
}

async function findCourse(root: string, slug: string): Promise<CourseSource> {
  const folder = `emails/courses/${slug}`;
  const courseFile = `${folder}/course.ts`;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
    throw new Refusal(folder, "cannot be a course's address: use lower-case words joined by hyphens.");
  }
  if (!existsSync(join(root, courseFile))) {
    throw new Refusal(folder, "has no course.ts: add one, or move the folder out of emails/courses.");
  }
  return { slug, courseFile, lessonFiles: await templatesIn(root, folder) };
}

export type LetterFile = { key: string; file: string };
/** The letters of one newsletter: templates, and texts in Markdown to begin with. The folder's name is its slug. */
export type LetterSources = {
  newsletter: string;
  /** The file that says what the newsletter is, where there is one. */
  newsletterFile: string | null;
  templates: readonly LetterFile[];
  drafts: readonly LetterFile[];
};

/** Finds the letters below `root`. A file's name is the letter's place in the archive. */
export async function findLetters(root: string): Promise<LetterSources[]> {
  const folders = await namesIn(join(root, "emails/newsletter"), "folder");
  return Promise.all(
    folders.map(async (newsletter) => {
      const folder = `emails/newsletter/${newsletter}`;
      if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(newsletter)) {
        throw new Refusal(folder, "cannot be a newsletter's address: use lower-case words joined by hyphens.");
      }
      const texts = (await namesIn(join(root, folder), "file")).filter((name) => name.endsWith(".md"));
      const newsletterFile = `${folder}/newsletter.ts`;
      return {
        newsletter,
        newsletterFile: existsSync(join(root, newsletterFile)) ? newsletterFile : null,
        templates: (await templatesIn(root, folder)).map(asLetter),
        drafts: texts.map((name) => asLetter(`${folder}/${name}`)),
      };
    }),
  );
}

function asLetter(file: string): LetterFile {
  const key = basename(file).replace(/\.(?:tsx|md)$/, "");
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key)) {
    throw new Refusal(file, "cannot be a letter's address: use lower-case words joined by hyphens.");
  }
  return { key, file };
}

async function templatesIn(root: string, folder: string): Promise<string[]> {
  const names = await namesIn(join(root, folder), "file");
  const templates = names.filter((name) => name.endsWith(".tsx") && !name.endsWith(".test.tsx"));
  return templates.map((name) => `${folder}/${name}`);
}

async function namesIn(path: string, kind: "file" | "folder"): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true });
  const wanted = entries.filter((entry) => (kind === "file" ? entry.isFile() : entry.isDirectory()));
  return wanted.map((entry) => entry.name).sort();
}

/** Holds a course's list of lessons against its files: each is listed exactly once, and each is there. */
export function checkLessonList(source: CourseSource, course: CourseDescription): void {
  const listed = course.weeks.flatMap((week) => week.lessons);
  const twice = listed.find((key, index) => listed.indexOf(key) !== index);
  if (twice !== undefined) {
    throw new Refusal(source.courseFile, `lists the lesson "${twice}" twice: a lesson has one place in its course.`);
  }
  const missing = listed.find((key) => !source.lessonFiles.includes(lessonFile(source, key)));
  if (missing !== undefined) {
    throw new Refusal(
      source.courseFile,
      `lists the lesson "${missing}", but there is no ${lessonFile(source, missing)}.`,
    );
  }
  const unlisted = source.lessonFiles.find((file) => !listed.some((key) => lessonFile(source, key) === file));
  if (unlisted !== undefined) {
    throw new Refusal(unlisted, `stands in no week of ${source.courseFile}: list it there, or move the file away.`);
  }
}

export function lessonFile(source: CourseSource, key: string): string {
  return `emails/courses/${source.slug}/${key}.tsx`;
}
