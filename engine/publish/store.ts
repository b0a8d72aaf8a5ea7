import { createHash } from "node:crypto";
import { findCourseBySlug, listLessons } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { hasLiveReaders, holdChange } from "../../db/pending-changes.ts";
import { countMessages, retireCoursesExcept, returnCourse, storeVersion, type VersionOwner } from "../../db/publish.ts";
import type { CoursePlan } from "../../db/schema/courses.ts";
import type { CourseDescription } from "../../domain/course-description.ts";
import { type CourseSettings, contradictionIn, withSettings } from "../../domain/course-settings.ts";
import { isSame, orderChange } from "../../domain/order-change.ts";
import type { Compiled } from "../../domain/version.ts";
import { describeCourse, type Placed, placePlan } from "../courses/place-plan.ts";
import { liveLessons } from "../passage.ts";
import type { ChangedCourse } from "./compile-changed.ts";
import { Refusal } from "./refusal.ts";

export type Stored = {
  /** Lessons and notices, as "course/key", whose current version is another now. */
  published: readonly string[];
  /** How many lessons and notices stand as they stood. */
  unchanged: number;
  /** Lessons, as "course/key", and courses that were taken out of `emails`. */
  retired: readonly string[];
};

type Storing = { slugs: readonly string[]; changed: readonly ChangedCourse[]; now: Date };

/** Stores the changed courses, and retires what has no files any more. To be called in a transaction. */
export async function storeCourses(db: Database, { slugs, changed, now }: Storing): Promise<Stored> {
  const published: string[] = [];
  const retired = await retireCoursesExcept(db, { slugs, retiredAt: now });
  for (const course of changed) {
    const placed = await storeOne(db, { course, now });
    published.push(...placed.published.map((key) => `${course.slug}/${key}`));
    retired.push(...placed.retired.map((key) => `${course.slug}/${key}`));
  }
  return { published, unchanged: (await countMessages(db)) - published.length, retired };
}

type StoringOne = { course: ChangedCourse; now: Date };

/**
 * A course that nobody is in the middle of becomes at once what its files say; so does one whose lessons stand in the
 * order in which they stood. Any other order waits, words and all, for its lessons were compiled with their new days.
 */
async function storeOne(db: Database, { course, now }: StoringOne): Promise<Placed> {
  const { slug, description, sourceHash } = course;
  const known = await findCourseBySlug(db, { slug });
  const settings = known?.settings ?? {};
  const facts = factsOf(course, settings);
  const standing = known ? liveLessons({ lessons: await listLessons(db, { courseId: known.id }) }) : [];
  const change = orderChange({ from: standing, to: placesOf(course) });
  if (known && !isSame(change) && (await hasLiveReaders(db, { courseId: known.id }))) {
    const plan = await storePlan(db, { course, courseId: known.id, now });
    await returnCourse(db, known);
    await holdChange(db, { courseId: known.id, plan, sourceHash, foundAt: now });
    return { published: [], retired: [] };
  }
  const courseId = await describeCourse(db, { slug, settings, sourceHash, declared: description, facts, now });
  const plan = await storePlan(db, { course, courseId, now });
  return placePlan(db, { courseId, plan, meetings: new Map(), now });
}

/** What the files say may have come to contradict what was changed in the studio. */
function factsOf({ slug, description }: ChangedCourse, settings: CourseSettings): CourseDescription {
  const facts = withSettings(description, settings);
  const found = contradictionIn(facts);
  if (!found) return facts;
  throw new Refusal(
    `emails/courses/${slug}/course.ts`,
    `does not go together with the course's settings in the studio (${Object.keys(settings).join(", ")}): ` +
      `${found.path}: ${found.message}. Change course.ts, or take the setting back in the studio.`,
  );
}

function placesOf({ lessons }: ChangedCourse) {
  return lessons.map(({ facts }) => ({ key: facts.key, position: facts.day }));
}

/** Stores the versions of a course and says where each would stand. A version by itself changes nothing. */
async function storePlan(
  db: Database,
  { course, courseId, now }: StoringOne & { courseId: number },
): Promise<CoursePlan> {
  const lessons: CoursePlan["lessons"][number][] = [];
  for (const { facts, muscles, compiled } of course.lessons) {
    const { key, day: position, week, title, kind, minutes } = facts;
    const owner = { lessonKey: key, notice: null };
    const versionId = await storeVersion(db, { courseId, owner, ...contentOf(compiled), createdAt: now });
    lessons.push({ key, position, week, title, kind, minutes, muscles: [...muscles], versionId });
  }
  const notices: CoursePlan["notices"][number][] = [];
  for (const { kind, compiled } of course.notices) {
    const owner: VersionOwner = { lessonKey: null, notice: kind };
    const versionId = await storeVersion(db, { courseId, owner, ...contentOf(compiled), createdAt: now });
    notices.push({ kind, versionId });
  }
  return { declared: course.description, lessons, notices };
}

/** The same template compiles to the same text, so equal hashes mean that there is nothing new to store. */
function contentOf(compiled: Compiled): { compiled: Compiled; contentHash: string } {
  return { compiled, contentHash: createHash("sha256").update(JSON.stringify(compiled)).digest("hex") };
}
