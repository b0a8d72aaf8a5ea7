import { findCourseBySlug, listLessons } from "../../db/catalogue.ts";
import { readImport } from "../../db/imports.ts";
import { findIssue } from "../../db/letters/drafts.ts";
import { findNewsletterBySlug } from "../../db/letters/newsletters.ts";
import { readReader } from "../../db/readers.ts";
import { findCourseOfLesson } from "../../db/studio/figures.ts";
import { readSegment } from "../../db/studio/segments.ts";
import type { Context } from "../../engine/context.ts";
import { isSlug } from "../slug.ts";
import { idOf } from "./readers/paths.ts";

/** Where an author is led whose address names nothing. It is a route, because a page cannot answer 404 in words. */
export const nothingHerePath = "/studio/nothing-here";

type Find = (db: Context["db"], input: { id: number }) => Promise<object | null>;

/** Rooms in which a number stands for something, the more particular ones first. */
const numbered: readonly (readonly [RegExp, Find])[] = [
  [/^\/studio\/readers\/segments\/(\d[^/]*)/, readSegment],
  [/^\/studio\/readers\/import\/(\d[^/]*)/, readImport],
  [/^\/studio\/readers\/([^/]+)/, findReader],
  [/^\/studio\/letters\/(\d[^/]*)/, findIssue],
  [/^\/studio\/figures\/lessons\/([^/]+)/, (db, { id }) => findCourseOfLesson(db, { lessonId: id })],
];

const named = /^\/studio\/(courses|letters\/newsletters)\/([^/]+)(?:\/lessons\/([^/]+))?/;
/** Pages beside the readers, courses and newsletters, and none of them. */
const ownPages = ["/studio/readers/import", "/studio/readers/export", "/studio/letters/newsletters/new"];

/** Whether what an address of the studio names is there: a reader, a course, a lesson, a letter. */
export async function isInStudio({ db }: Pick<Context, "db">, path: string): Promise<boolean> {
  if (ownPages.includes(path)) return true;
  const slugs = named.exec(path);
  if (slugs) return isNamed(db, { room: slugs[1] ?? "", slug: slugs[2] ?? "", key: slugs[3] });
  for (const [room, find] of numbered) {
    const id = room.exec(path)?.[1];
    if (id === undefined) continue;
    const number = idOf(id);
    return number !== null && (await find(db, { id: number })) !== null;
  }
  return true;
}

async function findReader(db: Context["db"], input: { id: number }): Promise<object | null> {
  const reader = await readReader(db, input);
  return reader?.erasedAt === null ? reader : null;
}

type Named = { room: string; slug: string; key: string | undefined };

async function isNamed(db: Context["db"], { room, slug, key }: Named): Promise<boolean> {
  if (!isSlug(slug)) return false;
  if (room !== "courses") return (await findNewsletterBySlug(db, { slug })) !== null;
  const course = await findCourseBySlug(db, { slug });
  if (course === null || key === undefined) return course !== null;
  return (await listLessons(db, { courseId: course.id })).some((lesson) => lesson.key === key);
}
