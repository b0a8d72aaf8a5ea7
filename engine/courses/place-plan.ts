import type { Course } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { reviewWaits } from "../../db/nudging.ts";
import { dropChange } from "../../db/pending-changes.ts";
import {
  dropNotices,
  type Meeting,
  placeLesson,
  placeNotice,
  readCurrentVersions,
  retireLessonsExcept,
  storeCourse,
} from "../../db/publish.ts";
import { type CoursePlan, noticeKinds } from "../../db/schema/courses.ts";
import type { CourseDescription } from "../../domain/course-description.ts";

/** Lessons and notices by their keys: those whose version is another now, and lessons that are no more. */
export type Placed = { published: readonly string[]; retired: readonly string[] };

type Placing = {
  courseId: number;
  plan: CoursePlan;
  /** Where readers are under way: for each lesson that joins the order or moves in it, what it does to them. */
  meetings: ReadonlyMap<string, Meeting>;
  now: Date;
};

/** Puts a plan in place: from now on it is the course. To be called in a transaction that holds the publishing lock. */
export async function placePlan(db: Database, { courseId, plan, meetings, now }: Placing): Promise<Placed> {
  const before = await readCurrentVersions(db, { courseId });
  for (const lesson of plan.lessons) {
    const placed = { courseId, ...lesson, muscles: [...lesson.muscles] };
    await placeLesson(db, { lesson: placed, publishedAt: now, meeting: meetings.get(lesson.key) ?? null });
  }
  for (const { kind, versionId } of plan.notices) await placeNotice(db, { courseId, kind, versionId });
  const lessons = new Map(plan.lessons.map(({ key, versionId }) => [key, versionId]));
  const notices = new Map<string, number>(plan.notices.map(({ kind, versionId }) => [kind, versionId]));
  await dropNotices(db, { courseId, kinds: noticeKinds.filter((kind) => !notices.has(kind)) });
  await dropChange(db, { courseId });
  return {
    published: [...changedKeys(before.lessons, lessons), ...changedKeys(before.notices, notices)],
    retired: await retireLessonsExcept(db, { courseId, keys: [...lessons.keys()], retiredAt: now }),
  };
}

type Describing = Pick<Course, "slug" | "settings" | "sourceHash"> & {
  declared: CourseDescription;
  facts: CourseDescription;
  now: Date;
};

/** Stores what holds for a course, and lets those go on who wait at a gate that is open now. */
export async function describeCourse(db: Database, course: Describing): Promise<number> {
  const { slug, settings, sourceHash, declared, facts, now } = course;
  const own = Object.keys(settings).length === 0 ? null : declared;
  const courseId = await storeCourse(db, { slug, facts, declared: own, sourceHash, publishedAt: now });
  if (facts.gate === "none") await reviewWaits(db, { courseId, now });
  return courseId;
}

function changedKeys(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after].filter(([key, versionId]) => before.get(key) !== versionId).map(([key]) => key);
}
