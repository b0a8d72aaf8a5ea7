import { createHash } from "node:crypto";
import type { Database } from "../../db/connect.ts";
import { reviewWaits } from "../../db/nudging.ts";
import {
  countMessages,
  dropNotices,
  placeLesson,
  placeNotice,
  readCurrentVersions,
  retireCoursesExcept,
  retireLessonsExcept,
  storeCourse,
  storeVersion,
  type VersionOwner,
} from "../../db/publish.ts";
import { noticeKinds } from "../../db/schema/courses.ts";
import type { Compiled } from "../../domain/version.ts";
import type { ChangedCourse } from "./compile-changed.ts";

export type PublishReport = {
  /** Lessons and notices, as "course/key", whose current version is another now. */
  published: readonly string[];
  /** How many lessons and notices stand as they stood. */
  unchanged: number;
  /** Lessons, as "course/key", and courses that were taken out of `emails`. */
  retired: readonly string[];
};

type Storing = { slugs: readonly string[]; changed: readonly ChangedCourse[]; now: Date };

/** Stores the changed courses, and retires what has no files any more. To be called in a transaction. */
export async function storeCourses(db: Database, { slugs, changed, now }: Storing): Promise<PublishReport> {
  const published: string[] = [];
  const retired = await retireCoursesExcept(db, { slugs, retiredAt: now });
  for (const course of changed) {
    const stored = await storeOne(db, { course, now });
    published.push(...stored.published.map((key) => `${course.slug}/${key}`));
    retired.push(...stored.retired.map((key) => `${course.slug}/${key}`));
  }
  return { published, unchanged: (await countMessages(db)) - published.length, retired };
}

type Outcome = Pick<PublishReport, "published" | "retired">;

async function storeOne(db: Database, { course, now }: { course: ChangedCourse; now: Date }): Promise<Outcome> {
  const { slug, description, sourceHash } = course;
  const courseId = await storeCourse(db, { slug, facts: description, sourceHash, publishedAt: now });
  if (description.gate === "none") await reviewWaits(db, { courseId, now });
  const before = await readCurrentVersions(db, { courseId });
  const lessons = await storeLessons(db, { course, courseId, now });
  const notices = await storeNotices(db, { course, courseId, now });
  const keys = course.lessons.map(({ facts }) => facts.key);
  return {
    published: [...changedKeys(before.lessons, lessons), ...changedKeys(before.notices, notices)],
    retired: await retireLessonsExcept(db, { courseId, keys, retiredAt: now }),
  };
}

type StoringOne = { course: ChangedCourse; courseId: number; now: Date };
type Current = ReadonlyMap<string, number>;

async function storeLessons(db: Database, { course, courseId, now }: StoringOne): Promise<Current> {
  const current = new Map<string, number>();
  for (const { facts, muscles, compiled } of course.lessons) {
    const { key, day: position, week, title, kind, minutes } = facts;
    const owner = { lessonKey: key, notice: null };
    const versionId = await storeVersion(db, { courseId, owner, ...contentOf(compiled), createdAt: now });
    const placed = { courseId, key, position, week, title, kind, minutes, muscles: [...muscles], versionId };
    await placeLesson(db, { lesson: placed, publishedAt: now });
    current.set(key, versionId);
  }
  return current;
}

async function storeNotices(db: Database, { course, courseId, now }: StoringOne): Promise<Current> {
  const current = new Map<string, number>();
  for (const { kind, compiled } of course.notices) {
    const owner: VersionOwner = { lessonKey: null, notice: kind };
    const versionId = await storeVersion(db, { courseId, owner, ...contentOf(compiled), createdAt: now });
    await placeNotice(db, { courseId, kind, versionId });
    current.set(kind, versionId);
  }
  await dropNotices(db, { courseId, kinds: noticeKinds.filter((kind) => !current.has(kind)) });
  return current;
}

/** The same template compiles to the same text, so equal hashes mean that there is nothing new to store. */
function contentOf(compiled: Compiled): { compiled: Compiled; contentHash: string } {
  return { compiled, contentHash: createHash("sha256").update(JSON.stringify(compiled)).digest("hex") };
}

function changedKeys(before: Current, after: Current): string[] {
  return [...after].filter(([key, versionId]) => before.get(key) !== versionId).map(([key]) => key);
}
